"""`slakit watch`: judge a log by an agreement while it is written."""

import sys
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, cast

from slakit.cli.exit_codes import Exit
from slakit.cli.ranges import must_be_within
from slakit.cli.refused_stores import told_refusal, told_while_open
from slakit.cli.results import unwritten
from slakit.cli.times import instant, now, shown, typed
from slakit.cli.topics import is_topic, kafka_sink, kafka_source, told_trouble
from slakit.cli.webhooks import webhook_of
from slakit.cli.wording import Digits, Refused, Voice

if TYPE_CHECKING:
    from slakit.cli.outside_annex import Outside
    from slakit.cli.sinks import JsonLines, Messages, NoReports, Standing, Text, Unkept
    from slakit.loading import Edition
    from slakit.monitoring import Monitor
    from slakit.monitoring.flow import Flow, Source
    from slakit.monitoring.kafka import KafkaSource
    from slakit.monitoring.lines import SourceChanged
    from slakit.monitoring.store import Store
    from slakit.monitoring.warning import Warnings
    from slakit.monitoring.webhook import Webhook


ANY: Final = "any"
"""What `--tolerate-ahead` is given if events are taken whatever their time."""
SECONDS_TO_SEND: Final = 60.0
"""So long the end waits until a webhook has got everything."""


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    log: str
    store: str | None
    lateness: str
    tolerate_ahead: str
    remembers: str
    at_end: Literal["follow", "stop", "close"]
    at: str | None
    known_at: str | None
    live: bool
    batch: int
    format: Literal["text", "jsonl"]
    tell: Literal["all", "unkept"] | None
    output: str | None
    fail_on: str
    digits: Digits
    warn_before: str | None
    kafka_properties: str | None
    webhook: str | None
    webhook_secret_file: str | None
    insecure_webhook: bool


def run(asked: Asked, voice: Voice) -> Exit:
    """Watch; 1 if a finding that was told and still stands is of the grade of `--fail-on` or above."""
    import sqlite3

    from slakit.cli.sinks import NoReports, Unwritable
    from slakit.monitoring.store_file import refusal

    try:
        return _watched(asked, voice)
    except sqlite3.DatabaseError as problem:
        raise told_while_open(refusal(Path(asked.store or "-"), problem), voice) from problem
    except NoReports as problem:
        raise told_of_file(problem, voice) from problem
    except Unwritable as problem:
        raise unwritten(problem.filename, problem, voice) from problem


def _watched(asked: Asked, voice: Voice) -> Exit:
    from slakit.cli.outside_annex import Outside
    from slakit.loading import load
    from slakit.monitoring import Monitor
    from slakit.monitoring.flow import Flow
    from slakit.monitoring.kafka.trouble import KafkaTrouble
    from slakit.monitoring.lines import SourceChanged
    from slakit.monitoring.store import Store
    from slakit.monitoring.store_file import StoreRefused
    from slakit.monitoring.warning import Warnings

    voice = Voice(voice.language, asked.digits)
    _must_go_together(asked, voice)
    edition = load(asked.agreement)
    known_at = None if asked.known_at is None else instant(asked.known_at, "--known-at", edition, voice)
    at = None if asked.at is None else instant(asked.at, "--at", edition, voice)
    monitor = Monitor(
        edition,
        lateness=length_of(asked.lateness, "--lateness", voice),
        remembers=length_of(asked.remembers, "--remembers", voice),
        known_at=known_at,
        tolerate_ahead=tolerated_ahead(asked.tolerate_ahead, voice),
        clock=now,
    )
    with ExitStack() as opened:
        try:
            source = opened.enter_context(closing(_source(asked, voice)))
            store = None if asked.store is None else opened.enter_context(closing(Store(Path(asked.store))))
            written = _sink(asked, edition, known_at, voice)
            chosen = _chosen(asked, written)
            outside = Outside(edition, voice)
            sink = opened.enter_context(closing(_standing(chosen, store, outside)))
            webhook = webhook_of(asked, edition, known_at, voice)
            if webhook is not None:
                opened.enter_context(closing(webhook))
            flow = Flow(monitor, source, sink, store, asked.batch, webhook)
            if is_topic(asked.log):
                flow.after_commit.append(cast("KafkaSource", source).tell_group)
            if asked.warn_before is not None:
                before = length_of(asked.warn_before, "--warn-before", voice)
                flow.after_commit.append(partial(_warn, Warnings(monitor, before), edition, written, webhook))
            if asked.at_end == "follow":  # whose end nobody may wait for
                flow.after_commit.append(outside.remark)
            flow.resume()
            if monitor.closed_at is None:
                _watch(flow, asked, at, voice)
            else:
                _stay_closed(flow, asked, at, edition, voice)
        except StoreRefused as refused:
            raise told_refusal(refused, voice) from refused
        except SourceChanged as changed:
            raise _told_change(changed, asked, voice) from changed
        except KafkaTrouble as trouble:
            raise told_trouble(trouble, voice) from trouble
    _remark_on_half_a_line(source, voice)
    _remark_on(monitor, voice)
    outside.remark()
    _count_what_is_not_shown(asked, chosen, voice)
    return Exit.FINDINGS if sink.reaches(asked.fail_on) else Exit.NOTHING_FOUND


def _must_go_together(asked: Asked, voice: Voice) -> None:
    """Raise `Refused` for an option that does nothing without another one, or cannot be had without it."""
    must_be_within("--batch", asked.batch, 1, None, voice)
    if asked.at is not None and asked.at_end != "close":
        raise Refused(voice.said("at needs close"))
    if asked.output and asked.format == "text":
        raise Refused(voice.said("output needs jsonl"))
    if asked.webhook and not asked.store:
        raise Refused(voice.said("webhook needs store"), voice.said("give store"))
    topics = [name for name in (asked.log, asked.output) if name and is_topic(name)]
    if asked.output in topics and not asked.store:
        raise Refused(voice.said("kafka needs store"), voice.said("give store"))
    if asked.kafka_properties is not None and not topics:
        raise Refused(voice.said("properties need topic"))


def _warn(
    warnings: "Warnings",
    edition: "Edition",
    written: "JsonLines | Messages | Text",
    webhook: "Webhook | None",
) -> None:
    """Write what will be due soon and was not warned of yet, and send it."""
    from slakit.reports.changes import warning_line

    for one in warnings.new():
        written.warn(one.finding, one.due, one.at)
    if webhook is not None:
        warnings.post(webhook, lambda one: warning_line(one.finding, one.due, one.at, edition))


def _told_change(changed: "SourceChanged", asked: Asked, voice: Voice) -> Refused:
    from slakit.monitoring.lines import OtherSource

    if isinstance(changed, OtherSource):
        origin = voice.said(f"origin {changed.origin}")
        problem = voice.said(
            "store of other source", file=asked.store or "-", origin=origin, log=changed.name
        )
        is_served = changed.origin == "server"
        return Refused(
            problem, voice.said("leave the store to the server" if is_served else "name its source")
        )
    cure = "begin anew" if is_topic(asked.log) else "begin anew with all"
    return Refused(voice.said("source changed", file=changed.name), voice.said(cure))


def _watch(flow: "Flow", asked: Asked, at: int | None, voice: Voice) -> None:
    lateness = flow.monitor.arrivals.lateness

    def reached() -> int | None:
        return now() - lateness if asked.live else None

    try:
        flow.run(idle=reached)
    except KeyboardInterrupt:
        flow.break_off()
        raise
    if asked.at_end == "close":
        try:
            flow.close(now() if at is None else at)
        except ValueError as problem:
            first = flow.monitor.watermark
            assert first is not None  # or any instant could be judged
            said = voice.number(shown(first, flow.monitor.edition))
            raise Refused(voice.said("over already", reached=said)) from problem
    _send_what_is_left(flow, voice)


def _stay_closed(flow: "Flow", asked: Asked, at: int | None, edition: "Edition", voice: Voice) -> None:
    """Tell nothing, since everything was judged already; what a webhook has not got yet is sent.

    Raises `Refused` if more is asked for than that: what was told would no longer be the last word.
    """
    closed, known_at = flow.monitor.closed_at, flow.monitor.known_at
    assert closed is not None
    ended = voice.number(shown(closed, edition))
    wanted = at if at is None or known_at is None else min(at, known_at)
    if asked.at_end == "follow" or wanted not in {None, closed} or flow.has_more():
        told = voice.said("store closed", file=asked.store or "-", at=ended)
        raise Refused(told, voice.said("end with stop"))
    voice.remark(voice.said("closed already", at=ended))
    _send_what_is_left(flow, voice)


def _send_what_is_left(flow: "Flow", voice: Voice) -> None:
    if left := flow.left_to_send(SECONDS_TO_SEND):
        voice.remark(voice.said("webhook left", count=voice.count(left)), voice.said("send later"))


def _source(asked: Asked, voice: Voice) -> "Source":
    from slakit.monitoring.lines import FileSource, StreamSource

    if is_topic(asked.log):
        return kafka_source(asked.log, asked.kafka_properties, voice, follows=asked.at_end == "follow")
    if asked.log == "-":
        return StreamSource(sys.stdin.buffer)
    try:
        return FileSource(
            Path(asked.log),
            follows=asked.at_end == "follow",
            is_gone_on_with=asked.at_end == "stop" and asked.store is not None,
        )
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(voice.said("cannot follow", file=asked.log, problem=why)) from problem


def _sink(
    asked: Asked, edition: "Edition", known_at: int | None, voice: Voice
) -> "JsonLines | Messages | Text":
    from slakit.cli.sinks import JsonLines, Text

    if asked.format == "text":
        return Text(edition, voice.language, asked.digits)
    if asked.output is not None and is_topic(asked.output):
        return kafka_sink(asked.output, asked.kafka_properties, edition, known_at, voice)
    try:
        return JsonLines(edition, known_at, None if asked.output is None else Path(asked.output))
    except OSError as problem:
        raise unwritten(asked.output or "-", problem, voice) from problem


def _chosen(asked: Asked, written: "JsonLines | Messages | Text") -> "JsonLines | Messages | Text | Unkept":
    """What is told of, as `--tell` says: on a screen, without it, only what somebody must look at."""
    from slakit.cli.sinks import Unkept

    tell = asked.tell or ("unkept" if asked.format == "text" else "all")
    return Unkept(written) if tell == "unkept" else written


def _standing(
    sink: "JsonLines | Messages | Text | Unkept", store: "Store | None", outside: "Outside"
) -> "Standing":
    """The sink, from which the exit code is known in the end."""
    from slakit.cli.sinks import Standing

    return Standing(sink, store, outside.note)


def told_of_file(problem: "NoReports", voice: Voice) -> Refused:
    """Why nothing is added to a file."""
    return Refused(
        voice.said("output of others", file=problem.name), voice.said("name another file for reports")
    )


def length_of(text: str, option: str, voice: Voice) -> int:
    """The length of time, in microseconds, that the text after an option names. Raises `Refused` if it names none."""
    from slakit.calendars import UnreadableDuration, parse_duration

    text = typed(text)
    if text == "0":
        return 0
    try:
        return parse_duration(text).microseconds
    except UnreadableDuration as problem:
        from slakit.meant_values import meant

        told = voice.said("wrong length", option=option, found=text)
        suggestion = meant("duration", text)
        cure = voice.said("did you mean", suggestion=suggestion) if suggestion else voice.said("lengths")
        raise Refused(told, cure) from problem


def tolerated_ahead(text: str, voice: Voice) -> int | None:
    """How far ahead of its arrival an event may lie, in microseconds; nothing if as far as it likes."""
    return None if text == ANY else length_of(text, "--tolerate-ahead", voice)


def _count_what_is_not_shown(asked: Asked, sink: object, voice: Voice) -> None:
    """How many findings a person is spared."""
    from slakit.cli.sinks import Unkept

    if asked.format == "text" and isinstance(sink, Unkept) and sink.left_out:
        sys.stdout.write(voice.said("not told", count=voice.count(sink.left_out)) + "\n")


def _remark_on_half_a_line(source: "Source", voice: Voice) -> None:
    """That the last line was left to whoever goes on; only a file can have such a line."""
    if getattr(source, "has_half_a_line", False):
        voice.remark(voice.said("half a line", file=source.name), voice.said("ended later"))


def _remark_on(monitor: "Monitor", voice: Voice) -> None:
    """What had no part in what was found, on stderr: nothing is dropped in silence."""
    if monitor.set_aside or monitor.repeated or monitor.not_yet_known:
        voice.remark(
            voice.said(
                "watched",
                events=voice.count(monitor.events),
                repeated=voice.count(monitor.repeated),
                aside=voice.count(monitor.lines_set_aside),
                late=voice.count(monitor.too_late),
                unknown=voice.count(monitor.not_yet_known),
            )
        )
    if monitor.too_far_ahead:
        voice.remark(voice.said("ahead", count=voice.count(monitor.too_far_ahead)), voice.said("mend clocks"))
    voice.tell(monitor.reader.remarks())
