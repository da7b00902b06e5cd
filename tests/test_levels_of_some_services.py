"""What is promised of some services of the annex alone: a level, and a notice."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from slakit import Edition, load
from slakit.comparison import diff
from slakit.comparison.changes import Strength
from slakit.engines import audit, monitor, reference
from slakit.events.event import Event, FieldValue
from slakit.exports.openslo import openslo
from slakit.findings import Finding

SUITE = Path(__file__).parent / "suite"
HOUR = 3_600_000_000
ENGINES: dict[str, Callable[..., Sequence[Finding]]] = {
    "reference": reference.judge,
    "audit": audit.judge,
    "monitor": monitor.judge,
}


LEVEL = "id: services-open\n        obliges: library\n        towards: readers\n        rule: service-level\n        measure: availability\n        of: {record: closure, where: {planned: false"
NOTICE = "id: closure-notice\n        obliges: building-office\n        towards: readers\n        rule: advance-notice\n        of: {record: closure, where: {planned: true"
SHARE = "id: rooms-reported\n        obliges: library\n        towards: readers\n        grade: review\n        rule: service-level\n        measure: ratio\n        of: {event: room.inspected"


def edition(tmp_path: Path, *, wanted: str, norm: str = LEVEL) -> Edition:
    """The agreement of the suite, in which a norm is promised of some services."""
    folder = tmp_path / "suite"
    shutil.copytree(SUITE, folder, dirs_exist_ok=True)
    file = folder / "agreement.yaml"
    text = file.read_text("utf-8")
    assert text.count(norm) == 1
    asked = f", where: {{service: {wanted}}}" if norm == SHARE else f", services: {wanted}"
    file.write_text(text.replace(norm, f"{norm}{asked}"), "utf-8", newline="\n")
    return load(folder)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("wanted", "hit", "outcomes"),
    [
        ("lending", ("lending", "reading-room"), {"lending": "violated"}),
        ("lending", ("reading-room",), {"lending": "fulfilled"}),
        ("lending", ("*",), {"lending": "violated"}),
        ("[lending, e-lending]", ("e-lending", "reading-room"), {"e-lending": "violated", "lending": "fulfilled"}),
        ("{not: reading-room}", ("e-lending", "reading-room"), {"e-lending": "violated", "lending": "fulfilled"}),
        ("{not: reading-room}", ("*",), {"e-lending": "violated", "lending": "violated"}),
    ],
)  # fmt: skip
def test_an_outage_counts_for_the_services_that_the_norm_asks_for(
    engine: str, wanted: str, hit: tuple[str, ...], outcomes: dict[str, str], tmp_path: Path
) -> None:
    """What an outage of others too is, it is not for them; nothing is measured of the rest of the annex."""
    of = edition(tmp_path, wanted=wanted)
    start = of.term.start + 100 * 24 * HOUR
    fields: dict[str, FieldValue] = {"closure": "c", "services": hit, "planned": False}
    log = [
        Event("desk", "1", "closure.began", start, start, fields),
        Event("desk", "2", "closure.ended", start + 2400 * HOUR, start + 2400 * HOUR, {"closure": "c"}),
    ]
    (duty,) = (one for one in of.duties if one.norm == "services-open")
    found = ENGINES[engine]([duty], of.term, log, of.term.end)
    assert {one.occasion["service"]: one.outcome.value for one in found} == outcomes


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("wanted", "hit", "reasons"),
    [
        ("lending", ("lending", "reading-room"), {"lending": "no-notice", "reading-room": "out-of-scope"}),
        ("{not: lending}", ("lending", "reading-room"), {"lending": "out-of-scope", "reading-room": "no-notice"}),
        ("lending", ("*",), {"*": "no-notice"}),
    ],
)  # fmt: skip
def test_an_act_is_announced_for_the_services_that_the_norm_asks_for(
    engine: str, wanted: str, hit: tuple[str, ...], reasons: dict[str, str], tmp_path: Path
) -> None:
    """The service beside it, of which no notice is promised, accuses nobody."""
    of = edition(tmp_path, wanted=wanted, norm=NOTICE)
    start = of.term.start + 100 * 24 * HOUR
    fields: dict[str, FieldValue] = {"closure": "c", "services": hit, "planned": True, "cause": "works"}
    log = [Event("desk", "1", "closure.began", start, start, fields)]
    (duty,) = (one for one in of.duties if one.norm == "closure-notice")
    found = ENGINES[engine]([duty], of.term, log, of.term.end)
    assert {one.occasion["service"]: one.reason for one in found} == reasons


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("wanted", "covers", "expected"),
    [
        ("lending", ("lending",), ("fulfilled", "in-time")),
        ("lending", ("reading-room",), ("violated", "service-not-named")),
        ("{not: lending}", ("e-lending", "reading-room"), ("fulfilled", "in-time")),
        ("{not: lending}", ("e-lending",), ("violated", "service-not-named")),
        ("{not: lending}", ("*",), ("fulfilled", "in-time")),
        ("{not: lending}", None, ("violated", "no-notice")),
        ("{not: [lending, e-lending, reading-room]}", None, ("not-applicable", "out-of-scope")),
    ],
)  # fmt: skip
def test_of_an_act_of_all_services_a_notice_names_those_that_the_norm_asks_for(
    engine: str, wanted: str, covers: tuple[str, ...] | None, expected: tuple[str, str], tmp_path: Path
) -> None:
    """No notice of the others is promised, and what is promised of some is not excused by what is not of the others."""
    of = edition(tmp_path, wanted=wanted, norm=NOTICE)
    start = of.term.start + 100 * 24 * HOUR
    hit: dict[str, FieldValue] = {"closure": "c", "services": ("*",), "planned": True, "cause": "works"}
    log = [Event("desk", "2", "closure.began", start, start, hit)]
    if covers:
        posted = start - 100 * HOUR
        said: dict[str, FieldValue] = {"notice": "n", "closure": "c", "from": start, "place": "website"}
        log.insert(0, Event("desk", "1", "notice.posted", posted, posted, {**said, "covers": covers}))
    (duty,) = (one for one in of.duties if one.norm == "closure-notice")
    (found,) = ENGINES[engine]([duty], of.term, log, of.term.end)
    assert (found.outcome.value, found.reason) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_what_shows_that_an_act_of_several_services_was_planned_shows_it_of_each(
    engine: str, tmp_path: Path
) -> None:
    """An order of works that names the services matches the whole closure, not one service of it."""
    folder = tmp_path / "suite"
    shutil.copytree(SUITE, folder)
    replaced(folder / "vocabulary.yaml", "  works.ordered:", "    fields:\n", f"{SERVICES}\n")
    replaced(folder / "agreement.yaml", "event: works.ordered", "matching: [closure", ", services")
    of = load(folder)
    start, hit = of.term.start + 100 * 24 * HOUR, ("lending", "reading-room")
    log = [
        Event("desk", "1", "works.ordered", start - HOUR, start - HOUR, {"closure": "c", "services": hit}),
        Event("desk", "2", "closure.began", start, start, {"closure": "c", "services": hit, "cause": "works"}),
    ]  # fmt: skip
    (duty,) = (one for one in of.duties if one.norm == "closure-notice")
    found = ENGINES[engine]([duty], of.term, log, of.term.end)
    assert {one.occasion["service"]: one.reason for one in found} == dict.fromkeys(hit, "no-notice")


SERVICES = "      services: {type: service, list: true, title: {en: the services, fa: خدمات}}"


def replaced(file: Path, after: str, place: str, more: str) -> None:
    """Write more into a file, behind the first such place after some words."""
    before, words, rest = file.read_text("utf-8").partition(after)
    file.write_text(before + words + rest.replace(place, place + more, 1), "utf-8", newline="\n")


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_of_all_services_counts_for_those_that_are_not_excluded(engine: str, tmp_path: Path) -> None:
    """A share leaves out what is of the excluded service alone."""
    of = edition(tmp_path, wanted="{not: lending}", norm=SHARE)
    start = of.term.start + 40 * 24 * HOUR
    log = [
        Event("desk", str(number), "room.inspected", start, start, {"service": service, "in-order": in_order})
        for number, (service, in_order) in enumerate([("*", False), ("e-lending", True), ("lending", False)])
    ]
    (duty,) = (one for one in of.duties if one.norm == "rooms-reported")
    found = ENGINES[engine]([duty], of.term, log, of.term.end)
    counted = {one.occasion["service"]: (one.figures["met"], one.figures["counted"]) for one in found}
    assert counted == {"e-lending": (1, 2), "reading-room": (0, 1)}


def test_a_level_of_fewer_services_is_weaker(tmp_path: Path) -> None:
    """What is no longer promised of a service is shown by an outage of it."""
    comparison = diff(load(SUITE), edition(tmp_path, wanted="lending"))
    (change,) = (one for one in comparison.changes if one.name == "services-open")
    assert change.strength is Strength.WEAKER
    assert change.witness is not None


def test_an_objective_is_written_for_the_services_that_the_norm_asks_for(tmp_path: Path) -> None:
    text = openslo(edition(tmp_path, wanted="[lending, e-lending]"), "en").text
    assert re.findall("name: (services-open-(?:e-)?(?:lending|reading-room))$", text, re.MULTILINE) == [
        "services-open-lending",
        "services-open-e-lending",
    ]
