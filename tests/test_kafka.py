"""`slakit watch kafka://…`: a topic as the source and as the sink of a watch, asked of the mock cluster of librdkafka."""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from watched_log import AT, EDITION, SUITE, log_of

from slakit.cli import main
from slakit.monitoring import Monitor
from slakit.monitoring.lines import SourceChanged
from slakit.text import strip_isolates

confluent_kafka = pytest.importorskip("confluent_kafka", reason="the extra `kafka` is not installed")

from slakit.monitoring.kafka import Address, KafkaSource, KafkaTrouble, trouble  # noqa: E402 -- it is there now
from slakit.monitoring.kafka.messages import line_of  # noqa: E402 -- the same

PARTITIONS = 4
"""So many a topic of the mock cluster has."""
logging.getLogger("slakit.monitoring.kafka").setLevel(logging.ERROR)


class Cluster:
    """A mock cluster; it lives in the client that asked for it, and listens on this machine."""

    def __init__(self) -> None:
        self.producer = confluent_kafka.Producer(
            {"test.mock.num.brokers": 1, "linger.ms": 0, "log_level": 0},
            logger=logging.getLogger("slakit.monitoring.kafka.mock"),
        )
        (broker,) = self.producer.list_topics(timeout=5).brokers.values()
        self.brokers = f"{broker.host}:{broker.port}"

    def put(
        self,
        topic: str,
        value: bytes | str | None,
        partition: int = 0,
        *,
        written: int = 1,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> None:
        """Write a message; `written` is the millisecond that it carries."""
        self.producer.produce(topic, value, partition=partition, timestamp=written, headers=list(headers))
        self.producer.flush(5)

    def spread(self, topic: str, lines: Sequence[str]) -> None:
        """Write lines a second apart: thirty to one partition, the next thirty to the next."""
        for number, line in enumerate(lines):
            self.producer.produce(
                topic, line, partition=number // 30 % PARTITIONS, timestamp=1 + 1000 * number
            )
        self.producer.flush(5)

    def read(self, topic: str) -> list[tuple[bytes | None, bytes]]:
        """Key and value of everything in the first partition of a topic."""
        consumer = confluent_kafka.Consumer(
            {"bootstrap.servers": self.brokers, "group.id": "test", "enable.partition.eof": True}
        )
        consumer.assign([confluent_kafka.TopicPartition(topic, 0, 0)])
        found = []
        while (message := consumer.poll(5)) is not None and message.error() is None:
            found.append((message.key(), message.value()))
        consumer.close()
        return found


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    """One cluster for all tests; each has topics of its own."""
    return Cluster()


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What a watch of a file with the same lines writes."""
    folder = tmp_path_factory.mktemp("unbroken")
    (folder / "log.jsonl").write_text("".join(log_of(120)), "utf-8")
    told = folder / "told.jsonl"
    main(watch(str(folder / "log.jsonl"), folder, "--output", str(told)))
    return told.read_bytes().splitlines()


def watch(log: str, folder: Path, *options: str, end: str = "close") -> list[str]:
    """The arguments of a watch that keeps its store in a folder."""
    told = ["--store", str(folder / "state.db"), "--format", "jsonl", "--lateness", "4 days", "--lang", "en"]
    until = ["--at", AT] if end == "close" else []
    return ["watch", str(SUITE), log, *told, "--at-end", end, *until, *options]


def lines_of(source: KafkaSource) -> Iterator[tuple[bytes | None, tuple[str, int] | None]]:
    for line in source.lines():
        yield line, source.place()


def test_a_topic_is_judged_as_a_file_with_the_same_lines_is(
    cluster: Cluster, tmp_path: Path, unbroken: list[bytes]
) -> None:
    """Though thirty lines after one another stand in one partition, and far more than the lateness lies between."""
    cluster.spread("whole", log_of(120))
    told = tmp_path / "told.jsonl"
    assert main(watch(f"kafka://{cluster.brokers}/whole", tmp_path, "--output", str(told))) == 1
    assert told.read_bytes().splitlines() == unbroken


def test_what_was_written_first_comes_first_whichever_partition_it_stands_in(cluster: Cluster) -> None:
    for written, partition in ((1, 0), (2, 3), (3, 0), (4, 1), (5, 3)):
        cluster.put("merged", f"{written}", partition, written=written)
    source = KafkaSource(Address(cluster.brokers, "merged"), {}, follows=False)
    found = list(lines_of(source))
    source.close()
    assert found == [
        (b"1", ("merged/0", 0)),
        (b"2", ("merged/3", 0)),
        (b"3", ("merged/0", 1)),
        (b"4", ("merged/1", 0)),
        (b"5", ("merged/3", 1)),
    ]


def test_a_watch_of_a_topic_that_is_killed_loses_nothing_and_doubles_nothing(
    cluster: Cluster, tmp_path: Path, unbroken: list[bytes]
) -> None:
    """Killed with SIGKILL while it reads, it seeks to the offsets of its own store.

    The findings in the topic have every number, in order; what was sent again has the same number and says the same.
    """
    cluster.spread("killed", log_of(120))
    cluster.producer.list_topics("findings", timeout=5)
    found = f"kafka://{cluster.brokers}/findings"
    options = watch(f"kafka://{cluster.brokers}/killed", tmp_path, "--output", found, "--batch", "20")
    killed = 0
    for least in (1, 25, 50):
        process = subprocess.Popen([sys.executable, "-m", "slakit", *options], stderr=subprocess.DEVNULL)  # noqa: S603 -- it is ours
        while process.poll() is None:
            if len(cluster.read("findings")) >= least:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
    assert killed >= 2
    main(options)
    told = cluster.read("findings")
    once = dict(told)
    assert [once[key] for key in sorted(once, key=lambda key: int(key or b"0"))] == unbroken
    assert list(once) == [b"%d" % number for number in range(1, len(unbroken) + 1)]
    assert all(once[key] == value for key, value in told)


def test_a_watch_that_ended_sends_nothing_again(cluster: Cluster, tmp_path: Path) -> None:
    cluster.spread("twice", log_of(40))
    cluster.producer.list_topics("once", timeout=5)
    read, written = f"kafka://{cluster.brokers}/twice", f"kafka://{cluster.brokers}/once"
    options = watch(read, tmp_path, "--output", written, end="stop")
    main(options)
    first = cluster.read("once")
    main(options)
    assert cluster.read("once") == first
    assert len(first) > 10


def test_a_message_that_is_no_event_is_set_aside_with_its_partition_and_offset(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = log_of(1)
    for number, value in enumerate((lines[0], "{", None, " ", lines[1])):
        cluster.put("bad", value, 2, written=1 + number)
    main(watch(f"kafka://{cluster.brokers}/bad", tmp_path))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    aside = [one["set-aside"] for one in told if one["kind"] == "incomplete"]
    assert [(one["place"], one["reason"]) for one in aside] == [
        ("bad/2:1", "not-json"),
        ("bad/2:2", "not-an-object"),
        ("bad/2:3", "not-an-object"),
    ]


def test_two_messages_that_contradict_one_another_are_told_with_the_offset_of_the_first(
    cluster: Cluster,
) -> None:
    first = json.loads(log_of(1)[1])
    other = {**first, "data": {**first["data"], "pages": 7}}
    cluster.put("contradicting", json.dumps(first), 1, written=1)
    cluster.put("contradicting", json.dumps(other), 3, written=2)
    monitor = Monitor(EDITION, lateness="1 day")
    source = KafkaSource(Address(cluster.brokers, "contradicting"), {}, follows=False)
    for line in source.lines():
        place = source.place()
        assert line is not None
        assert place is not None
        monitor.stands_at(source.name, *place)
        monitor.feed(line)
    source.close()
    (aside,) = monitor.set_aside
    assert (aside.place, aside.reason, aside.arguments["first_line"]) == (
        "contradicting/3:0",
        "conflicting-id",
        "contradicting:0",
    )


def test_an_event_in_binary_mode_is_read_from_its_headers(cluster: Cluster) -> None:
    event = json.loads(log_of(1)[1])
    data = json.dumps(event.pop("data")).encode()
    headers = [(f"ce_{name}", value.encode()) for name, value in event.items()]
    cluster.put("binary", data, headers=[*headers, ("content-type", b"application/json")])
    source = KafkaSource(Address(cluster.brokers, "binary"), {}, follows=False)
    (line,) = source.lines()
    source.close()
    assert line is not None
    read = Monitor(EDITION).reader
    assert read.of_line(line, 1) == read.of_line(log_of(1)[1].encode(), 1)


@pytest.mark.parametrize(
    ("headers", "value", "reason"),
    [
        ([("ce_id", b"1")], b"<xml/>", "not-json"),
        ([("ce_id", b"1")], b'1}, "type": {"a": 1', "not-json"),
        ([("ce_id", b"1"), ("ce_id", b"2")], b"{}", "repeated-key"),
        ([("ce_id", b"\xff")], b"{}", "not-utf8-line"),
        ([("ce_data", b"1")], b"{}", "repeated-key"),
        ([], b"", "not-an-object"),
        ([], b" \n", "not-an-object"),
    ],
)
def test_a_message_in_binary_mode_that_tells_no_event_is_set_aside(
    headers: list[tuple[str, bytes | None]], value: bytes, reason: str
) -> None:
    told = Monitor(EDITION).reader.of_line(line_of(headers, value), 1)
    assert getattr(told, "reason", None) == reason


def test_structured_mode_wins_where_both_are_there() -> None:
    headers = [("ce_id", b"1"), ("content-type", b"application/cloudevents+json; charset=utf-8")]
    assert line_of(headers, b'{"id": "2"}') == b'{"id": "2"}'


def test_a_position_beyond_what_is_there_is_no_longer_that_of_the_topic(cluster: Cluster) -> None:
    cluster.put("shrunk", "{}")
    source = KafkaSource(Address(cluster.brokers, "shrunk"), {}, follows=False)
    list(source.lines())
    told = json.loads(source.position())
    assert told["next"] == {"0": 1, "1": 0, "2": 0, "3": 0}
    for other in ({"next": {"0": 2}}, {"next": {"9": 0}}, {"cluster": "another"}, {"kafka": "another"}):
        with pytest.raises(SourceChanged):
            source.go_to(json.dumps({**told, **other}))
    source.close()


def test_a_partition_that_is_added_while_a_topic_is_followed_is_read_from_its_first_message(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.put("grown", "first", 0)
    cluster.put("grown", "second", 3)
    known = iter([[0], [0]])
    module = "slakit.monitoring.kafka.source"
    monkeypatch.setattr(f"{module}.BETWEEN_LOOKS", 0)
    monkeypatch.setattr(f"{module}.partitions_of", lambda *_: ("c", next(known, [0, 3])))
    source = KafkaSource(Address(cluster.brokers, "grown"), {}, follows=True)
    given = (line for line in source.lines() if line is not None)
    assert [next(given), next(given)] == [b"first", b"second"]
    assert json.loads(source.position())["next"] == {"0": 1, "3": 1}
    source.close()


def test_messages_that_were_deleted_before_they_were_read_stop_a_watch(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.put("retained", "{}")
    source = KafkaSource(Address(cluster.brokers, "retained"), {}, follows=False)
    monkeypatch.setattr(source, "_bounds", lambda _: (5, 9))
    told = {**json.loads(source.position()), "next": {"0": 3}}
    with pytest.raises(KafkaTrouble) as trouble:
        source.go_to(json.dumps(told))
    source.close()
    assert (trouble.value.reason, trouble.value.detail) == ("deleted", "retained/0:3–4")


@pytest.mark.parametrize(
    ("log", "properties", "told"),
    [
        ("kafka://clerk:word@broker/sla", "", ("no topic of Kafka", "`--kafka-properties`")),
        ("kafka:sla", "", ("no topic of Kafka", "kafka://broker-1:9092,broker-2:9092/sla-events")),
        ("kafka://x/sla", "a = b\nacks=0\n", (":2: `acks` is set by slakit", "leave the line out")),
        ("kafka://x/sla", "# word\n\nword\n", (":3: a property is written `name=value`", "librdkafka")),
        (
            "kafka://x/sla",
            "no.such=1",
            ('No such configuration property: "no.such"', "correct what it names"),
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    log: str, properties: str, told: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kafka.properties").write_text(properties, "utf-8")
    options = watch(log, tmp_path, "--kafka-properties", str(tmp_path / "kafka.properties"))
    assert main(options) == 2
    said = capsys.readouterr().err
    assert all(part in said for part in told)


def test_a_topic_that_is_not_there_is_named(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(watch(f"kafka://{cluster.brokers}/nowhere", tmp_path)) == 2
    assert "there is no topic `nowhere`" in capsys.readouterr().err
    options = watch(f"kafka://{cluster.brokers}/nowhere", tmp_path)
    assert main(["fa" if one == "en" else one for one in options]) == 2
    assert "موضوع «nowhere» وجود ندارد" in strip_isolates(capsys.readouterr().err)


def test_brokers_that_are_away_are_told_once_and_not_as_the_client_logs_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(trouble, "SECONDS_TO_ANSWER", 1.0)
    assert main(watch("kafka://localhost:1/events", tmp_path)) == 2
    out, err = capsys.readouterr()
    assert (out, caplog.records) == ("", [])
    assert strip_isolates(err).splitlines()[0].startswith("slakit: no broker tells of the topic `events`: ")
    assert len(err.splitlines()) == 2


def test_findings_go_to_a_topic_only_from_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("", "utf-8")
    options = ["watch", str(SUITE), str(log), "--format", "jsonl", "--output", "kafka://x/y", "--lang", "en"]
    assert main(options) == 2
    assert "findings go to Kafka with `--store`" in capsys.readouterr().err
