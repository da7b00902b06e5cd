"""Calendars as documents: those that are shipped, what an agreement makes of them, and what findings say of them."""

import json
import shutil
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from slakit import schema
from slakit.calendar_files import shipped_calendars
from slakit.calendars import day_of, parse_day, show_time, time_zone
from slakit.checking import check
from slakit.checks import Followed, WorkingHours, WorkingTime
from slakit.consistency.calendars import faults_of_calendar
from slakit.consistency.plain import entries, group
from slakit.document import Document, parse, read
from slakit.errors import Fault, InvalidDocument
from slakit.findings import Finding
from slakit.interchange import FindingDocument
from slakit.loading import Edition, load
from slakit.messages import help_for
from slakit.reports.explanation import explanation
from slakit.reports.json_lines import finding_document
from slakit.reports.sentences import cure_sentence, sentence
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
SUITE = ROOT / "tests" / "suite"
EXAMPLE = ROOT / "agreements" / "examples" / "citizen-services-office" / "1403"
SHIPPED = ROOT / "src" / "slakit" / "shipped_calendars"
TALLINN = time_zone("Europe/Tallinn")
EDITION = load(SUITE)


def shipped(name: str) -> Document:
    return read(SHIPPED / f"{name}.yaml")


# --- what is shipped ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped_calendars())
def test_a_shipped_calendar_has_no_fault(name: str) -> None:
    """Its schema accepts it, its weekdays and holidays are in order, and it is called as its folder is."""
    document = shipped(name)
    found = schema.faults(document, schema.schema_named("calendar"), clause_of=lambda _: None)
    assert [*found, *faults_of_calendar(document)] == []
    assert f"{group(document.data)['calendar']}/v{group(document.data)['version']}" == name


def test_the_holidays_of_iran_are_in_order_and_stand_at_their_solar_days_every_year() -> None:
    """Nine years, in each the days of the solar calendar that are always off."""
    days = [
        str(holiday["day"]) for _, holiday in entries(shipped("iran-public-holidays/v1").data, "holidays")
    ]
    every_year = ["01/01", "01/02", "01/03", "01/04", "01/12", "01/13", "03/14", "03/15", "11/22", "12/29"]
    assert days == sorted(days, key=lambda day: parse_day(day).ordinal)
    assert {day[:4] for day in days} == {str(year) for year in range(1396, 1405)}
    assert [
        f"{year}/{day}" for year in range(1396, 1405) for day in every_year if f"{year}/{day}" not in days
    ] == []


def test_the_holidays_of_1398_are_those_of_the_official_calendar() -> None:
    """The year of the first agreement, day by day, Fridays among them where a holiday falls on one."""
    days = [
        str(holiday["day"]) for _, holiday in entries(shipped("iran-public-holidays/v1").data, "holidays")
    ]
    assert [day[5:] for day in days if day.startswith("1398")] == [
        "01/01", "01/02", "01/03", "01/04", "01/12", "01/13", "01/14", "02/01", "03/06", "03/14", "03/15", "03/16",
        "04/08", "05/21", "05/29", "06/18", "06/19", "07/27", "08/05", "08/07", "08/15", "08/24", "11/09", "11/22",
        "12/18", "12/29",
    ]  # fmt: skip


# --- from a document to instants ------------------------------------------------------------------------------------


def office_of(edition: Edition) -> WorkingTime:
    """The calendar of the suite as lowering makes it."""
    found = [
        duty.check.within.calendar
        for duty in edition.duties
        if isinstance(duty.check, Followed) and isinstance(duty.check.within, WorkingHours)
    ]
    return found[0]


def test_a_calendar_knows_only_the_days_that_it_and_the_calendars_of_its_holidays_know() -> None:
    """The office's own span is narrower than that of the holidays, and both are kept."""
    days = office_of(EDITION).days
    edges = [show_time(days[0].begins, TALLINN, "gregorian"), show_time(days[-1].ends, TALLINN, "gregorian")]
    assert edges == ["2023-12-01 00:00", "2025-01-16 00:00"]


def test_holidays_and_the_closures_of_the_own_region_are_off_from_when_they_were_declared() -> None:
    """A holiday that was always known is declared before everything; the closure of another region is not there."""
    told = [
        (
            show_time(off.since, TALLINN, "gregorian"),
            show_time(off.until, TALLINN, "gregorian"),
            show_time(off.declared, TALLINN, "gregorian") if off.declared > 0 else "always",
        )
        for off in office_of(EDITION).off
    ]
    assert told == [
        ("2024-01-01 00:00", "2024-01-02 00:00", "always"),
        ("2024-05-01 00:00", "2024-05-02 00:00", "always"),
        ("2024-05-09 00:00", "2024-05-10 00:00", "2024-05-08 00:00"),
        ("2024-06-05 00:00", "2024-06-06 00:00", "2024-06-07 12:00"),
        ("2024-06-26 12:30", "2024-06-26 17:00", "2024-06-25 09:00"),
        ("2025-01-01 00:00", "2025-01-02 00:00", "always"),
    ]


def test_every_day_of_the_calendar_follows_the_one_before_it_and_has_the_hours_of_its_weekday() -> None:
    """Over both changes of the clock there is neither a gap nor an overlap."""
    days = office_of(EDITION).days
    assert all(one.ends == other.begins for one, other in pairwise(days))
    hours = {
        day_of(day.begins, TALLINN, "gregorian").weekday: [
            (show_time(a, TALLINN, "gregorian")[11:], show_time(b, TALLINN, "gregorian")[11:])
            for a, b in day.hours
        ]
        for day in days
    }
    week = [("09:00", "12:00"), ("13:00", "17:00")]
    assert hours == {
        **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), week),
        "friday": [("09:00", "12:00")], "saturday": [], "sunday": [],
    }  # fmt: skip


# --- what is hashed, and what findings name -------------------------------------------------------------------------


def test_a_changed_calendar_changes_the_digest_of_the_edition_and_its_own() -> None:
    """Also where only a calendar changed that lends its holidays; layout does not count."""
    (office,) = EDITION.calendars
    (holidays,) = office.others
    other_day = parse(holidays.text.replace("2024-05-01", "2024-05-02").encode(), holidays.name)
    other_layout = parse(f"# a remark\n{holidays.text}".encode(), holidays.name)
    changed, same = (
        EDITION.altered(calendars=(office.altered(others=(one,)),)) for one in (other_day, other_layout)
    )
    assert (same.digest, same.calendars[0].digest) == (EDITION.digest, office.digest)
    assert changed.digest != EDITION.digest
    assert changed.calendars[0].digest != office.digest


def findings(*events: tuple[str, str, dict[str, object]], norm: str) -> list[Finding]:
    log = [
        {
            "specversion": "1.0", "id": f"e{number}", "source": "/log", "type": kind,
            "time": time, "data": {"matter": "m", **data},
        }
        for number, (time, kind, data) in enumerate(events, start=1)
    ]  # fmt: skip
    return [one for one in check(EDITION, log, at="2025-01-02 00:00").findings if one.norm == norm]


PAUSED = findings(
    ("2024-05-13 10:00", "matter.filed", {"kind": "repair"}),
    ("2024-05-13 11:00", "inquiry.sent", {"inquiry": "i", "formal": True}),
    ("2024-05-14 10:00", "inquiry.returned", {"inquiry": "i"}),
    ("2024-05-15 10:01", "matter.settled", {}),
    norm="repair-done",
)


def test_a_finding_names_the_calendar_that_it_counts_by_with_its_digest() -> None:
    """In JSON and in the explanation too; a norm of elapsed time names none."""
    (finding,) = PAUSED
    digest = EDITION.calendars[0].digest
    assert finding.calendars == (f"office@{digest}",)
    judgement = check(EDITION, [], at="2025-01-02 00:00")
    document = finding_document(finding, judgement, EDITION)
    assert document["calendars"] == [f"office@{digest}"]
    assert FindingDocument.model_validate_json(json.dumps(document)).calendars == finding.calendars
    assert f"  hours of the town office: office@{digest}" in explanation(finding, EDITION, "en").splitlines()
    assert {duty.calendars for duty in EDITION.duties if duty.norm == "appeal-settled"} == {()}


# --- whole sentences ------------------------------------------------------------------------------------------------


def test_a_late_answer_is_told_with_the_time_that_did_not_count() -> None:
    """Working hours are told as such, with the title of their calendar, in both languages."""
    (finding,) = PAUSED
    told = [strip_isolates(sentence(finding, EDITION, language)) for language in ("en", "fa")]
    assert told == [
        "A matter was filed (e1, 2024-05-13 10:00), and 48:01:00 later a matter was settled (e4, 2024-05-15 10:01); 8 working hours (hours of the town office) is allowed, so it was late by 00:01:00 (due by 2024-05-15 10:00; 23:00:00 did not count).",
        "موضوعی ثبت شد (e1، ۲۰۲۴-۰۵-۱۳ ساعت ۱۰:۰۰) و ۴۸ ساعت و ۱ دقیقه پس از آن موضوعی به نتیجه رسید (e4، ۲۰۲۴-۰۵-۱۵ ساعت ۱۰:۰۱)؛ مهلت ۸ ساعت کاری (ساعات اداری شهرداری) است، پس ۱ دقیقه دیر شد (سررسید: ۲۰۲۴-۰۵-۱۵ ساعت ۱۰:۰۰؛ ۲۳ ساعت به شمار نیامده است).",
    ]


def test_clear_days_are_told_with_the_end_of_the_last_day() -> None:
    """The last day belongs to the time, so its end is told, and not the first instant after it."""
    (finding,) = findings(
        ("2024-05-14 10:00", "matter.filed", {"kind": "objection"}), norm="objection-settled"
    )
    assert sentence(finding, EDITION, "en") == (
        "A matter was filed (e1, 2024-05-14 10:00); what must follow (“a matter was settled”) "
        "was due by the end of 2024-05-20 and did not come."
    )
    assert (
        cure_sentence(finding, EDITION, "en") == "Doing it by the end of 2024-05-20 would have fulfilled it."
    )


@pytest.mark.parametrize(
    ("events", "paused"),
    [
        ((("11:00", "inquiry.sent"), ("12:00", "matter.settled")), 3_600_000_000),
        (
            (("11:00", "inquiry.sent"), ("12:00", "matter.settled"), ("13:00", "inquiry.returned")),
            3_600_000_000,
        ),
        ((("11:00", "matter.settled"), ("12:00", "inquiry.sent"), ("13:00", "inquiry.returned")), None),
    ],
)
def test_of_a_pause_what_lies_behind_the_answer_is_not_told(
    events: tuple[tuple[str, str], ...], paused: int | None
) -> None:
    """What was done in time was done then, however long the pause goes on."""
    said: dict[str, dict[str, object]] = {
        "inquiry.sent": {"inquiry": "i", "formal": True},
        "inquiry.returned": {"inquiry": "i"},
    }
    (finding,) = findings(
        ("2024-05-13 10:00", "matter.filed", {"kind": "repair"}),
        *((f"2024-05-13 {clock}", kind, said.get(kind, {})) for clock, kind in events),
        norm="repair-done",
    )
    assert (finding.reason, finding.figures.get("paused")) == ("in-time", paused)


def test_a_paused_time_is_told_as_standing_still() -> None:
    """While the pause is open there is no day to name."""
    (finding,) = findings(
        ("2024-05-13 10:00", "matter.filed", {"kind": "membership"}),
        ("2024-05-13 11:00", "inquiry.sent", {"inquiry": "i", "formal": True}),
        norm="membership-settled",
    )
    told = [strip_isolates(sentence(finding, EDITION, language)) for language in ("en", "fa")]
    assert told == [
        "A matter was filed (e1, 2024-05-13 10:00); the time for what must follow (“a matter was settled”) stands still and does not run on before the pause ends; 2 working days (hours of the town office) is allowed, and 233 days 14:00:00 did not count.",
        "موضوعی ثبت شد (e1، ۲۰۲۴-۰۵-۱۳ ساعت ۱۰:۰۰)؛ مهلت آنچه باید در پی آن بیاید («موضوعی به نتیجه رسید») متوقف است و تا پایان توقف پیش نمی‌رود؛ مهلت ۲ روز کاری (ساعات اداری شهرداری) است و ۲۳۳ روز و ۱۴ ساعت به شمار نیامده است.",
    ]


# --- what is wrong in one -------------------------------------------------------------------------------------------


CALENDAR = """document: calendar/v1
calendar: office-hours
version: "1"
title: {fa: ساعات اداری}
from: 1398/01/01
until: 1399/12/30
weekend: [پنج‌شنبه, جمعه]
hours:
  شنبه: [۷:۳۰-۱۴:۳۰]
  سه‌شنبه: ["7:30 تا 14:30"]
"""


def edition_with(folder: Path, calendar: str, **changed: str) -> Path:
    """The edition of citizen services, with another calendar and other words in its agreement."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    (folder / "office-hours.yaml").write_text(calendar, "utf-8")
    agreement = folder / "agreement.yaml"
    text = agreement.read_text("utf-8")
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    agreement.write_text(text, "utf-8")
    return folder


def cures(faults: Iterable[Fault]) -> list[str | None]:
    return [help_for(fault, "en") for fault in faults if fault.place and "office" in fault.place.file]


def test_weekdays_and_hours_in_persian_are_told_with_what_is_to_be_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidDocument) as error:
        load(edition_with(tmp_path, CALENDAR))
    assert cures(error.value.faults) == [
        "did you mean `thursday`?",
        "did you mean `friday`?",
        "did you mean `saturday`?",
        "write `07:30-14:30`",
        "did you mean `tuesday`?",
        "write `07:30-14:30`",
    ]


def test_faults_of_a_calendar_are_told_though_the_agreement_does_not_fit_its_schema(tmp_path: Path) -> None:
    """All faults of an edition are told at once; those of its calendars waited until the agreement was in order."""
    folder = edition_with(tmp_path, CALENDAR, **{"calendar: jalali": "calendar: شمسی"})
    with pytest.raises(InvalidDocument) as error:
        load(folder)
    assert len(cures(error.value.faults)) == 6
    assert next(help_for(fault, "en") for fault in error.value.faults) == "did you mean `jalali`?"


def test_a_calendar_is_read_as_every_document_of_an_edition_is(tmp_path: Path) -> None:
    """An editor gives the text that is not saved yet; of a calendar, what had been mended there was told still."""
    folder = edition_with(tmp_path, CALENDAR)
    sound = (EXAMPLE / "office-hours.yaml").read_bytes()

    def reader(path: Path) -> Document:
        return parse(sound, str(path)) if path.name == "office-hours.yaml" else read(path)

    assert load(folder, reader=reader).calendars[0].name == "office-hours"


def test_the_one_calendar_of_an_agreement_is_named_where_working_days_name_none(tmp_path: Path) -> None:
    sound = (EXAMPLE / "office-hours.yaml").read_text("utf-8")
    short = {"15 working-days of office-hours": "15 working-days"}
    with pytest.raises(InvalidDocument) as error:
        load(edition_with(tmp_path, sound, **short))
    assert [help_for(fault, "en") for fault in error.value.faults] == [
        "name the calendar of the agreement: `15 working-days of office-hours`, or write the time in hours or days"
    ]
