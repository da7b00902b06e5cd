"""From the folder of an edition to duties that an engine can judge.

agreement.yaml, services.yaml, vocabulary, calendars -> documents -> schema -> consistency -> models -> duties
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from slakit import schema
from slakit.calendar_files import NamedCalendar, calendars_of, faults_of_named
from slakit.canonical import digest
from slakit.consistency import clause_of, inconsistencies, inconsistencies_of_sound_parts
from slakit.consistency.telling import in_file_order
from slakit.document import Document, Reader, read, shipped_document
from slakit.errors import Argument, Fault, InvalidDocument
from slakit.frozen import Frozen
from slakit.shipped import shipped_names
from slakit.source import Place

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.agreement import Agreement, Fact, Sign
    from slakit.annex import Annex
    from slakit.checks import Condition, Duty, Excuse, Points, Proof, Term, WorkingTime
    from slakit.lowering import EstablishedFact, Setting
    from slakit.norms import Exempting, Norm
    from slakit.term import Proving
    from slakit.vocabulary import Vocabulary

AGREEMENT_FILE = "agreement.yaml"
MOST_EDITIONS = 10
"""So many are named where the folder that holds them was given."""
VOCABULARIES = "vocabularies"
"""The folder of the package that holds the shipped ones."""
NOT_JUDGED_BY = frozenset({"waivers", "approvals"})
"""Keys of an agreement on which no finding rests."""


class Edition(Frozen):
    """An edition of an agreement, read and found sound: its documents, its models, and what an engine judges.

    `digest` is the SHA-256 of agreement, annex, vocabulary and calendars in canonical JSON (RFC 8785): comments, layout
    waivers of lint rules and approvals do not count. The models and the duties are made when they are first asked for.
    """

    folder: Path
    agreement_document: Document
    annex_document: Document
    vocabulary_document: Document
    calendars: tuple[NamedCalendar, ...] = ()

    def __repr__(self) -> str:
        """Which edition it is, and where it lies: what it says may be thousands of lines."""
        return f"<Edition {self.agreement.agreement} {self.agreement.edition} in {self.folder}>"

    @cached_property
    def agreement(self) -> "Agreement":
        """The agreement as a typed model."""
        from slakit.agreement import Agreement

        return Agreement.model_validate_json(json.dumps(self.agreement_document.data))

    @cached_property
    def annex(self) -> "Annex":
        """The annex of services as a typed model."""
        from slakit.annex import Annex

        return Annex.model_validate_json(json.dumps(self.annex_document.data))

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """The vocabulary as a typed model."""
        from slakit.vocabulary import Vocabulary

        return Vocabulary.model_validate_json(json.dumps(self.vocabulary_document.data))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what the edition says, as 64 hexadecimal digits."""
        return digest([_judged_by(document.data) for _, document in self._named_documents()])

    @cached_property
    def parts(self) -> dict[str, str]:
        """The SHA-256 of each document that the digest is of, by its name, such as `calendar office-hours`."""
        return {name: digest(_judged_by(document.data)) for name, document in self._named_documents()}

    def _named_documents(self) -> Iterator[tuple[str, Document]]:
        yield "agreement", self.agreement_document
        yield "services", self.annex_document
        yield "vocabulary", self.vocabulary_document
        for named in self.calendars:
            yield f"calendar {named.name}", named.document
            for number, other in enumerate(named.others, start=1):
                yield f"calendar {named.name}/{number}", other

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The ids of the annexed services, in the order of the annex."""
        return tuple(service.service for service in self.annex.services)

    @cached_property
    def choices(self) -> dict[str, str]:
        """The option taken for every interpretation choice: the library's defaults, and what the agreement takes."""
        from slakit.interpretation import CHOICES

        defaults = {name: choice.default for name, choice in CHOICES.items()}
        return defaults | {taken.choice: taken.takes for taken in self.agreement.interpretation}

    @cached_property
    def term(self) -> "Term":
        """The term with its edges as instants."""
        return _term(self)

    @cached_property
    def duties(self) -> tuple["Duty", ...]:
        """Every norm, lowered to a check, in the order of the text."""
        setting = setting_of(self)
        norms = {norm.id: (clause.clause or "", norm) for clause, norm in self.agreement.norms()}
        setting.lowered = lambda name: _duty(self, setting, *norms[name])
        return tuple(
            _duty(self, setting, clause.clause or "", norm) for clause, norm in self.agreement.norms()
        )

    def lowered(self, clause: str, norm: "Norm") -> "Duty":
        """A norm of a clause lowered to a check, as if the agreement had it: its own, or one changed to ask another question."""
        return _duty(self, setting_of(self), clause, norm)


def load(path: str | Path, *, reader: Reader = read) -> Edition:
    """Read an edition: a folder with `agreement.yaml`, or that file itself.

    `reader` reads each of its documents. Raises `InvalidDocument` with every fault of every file of the edition, each
    with its place.
    """
    documents, calendars, faults = documents_of(path, reader=reader)
    if documents is None or any(fault.severity == "error" for fault in faults):
        raise InvalidDocument(faults)
    return Edition(Path(documents[0].name).parent, *documents, calendars)


def must_be_edition(given: object) -> None:
    """Raise `TypeError` for what is no edition, such as the path of one."""
    if not isinstance(given, Edition):
        raise TypeError(f"an edition is what `slakit.load` gives, not {type(given).__name__}: load(…)")


def documents_of(
    path: str | Path, *, reader: Reader = read
) -> tuple[tuple[Document, Document, Document] | None, tuple[NamedCalendar, ...], list[Fault]]:
    """Agreement, annex and vocabulary, if each of them fits its schema, their calendars, and every fault of the edition."""
    file = Path(path)
    if path == "":  # to `Path` it is the working folder
        told: dict[str, Argument] = {"file": "", "reason": "no-such-file"}
        return None, (), [Fault("cannot-read", Place("", 1, 1, 1, 1), arguments=told)]
    file = file / AGREEMENT_FILE if file.is_dir() else file
    faults: list[Fault] = []
    agreement, fit = _read(file, "agreement", faults, reader)
    if agreement is None:
        return None, (), [_with_editions(fault, Path(path)) for fault in faults]
    data = agreement.data if isinstance(agreement.data, dict) else {}
    annex_file = file.parent / str(data.get("services", "services.yaml"))
    annex, annex_fit = _named_file(annex_file, "services", agreement, faults, reader)
    vocabulary, vocabulary_fit = vocabulary_named(data.get("vocabulary"), faults, agreement, reader)
    if annex is None or vocabulary is None or not (fit and annex_fit and vocabulary_fit):
        spoken_of = vocabulary if vocabulary_fit else None
        more = [
            *inconsistencies_of_sound_parts(agreement, annex, spoken_of, faults),
            *faults_of_named(agreement, file.parent, reader),
        ]
        read = (one for one in (agreement, annex, vocabulary) if one)
        return None, (), in_file_order(read, [*faults, *more])
    calendars = calendars_of(agreement, file.parent, faults, reader)
    documents = (agreement, annex, vocabulary)
    return documents, calendars, in_file_order(documents, [*inconsistencies(*documents), *faults])


def _with_editions(fault: Fault, folder: Path) -> Fault:
    """The fault of a folder that is no edition, with the editions that lie in it."""
    if fault.rule != "cannot-read" or not folder.is_dir():
        return fault
    editions = sorted(str(one.parent) for one in folder.glob(f"*/{AGREEMENT_FILE}"))
    if not editions:
        return fault
    return fault.altered(arguments={**fault.arguments, "editions": "\n".join(editions[:MOST_EDITIONS])})


def _read(file: Path, name: str, faults: list[Fault], reader: Reader) -> tuple[Document | None, bool]:
    """A document, and whether its schema accepts it; what is wrong with it is added to `faults`."""
    try:
        document = reader(file)
    except InvalidDocument as error:
        faults += error.faults
        return None, False
    found = schema.faults(
        document, schema.schema_named(name), clause_of=lambda path: clause_of(document, path)
    )
    faults += found
    return document, not found


def _named_file(
    file: Path, key: str, naming: Document, faults: list[Fault], reader: Reader
) -> tuple[Document | None, bool]:
    """The same for a file that a document names under a key: what cannot be opened is told where it is named."""
    found: list[Fault] = []
    read = _read(file, key, found, reader)
    written = naming.data.get(key) if isinstance(naming.data, dict) else None
    for fault in found:
        if fault.rule == "cannot-read" and isinstance(written, str):
            told = {**fault.arguments, "file": written}
            faults.append(Fault("cannot-read", naming.place_of((key,)), None, told))
        else:
            faults.append(fault)
    return read


def vocabulary_named(
    name: object, faults: list[Fault], naming: Document, reader: Reader
) -> tuple[Document | None, bool]:
    """The vocabulary that a document names: a file beside it, or one that is shipped; and whether its schema accepts it.

    A shipped vocabulary is validated by the tests of slakit, not again on every reading.
    """
    if not isinstance(name, str):  # the schema of the agreement has told of it
        return None, False
    if name.endswith((".yaml", ".yml")):
        return _named_file(Path(naming.name).parent / name, "vocabulary", naming, faults, reader)
    if shipped := shipped_document(VOCABULARIES, name):
        return shipped, True
    place, known = naming.place_of(("vocabulary",)), "\n".join(shipped_vocabularies())
    faults.append(Fault("unknown-vocabulary", place, None, {"found": name, "known": known}))
    return None, False


def _judged_by(data: object) -> object:
    """What a document says that a finding can rest on: a waiver changes what lint tells, an approval what `diff` does."""
    return (
        {key: value for key, value in data.items() if key not in NOT_JUDGED_BY}
        if isinstance(data, dict)
        else data
    )


def shipped_vocabularies() -> tuple[str, ...]:
    """The names of the vocabularies that come with slakit, such as `e-government-portal/v1`."""
    return shipped_names(VOCABULARIES)


# --- lowering ---------------------------------------------------------------------------------------------------------


def setting_of(edition: Edition) -> "Setting":
    """All that surrounds the norms of an edition when they are lowered, made anew: a setting notes what it is asked."""
    from slakit.calendars import parse_day, time_zone
    from slakit.lowering import Setting

    agreement = edition.agreement
    definitions = [definition for clause in agreement.clauses for definition in clause.defines or ()]
    months = {definition.month_days for definition in definitions} - {None}
    years = {definition.year_days for definition in definitions} - {None}
    setting = Setting(
        vocabulary=edition.vocabulary,
        zone=time_zone(agreement.time_zone),
        first_day=parse_day(agreement.term.first_day),
        last_day=parse_day(agreement.term.until),
        services=edition.services,
        edition=agreement.edition,
        calendar=agreement.calendar,
        choices=edition.choices,
        month_days=months.pop() if len(months) == 1 else None,
        year_days=years.pop() if len(years) == 1 else None,
    )
    setting.facts = tuple(_fact(fact, setting) for fact in agreement.facts)
    setting.calendars = {
        named.name: cache(partial(_working_time, named, setting.zone)) for named in edition.calendars
    }
    return setting


def _working_time(named: NamedCalendar, zone: "ZoneInfo") -> "WorkingTime":
    from slakit.calendar_document import CalendarDocument
    from slakit.working_time import working_time

    calendar, *others = (
        CalendarDocument.model_validate_json(json.dumps(document.data))
        for document in (named.document, *named.others)
    )
    return working_time(named.name, calendar, others, zone)


def _term(edition: Edition) -> "Term":
    from slakit.checks import Term
    from slakit.term import InferredDay

    setting, written = setting_of(edition), edition.agreement.term
    renewing = written.renewed_by
    return Term(
        start=setting.start_of(written.first_day),
        end=setting.end_of(written.until),
        inferred=isinstance(written.from_, InferredDay),
        proof=tuple(_proof(setting, one) for one in written.proof),
        extended=_extending(setting, renewing.event) if renewing else None,
        effective=renewing.from_ if renewing else "",
        expires=renewing.until if renewing else "",
        covers=renewing.covers if renewing else None,
    )


def _proof(setting: "Setting", written: "Proving") -> "Proof":
    from slakit.checks import Proof

    valid = setting.condition(written.valid_when, setting.vocabulary.fields_of(written.event))
    return Proof(setting.points(written), written.from_, written.until, valid)


def _extending(setting: "Setting", event: str) -> "Points":
    from slakit.selectors import EventSelector

    return setting.points(EventSelector(event=event))


def _fact(fact: "Fact", setting: "Setting") -> "EstablishedFact":
    from slakit.checks import Established, Some
    from slakit.lowering import EstablishedFact

    def signs(written: tuple["Sign", ...]) -> "Condition":
        return Some(tuple(_sign(sign, fact.of.record, setting) for sign in written))

    choice = fact.choice
    condition = Established(signs(fact.holds_when), signs(fact.fails_when), fact.fact)
    return EstablishedFact(fact.of.record, fact.fact, condition, choice)


def _sign(sign: "Sign", record: str, setting: "Setting") -> "Condition":
    from slakit.checks import Every, Preceded
    from slakit.selectors import EventSelector, fields_matched

    fields = setting.vocabulary.fields_of(*setting.vocabulary.record_events(record))
    parts: list[Condition] = [setting.condition(sign.where, fields)] if sign.where else []
    if sign.preceded_by:
        selector = EventSelector(event=sign.preceded_by.event, where=sign.preceded_by.where)
        parts.append(Preceded(setting.points(selector), fields_matched(sign.preceded_by.matching)))
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _duty(edition: Edition, setting: "Setting", clause: str, norm: "Norm") -> "Duty":
    from slakit.checks import Duty
    from slakit.selectors import fields_matched

    setting.asked.clear()
    setting.counted_by.clear()
    if edition.agreement.term.from_ != edition.agreement.term.first_day:
        setting.asked.add("start-of-term")
    check = norm.lower(setting)
    unless = tuple(_excuse(excuse, setting, fields_matched(excuse.matching)) for excuse in norm.unless)
    return Duty(
        norm=norm.id,
        clause=clause,
        kind=norm.rule,
        bearer=norm.bearer,
        counterparty=norm.towards,
        grade=norm.grade,
        check=check,
        choices=tuple(_named(name, edition.choices) for name in sorted(setting.asked)),
        annex=frozenset(edition.services),
        unless=unless,
        calendars=tuple(
            f"{named.name}@{named.digest}" for named in edition.calendars if named.name in setting.counted_by
        ),
        plan=norm.plan(setting),
    )


def _excuse(excuse: "Exempting", setting: "Setting", matching: tuple[tuple[str, str], ...]) -> "Excuse":
    from slakit.checks import Excuse
    from slakit.selectors import RecordSelector

    spans = setting.spans(RecordSelector(record=excuse.record, where=excuse.where))
    return Excuse(spans, matching, excuse.clause, getattr(excuse, "only_less", False))


def _named(name: str, choices: Mapping[str, str]) -> str:
    """A choice as findings name it.

    >>> _named("bound", {"bound": "closed"})
    'bound=closed@1'
    """
    from slakit.interpretation import CHOICES

    version = CHOICES[name].version if name in CHOICES else 1
    return f"{name}={choices.get(name, '')}@{version}"
