"""Reading events: what a line becomes, and what is said of one that cannot be read."""

import io
import json
from collections.abc import Mapping
from enum import Enum, IntEnum, StrEnum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from slakit.calendars import DAY, HOUR, LATEST, MINUTE, parse_instant, time_zone
from slakit.document import parse
from slakit.errors import InvalidDocument
from slakit.events import Event, Log, Remark, SetAside
from slakit.events.cloud_events import ATTRIBUTES, UnreadableEvent, cloud_event_of, event_of
from slakit.events.fields import LARGEST_NUMBER, Times
from slakit.events.files import LINES_BETWEEN_PROGRESS
from slakit.events.line_reader import _may_repeat_a_key
from slakit.events.reading import events_of, read_log, read_stream
from slakit.events.sayable import LONGEST_LINE
from slakit.messages import render
from slakit.schema import schema_named
from slakit.text import strip_isolates
from slakit.vocabulary import Vocabulary

TEHRAN = time_zone("Asia/Tehran")
VOCABULARY = Vocabulary.model_validate(
    parse(
        b"""
document: vocabulary/v1
vocabulary: test
version: "1"
title: {en: for tests}
values:
  channel:
    title: {en: channel}
    open: true
    values: {portal: {title: {en: portal}}, post: {title: {en: post}}}
  origin:
    title: {en: origin}
    values: {site: {title: {en: site}}, network: {title: {en: network}}}
events:
  outage.started:
    title: {en: an outage began}
    fields:
      outage: {type: identifier, required: true, title: {en: outage}}
      services: {type: service, list: true, required: true, title: {en: services}}
      planned: {type: boolean, title: {en: planned}}
      origin: {type: value, values: origin, title: {en: origin}}
      origins: {type: value, values: origin, list: true, title: {en: origins}}
      channel: {type: value, values: channel, title: {en: channel}}
      cause: {type: text, title: {en: cause}}
      hosts: {type: integer, title: {en: hosts}}
      amount: {type: rial, title: {en: amount}}
      start: {type: instant, title: {en: start}}
      from: {type: day, title: {en: from}}
      until: {type: last-day, title: {en: until}}
  outage.ended:
    title: {en: an outage ended}
    fields:
      outage: {type: identifier, required: true, title: {en: outage}}
""",
        "vocabulary.yaml",
    ).data,
    strict=False,
)
NINE = parse_instant("2019-08-01T09:01:00+04:30")


def told(**changes: object) -> dict[str, object]:
    """An event that is right, with other attributes; None takes one away."""
    event: dict[str, object] = {
        "specversion": "1.0",
        "id": "e1",
        "source": "portal",
        "type": "outage.started",
        "time": "2019-08-01T09:01:00+04:30",
        "data": {"outage": "o-1", "services": ["svc-01"]},
    }
    return {name: value for name, value in (event | changes).items() if value is not None}


def with_fields(**fields: object) -> dict[str, object]:
    """An event that is right, with further fields."""
    return told(data={"outage": "o-1", "services": ["svc-01"], **fields})


def log_of(*lines: Mapping[str, object] | bytes) -> Log:
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return read_stream(io.BytesIO(b"\n".join(written)), "log.jsonl", VOCABULARY, TEHRAN)


def read_one(line: Mapping[str, object]) -> Event:
    log = log_of(line)
    assert log.set_aside == ()
    (event,) = log.events
    return event


# --- what is read ---


def test_an_event_is_read_with_canonical_values() -> None:
    """Lists become sorted tuples without repetitions, times microseconds, days their edges in the zone."""
    line = with_fields(
        services=["svc-02", "svc-01", "svc-02"],
        planned=True,
        origin="site",
        origins=[],
        channel="carrier-pigeon",
        cause="برق\u200cرفت",
        hosts=-3,
        amount=0,
        start="1398/05/13 09:00",
        until="1398/12/29",
        **{"from": "2019-03-22"},
    )
    assert read_one(line) == Event(
        source="portal",
        id="e1",
        type="outage.started",
        time=NINE,
        recorded=NINE,
        data={
            "outage": "o-1",
            "services": ("svc-01", "svc-02"),
            "planned": True,
            "origin": "site",
            "origins": (),
            "channel": "carrier-pigeon",
            "cause": "برق\u200cرفت",
            "hosts": -3,
            "amount": 0,
            "start": NINE + 3 * DAY - MINUTE,
            "until": parse_instant("2020-03-19T20:30:00Z"),
            "from": parse_instant("2019-03-21T20:30:00Z"),
        },
        line=1,
    )


def test_null_stands_for_nothing_in_fields_and_attributes() -> None:
    """CloudEvents treats an attribute that is null as absent; a field is treated alike."""
    line = json.dumps(told(type="outage.ended", data={"outage": "o-1", "junk": 1}) | {"recordedtime": None})
    assert log_of(line.replace("1}", "null}").encode()).events == (
        Event("portal", "e1", "outage.ended", NINE, NINE, {"outage": "o-1"}, 1),
    )
    assert read_one(with_fields(planned=None)).data == {"outage": "o-1", "services": ("svc-01",)}


def test_a_recorded_time_may_come_before_or_after_the_event() -> None:
    """A fact about the future is a fact: a notice recorded today may speak of tomorrow."""
    assert read_one(told(recordedtime="2019-08-01T08:01:00+04:30")).recorded == NINE - HOUR
    assert read_one(told(recordedtime="1398/05/10 10:01")).recorded == NINE + HOUR
    assert read_one(told()).recorded == NINE


@pytest.mark.parametrize(
    ("time", "instant"),
    [
        ("2019-08-01T04:31:00Z", NINE),
        ("2019-08-01t04:31:00z", NINE),
        ("2019-08-01 04:31:00.000001Z", NINE + 1),
        ("2019-08-01T04:31:00.5Z", NINE + 500_000),
        ("2019-08-01T09:01:00.123456+04:30", NINE + 123_456),
        ("2019-07-31T23:31:00-05:00", NINE),
        ("1398/06/30 23:30 +04:30", parse_instant("2019-09-21T19:00:00Z")),
        ("1398/06/30 23:30 +03:30", parse_instant("2019-09-21T20:00:00Z")),
        ("1921-03-22T12:00:00+12:00", parse_instant("1921-03-22T00:00:00Z")),
        ("1921-03-22T01:00:00+01:00", parse_instant("1921-03-22T00:00:00Z")),
        ("1309/01/01 03:25:44 +03:25:44", parse_instant("1930-03-21T00:00:00Z")),
    ],
)
def test_a_time_with_an_offset_is_read_to_the_microsecond(time: str, instant: int) -> None:
    log = log_of(told(time=time))
    assert (log.set_aside, log.without_offset) == ((), 0)
    assert log.events[0].time == instant


@pytest.mark.parametrize(
    "time", ["2019-08-01T09:01:00", "2019-08-01 09:01", "1398/05/10 09:01", "1398/05/10 09:01:00.000"]
)
def test_a_time_without_an_offset_is_read_in_the_zone_and_counted(time: str) -> None:
    log = log_of(told(time=time))
    assert log.without_offset == 1
    assert log.events[0].time == NINE


def test_a_time_without_an_offset_in_a_field_counts_once_for_its_event() -> None:
    line = with_fields(start="1398/05/13 09:00") | {"time": "1398/05/10 09:01"}
    assert log_of(line, line, told(id="e2")).without_offset == 1


def test_the_hours_of_many_years_are_read_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours are remembered with the instants at which they begin, and forgotten when they are too many."""
    monkeypatch.setattr("slakit.events.fields._HOURS_KEPT", 10)
    times = Times(TEHRAN)
    written = [
        f"20{year}-08-{day:02}T{hour:02}:30:00Z"
        for year in (18, 19)
        for day in (1, 2, 3)
        for hour in range(24)
    ]
    for _ in range(2):
        assert [times.instant(time) for time in written] == [parse_instant(time) for time in written]
        assert len(times._hours) <= 10
        assert len(times._midnights) <= 10


def test_the_edges_of_a_gap_and_of_a_repeated_hour_are_read() -> None:
    """In 1398 Tehran went from 1 Farvardin 24:00 to 2 Farvardin 01:00, and came back on 30 Shahrivar at 24:00."""
    read = [read_one(told(time=time)).time for time in ("1398/01/01 23:59:59.999999", "1398/01/02 01:00")]
    assert read == [parse_instant("2019-03-21T20:30:00Z") - 1, parse_instant("2019-03-21T20:30:00Z")]
    read = [read_one(told(time=time)).time for time in ("1398/06/30 22:59:59.999999", "1398/06/31 00:00")]
    assert read == [parse_instant("2019-09-21T18:30:00Z") - 1, parse_instant("2019-09-21T20:30:00Z")]


@pytest.mark.parametrize("number", [LARGEST_NUMBER, -LARGEST_NUMBER])
def test_a_number_has_at_most_18_digits(number: int) -> None:
    assert read_one(with_fields(hosts=number)).data["hosts"] == number


@pytest.mark.parametrize(
    "content", ["application/json", "application/json; charset=utf-8", "application/cloudevents+json"]
)
def test_the_content_may_be_declared_as_json(content: str) -> None:
    assert read_one(told(datacontenttype=content)) == read_one(told())


def test_extension_attributes_of_others_are_passed_over() -> None:
    log = log_of(told(traceparent="00-1", subject="x", dataschema="y"))
    assert log == Log((read_one(told()),))


# --- lines and files ---


def test_empty_lines_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    line = json.dumps(told()).encode()
    log = read_stream(io.BytesIO(b"\xef\xbb\xbf" + line + b"\r\n \t\r\n\n"), "log.jsonl", VOCABULARY, TEHRAN)
    assert log == Log((read_one(told()),))


def test_a_byte_order_mark_later_in_the_file_is_no_json() -> None:
    assert [line.reason for line in log_of(b"{}", b"\xef\xbb\xbf{}").set_aside] == [
        "missing-attribute",
        "not-json",
    ]


def test_a_line_of_the_longest_length_is_read_and_a_longer_one_set_aside() -> None:
    line = json.dumps(told()).encode()
    longest = line + b" " * (LONGEST_LINE - len(line))
    log = log_of(longest, longest + b"\r", longest + b" ", b"[", longest * 3, longest)
    assert (len(log.events), log.repeated) == (1, 2)
    assert log.set_aside == (
        SetAside("log.jsonl", 3, "line-too-long", {"most": LONGEST_LINE}),
        SetAside("log.jsonl", 4, "not-json", {"character": 2}),
        SetAside("log.jsonl", 5, "line-too-long", {"most": LONGEST_LINE}),
    )


def test_files_make_one_log_and_lines_name_their_own_file(tmp_path: Path) -> None:
    first, empty, second = tmp_path / "a.jsonl", tmp_path / "empty.jsonl", tmp_path / "b.jsonl"
    first.write_text(json.dumps(told()) + "\n" + json.dumps(told(id="e2")) + "\n")
    empty.write_text("")
    second.write_text(
        json.dumps(told())
        + "\n"
        + json.dumps(told(id="e2", type="outage.ended", data={"outage": "o-1"}))
        + "\n"
    )

    log = read_log([first, empty, second], VOCABULARY, TEHRAN)

    assert [(event.id, event.line) for event in log.events] == [("e1", 1), ("e2", 2)]
    assert log.repeated == 1
    arguments = {"id": "e2", "first_line": f"{first}:2"}
    assert log.set_aside == (SetAside(str(second), 2, "conflicting-id", arguments, "outage.ended", "e2"),)


def test_standard_input_is_read_for_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    log = read_log([Path("-")], VOCABULARY, TEHRAN)
    assert [line.place for line in log.set_aside] == ["-:1"]


def test_every_file_that_cannot_be_opened_is_named_before_any_is_read(tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"
    with pytest.raises(InvalidDocument) as caught:
        read_log([missing, tmp_path], VOCABULARY, TEHRAN)
    assert [(fault.rule, dict(fault.arguments)) for fault in caught.value.faults] == [
        ("cannot-read", {"file": str(missing), "reason": "no-such-file"}),
        ("cannot-read", {"file": str(tmp_path), "reason": "is-a-folder"}),
    ]


def test_progress_is_told_by_bytes_and_ends_with_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"{}\n" * (LINES_BETWEEN_PROGRESS + 1))
    seen: list[tuple[int, int]] = []
    read_log(
        [file, file], VOCABULARY, TEHRAN, progress=lambda done, all_of_it: seen.append((done, all_of_it))
    )
    size = file.stat().st_size
    assert seen == [
        (3 * LINES_BETWEEN_PROGRESS, 2 * size),
        (6 * LINES_BETWEEN_PROGRESS, 2 * size),
        (2 * size, 2 * size),
    ]


# --- repetitions and contradictions ---


def test_the_same_event_again_is_counted_and_changes_nothing() -> None:
    """Equal is what is told, not how: another offset, order of keys, repeated item or null says the same."""
    again = with_fields(services=["svc-01", "svc-01"], planned=None) | {"time": "1398/05/10 09:01"}
    again["recordedtime"] = "2019-08-01T04:31:00Z"
    log = log_of(told(), told(), dict(reversed(again.items())))
    assert log == Log((read_one(told()),), repeated=2)


def test_of_two_events_with_one_id_the_second_is_set_aside() -> None:
    log = log_of(told(), told(time="2019-08-01T09:01:00.000001+04:30"), told(source="other"), told())
    assert [(event.source, event.line) for event in log.events] == [("portal", 1), ("other", 3)]
    assert log.repeated == 1
    assert log.set_aside == (
        SetAside(
            "log.jsonl",
            2,
            "conflicting-id",
            {"id": "e1", "first_line": "log.jsonl:1"},
            "outage.started",
            "e1",
        ),
    )


# --- what is set aside, and its words ---

UTC_CANDIDATES = {"earlier": "1398/06/30 23:30 +04:30", "later": "1398/06/30 23:30 +03:30"}
STARTED, E1 = "outage.started", "e1"

Row = tuple[dict[str, object] | bytes, str, dict[str, str | int], str | None, str | None, str, str]
"""The line; reason, arguments, type and id of what is set aside; and its words in English and Persian."""

SET_ASIDE: list[Row] = [
    (
        b'{"id": "\xff"}',
        "not-utf8-line",
        {"byte": 9, "value": "0xFF"},
        None,
        None,
        "the line is not UTF-8: its byte 9 has the value 0xFF\n  help: write the log with the encoding UTF-8",
        "کدگذاری سطر UTF-8 نیست: بایت شمارهٔ ۹ آن مقدار 0xFF دارد\n  راهنما: گزارش رویدادها را با کدگذاری UTF-8 بنویسید",
    ),
    (
        b'{"id": nan}',
        "not-json",
        {"character": 8},
        None,
        None,
        (
            "the line is no JSON from its character 8 on\n"
            "  help: write each event as one JSON object on one line of its own"
        ),
        "سطر از نویسهٔ ۸ به بعد «JSON» نیست\n  راهنما: هر رویداد را یک شیء «JSON» در یک سطر جداگانه بنویسید",
    ),
    (
        b'{"id": "\\ud800"}',
        "not-json",
        {},
        None,
        None,
        "the line is no JSON\n  help: write each event as one JSON object on one line of its own",
        "سطر «JSON» نیست\n  راهنما: هر رویداد را یک شیء «JSON» در یک سطر جداگانه بنویسید",
    ),
    (
        b"[{}]",
        "not-an-object",
        {},
        None,
        None,
        (
            "the line is JSON, but no JSON object\n"
            "  help: write the event as one JSON object: its attributes between braces, separated by commas"
        ),
        (
            "سطر «JSON» است، ولی یک شیء «JSON» نیست\n"
            "  راهنما: رویداد را یک شیء «JSON» بنویسید: ویژگی‌های آن میان دو آکولاد و جداشده با ویرگول لاتین"
        ),
    ),
    (
        b'{"type": "outage.started", "id": "e1", "id" : "e2"}',
        "repeated-key",
        {"key": "id"},
        STARTED,
        None,
        "the key `id` stands twice in one JSON object\n  help: write it once; which of the two was meant cannot be known",
        (
            "کلید «id» در یک شیء «JSON» دو بار آمده است\n"
            "  راهنما: آن را یک بار بنویسید؛ نمی‌توان دانست کدام‌یک مقصود بوده است"
        ),
    ),
    (
        told(time=None),
        "missing-attribute",
        {"attribute": "time"},
        STARTED,
        E1,
        'the attribute `time` of the event is missing\n  help: add `"time": …` beside `data`, not inside it',
        'ویژگی «time» رویداد نوشته نشده است\n  راهنما: «"time": …» را در کنار «data» بیفزایید، نه درون آن',
    ),
    (
        told(specversion=None),
        "missing-attribute",
        {"attribute": "specversion", "wanted": "1.0"},
        STARTED,
        E1,
        'the attribute `specversion` of the event is missing\n  help: add `"specversion": "1.0"`',
        'ویژگی «specversion» رویداد نوشته نشده است\n  راهنما: بیفزایید: «"specversion": "1.0"»',
    ),
    (
        told(source=None, sorce="portal"),
        "missing-attribute",
        {"attribute": "source", "misspelt": "sorce"},
        STARTED,
        E1,
        "the attribute `source` of the event is missing\n  help: is it the attribute `sorce` that is meant?",
        "ویژگی «source» رویداد نوشته نشده است\n  راهنما: آیا منظور از «sorce» همین ویژگی است؟",
    ),
    (
        told(specversion="0.3"),
        "wrong-attribute",
        {"attribute": "specversion", "wanted": "1.0", "value": "0.3"},
        STARTED,
        E1,
        "the attribute `specversion` must be `1.0`, found `0.3`\n  help: write it as `CloudEvents 1.0` has it",
        (
            "ویژگی «specversion» باید «1.0» باشد، ولی «0.3» نوشته شده است\n"
            "  راهنما: آن را چنان بنویسید که در «CloudEvents 1.0» آمده است"
        ),
    ),
    (
        told(id=5),
        "wrong-attribute",
        {"attribute": "id", "expected": "plain-text", "value": "5"},
        STARTED,
        None,
        (
            "the attribute `id` must be a text of at least one character and no control characters, found `5`\n"
            "  help: write it as `CloudEvents 1.0` has it"
        ),
        (
            "ویژگی «id» باید متنی با دست‌کم یک نویسه و بدون نویسهٔ کنترلی باشد، ولی «5» نوشته شده است\n"
            "  راهنما: آن را چنان بنویسید که در «CloudEvents 1.0» آمده است"
        ),
    ),
    (
        told(id=""),
        "wrong-attribute",
        {"attribute": "id", "expected": "plain-text"},
        STARTED,
        None,
        (
            "the attribute `id` must be a text of at least one character and no control characters\n"
            "  help: write it as `CloudEvents 1.0` has it"
        ),
        (
            "ویژگی «id» باید متنی با دست‌کم یک نویسه و بدون نویسهٔ کنترلی باشد\n"
            "  راهنما: آن را چنان بنویسید که در «CloudEvents 1.0» آمده است"
        ),
    ),
    (
        told(data_base64="e30="),
        "data-in-base64",
        {},
        STARTED,
        E1,
        "the fields stand encoded in `data_base64`, which is not read\n  help: write them as a JSON object in `data`",
        (
            "فیلدها به صورت کدگذاری‌شده در «data_base64» آمده‌اند که خوانده نمی‌شود\n"
            "  راهنما: آن‌ها را به صورت یک شیء «JSON» در «data» بنویسید"
        ),
    ),
    (
        told(type="outage.startd"),
        "unknown-event-type",
        {"value": "outage.startd", "suggestion": "outage.started"},
        "outage.startd",
        E1,
        "the vocabulary has no event type `outage.startd`\n  help: did you mean `outage.started`?",
        "نوع رویداد «outage.startd» در واژگان نیست\n  راهنما: آیا منظور «outage.started» است؟",
    ),
    (
        told(data={"outage": "o-1"}),
        "missing-field",
        {"field": "services", "type": "outage.started"},
        STARTED,
        E1,
        'the field `services` of `outage.started` is missing\n  help: add `"services": …` inside `data`',
        'فیلد «services» از «outage.started» نوشته نشده است\n  راهنما: «"services": …» را درون «data» بیفزایید',
    ),
    (
        told(data={"outage": "o-1", "servics": ["svc-01"]}),
        "missing-field",
        {"field": "services", "type": "outage.started", "misspelt": "servics"},
        STARTED,
        E1,
        "the field `services` of `outage.started` is missing\n  help: is it the field `servics` that is meant?",
        "فیلد «services» از «outage.started» نوشته نشده است\n  راهنما: آیا منظور از «servics» همین فیلد است؟",
    ),
    (
        told(data=None, outage="o-1"),
        "missing-field",
        {"field": "outage", "type": "outage.started", "misplaced": "outage"},
        STARTED,
        E1,
        "the field `outage` of `outage.started` is missing\n  help: `outage` stands beside `data`: move it inside",
        (
            "فیلد «outage» از «outage.started» نوشته نشده است\n"
            "  راهنما: «outage» در کنار «data» آمده است: آن را به درون «data» ببرید"
        ),
    ),
    (
        with_fields(planned="true"),
        "wrong-field-type",
        {"field": "planned", "expected": "yes-or-no", "found_type": "text", "found": "true"},
        STARTED,
        E1,
        (
            "the field `planned` must be yes-or-no (`true` or `false`), found a text: `true`\n"
            "  help: write the value in the type that the vocabulary declares"
        ),
        (
            "فیلد «planned» باید بله یا خیر («true» یا «false») باشد، ولی متن نوشته شده است: «true»\n"
            "  راهنما: مقدار را از نوعی بنویسید که در واژگان تعریف شده است"
        ),
    ),
    (
        with_fields(cause=""),
        "empty-field",
        {"field": "cause"},
        STARTED,
        E1,
        "the field `cause` holds an empty text\n  help: write its value, or leave the field out if there is none",
        "فیلد «cause» متنی خالی دارد\n  راهنما: مقدار آن را بنویسید، یا اگر مقداری ندارد فیلد را ننویسید",
    ),
    (
        with_fields(outage="o\t1"),
        "control-character-in-field",
        {"field": "outage", "value": "o\t1", "character": "U+0009"},
        STARTED,
        E1,
        (
            "an invisible control character (U+0009) stands in the field `outage`: `o⟨TAB⟩1`\n"
            "  help: write the value without it"
        ),
        "یک نویسهٔ کنترلی نامرئی (U+0009) در فیلد «outage» آمده است: «o⟨TAB⟩1»\n  راهنما: مقدار را بدون آن بنویسید",
    ),
    (
        with_fields(amount=-1),
        "number-out-of-range",
        {"field": "amount", "least": 0, "most": LARGEST_NUMBER, "value": "-1"},
        STARTED,
        E1,
        (
            "the field `amount` must lie between 0 and 999999999999999999, found -1\n"
            "  help: check the amount, its sign and its unit"
        ),
        (
            "فیلد «amount» باید میان ۰ و ۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹ باشد، ولی «-1» نوشته شده است\n"
            "  راهنما: مبلغ، علامت و واحد آن را بررسی کنید"
        ),
    ),
    (
        with_fields(origin="sites"),
        "value-not-in-list",
        {"field": "origin", "value": "sites", "allowed": "site\nnetwork", "suggestion": "site"},
        STARTED,
        E1,
        "`sites` is no word that the field `origin` may take\n  help: did you mean `site`?",
        "«sites» از واژه‌های مجاز فیلد «origin» نیست\n  راهنما: آیا منظور «site» است؟",
    ),
    (
        with_fields(origin="moon"),
        "value-not-in-list",
        {"field": "origin", "value": "moon", "allowed": "site\nnetwork"},
        STARTED,
        E1,
        "`moon` is no word that the field `origin` may take\n  help: the words allowed here: `site`, `network`",
        "«moon» از واژه‌های مجاز فیلد «origin» نیست\n  راهنما: واژه‌های مجاز در اینجا: «site»، «network»",
    ),
    (
        told(time="1398/01/02 00:30"),
        "time-in-gap",
        {
            "field": "time",
            "value": "1398/01/02 00:30",
            "earlier": "1398/01/01 23:30",
            "later": "1398/01/02 01:30",
        },
        STARTED,
        E1,
        (
            "`time` is `1398/01/02 00:30`, which the clocks jumped over\n"
            "  help: write the time with its offset from UTC; `1398/01/01 23:30` or `1398/01/02 01:30` may be meant"
        ),
        (
            "در «time» زمان «1398/01/02 00:30» آمده است که ساعت رسمی از روی آن جلو کشیده شده است\n"
            "  راهنما: زمان را با اختلاف ساعت آن با وقت جهانی بنویسید؛ شاید منظور «1398/01/01 23:30» یا «1398/01/02 01:30» باشد"
        ),
    ),
    (
        with_fields(start="1398/06/30 23:30"),
        "time-in-repeated-hour",
        {"field": "start", "value": "1398/06/30 23:30", **UTC_CANDIDATES},
        STARTED,
        E1,
        (
            "`start` is `1398/06/30 23:30`, which the clocks showed twice\n"
            "  help: write `1398/06/30 23:30 +04:30` or `1398/06/30 23:30 +03:30`"
        ),
        (
            "در «start» زمان «1398/06/30 23:30» آمده است که ساعت رسمی آن را دو بار نشان داده است\n"
            "  راهنما: بنویسید «1398/06/30 23:30 +04:30» یا «1398/06/30 23:30 +03:30»"
        ),
    ),
    (
        told(recordedtime="2019-08-01T09:01:00.1234567+04:30"),
        "time-too-precise",
        {"field": "recordedtime", "value": "2019-08-01T09:01:00.1234567+04:30"},
        STARTED,
        E1,
        (
            "`recordedtime` is `2019-08-01T09:01:00.1234567+04:30`, which has more than six digits after the point\n"
            "  help: write the second with at most six digits after the point"
        ),
        (
            "در «recordedtime» زمان «2019-08-01T09:01:00.1234567+04:30» آمده است که بیش از شش رقم پس از ممیز دارد\n"
            "  راهنما: ثانیه را با حداکثر شش رقم پس از ممیز بنویسید"
        ),
    ),
    (
        told(time="1398/05/10"),
        "time-unreadable",
        {"field": "time", "value": "1398/05/10", "reason": "no-time-of-day"},
        STARTED,
        E1,
        (
            "`time` is `1398/05/10`, which cannot be read: the time of day is missing\n"
            "  help: write a time as in `2019-08-01T09:01:00+04:30` or `1398/05/10 09:01`, and a day as in `2019-08-01` or `1398/05/10`"
        ),
        (
            "در «time» زمان «1398/05/10» آمده است که خوانده نمی‌شود: ساعت نوشته نشده است\n"
            "  راهنما: زمان را مانند «2019-08-01T09:01:00+04:30» یا «1398/05/10 09:01» بنویسید، و روز را مانند «2019-08-01» یا «1398/05/10»"
        ),
    ),
]


@pytest.mark.parametrize("row", SET_ASIDE, ids=[f"{number}-{row[1]}" for number, row in enumerate(SET_ASIDE)])
def test_a_line_is_set_aside_with_its_reason_in_both_languages(row: Row) -> None:
    line, reason, arguments, type_, id_, english, persian = row
    log = log_of(line)
    assert log == Log((), (SetAside("log.jsonl", 1, reason, arguments, type_, id_),))
    assert render(log.set_aside[0], "en") == f"log.jsonl:1: {english}"
    assert strip_isolates(render(log.set_aside[0], "fa")) == f"log.jsonl:1: {persian}"


def test_a_contradiction_and_a_line_too_long_are_told_in_both_languages() -> None:
    conflict, too_long = log_of(
        told(), told(type="outage.ended", data={"outage": "o"}), b"x" * 2**21
    ).set_aside
    assert render(conflict, "en") == (
        "log.jsonl:2: another event with the id `e1` of the same source stands at `log.jsonl:1`, and says something else\n"
        "  help: give each event an id of its own, or tell a correction as an event of its own"
    )
    assert strip_isolates(render(conflict, "fa")) == (
        "log.jsonl:2: رویداد دیگری با شناسهٔ «e1» از همان منبع در «log.jsonl:1» آمده است که چیز دیگری می‌گوید\n"
        "  راهنما: به هر رویداد شناسه‌ای جداگانه بدهید، و اصلاح یک رویداد را رویدادی جداگانه بنویسید"
    )
    assert render(too_long, "en") == (
        "log.jsonl:3: the line has more than 1048576 bytes and was not read\n"
        "  help: write one event on each line, and documents outside the log"
    )
    assert strip_isolates(render(too_long, "fa")) == (
        "log.jsonl:3: سطر بیش از ۱۰۴۸۵۷۶ بایت دارد و خوانده نشد\n"
        "  راهنما: در هر سطر یک رویداد بنویسید و خود مدارک را بیرون از گزارش بگذارید"
    )


@pytest.mark.parametrize(
    ("name", "value", "arguments"),
    [
        ("outage", 5, {"expected": "text", "found_type": "whole-number", "found": "5"}),
        ("cause", ["x"], {"expected": "text", "found_type": "list"}),
        ("planned", 1, {"expected": "yes-or-no", "found_type": "whole-number", "found": "1"}),
        ("hosts", True, {"expected": "whole-number", "found_type": "yes-or-no", "found": "true"}),
        ("hosts", 1.0, {"expected": "whole-number", "found_type": "number", "found": "1.0"}),
        ("amount", "72", {"expected": "whole-number", "found_type": "text", "found": "72"}),
        ("amount", "", {"expected": "whole-number", "found_type": "text"}),
        ("services", "svc-01", {"expected": "list", "found_type": "text", "found": "svc-01"}),
        ("services", [None], {"expected": "text", "found_type": "nothing"}),
        ("origin", {"a": 1}, {"expected": "text", "found_type": "group"}),
        ("start", NINE, {"expected": "time-of-event", "found_type": "whole-number", "found": str(NINE)}),
        ("from", False, {"expected": "day", "found_type": "yes-or-no", "found": "false"}),
    ],
)
def test_no_value_is_converted_to_the_type_of_its_field(
    name: str, value: object, arguments: dict[str, str | int]
) -> None:
    log = log_of(with_fields(**{name: value}))
    assert log.set_aside == (
        SetAside("log.jsonl", 1, "wrong-field-type", {"field": name, **arguments}, STARTED, E1),
    )


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("amount", 10**18, str(10**18)), ("hosts", -(10**18), str(-(10**18))), ("hosts", 10**200, None)],
    ids=["one too large", "one too small", "immense"],
)
def test_a_number_of_more_than_18_digits_is_set_aside(name: str, value: int, shown: str | None) -> None:
    (line,) = log_of(with_fields(**{name: value})).set_aside
    assert (line.reason, line.arguments.get("value")) == ("number-out-of-range", shown)
    assert render(line, "en").startswith(f"log.jsonl:1: the field `{name}` must lie between")


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        ("2019-08-01T24:00:00Z", "no-such-time"),
        ("2019-08-01T23:59:60Z", "leap-second"),
        ("2019-02-29T00:00:00Z", "no-such-date"),
        ("2019-08-01T09:01Z", "not-a-time"),
        ("1398-05-10T09:01:00+04:30", "jalali-with-hyphens"),
        ("۱۳۹۸/۰۵/۱۰ ۰۹:۰۱", "persian-digits"),
        ("1398/06/30 23:30 +02:00", "wrong-offset"),
        ("1398/12/30 10:00", "no-such-date"),
        ("2019-08-01T09:01:00+25:00", "no-such-offset"),
        ("2019-08-01T09:01:00+04:30\n", "not-a-time"),
        ("1921-03-21T23:59:59Z", "out-of-range"),
        ("1921-03-22T00:59:59+01:00", "out-of-range"),
        ("2122-03-19T23:30:00-00:30", "out-of-range"),
    ],
)
def test_a_time_that_does_not_exist_is_set_aside(time: str, reason: str) -> None:
    (line,) = log_of(told(time=time)).set_aside
    assert (line.reason, line.arguments) == (
        "time-unreadable",
        {"field": "time", "value": time, "reason": reason},
    )


def test_the_last_instant_is_read_and_the_next_one_is_not() -> None:
    """Both lie in one hour of their offset, so the hour cannot be kept as read."""
    log = log_of(
        told(time="2122-03-19T23:29:59.999999-00:30"), told(id="e2", time="2122-03-19T23:30:00-00:30")
    )
    assert [event.time for event in log.events] == [LATEST]
    assert [line.arguments["reason"] for line in log.set_aside] == ["out-of-range"]


def test_the_times_to_choose_from_are_written_in_the_calendar_of_the_time() -> None:
    (line,) = log_of(told(time="2019-09-21T23:30:00")).set_aside
    assert line.arguments == {
        "field": "time",
        "value": "2019-09-21T23:30:00",
        "earlier": "2019-09-21 23:30 +04:30",
        "later": "2019-09-21 23:30 +03:30",
    }


def test_six_digits_of_a_second_are_read_and_seven_are_not() -> None:
    log = log_of(told(time="1398/05/10 09:01:00.123456"), told(id="e2", time="1398/05/10 09:01:00.1234560"))
    assert log.events[0].time == NINE + 123_456
    assert [line.reason for line in log.set_aside] == ["time-too-precise"]


def test_a_list_that_must_be_there_must_name_something() -> None:
    """An outage of no service would be judged by no norm."""
    (line,) = log_of(with_fields(services=[])).set_aside
    assert (line.reason, line.arguments) == ("missing-field", {"field": "services", "type": STARTED})


def test_of_several_things_that_are_wrong_the_first_is_told() -> None:
    broken = told(specversion="9", id=5, data={"planned": "yes", "amount": -1})
    mending: list[dict[str, object]] = [
        {},
        {"specversion": "1.0"},
        {"id": "e1"},
        {"data": {"amount": -1, "planned": "yes"}},
        {"data": {"planned": True}},
    ]
    found = []
    for step in mending:
        broken |= step
        (line,) = log_of(broken).set_aside
        found.append((line.reason, line.arguments.get("attribute") or line.arguments.get("field")))
    assert found == [
        ("wrong-attribute", "specversion"),
        ("wrong-attribute", "id"),
        ("wrong-field-type", "planned"),
        ("number-out-of-range", "amount"),
        ("missing-field", "outage"),
    ]


@pytest.mark.parametrize("content", ["text/plain", "application/xml", "application/jsonx", 5])
def test_other_content_than_json_is_set_aside(content: object) -> None:
    (line,) = log_of(told(datacontenttype=content)).set_aside
    arguments = {"attribute": "datacontenttype", "wanted": "application/json", "value": str(content)}
    assert (line.reason, line.arguments) == ("wrong-attribute", arguments)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (b'{"a": 1, "a": 2}', "a"),
        (b'{"a":1,"a":2}', "a"),
        (b'{"data": {"b":1, "b"\t: 2}}', "b"),
        (b'{"data": [{"c": [{"d":0,"d":0}]}]}', "d"),
        (b'{"a": "\\":", "\\u0061": 2}', "a"),
        (b'{"a"  :1,"a"\r:2}', "a"),
    ],
)
def test_a_key_that_stands_twice_is_seen_wherever_it_stands(line: bytes, key: str) -> None:
    (found,) = log_of(line).set_aside
    assert (found.reason, found.arguments) == ("repeated-key", {"key": key})


def test_what_looks_like_a_repeated_key_and_is_none_is_read() -> None:
    line = with_fields(cause='":', outage=": ", channel=' "x" : ')
    assert read_one(line).data["cause"] == '":'
    compact = json.dumps(told(), separators=(",", ":")).encode()
    assert not _may_repeat_a_key(compact, told())


# --- remarks ---


def test_unknown_fields_and_attributes_are_remarked_on_once_with_their_number() -> None:
    log = log_of(
        with_fields(planed=True),
        told(id="e2", recordedTime="2019-08-01T09:01:00Z"),
        told(id="e3", data={"outage": "o", "services": ["*"], "planed": False, "colour": 1}),
    )
    assert [event.data.get("planned") for event in log.events] == [None, None, None]
    assert log.remarks == (
        Remark(
            "log.jsonl",
            1,
            "unknown-field",
            {"name": "planed", "type": STARTED, "suggestion": "planned", "lines": 2},
            STARTED,
            "e1",
            2,
        ),
        Remark(
            "log.jsonl",
            2,
            "unknown-attribute",
            {"name": "recordedTime", "type": STARTED, "suggestion": "recordedtime", "lines": 1},
            STARTED,
            "e2",
            1,
        ),
        Remark(
            "log.jsonl",
            3,
            "unknown-field",
            {"name": "colour", "type": STARTED, "lines": 1},
            STARTED,
            "e3",
            1,
        ),
    )
    assert render(log.remarks[0], "en") == (
        "log.jsonl:1: warning: the field `planed` of `outage.started` was not read; events with it: 2\n"
        "  help: did you mean `planned`?"
    )
    assert strip_isolates(render(log.remarks[0], "fa")) == (
        "log.jsonl:1: هشدار: فیلد «planed» از «outage.started» خوانده نشد؛ شمار رویدادهای دارای آن: ۲\n"
        "  راهنما: آیا منظور «planned» است؟"
    )
    assert render(log.remarks[1], "en") == (
        "log.jsonl:2: warning: the attribute `recordedTime` was not read; events of `outage.started` with it: 1\n"
        "  help: did you mean `recordedtime`?"
    )
    assert strip_isolates(render(log.remarks[1], "fa")) == (
        "log.jsonl:2: هشدار: ویژگی «recordedTime» خوانده نشد؛ شمار رویدادهای «outage.started» دارای آن: ۱\n"
        "  راهنما: آیا منظور «recordedtime» است؟"
    )


@pytest.mark.parametrize("name", ["recordtime", "recorded_time", "Source"])
def test_an_attribute_that_is_no_extension_or_much_like_ours_is_remarked_on(name: str) -> None:
    log = log_of(told(**{name: "x"}))
    assert [(remark.reason, remark.arguments["name"]) for remark in log.remarks] == [
        ("unknown-attribute", name)
    ]


# --- for programs ---


def test_a_program_hands_over_decoded_events() -> None:
    assert event_of(told(), VOCABULARY, TEHRAN) == Event(
        "portal", "e1", STARTED, NINE, NINE, {"outage": "o-1", "services": ("svc-01",)}
    )


def test_a_program_is_told_at_once_what_is_wrong() -> None:
    with pytest.raises(UnreadableEvent) as caught:
        event_of(told(type=None), VOCABULARY, TEHRAN)
    assert caught.value.set_aside == SetAside(
        "event", 1, "missing-attribute", {"attribute": "type"}, None, "e1"
    )
    assert str(caught.value) == (
        "event:1: the attribute `type` of the event is missing\n"
        '  help: add `"type": …` beside `data`, not inside it'
    )


def test_a_program_is_told_of_a_field_that_would_not_be_read() -> None:
    with pytest.raises(UnreadableEvent) as caught:
        event_of(with_fields(planed=True), VOCABULARY, TEHRAN)
    assert str(caught.value) == (
        "event:1: the field `planed` of `outage.started` is unknown\n  help: did you mean `planned`?"
    )


def test_many_decoded_events_make_a_log_as_the_lines_of_a_file_do() -> None:
    given = [told(), told(), told(id=""), with_fields(planed=True) | {"id": "e2"}]
    log = events_of(given, VOCABULARY, TEHRAN, name="log.jsonl")
    assert log == log_of(*given)
    assert events_of(given, VOCABULARY, TEHRAN).set_aside[0].place == "events:3"


@pytest.mark.parametrize("value", ["\ud800", 10**10_000, {1, 2}], ids=["half", "immense", "set"])
def test_what_no_json_can_hold_is_set_aside_and_can_be_told(value: object) -> None:
    """Python refuses to write out a number of thousands of digits, and no file takes half a surrogate pair."""
    fields = with_fields(outage=value)
    for line in (told(id=value), fields, with_fields(hosts=value), with_fields(services=[value])):
        (found,) = events_of([line], VOCABULARY, TEHRAN).set_aside
        render(found, "en").encode()
        render(found, "fa").encode()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"recordedtime": None}, {"recordedtime": ""}, {"recordedtime": 5}, {"time": None}, {"time": ""},
        {"id": "a\nb"}, {"id": "a\n"}, {"source": "a\x85"}, {"source": "a b"}, {"type": "outage.started\x00"}, {"id": "ش"},
        {"datacontenttype": None}, {"datacontenttype": "text/xml"}, {"datacontenttype": "application/json; charset=utf-8"},
        {"datacontenttype": " Application/CloudEvents+JSON ;x"}, {"datacontenttype": "application/jsonp"},
        {"datacontenttype": "application/json+x"}, {"datacontenttype": 5},
        {"data_base64": None}, {"data_base64": "e30="}, {"data": []}, {"traceparent": 5}, {"specversion": 1.0},
    ],
)  # fmt: skip
def test_the_schema_of_an_event_accepts_what_is_read(changes: dict[str, object]) -> None:
    """As far as it can: of times it says that they are texts, and of fields nothing."""
    given = told() | changes
    accepted = Draft202012Validator(schema_named("event")).is_valid(given)
    assert accepted == (events_of([given], VOCABULARY, TEHRAN).set_aside == ())


@pytest.mark.parametrize("as_field", [True, False])
@pytest.mark.parametrize(
    ("value", "reason", "arguments"),
    [
        (float("nan"), "no-json-value", {"why": "number-not-finite"}),
        ([{"a": float("-inf")}], "no-json-value", {"why": "number-not-finite"}),
        ("\ud800", "no-json-value", {"why": "half-a-character"}),
        ({"\udfff": None}, "no-json-value", {"why": "half-a-character"}),
        ("x" * LONGEST_LINE, "line-too-long", {"most": LONGEST_LINE}),
        ("ش" * (LONGEST_LINE // 2), "line-too-long", {"most": LONGEST_LINE}),
        ([object(), "x" * (LONGEST_LINE + 1)], "line-too-long", {"most": LONGEST_LINE}),
        (None, "", {}),
        (1.5, "", {}),
        (object(), "", {}),
        ("x" * (LONGEST_LINE - 300), "", {}),
    ],
)
def test_what_no_line_could_say_is_no_event_in_memory_either(
    value: object, reason: str, arguments: dict[str, str | int], *, as_field: bool
) -> None:
    """In a field or an attribute that nobody reads too, of a mapping and of an `Event`, and nothing is remarked on it."""
    given = with_fields(note=value) if as_field else told(traceparent=value) | {"traceparent": value}
    both: list[Mapping[str, object] | Event] = [given]
    if as_field:
        fields: dict[str, Any] = {"outage": "o-1", "services": ("svc-01",), "note": value}
        both.append(Event("portal", "e1", STARTED, NINE, NINE, fields))
    for one in both:
        log = events_of([one], VOCABULARY, TEHRAN)
        if not reason:
            assert (len(log.events), log.set_aside) == (1, ())
            continue
        assert log == Log((), (SetAside("events", 1, reason, arguments, STARTED, E1),))
        render(log.set_aside[0], "en").encode()
        render(log.set_aside[0], "fa").encode()


def test_nesting_beyond_all_measure_is_no_event() -> None:
    nested: list[object] = []
    nested.append(nested)
    (line,) = events_of([with_fields(note=nested)], VOCABULARY, TEHRAN).set_aside
    assert (line.reason, line.arguments) == ("no-json-value", {"why": "nesting"})


def test_a_version_that_is_a_number_is_told_to_be_a_text() -> None:
    (line,) = log_of(told(specversion=1.0)).set_aside
    assert line.arguments == {"attribute": "specversion", "wanted": '"1.0"', "value": "1.0"}


class _Word(StrEnum):
    STARTED = "outage.started"
    OUTAGE = "outage"
    ORIGIN = "origin"
    SITE = "site"
    DAY = "1398/05/13"


class _Choice(str, Enum):  # noqa: UP042 -- as programs have it that are older than `StrEnum`
    NAME = "o-1"
    TIME = "2019-08-01T09:01:00+04:30"


class _Number(IntEnum):
    HOSTS = 12


def test_a_member_of_an_enumeration_is_read_as_what_json_makes_of_it() -> None:
    fields = {_Word.OUTAGE: _Choice.NAME, _Word.ORIGIN: _Word.SITE, "from": _Word.DAY, "hosts": _Number.HOSTS}
    given = told(
        id=_Choice.NAME, source=_Choice.NAME, type=_Word.STARTED, time=_Choice.TIME,
        datacontenttype=_Word.SITE, data={**fields, "services": (_Choice.NAME,)},
    )  # fmt: skip
    (refused,) = events_of([given], VOCABULARY, TEHRAN).set_aside
    assert refused.arguments["attribute"] == "datacontenttype"
    del given["datacontenttype"]
    (event,) = events_of([given], VOCABULARY, TEHRAN).events
    assert event == read_one(given)
    held = [event.id, event.source, event.type, *event.data.keys(), *event.data.values()]
    assert {type(one) for one in held} == {str, int, tuple}


def test_an_event_is_written_as_it_is_read() -> None:
    written = cloud_event_of(
        read_one(
            with_fields(start="1398/05/13 09:00", until="1398/12/29", **{"from": "1398/01/02"})
            | {"recordedtime": "1398/05/11 00:00"}
        ),
        VOCABULARY,
        TEHRAN,
    )
    assert written == {
        "specversion": "1.0",
        "id": "e1",
        "source": "portal",
        "type": "outage.started",
        "time": "2019-08-01T04:31:00Z",
        "recordedtime": "2019-08-01T19:30:00Z",
        "data": {
            "outage": "o-1",
            "services": ["svc-01"],
            "start": "2019-08-04T04:30:00Z",
            "until": "2020-03-19",
            "from": "2019-03-22",
        },
    }


def test_a_day_that_is_none_in_the_zone_cannot_be_written() -> None:
    event = Event("portal", "e1", STARTED, NINE, NINE, {"from": NINE})
    with pytest.raises(ValueError, match="no day of Asia/Tehran begins at 2019-08-01T04:31:00Z"):
        cloud_event_of(event, VOCABULARY, TEHRAN)


def test_the_attributes_are_read_in_the_order_that_is_promised() -> None:
    assert ATTRIBUTES[:6] == ("specversion", "id", "source", "type", "time", "recordedtime")
