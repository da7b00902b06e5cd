"""What passes a limit and what sticks out is named: whole findings, and their sentences in both languages."""

from dataclasses import replace
from pathlib import Path

import pytest

from slakit.checking import check
from slakit.checks import Inside
from slakit.engines import audit, monitor
from slakit.engines.audit.databases import SQLite
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Cure, Finding, Outcome
from slakit.loading import load
from slakit.reports.sentences import cure_sentence, sentence
from slakit.text import strip_isolates

EDITION = load(Path(__file__).parent / "suite")


def event(name: str, kind: str, time: str, **fields: object) -> dict[str, object]:
    return {"specversion": "1.0", "id": name, "source": "/log", "type": kind, "time": time, "data": fields}


def found(norm: str, *events: dict[str, object]) -> Finding:
    """The one finding of a norm that is broken, when the term is over."""
    judged = check(EDITION, list(events), at="2025-02-01 00:00")
    broken = [one for one in judged.findings if one.norm == norm and one.outcome is Outcome.VIOLATED]
    assert len(broken) == 1
    return broken[0]


def told(finding: Finding) -> list[str]:
    """Its sentence and its cure, in English and in Persian."""
    both = (sentence(finding, EDITION, "en"), cure_sentence(finding, EDITION, "en"),
            sentence(finding, EDITION, "fa"), cure_sentence(finding, EDITION, "fa"))  # fmt: skip
    return [strip_isolates(words or "") for words in both]


def roles(finding: Finding) -> list[tuple[str, str]]:
    """The events of the evidence, with the part that each plays."""
    return [(one.role, one.id) for one in finding.evidence]


def copies(name: str, day: str, pages: int) -> dict[str, object]:
    return event(name, "copies.made", f"{day} 09:00", reader="r", pages=pages, paid=False)


def test_the_event_that_passes_a_limit_is_named_with_all_that_was_counted_before() -> None:
    """Reaching the limit passes nothing, not even within one instant; what comes after is no part of the breach."""
    finding = found(
        "copies-each-month",
        copies("a", "2024-05-01", 60), copies("b", "2024-05-02", 40), copies("c", "2024-05-02", 5),
        copies("d", "2024-05-04", 50),
    )  # fmt: skip
    assert roles(finding) == [("counted", "a"), ("counted", "b"), ("exceeding", "c")]
    assert (finding.figures["total"], finding.figures["excess"], finding.figures["limit"]) == (105, 5, 100)
    assert finding.cures == (Cure("total-at-most", 100),)
    assert told(finding) == [
        "Pseudonym of the reader r: “copies were made”, from 2024-05-01 00:00 to the end of 2024-05-31, came to 105 (pages); at most 100 is allowed, so it was 5 too much; what passed the limit: copies were made (c, 2024-05-02 09:00).",
        "At most 100 in all would have fulfilled it.",
        "نام مستعار عضو r: «رونوشت گرفته شد»، از ۲۰۲۴-۰۵-۰۱ ساعت ۰۰:۰۰ تا پایان ۲۰۲۴-۰۵-۳۱، به ۱۰۵ (صفحه) رسید؛ حداکثر ۱۰۰ مجاز است، پس ۵ زیاد بود؛ آنچه از حد گذشت: رونوشت گرفته شد (c، ۲۰۲۴-۰۵-۰۲ ساعت ۰۹:۰۰).",
        "در مجموع حداکثر ۱۰۰ برای رعایت الزام کافی بود.",
    ]


def test_what_sticks_out_on_both_sides_is_said_from_its_first_instant_on() -> None:
    """The first part is told with its edges, and all parts together with their length."""
    finding = found(
        "exhibition-in-permit",
        event("x1", "exhibition.opened", "2024-05-01 08:00", exhibition="x", room="hall", public=True),
        event("p1", "permit.granted", "2024-05-01 09:00", permit="p", room="hall", binding=True),
        event("p2", "permit.ended", "2024-05-10 09:00", permit="p"),
        event("x2", "exhibition.closed", "2024-05-10 11:00", exhibition="x"),
    )
    assert roles(finding) == [("act", "x1"), ("act", "x2"), ("record", "p1"), ("record", "p2")]
    assert told(finding) == [
        "The exhibition x, from 2024-05-01 08:00 to 2024-05-10 11:00, was outside a permit from 2024-05-01 08:00 to 2024-05-01 09:00; 03:00:00 in all, parts: 2.",
        "Waiting until 2024-05-01 09:00 would have fulfilled it.",
        "نمایشگاه x، از ۲۰۲۴-۰۵-۰۱ ساعت ۰۸:۰۰ تا ۲۰۲۴-۰۵-۱۰ ساعت ۱۱:۰۰، از ۲۰۲۴-۰۵-۰۱ ساعت ۰۸:۰۰ تا ۲۰۲۴-۰۵-۰۱ ساعت ۰۹:۰۰ بیرون از محدودهٔ مجوز بود؛ در مجموع ۳ ساعت، شمار بخش‌ها: ۲.",
        "خودداری از آن تا ۲۰۲۴-۰۵-۰۱ ساعت ۰۹:۰۰ برای رعایت الزام کافی بود.",
    ]


def test_what_an_amendment_names_is_shown_with_what_began_it_and_outlasts_only_while_it_is_named() -> None:
    """The opening says that the closure was planned; the amendment ends it in lending, an hour after the announced end."""
    log = [
        event("n1", "notice.posted", "2024-05-01 09:00", notice="n", closure="c", place="website",
              covers=["lending"], **{"from": "2024-05-08 09:00", "to": "2024-05-08 11:00"}),
        event("b", "closure.began", "2024-05-08 09:00", closure="c", services=["lending"], planned=True, cause="works"),
        event("a", "closure.attested", "2024-05-08 12:00", closure="c", services=["reading-room"]),
        event("e", "closure.ended", "2024-05-08 14:00", closure="c"),
    ]  # fmt: skip
    judged = [
        one for one in check(EDITION, log, at="2025-02-01 00:00").findings if one.norm == "closure-notice"
    ]
    shown = {(one.occasion["service"], one.reason): roles(one) for one in judged}
    assert shown == {
        ("lending", "in-time"): [("notice", "n1"), ("act", "b")],
        ("lending", "overran"): [("notice", "n1"), ("act", "b"), ("end", "a")],
        ("reading-room", "no-notice"): [("act", "b"), ("act", "a")],
    }
    (overrun,) = (one.figures["overrun"] for one in judged if one.reason == "overran")
    assert overrun == 3_600_000_000


def test_what_came_otherwise_than_is_asked_and_only_then_as_asked_is_told_with_when_it_was_so() -> None:
    """To wait for a consent that was not in writing yet would have cured nothing."""
    finding = found(
        "recording-with-consent",
        event("r", "recording.made", "2024-05-01 09:00", reader="r"),
        event("spoken", "consent.given", "2024-05-02 09:00", reader="r", written=False),
        event("written", "consent.given", "2024-05-03 09:00", reader="r", written=True),
    )
    assert (finding.reason, roles(finding)) == ("not-yet", [("event", "r"), ("record", "written")])
    assert told(finding)[1] == "Waiting until 2024-05-03 09:00 would have fulfilled it."


def test_what_ceased_to_be_as_asked_is_told_with_when_it_did_and_by_what() -> None:
    """The consent in writing ended with the spoken one that took its place, and not with its withdrawal."""
    finding = found(
        "recording-with-consent",
        event("written", "consent.given", "2024-04-01 09:00", reader="r", written=True),
        event("spoken", "consent.given", "2024-04-02 09:00", reader="r", written=False),
        event("gone", "consent.withdrawn", "2024-04-20 09:00", reader="r"),
        event("r", "recording.made", "2024-05-01 09:00", reader="r"),
    )
    assert (finding.reason, roles(finding)) == ("no-longer", [("record", "spoken"), ("event", "r")])
    assert told(finding)[0].endswith("had ended at 2024-04-02 09:00.")


@pytest.mark.parametrize("norm", ["no-disclosure", "no-loan-while-suspended"])
def test_a_log_without_the_event_gives_no_finding_of_never(norm: str) -> None:
    """The report names the norm among those that never had an occasion."""
    judged = check(EDITION, [], at="2025-02-01 00:00")
    assert [one for one in judged.findings if one.norm == norm] == []
    assert norm in judged.norms_without_occasion


def test_how_far_apart_something_may_be_rests_on_no_clock_of_hours() -> None:
    """It is elapsed time, whichever clock the agreement takes for its bounds, and the finding names what it used."""
    judged = check(EDITION, [], at="2024-02-15 00:00")
    used = {one.choices for one in judged.findings if one.norm == "shelves-checked"}
    assert used == {("bound=closed@1", "start-of-term=inferred-from-last-day@1")}


def test_what_is_perhaps_over_is_not_known_to_outlast_the_term() -> None:
    """A loan is ended at a desk of which the log says that it is not known: perhaps it was this one."""
    (duty,) = (one for one in EDITION.duties if one.norm == "keys-in-term")
    assert isinstance(duty.check, Inside)
    unknown = (frozenset[str](), frozenset({"unknown"}))
    of = replace(duty.check.of, key=("key", "desk"), unknown=unknown)
    duty, start, end = replace(duty, check=replace(duty.check, of=of)), EDITION.term.start, EDITION.term.end
    at, term = end + 1, replace(EDITION.term, inferred=False, proof=())
    log = [
        Event("test", f"e{after}", event_type, start + after, start + after, {"key": "k", "desk": desk})
        for after, (event_type, desk) in enumerate((("key.lent", "hall"), ("key.returned", "unknown")))
    ]
    (stays,), (found,) = judge([duty], term, log[:1], at), judge([duty], term, log, at)
    assert [(one.outcome, one.reason) for one in (stays, found)] == [
        (Outcome.VIOLATED, "sticks-out"),
        (Outcome.UNDETERMINED, "unclear"),
    ]
    assert [one.id for one in found.evidence] == ["e0", "e1"]
    assert monitor.judge([duty], term, log, at) == [found]
    assert audit.judge([duty], term, log, at, database=SQLite()) == [found]


def test_what_was_perhaps_withdrawn_is_shown_as_it_was_announced_before_that() -> None:
    """What is announced anew after a charge shows nothing of it."""
    (duty,) = (one for one in EDITION.duties if one.norm == "charge-as-posted")
    term, start = replace(EDITION.term, inferred=False, proof=()), EDITION.term.start
    price: dict[str, FieldValue] = {"service": "lending", "kind": "fine", "place": "website", "price": 150}
    told: list[tuple[str, dict[str, FieldValue]]] = [
        ("price.posted", price),
        ("price.removed", {**price, "place": "unknown"}),
        ("charge.made", {"service": "lending", "kind": "fine", "cents": 150}),
        ("price.posted", price),
    ]
    log = [
        Event("test", f"e{after}", event_type, start + after, start + after, fields)
        for after, (event_type, fields) in enumerate(told)
    ]
    [charged] = judge([duty], term, log, term.end)
    assert (charged.reason, roles(charged)) == (
        "record-unclear",
        [("record", "e0"), ("record", "e1"), ("event", "e2")],
    )
    assert monitor.judge([duty], term, log, term.end) == [charged]
