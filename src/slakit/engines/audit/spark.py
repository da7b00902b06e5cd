"""Spark as a database that a log is put into and asked: on one machine, on a cluster, or behind Spark Connect.

It needs the extra `spark`. Whatever speaks the protocol of Spark Connect serves as well, such as Sail, which has no JVM.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from socket import create_connection
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from slakit.engines.audit.databases import Columns
from slakit.engines.audit.dialects import SPARK
from slakit.engines.audit.tables import Row
from slakit.errors import EngineBrokeOff, EngineUnavailable

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_QUIET: Final = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
_HERE: Final = _QUIET | {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # the default, a shuffle into 200 parts, costs more than the queries of a year
    "spark.sql.shuffle.partitions": "8",
}
_UNAVAILABLE: Final = "StatusCode.UNAVAILABLE"
"""What Spark Connect says where nobody answers any more."""
_DETAILS: Final = 'details = "'
"""Where the protocol of Spark Connect tells why, below which kind of call it was."""
ASKED_AGAIN: Final = 7
"""So many times a Spark that does not answer any more is asked again, after 0.05, 0.2, 0.8, 3.2, 10, 10 and 10 seconds."""
LONGEST_PAUSE: Final = 10_000
"""Milliseconds before it is asked again, at most."""
THIS_MACHINE: Final = "local[*]"
"""The master of a Spark that runs inside this process, on all cores."""


def session_at(master: str | None = None) -> "SparkSession":
    """A session with a Spark: `local[*]` (the default), `spark://host:7077`, `yarn`, or `sc://host:15002` of Spark Connect.

    A Spark on this machine is bound to the loopback interface. A setting of the environment, such as
    `SPARK_CONF_DIR`, counts as it does for every program of Spark. Raises `EngineUnavailable` if PySpark is not
    installed (extra `spark`), if it finds no Java, or if nobody answers.
    """
    if find_spec("pyspark") is None:
        raise EngineUnavailable("spark", "not-installed", {"extra": "spark"})
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    master = master or THIS_MACHINE
    try:
        if master.startswith("sc://"):
            _await_answer(master)
            return _soon_given_up(SparkSession.builder.remote(master).getOrCreate())
        builder = SparkSession.builder.appName("slakit").master(master)
        for name, value in (_HERE if master.startswith("local") else _QUIET).items():
            builder = builder.config(name, value)
        return builder.getOrCreate()
    except (PySparkException, Py4JError, OSError, ValueError) as problem:
        raise EngineUnavailable("spark", "unreachable", {"master": master, "why": _why(problem)}) from problem


def _why(problem: Exception) -> str:
    """What is wrong, in a line: the JVM's own words, or what a connection says, rather than which call it was."""
    said = str(getattr(problem, "java_exception", None) or problem)
    if details := said.partition(_DETAILS)[2]:
        return details.partition("\n")[0].removesuffix('"')
    return said.strip().partition("\n")[0]


def _await_answer(address: str) -> None:
    """Whether somebody listens at an address of Spark Connect: its client would ask for ten minutes before it gave up."""
    parts = urlsplit(address)
    with create_connection((parts.hostname or "", parts.port or 15002), timeout=10):
        pass


def _soon_given_up(session: "SparkSession") -> "SparkSession":
    """The same session, which is asked again for half a minute where nobody answers any more.

    Its client would do so for ten minutes, and twice; a server that comes back later knows nothing of the session.
    """
    from pyspark.sql.connect.client.retries import DefaultPolicy

    asked: Any = session
    asked.client.set_retry_policies([DefaultPolicy(max_retries=ASKED_AGAIN, max_backoff=LONGEST_PAUSE)])
    return session


class Spark:
    """A session of Spark with a log in it, as temporary views of that session.

    A session holds one log at a time: names of views are those of the event types. `close` takes the views out of it
    and leaves the session to whoever made it.
    """

    dialect = SPARK

    def __init__(self, session: "SparkSession | None" = None) -> None:
        self._session = session or session_at()
        self._views: list[str] = []
        self._kept: dict[str, DataFrame] = {}
        self._is_lost = False

    def create(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Make a table and fill it; the rows travel as columns."""
        if not rows:  # Spark makes no frame of nothing
            named = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in columns)
            self.define(table, f"SELECT {named} WHERE 1 = 0")
            return
        import pyarrow as pa

        kinds = {"BIGINT": pa.int64(), self.dialect.text: pa.string()}
        schema = pa.schema([(name, kinds[kind]) for name, kind in columns])
        arrays = [
            pa.array(column, kinds[kind])
            for column, (_, kind) in zip(zip(*rows, strict=True), columns, strict=True)
        ]
        filled = pa.Table.from_arrays(arrays, schema=schema)
        with self._loss_named():
            self._name(table, self._session.createDataFrame(filled))

    def define(self, view: str, query: str) -> None:
        """Give a query a name."""
        with self._loss_named():
            self._name(view, self._session.sql(query))

    def keep(self, table: str, query: str) -> None:
        """Give a query a name, and ask Spark to hold its answer; one that cannot hold it answers anew, and the same."""
        with self._loss_named():
            self._kept[table] = self._session.sql(query).persist()
            self._name(table, self._kept[table])

    def drop(self, table: str) -> None:
        """Let go of a table."""
        with self._loss_named():
            self._session.catalog.dropTempView(table)
            self._views.remove(table)
            if frame := self._kept.pop(table, None):
                frame.unpersist()

    def rows(self, query: str) -> Iterator[tuple[object, ...]]:
        """The rows that a query answers."""
        with self._loss_named():
            answered = self._session.sql(query).toArrow()
        for batch in answered.to_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def close(self) -> None:
        """Take the log out of the session; one that is lost would be waited for anew."""
        if self._is_lost:
            return
        with self._loss_named():
            for view in self._views:
                self._session.catalog.dropTempView(view)
            for frame in self._kept.values():
                frame.unpersist()
        self._views, self._kept = [], {}

    def _name(self, view: str, frame: "DataFrame") -> None:
        frame.createOrReplaceTempView(view)
        self._views.append(view)

    @contextmanager
    def _loss_named(self) -> Iterator[None]:
        """Tell what becomes of a Spark while it is asked as `EngineBrokeOff`; what it does not understand is a mistake."""
        from py4j.protocol import Py4JError, Py4JNetworkError
        from pyspark.errors import AnalysisException, PySparkException

        try:
            yield
        except AnalysisException:
            raise
        except (PySparkException, Py4JError) as problem:
            self._is_lost = isinstance(problem, Py4JNetworkError) or _UNAVAILABLE in str(problem)
            if _UNAVAILABLE in str(problem):  # or its client asks on for minutes when the program ends
                session: Any = self._session
                session.client.set_retry_policies([])
            raise EngineBrokeOff("spark", "lost", {"why": _why(problem)}) from problem
