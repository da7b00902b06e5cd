"""A vocabulary with a field of every type, for what must read each of them."""

from typing import Final

from slakit.vocabulary import EventKind, FieldOfEvent, ListedValue, ValueList, Vocabulary

FIELDS: Final[dict[str, dict[str, object]]] = {
    "thing": {"type": "identifier", "required": True},
    "words": {"type": "text"},
    "sure": {"type": "boolean"},
    "many": {"type": "integer"},
    "amount": {"type": "rial"},
    "at": {"type": "instant"},
    "from": {"type": "day"},
    "until": {"type": "last-day"},
    "channel": {"type": "value", "values": "channel"},
    "kind": {"type": "value", "values": "kind"},
    "services": {"type": "service", "list": True},
}
VOCABULARY = Vocabulary(
    document="vocabulary/v1",
    vocabulary="test",
    version="1",
    title={"en": "for properties"},
    values={
        "channel": ValueList(
            title={"en": "c"}, values={word: ListedValue(title={"en": word}) for word in ("portal", "post")}
        ),
        "kind": ValueList(title={"en": "k"}, open=True, values={"fee": ListedValue(title={"en": "fee"})}),
    },
    events={
        "thing.happened": EventKind(
            title={"en": "it happened"},
            fields={
                name: FieldOfEvent.model_validate(said | {"title": {"en": name}})
                for name, said in FIELDS.items()
            },
        ),
        "thing.named": EventKind(
            title={"en": "it got names"},
            fields={
                "names": FieldOfEvent(type="identifier", list=True, required=True, title={"en": "names"}),
                "type": FieldOfEvent(type="text", title={"en": "a field that is called as an attribute is"}),
            },
        ),
        "thing.passed": EventKind(title={"en": "it passed"}, fields={}),
    },
)
