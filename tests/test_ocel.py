"""Events as OCEL 2.0: what becomes an object, what an attribute, and how a log of others is read."""

from typing import cast

import pytest

from slakit.calendars import time_zone
from slakit.document import shipped_document
from slakit.events import Event
from slakit.events.ocel import NotOcel, events_in, ocel_of
from slakit.events.reading import events_of
from slakit.vocabulary import Vocabulary

TEHRAN = time_zone("Asia/Tehran")


def vocabulary() -> Vocabulary:
    document = shipped_document("vocabularies", "e-government-portal/v1")
    assert document is not None
    return Vocabulary.model_validate(document.data, strict=False)


VOCABULARY = vocabulary()
NINE = 1564634340000000


def test_what_names_something_becomes_an_object_and_all_else_an_attribute() -> None:
    outage = Event(
        "probe",
        "1",
        "outage.started",
        NINE,
        NINE + 60_000_000,
        {"outage": "o-1", "services": ("svc-01", "svc-02"), "planned": True, "origin": "site"},
    )
    end = Event("probe", "2", "outage.ended", NINE + 1, NINE + 1, {"outage": "o-1"})
    assert ocel_of([outage, end], VOCABULARY, TEHRAN) == {
        "objectTypes": [
            {"name": "outage", "attributes": [{"name": "slakit:key", "type": "string"}]},
            {"name": "service", "attributes": [{"name": "slakit:key", "type": "string"}]},
        ],
        "eventTypes": [
            {
                "name": "outage.started",
                "attributes": [
                    {"name": "slakit:id", "type": "string"},
                    {"name": "slakit:source", "type": "string"},
                    {"name": "slakit:recordedtime", "type": "time"},
                    {"name": "planned", "type": "boolean"},
                    {"name": "origin", "type": "string"},
                ],
            },
            {
                "name": "outage.ended",
                "attributes": [
                    {"name": "slakit:id", "type": "string"},
                    {"name": "slakit:source", "type": "string"},
                ],
            },
        ],
        "objects": [
            {
                "id": f"{kind}:{key}",
                "type": kind,
                "attributes": [{"name": "slakit:key", "value": key, "time": "1970-01-01T00:00:00Z"}],
                "relationships": [],
            }
            for kind, key in (("outage", "o-1"), ("service", "svc-01"), ("service", "svc-02"))
        ],
        "events": [
            {
                "id": "probe#1",
                "type": "outage.started",
                "time": "2019-08-01T04:39:00Z",
                "attributes": [
                    {"name": "slakit:id", "value": "1"},
                    {"name": "slakit:source", "value": "probe"},
                    {"name": "slakit:recordedtime", "value": "2019-08-01T04:40:00Z"},
                    {"name": "planned", "value": "true"},
                    {"name": "origin", "value": "site"},
                ],
                "relationships": [
                    {"objectId": "outage:o-1", "qualifier": "outage"},
                    {"objectId": "service:svc-01", "qualifier": "services"},
                    {"objectId": "service:svc-02", "qualifier": "services"},
                ],
            },
            {
                "id": "probe#2",
                "type": "outage.ended",
                "time": "2019-08-01T04:39:00.000001Z",
                "attributes": [
                    {"name": "slakit:id", "value": "2"},
                    {"name": "slakit:source", "value": "probe"},
                ],
                "relationships": [{"objectId": "outage:o-1", "qualifier": "outage"}],
            },
        ],
    }


def test_two_sources_that_only_look_alike_together_with_their_ids_get_two_ids() -> None:
    events = [
        Event("a#b", "c", "outage.ended", NINE, NINE, {"outage": "o"}),
        Event("a", "b#c", "outage.ended", NINE, NINE, {"outage": "o"}),
        Event("a%23b", "c", "outage.ended", NINE, NINE, {"outage": "o"}),
    ]
    written = cast("list[dict[str, str]]", ocel_of(events, VOCABULARY, TEHRAN)["events"])
    assert [event["id"] for event in written] == ["a%23b#c", "a#b#c", "a%2523b#c"]


FOREIGN: dict[str, list[object]] = {
    "objectTypes": [{"name": "fee-kind", "attributes": []}, {"name": "service", "attributes": []}],
    "eventTypes": [{"name": "fee.charged", "attributes": [{"name": "amount", "type": "integer"}]}],
    "objects": [{"id": "svc-01", "type": "service", "attributes": [], "relationships": []}],
    "events": [
        {
            "id": "e1",
            "type": "fee.charged",
            "time": "2019-08-01T09:00:00.000Z",
            "attributes": [{"name": "amount", "value": 450000}],
            "relationships": [
                {"objectId": "svc-01", "qualifier": ""},
                {"objectId": "r-1", "qualifier": "recipient"},
            ],
        },
        {"id": "e2", "type": "fee.charged", "time": "2019-08-01T09:00:00Z", "attributes": []},
        {"id": "e3", "type": "fee.invoiced", "time": "2019-08-01T09:00:00Z"},
        "e4",
    ],
}


def test_a_log_of_others_is_read_by_qualifier_or_else_by_the_type_of_the_object() -> None:
    log = events_of(events_in(FOREIGN, VOCABULARY, source="erp"), VOCABULARY, TEHRAN)
    nine = NINE + (4 * 60 + 21) * 60_000_000
    assert log.events == (
        Event(
            "erp",
            "e1",
            "fee.charged",
            nine,
            nine,
            {"amount": 450000, "service": "svc-01", "recipient": "r-1"},
            1,
        ),
    )
    assert [(line.line, line.reason) for line in log.set_aside] == [
        (2, "missing-field"),
        (3, "unknown-event-type"),
        (4, "not-an-object"),
    ]


def test_what_is_said_twice_and_differently_is_set_aside_and_never_chosen_from() -> None:
    event = FOREIGN["events"][0]
    assert isinstance(event, dict)
    twice = {**event, "attributes": [{"name": "amount", "value": "450000"}, {"name": "amount", "value": "1"}]}
    log = events_of(events_in({"events": [twice]}, VOCABULARY), VOCABULARY, TEHRAN)
    assert [line.arguments.get("field") for line in log.set_aside] == ["amount"]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ([], "it is no JSON object"),
        ({}, "it has no list `events`"),
        ({"events": {}}, "it has no list `events`"),
    ],
)
def test_what_is_no_ocel_is_refused_with_the_reason(document: object, problem: str) -> None:
    with pytest.raises(NotOcel) as refusal:
        events_in(document, VOCABULARY)
    assert refusal.value.problem == problem
