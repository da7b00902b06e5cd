"""Reports on findings: explanations, text for a terminal, and JSON."""

import dataclasses
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import jsonschema
import pytest

from slakit.calendars import Language, time_zone_data_version
from slakit.checking import check, log_of
from slakit.findings import Finding, Outcome
from slakit.judgement import Judgement, judge
from slakit.loading import Edition, load
from slakit.reports.explanation import explain_clause, explain_kind, explanation
from slakit.reports.json_lines import finding_document, json_document
from slakit.reports.names import Names
from slakit.reports.norms_in_words import key_in_words, keys_in_words, norm_lines
from slakit.reports.text import FOLDED_FROM, summary
from slakit.rules import RULE_KINDS
from slakit.text import bidi_controls, isolate, strip_isolates

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
SCHEMA = json.loads((ROOT / "schemas" / "finding" / "v1" / "finding.schema.json").read_text("utf-8"))


@cache
def edition() -> Edition:
    return load(AGREEMENT)


def event(event_id: str, event_type: str, time: str, **fields: object) -> dict[str, object]:
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": "/log",
        "type": event_type,
        "time": time,
        "data": data,
    }


SIGNED = event(
    "s-1", "agreement.signed", "1398/01/01 00:00", edition="1398", by="deputy-economic-coordination"
)
TELEGRAM = event(
    "d-1", "document.received", "1398/04/01 12:00", service="svc-02", recipient="R5", channel="telegram"
)
LATE_NOTICE = event(
    "n-1", "notice.published", "1398/05/10 09:01",
    notice="n", channel="portal", covers=["*"], start="1398/05/13 09:00",
)  # fmt: skip
OUTAGE = event(
    "o-1", "outage.started", "1398/05/13 09:00", outage="o", services=["svc-03"], planned=True, origin="site"
)
NO_TIME = event("o-2", "outage.started", "1398/05/13", outage="p", services=["svc-03"])
YEAR = [SIGNED, TELEGRAM, LATE_NOTICE, OUTAGE, TELEGRAM]


def judged(events: Iterable[dict[str, object]], known_at: str | None = None) -> Judgement:
    return check(edition(), list(events), at="1399/01/01 00:00", known_at=known_at)


def told(judgement: Judgement, language: str, *, colour: bool = False, everything: bool = False) -> list[str]:
    lines = summary(
        judgement, edition(), "fa" if language == "fa" else "en", colour=colour, everything=everything
    )
    return [strip_isolates(line) for line in lines]


def of_norm(judgement: Judgement, norm: str) -> Finding:
    (found,) = (finding for finding in judgement.findings if finding.norm == norm)
    return found


def only(judgement: Judgement, *norms: str) -> Judgement:
    """The same judgement with the findings of some norms, so that a whole report fits into a test."""
    kept = tuple(finding for finding in judgement.findings if finding.norm in norms)
    return dataclasses.replace(judgement, findings=kept, norms_without_occasion=("damages-posted",))


# --- the report as text -----------------------------------------------------------------------------------


def test_a_report_tells_clauses_then_what_was_not_judged_then_its_basis() -> None:
    """Each violation has its sentence, its cure and its id; what was kept is counted; the rest follows in order."""
    judgement = only(judged(YEAR), "documents-by-listed-channels", "signed-by-deputy")
    assert told(judgement, "en") == [
        "clause 5.1: “The recipient is bound to submit his or her documents to this agency only by way of the …”",
        "  violated: 1",
        (
            "  violated (breach): A document was received (d-1, 1398/04/01 12:00) for service 2 (svc-02, “Granting nationality, under the single-article act on the status of children of marriages between foreign men and Iranian women”); the channel that it came by: Telegram; "
            "only the portal, post, counter office or in person is allowed."
        ),
        "    The portal, post, counter office or in person instead would have fulfilled it.",
        "    documents-by-listed-channels/event=d-1,source=%2Flog",
        "",
        "clause 6.a: “This service level agreement is valid until the date 29/12/98 and under the signature of …”",
        "  fulfilled: 1",
        "",
        "norms that never had an occasion:",
        "  5.3 damages-posted",
        "",
        "events read: 4, repeated: 1, local times without an offset: 4",
        "basis:",
        "  agreement: Service level agreement of the Hamadan Governorate, 1398",
        "  edition: 1398",
        f"  digest: {edition().digest}",
        "  time zone: Asia/Tehran",
        f"  time-zone data: {time_zone_data_version()}",
        "  judged as of: 1399/01/01 00:00",
    ]


def test_a_persian_report_tells_the_same_in_persian() -> None:
    """The signed text is quoted with its own letters, and everything around it has Persian words and digits."""
    judgement = only(judged(YEAR, known_at="1399/01/01 00:00"), "planned-outage-notice")
    assert told(judgement, "fa") == [
        "بند ۵.۴: «مديريت فناوري اطلاعات استانداري موظف است 72ساعت قبل از اجراي قطعي هاي برنامه ريزي شده و …»",
        "  نقض‌شده: ۱",
        (
            "  نقض‌شده (تخلف): قطعی خدمت o برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در "
            "۱۳۹۸/۰۵/۱۳ ساعت ۰۹:۰۰ آغاز شد؛ در ۱۳۹۸/۰۵/۱۰ ساعت ۰۹:۰۱، یعنی تنها ۷۱ ساعت و ۵۹ دقیقه پیش از آن، اعلام شد؛ "
            "مهلت لازم ۷۲ ساعت است و ۱ دقیقه کم آمده است."
        ),
        "    اعلام تا ۱۳۹۸/۰۵/۱۰ ساعت ۰۹:۰۰، یا آغاز از ۱۳۹۸/۰۵/۱۳ ساعت ۰۹:۰۱، برای رعایت الزام کافی بود.",
        "    planned-outage-notice/outage=o,service=svc-03",
        "",
        "الزام‌هایی که هیچ موردی نداشتند:",
        "  ۵.۳ damages-posted",
        "",
        "رویدادهای خوانده‌شده: ۴، تکراری: ۱، زمان‌های محلی بدون اختلاف ساعت: ۴",
        "مبنا:",
        "  توافق‌نامه: توافقنامه سطح خدمات استانداري همدان",
        "  ویرایش: ۱۳۹۸",
        f"  چکیده: {edition().digest}",
        "  منطقهٔ زمانی: Asia/Tehran",
        f"  نسخهٔ دادهٔ منطقهٔ زمانی: {time_zone_data_version()}",
        "  زمان داوری: ۱۳۹۹/۰۱/۰۱ ساعت ۰۰:۰۰",
        "  با آنچه معلوم بود در: ۱۳۹۹/۰۱/۰۱ ساعت ۰۰:۰۰",
    ]


def test_many_undetermined_findings_of_one_reason_share_a_line() -> None:
    """Ninety-two things of which nothing is recorded are one line with the first of them and the names of three more."""
    lines = told(only(judged(YEAR), "service-information-published"), "en")
    assert lines[1:4] == [
        "  undetermined: 92",
        (
            "  undetermined: 92 occasions of service-information-published for the same reason; the first of them: "
            "Approving officer, service 1 (svc-01, “Granting nationality, under article 979 of the Civil Code”): nothing is "
            "recorded of what must stand throughout the term (a thing published about a service), and the log need not hold "
            "every such event. The next: service=svc-01,item=forms, service=svc-01,item=identity-card, "
            "service=svc-01,item=process, …"
        ),
        "",
    ]


@pytest.mark.parametrize(("number", "lines"), [(FOLDED_FROM - 1, 2 * (FOLDED_FROM - 1)), (FOLDED_FROM, 1)])
def test_findings_share_a_line_only_when_there_are_enough_of_them(number: int, lines: int) -> None:
    """One fewer, and each has its own line and its id."""
    judgement = only(judged(YEAR), "services-offered")
    few = dataclasses.replace(judgement, findings=judgement.findings[:number], norms_without_occasion=())
    report = told(few, "en")
    assert len(report[2 : report.index("")]) == lines


def test_many_violations_never_share_a_line() -> None:
    """A broken norm is told for each of its occasions, however many there are."""
    letters = [{**TELEGRAM, "id": f"d-{number}"} for number in range(2 * FOLDED_FROM)]
    lines = told(only(judged([SIGNED, *letters]), "documents-by-listed-channels"), "en")
    assert sum(line.startswith("  violated (breach): ") for line in lines) == 2 * FOLDED_FROM


def test_violations_come_first_in_their_clause() -> None:
    """Undetermined things are told after what is broken, though their time may be earlier."""
    withdrawn = event(
        "p-1", "publication.withdrawn", "1398/02/10 09:00", service="svc-23", item="identity-card"
    )
    lines = told(only(judged([SIGNED, withdrawn]), "service-information-published"), "en")
    assert [line.partition(":")[0] for line in lines[2:6]] == [
        "  violated (breach)",
        "    Keeping it in place from 1398/02/10 09",
        "    service-information-published/service=svc-23,item=identity-card",
        "  undetermined",
    ]


def test_everything_tells_each_finding_on_its_own() -> None:
    """With `everything` nothing is folded, and what was kept or does not apply is told too."""
    judgement = judged(YEAR)
    lines = told(judgement, "en", everything=True)
    for finding in judgement.findings:
        assert f"    {finding.id}" in lines


def test_a_kept_norm_with_an_advisory_is_told() -> None:
    """A notice that was postponed in time keeps its lead, and the reader is told that it was moved."""
    early = {**LATE_NOTICE, "time": "1398/05/09 09:00"}
    moved = event("n-2", "notice.amended", "1398/05/12 09:00", notice="n", start="1398/05/14 09:00")
    later = {**OUTAGE, "time": "1398/05/14 09:00"}
    lines = told(only(judged([SIGNED, early, moved, later]), "planned-outage-notice"), "en")
    assert lines[1:4] == [
        "  fulfilled: 1",
        (
            "  fulfilled (advisory): The outage o of service 3 (svc-03, “Extending and replacing the residence documents of "
            "foreign nationals”) began at 1398/05/14 09:00; the notice was moved to this later start before the first "
            "announced start had come, so the first lead counts: announced at 1398/05/09 09:00, 120:00:00 before; 72:00:00 "
            "is required."
        ),
        "    planned-outage-notice/outage=o,service=svc-03",
    ]


def test_lines_that_were_set_aside_are_told_with_their_reason_and_beside_what_they_could_change() -> None:
    """A line without a time of day is no event; the norm that it may bear on says so in each of its findings."""
    judgement = only(judged([*YEAR, NO_TIME]), "planned-outage-notice")
    lines = told(judgement, "en")
    place = judgement.log.set_aside[0].place
    assert lines[2:8] == [
        (
            "  violated (breach): The outage o of service 3 (svc-03, “Extending and replacing the residence documents of "
            "foreign nationals”) began at 1398/05/13 09:00; it was announced at 1398/05/10 09:01, 71:59:00 before; 72:00:00 "
            "is required; short by 00:01:00."
        ),
        "    A notice by 1398/05/10 09:00, or a start from 1398/05/13 09:01, would have fulfilled it.",
        "    planned-outage-notice/outage=o,service=svc-03",
        f"    lines that were set aside and could have changed this: {place}",
        (
            f"  undetermined: Line {place} of the log records something that the norm speaks of, but as it stands it cannot "
            "count as an event, and it was set aside."
        ),
        f"    planned-outage-notice/line={place}",
    ]
    heading = lines.index("lines that were set aside: 1")
    assert lines[heading + 1].startswith(f"  {place}: ")


def test_colour_is_written_only_when_asked_for() -> None:
    """A violation is red on a terminal, and a file gets no escape codes."""
    judgement = only(judged(YEAR), "documents-by-listed-channels")
    assert told(judgement, "en", colour=True)[1] == "  \x1b[31mviolated\x1b[0m: 1"
    assert not any("\x1b" in line for line in told(judgement, "en"))


def test_a_log_in_which_nothing_was_judged_says_so() -> None:
    """A report without findings is no empty page."""
    nothing = dataclasses.replace(judged([SIGNED]), findings=())
    assert told(nothing, "fa")[:2] == ["یافته‌ای نیست", ""]


def test_every_direction_mark_of_a_persian_line_is_closed_in_it() -> None:
    """A line can be cut out of the report and still be shown right."""
    for line in summary(judged(YEAR), edition(), "fa", everything=True):
        marks = [line[position] for position in bidi_controls(line)]
        assert sum(1 if mark != "\u2069" else -1 for mark in marks) == 0


def test_english_reports_have_no_direction_marks() -> None:
    """They are for lines that run from right to left."""
    assert not any(bidi_controls(line) for line in summary(judged(YEAR), edition(), "en", everything=True))


# --- explanations -----------------------------------------------------------------------------------------


def test_an_explanation_says_all_that_a_finding_rests_on() -> None:
    """Outcome, sentence, text and translation, who owes whom, evidence, figures, cure, choices with ground, basis."""
    judgement = judged(YEAR)
    finding = of_norm(judgement, "documents-by-listed-channels")
    assert explanation(finding, edition(), "en", at=judgement.at, known_at=judgement.at).splitlines() == [
        "clause 5.1: violated (breach)",
        (
            "A document was received (d-1, 1398/04/01 12:00) for service 2 (svc-02, “Granting nationality, under the single-article act on the status of children of marriages between foreign men and Iranian women”); the channel that it came by: Telegram; only the portal, post, "
            "counter office or in person is allowed."
        ),
        "",
        "finding: documents-by-listed-channels/event=d-1,source=%2Flog",
        "norm: documents-by-listed-channels (obliged: Clients and citizens, towards Hamadan Governorate)",
        "rule kind: only-via: an act may be done only through what is listed",
        (
            "signed text: “خدمت گيرنده مکلف است مدارک خود را تنها از طريق سايت/پست/ دفتر پيشخوان/ حضوري به اين دستگاه ارائه "
            "نمايد.”"
        ),
        (
            "translation: “The recipient is bound to submit his or her documents to this agency only by way of the site / "
            "post / a counter office / in person.”"
        ),
        "evidence:",
        "  the event: a document was received (d-1, 1398/04/01 12:00), /log",
        "figures:",
        (
            "  service: service 2 (svc-02, “Granting nationality, under the single-article act on the status of children "
            "of marriages between foreign men and Iranian women”)"
        ),
        "  the channel that it came by: Telegram",
        "The portal, post, counter office or in person instead would have fulfilled it.",
        "interpretation choices:",
        (
            "  start-of-term=inferred-from-last-day@1: The text has no first day; before the first proof that the agreement "
            "stood, events stay undetermined."
        ),
        (
            "  unlisted-channel=undetermined-until-classified@1: a channel that may belong to a listed one stays "
            "undetermined until the taxonomy places it"
        ),
        "basis:",
        "  agreement: Service level agreement of the Hamadan Governorate, 1398",
        "  edition: 1398",
        f"  digest: {edition().digest}",
        "  time zone: Asia/Tehran",
        f"  time-zone data: {time_zone_data_version()}",
        "  judged as of: 1399/01/01 00:00",
        "  as known at: 1399/01/01 00:00",
    ]


@pytest.mark.parametrize(
    ("lines", "more", "persian"),
    [
        (20, [], []),
        (21, ["1 more"], ["۱ تای دیگر"]),
        (99, ["79 more"], ["۷۹ تای دیگر"]),
        (100, ["at least 80 more"], ["دست‌کم ۸۰ تای دیگر"]),
    ],
)
def test_of_very_many_lines_that_were_set_aside_the_first_are_named(
    lines: int, more: list[str], persian: list[str]
) -> None:
    """A finding knows a hundred of them at most, and may not know all."""
    judgement = only(judged(YEAR), "planned-outage-notice")
    places = tuple(f"log:{line}" for line in range(1, lines + 1))
    tainted = [one.altered(tainted=places) for one in judgement.findings]
    named = [*places[:20], *more]
    lines_told = told(dataclasses.replace(judgement, findings=tuple(tainted)), "en")
    (told_so,) = (line for line in lines_told if "could have changed" in line)
    assert told_so == f"    lines that were set aside and could have changed this: {', '.join(named)}"
    explained = explanation(tainted[0], edition(), "en").splitlines()
    heading = explained.index("lines that were set aside and could have changed this:")
    assert explained[heading + 1 : heading + 1 + len(named)] == [f"  {one}" for one in named]
    assert explained[heading + 1 + len(named)].startswith("basis")
    explained = strip_isolates(explanation(tainted[0], edition(), "fa")).splitlines()
    assert [line.strip() for line in explained if "تای دیگر" in line] == persian


def test_an_explanation_says_when_an_event_became_known_later_than_it_happened() -> None:
    """What was not yet known then is the difference between two answers to one question."""
    late = {**TELEGRAM, "recordedtime": "2019-07-01T00:00:00Z"}
    finding = of_norm(judged([SIGNED, late]), "documents-by-listed-channels")
    assert (
        "  the event: a document was received (d-1, 1398/04/01 12:00), /log, recorded 1398/04/10 04:30"
        in explanation(finding, edition(), "en").splitlines()
    )


def test_a_persian_explanation_says_the_figures_by_name() -> None:
    """The arithmetic stands line by line, each figure with what it is."""
    finding = of_norm(judged(YEAR), "planned-outage-notice")
    lines = strip_isolates(explanation(finding, edition(), "fa")).splitlines()
    start = lines.index("ارقام:")
    assert lines[start + 1 : start + 6] == [
        "  آغاز: ۱۳۹۸/۰۵/۱۳ ساعت ۰۹:۰۰",
        "  از زمان: ۱۳۹۸/۰۵/۱۰ ساعت ۰۹:۰۱",
        "  فاصلهٔ اعلام تا آغاز: ۷۱ ساعت و ۵۹ دقیقه",
        "  مدت لازم: ۷۲ ساعت",
        "  کسری: ۱ دقیقه",
    ]


def test_every_finding_is_explained_in_both_languages() -> None:
    """No part of an explanation asks for something that a finding does not have."""
    for finding in judged([*YEAR, NO_TIME]).findings:
        for language in ("en", "fa"):
            first = explanation(finding, edition(), language).splitlines()[0]
            assert strip_isolates(first).count(":") == 1


def test_a_clause_is_explained_by_its_text_its_norms_and_its_choices() -> None:
    """Each key of a norm is told by its meaning, and names of fields and words by their titles."""
    lines = strip_isolates(explain_clause(edition(), "4.2", "fa")).splitlines()
    assert lines[0] == "بند ۴.۲"
    assert lines[3:9] == [
        "الزام: services-made-electronic (مکلف: استانداری همدان، در برابر ارباب رجوع و شهروندان)",
        "  نوع قاعده: done-by: کاری باید تا پایان روز معینی انجام شود",
        "  آنچه باید انجام شود: خدمت الکترونیکی شد",
        (
            "  واپسین روز: (گزینهٔ تفسیر: end-of-third-plan-year، روز هر گزینه: (plan-year: ۱۳۹۸/۱۲/۲۹، "
            "in-force-year: ۱۳۹۹/۰۲/۰۶))"
        ),
        "  برای هر خدمت و هر مورد: خدمت: همهٔ خدمات",
        "  رویدادی که انجام نشدن را گواهی می‌کند: گواهی شد که خدمت الکترونیکی نیست",
    ]


def test_times_and_amounts_are_told_in_their_units_in_both_languages() -> None:
    """A time in the unit of the text, periods and names of occasions in words, and an amount in the unit of its field."""
    office = load(ROOT / "agreements" / "examples" / "citizen-services-office" / "1403")
    persian = strip_isolates(explain_clause(office, "5.14", "fa")).splitlines()
    assert [persian[7], persian[8], persian[11]] == [
        "  چه چیزی از مورد با کدام فیلدِ آنچه در پی می‌آید یکی است: (خدمت: خدمت، دوره: ماهی که جریمه برای آن است)",
        "  در چه مدت: ۳۰ روز",
        "  سقف مبلغ: (برای چه دوره‌ای: سال، آنچه سقف جداگانه دارد: خدمت، مبلغ: ۱۰۰٬۰۰۰٬۰۰۰ ریال)",
    ]
    english = explain_clause(office, "5.14", "en").splitlines()
    assert english[8] == "  how soon: 30 days"
    assert english[11].endswith("an amount: 100,000,000 rial)")


def test_the_calendar_of_a_level_is_told_by_its_title() -> None:
    """As that of a time is, and not by the name that the agreement gives it."""
    suite = load(ROOT / "tests" / "suite")
    hours = [line for line in explain_clause(suite, "6.2", "en").splitlines() if "hours of the week" in line]
    assert hours[0].endswith(": hours of the town office")


@pytest.mark.parametrize(
    ("norm", "key", "english", "persian"),
    [
        ("move-notice", "at-least", "1 month", "۱ ماه"),
        ("backups-tested", "at-most-apart", "90 days", "۹۰ روز"),
        ("requests-mostly-answered", "at-most", "2 days", "۲ روز"),
        ("copies-each-month", "limit", "100", "۱۰۰"),
    ],
)
def test_a_key_is_told_in_its_unit(norm: str, key: str, english: str, persian: str) -> None:
    suite = load(ROOT / "tests" / "suite")
    languages: tuple[Language, ...] = ("en", "fa")
    told = [
        key_in_words(names.norm(norm), key, names)
        for names in (Names(suite, language) for language in languages)
    ]
    assert [strip_isolates(words or "") for words in told] == [english, persian]


@pytest.mark.parametrize(
    ("clause", "line"),
    [
        ("6.b", "  فیلد پایان اعتبار: پایان اعتبار"),
        ("5.3", "  از چند رویداد که در این فیلدها یکی‌اند تنها واپسین برقرار است: شناسهٔ افت کیفیت"),
    ],
)
def test_a_field_that_a_norm_names_is_told_by_its_title(clause: str, line: str) -> None:
    """Whatever key names it."""
    assert line in strip_isolates(explain_clause(edition(), clause, "fa")).splitlines()


def test_a_clause_that_defines_is_explained_by_its_definition() -> None:
    """The word, what it means, and why nobody uses it."""
    assert explain_clause(edition(), "3.7", "en").splitlines()[4:] == [
        (
            "defines: “fault receipt”: The acknowledgement that a fault or a fall in quality reported by a recipient has been "
            "received."
        ),
        (
            "used by no clause, because: No clause says who must give a fault receipt, by which way or within what time. So "
            "no norm comes of this definition."
        ),
    ]


def test_every_clause_is_explained_in_both_languages() -> None:
    """A clause with norms, with definitions or with neither has its page."""
    for clause in edition().agreement.clauses:
        if clause.clause is not None:
            for language in ("en", "fa"):
                assert strip_isolates(explain_clause(edition(), clause.clause, language))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_norm_of_every_kind_can_be_explained(language: Language) -> None:
    """The agreement of the suite uses every kind, with every key, and exceptions with conditions of their own."""
    suite = load(ROOT / "tests" / "suite")
    for clause in suite.agreement.clauses:
        told = explain_clause(suite, clause.clause or "", language)
        assert all(norm.id in told for norm in clause.norms or ())


def test_a_clause_that_is_not_there_is_a_key_error() -> None:
    """The command line says which clauses there are."""
    with pytest.raises(KeyError, match=r"9\.9"):
        explain_clause(edition(), "9.9", "en")


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_rule_kind_is_explained_with_its_fields_and_reasons(kind: str) -> None:
    """Every field of its own is described in both languages, and every reason has its outline."""
    for language in ("en", "fa"):
        lines = explain_kind(kind, language).splitlines()
        assert lines[0].startswith(f"{kind}: ")
        assert {f"  {reason}" for reason in RULE_KINDS[kind].REASONS} <= {
            line.partition(":")[0] for line in lines
        }
        assert not any(
            set("{}[]") & set(line) for line in lines if "`" not in line and "services" not in line
        )


# --- JSON -------------------------------------------------------------------------------------------------


def test_a_finding_is_written_with_raw_values_and_plain_sentences() -> None:
    """Instants are UTC, lengths are microseconds, words are those of the vocabulary, and no mark stands anywhere."""
    judgement = judged(YEAR)
    finding = of_norm(judgement, "planned-outage-notice")
    document = finding_document(finding, judgement, edition())
    clause = edition().agreement.clause("5.4")
    assert document == {
        "id": "planned-outage-notice/outage=o,service=svc-03",
        "norm": "planned-outage-notice",
        "clause": "5.4",
        "rule": "advance-notice",
        "outcome": "violated",
        "reason": "notice-too-late",
        "bearer": "it-management",
        "grade": "breach",
        "towards": "recipients",
        "occasion": {"outage": "o", "service": "svc-03"},
        "time": "2019-08-04T04:30:00Z",
        "figures": {
            "start": "2019-08-04T04:30:00Z",
            "since": "2019-08-01T04:31:00Z",
            "lead": 259_140_000_000,
            "required": 259_200_000_000,
            "short": 60_000_000,
        },
        "evidence": [
            {
                "role": "notice",
                "source": "/log",
                "id": "n-1",
                "type": "notice.published",
                "time": "2019-08-01T04:31:00Z",
                "recorded": "2019-08-01T04:31:00Z",
            },
            {
                "role": "act",
                "source": "/log",
                "id": "o-1",
                "type": "outage.started",
                "time": "2019-08-04T04:30:00Z",
                "recorded": "2019-08-04T04:30:00Z",
            },
        ],
        "cures": [
            {"change": "notice-by", "value": "2019-08-01T04:30:00Z"},
            {"change": "start-from", "value": "2019-08-04T04:31:00Z"},
        ],
        "choices": list(finding.choices),
        "tainted": [],
        "text": clause.text,
        "sentence": {
            "en": "The outage o of service 3 (svc-03, “Extending and replacing the residence documents of foreign "
            "nationals”) began at 1398/05/13 09:00; it was announced at 1398/05/10 09:01, 71:59:00 before; 72:00:00 is "
            "required; short by 00:01:00.",
            "fa": "قطعی خدمت o برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در ۱۳۹۸/۰۵/۱۳ ساعت "
            "۰۹:۰۰ آغاز شد؛ در ۱۳۹۸/۰۵/۱۰ ساعت ۰۹:۰۱، یعنی تنها ۷۱ ساعت و ۵۹ دقیقه پیش از آن، اعلام شد؛ مهلت لازم ۷۲ "
            "ساعت است و ۱ دقیقه کم آمده است.",
        },
        "basis": {
            "agreement": "hamadan-governorate",
            "edition": "1398",
            "digest": edition().digest,
            "at": "2020-03-19T20:30:00Z",
            "time-zone": "Asia/Tehran",
            "time-zone-data": time_zone_data_version(),
        },
    }


def test_every_finding_document_fits_the_published_schema() -> None:
    """Other systems read findings by the schema, those of set-aside lines and of unknown grade too."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    judgement = judged([*YEAR, NO_TIME], known_at="1399/01/01 00:00")
    for finding in judgement.findings:
        document = json.loads(json.dumps(finding_document(finding, judgement, edition())))
        assert list(validator.iter_errors(document)) == []


def test_a_whole_judgement_is_one_document() -> None:
    """It has the basis, the counts, every finding, what was set aside, the idle norms and the choices."""
    judgement = judged([*YEAR, NO_TIME])
    document = json_document(judgement, edition())
    assert list(document) == [
        "basis", "summary", "findings", "set-aside", "norms-without-occasion", "choices", "events",
    ]  # fmt: skip
    assert document["summary"] == {
        clause: {str(outcome): counts[outcome] for outcome in Outcome}
        for clause, counts in judgement.counts().items()
    }
    assert document["findings"] == [
        finding_document(finding, judgement, edition()) for finding in judgement.findings
    ]
    (line,) = judgement.log.set_aside
    assert document["set-aside"] == [
        {
            "place": line.place,
            "reason": line.reason,
            "arguments": dict(line.arguments),
            "type": "outage.started",
            "id": "o-2",
        }
    ]
    assert document["norms-without-occasion"] == list(judgement.norms_without_occasion)
    assert document["choices"] == edition().choices
    assert document["events"] == {"read": 4, "repeated": 1, "without-offset": 4}


def test_json_has_no_direction_marks() -> None:
    """They are for display, and a program would take them for part of an id."""
    assert bidi_controls(json.dumps(json_document(judged(YEAR), edition()), ensure_ascii=False)) == ()


def test_reports_do_not_depend_on_the_order_of_events() -> None:
    """A log that was read backwards gives the same report, line by line."""
    log = log_of(edition(), YEAR)
    backwards = dataclasses.replace(log, events=tuple(reversed(log.events)))
    one, other = (judge(edition(), each, judged(YEAR).at) for each in (log, backwards))
    assert told(one, "en") == told(other, "en")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_norm_of_the_suite_can_be_told(language: Literal["en", "fa"]) -> None:
    """What stands in a group of a norm, such as an exception with its condition, has words too."""
    suite = load(Path(__file__).parent / "suite")
    told = {norm.id: list(norm_lines(norm, Names(suite, language))) for _, norm in suite.agreement.norms()}
    assert [norm for norm, lines in told.items() if not lines] == []
    yes = {"en": "it was lawful: yes", "fa": f"{isolate('قانونی بود')}: بله"}[language]
    of_strikes = {norm for norm, lines in told.items() if yes in "\n".join(lines)}
    assert of_strikes >= {"request-answered", "services-open-in-hours", "requests-mostly-answered"}


def test_a_norm_in_words_has_no_raw_word_of_a_closed_list() -> None:
    """What is measured, how days are counted and which record excuses are told by their titles."""
    norms = {norm.id: norm for _, norm in edition().agreement.norms()}
    told = {
        name: strip_isolates("\n".join(norm_lines(norms[name], Names(edition(), "fa"))))
        for name in ("services-available", "fee-as-announced")
    }
    assert "آنچه سنجیده می‌شود: دسترس‌پذیری\n" in told["services-available"]
    assert "بازه‌ای که جداگانه سنجیده می‌شود: مدت اعتبار\n" in told["services-available"]
    assert "شیوهٔ شمارش بازه: هر ماه ۳۰ روز\n" in told["services-available"]
    assert "سندی که معاف می‌کند: معافیت اعلام‌شده، " in told["fee-as-announced"]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_who_reads_a_norm_is_spared_the_hints_for_who_writes_it(language: Language) -> None:
    """No key of YAML, no "if its name differs" and no "or unspecified" stands in the words of a norm."""
    titles = [
        title
        for folder in sorted((ROOT / "agreements").glob("**/agreement.yaml"))
        for edition in [load(folder.parent)]
        for _, norm in edition.agreement.norms()
        for title, _ in keys_in_words(norm, Names(edition, language))
    ]
    assert len(titles) > 100
    assert [title for title in titles if re.search("[`;؛{]|unspecified", title)] == []
