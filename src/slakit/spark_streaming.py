"""An agreement watched inside Spark Structured Streaming: parts of a log judged side by side, state in Spark's checkpoint.

Every line is given to the parts that need it (`slakit.monitoring.partitions`); each part is a monitor of its own, whose
state is one value of a stateful operator. It needs the extra `spark`, and slakit on every executor.
"""

from typing import TYPE_CHECKING, Final

from slakit.events.event import Event
from slakit.monitoring import Monitor, length_of
from slakit.monitoring.partitions import CannotBeSplit, Lane, norms_of, partitions
from slakit.monitoring.parts import Line, Part
from slakit.reports.changes import warning_line
from slakit.reports.ledger_lines import LedgerLines

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from pyspark.sql import DataFrame
    from pyspark.sql.streaming.state import GroupState

    from slakit.loading import Edition

TOLD: Final = "lane string, part int, seq long, report string"
"""What is told: the lane, the part of it, the number of the report in the part, and the report as a line of JSON.

A warning has no number.
"""
_ROUTED: Final = "lane string, part int, reached long, file string, number long, text binary"
"""A line for a part; or, without a text, that the youngest event of a delivery is of the instant `reached`."""
_STATE: Final = "packed binary"


def watched(
    lines: "DataFrame",
    edition: "Edition",
    *,
    lateness: str | int = 0,
    parts: int = 8,
    whole: bool = False,
    warn_before: str | int | None = None,
) -> "DataFrame":
    """What a monitor tells of a stream of lines: a stream of the columns `TOLD`, to be written in the mode `append`.

    `lines` has the CloudEvents in the column `value`, as Spark's sources of files and of Kafka give them; the columns
    `topic`, `partition` and `offset` say where one stands, if they are there. A delivery is judged in the order of the
    events' times; then every instant is over that lies further than `lateness` before the youngest event of all parts,
    those left out that lie an hour ahead of when they were recorded: they are set aside.
    Norms that need the whole log are judged by one part with `whole`; without it they are refused: `CannotBeSplit`
    names them. With `warn_before`, each duty that will be broken within that length is warned of after a delivery, once,
    and again if its deadline moves. Raises `UnreadableDuration` for a length that is none.

    A report is known by lane, part and number: a delivery that Spark repeats after a failure tells the same under the
    same. Together, the reports are what one monitor tells of the same events, each part in its own order.
    """
    from pyspark.sql import functions

    lanes = partitions(edition)
    if not whole and (unsplit := norms_of(lanes)):
        raise CannotBeSplit(unsplit)
    micros = length_of(lateness)
    is_kafka = {"topic", "partition", "offset"} <= set(lines.columns)
    if not is_kafka:
        lines = lines.where(functions.col("value").cast("string").rlike(r"\S"))
    file = functions.concat_ws("/", "topic", "partition") if is_kafka else functions.lit("stream")
    number = functions.col("offset") if is_kafka else functions.lit(0)
    text = functions.col("value").cast("binary").alias("text")
    placed = lines.select(file.alias("file"), number.cast("long").alias("number"), text)
    routed = placed.mapInPandas(_Routing(edition, lanes, parts), _ROUTED)
    before = None if warn_before is None else length_of(warn_before)
    judging = _Judging(edition, lanes, parts, micros, before)
    return routed.groupBy("lane", "part").applyInPandasWithState(judging, TOLD, _STATE, "append", "NoTimeout")


class _Routing:
    """Lines with the parts that need them; it is sent to executors."""

    def __init__(self, edition: "Edition", lanes: tuple[Lane, ...], parts: int) -> None:
        self._edition = edition
        self._lanes = lanes
        self._parts = parts

    def __call__(self, frames: "Iterable[pd.DataFrame]") -> "Iterable[pd.DataFrame]":
        import pandas as pd

        monitor = Monitor(self._edition)
        for frame in frames:
            rows: list[tuple[object, ...]] = []
            youngest: int | None = None
            for file, number, value in zip(frame["file"], frame["number"], frame["text"], strict=True):
                text = bytes(value or b"")
                if not text.strip():
                    text = b"null"  # a message with nothing in it is set aside
                read = monitor.reader.of_line(text, number)
                event = read if isinstance(read, Event) else None
                if event is not None and monitor.ahead_of(event) is None:
                    youngest = event.time if youngest is None else max(youngest, event.time)
                rows += (
                    (lane.name, part, None, file, number, text)
                    for lane in self._lanes
                    for part in self._parts_of(lane, event)
                )
            rows += (
                (lane.name, part, youngest, "", 0, None)
                for lane in self._lanes
                for part in self._parts_of(lane, None)
            )
            yield pd.DataFrame(rows, columns=_names(_ROUTED)).astype({"reached": "Int64"})

    def _parts_of(self, lane: Lane, event: Event | None) -> tuple[int, ...]:
        """The parts that an event is judged in; whatever is no event may have been of any."""
        if event is not None:
            return lane.parts_of(event, self._parts)
        return (0,) if lane.split is None else tuple(range(self._parts))


class _Judging:
    """What a part tells of a delivery; it is sent to executors."""

    def __init__(
        self,
        edition: "Edition",
        lanes: tuple[Lane, ...],
        parts: int,
        lateness: int,
        warn_before: int | None = None,
    ) -> None:
        self._edition = edition
        self._warn_before = warn_before
        self._lanes = {lane.name: lane for lane in lanes}
        self._parts = parts
        self._lateness = lateness

    def __call__(
        self, key: tuple[str, int], frames: "Iterable[pd.DataFrame]", state: "GroupState"
    ) -> "Iterable[pd.DataFrame]":
        import pandas as pd

        name, number = key
        lane = self._lanes[name]
        packed = bytes(state.get[0]) if state.exists else None
        part = Part(self._edition, lane, number, self._parts if lane.split else 1, self._lateness, packed)
        lines: list[Line] = []
        youngest: list[int] = []
        for frame in frames:
            youngest += (int(one) for one in frame["reached"].dropna())
            given = frame[frame["text"].notna()]
            lines += map(Line, given["file"], given["number"], map(bytes, given["text"]))
        part.feed(lines)
        if youngest:
            part.advance(max(youngest) - self._lateness)
        written = LedgerLines(self._edition, None)
        told: list[tuple[str, int, int | None, str]] = [
            (name, number, seq, written.line(seq, report).decode()) for seq, report in part.told()
        ]
        told += [
            (name, number, None, warning_line(one.finding, one.due, one.at, self._edition).decode())
            for one in (() if self._warn_before is None else part.warned(self._warn_before))
        ]
        state.update((part.packed(),))
        yield pd.DataFrame(told, columns=_names(TOLD)).astype({"seq": "Int64"})


def _names(schema: str) -> list[str]:
    """The names of the columns of a schema."""
    return [column.split()[0] for column in schema.split(", ")]
