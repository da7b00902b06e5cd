"""Ten thousand mutated documents: slakit neither crashes nor hangs, and always names a place and says what is wrong.

Run `python benchmarks/mutations.py`, or with another number of documents: `python benchmarks/mutations.py 500`.
Half of them are sound YAML whose keys, values and lists were changed (Hypothesis); of the other half bytes were changed.
Of every kind of document some are changed: agreement, annex, vocabulary, calendar, cases. Besides, sound documents are
laid out anew without a change of meaning, and none of those may be refused.
"""

import contextlib
import io
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

ROOT = Path(__file__).parents[1]
EDITION = ROOT / "tests" / "data" / "shoot-out"
SHIPPED = ROOT / "src" / "slakit"
FILES = {
    "agreement.yaml": EDITION / "agreement.yaml",
    "services.yaml": EDITION / "services.yaml",
    "cases/all.yaml": EDITION / "cases" / "all.yaml",
    "alone/vocabulary.yaml": SHIPPED / "vocabularies" / "e-government-portal" / "v1.yaml",
    "alone/office-hours.yaml": SHIPPED / "shipped_calendars" / "iran-office-hours" / "v1.yaml",
    "alone/holidays.yaml": ROOT / "tests" / "suite" / "calendars" / "holidays.yaml",
}
"""What is changed: three documents of an edition, which are looked at together, and three that stand alone."""
LONGEST = 2.0
"""Seconds of CPU that one command may take."""
PIECES: tuple[bytes, ...] = (
    b"\t", b"\n", b"\r", b"\r\n", b" ", b"  ", b": ", b"- ", b"- - ", b"? ", b"#", b" #", b"'", b'"', b"[", b"]", b"{", b"}",
    b",", b"&a ", b"*a", b"!!str ", b"!x ", b"<<: ", b"---\n", b"...\n", b"|\n", b">-\n", b"%YAML 1.1\n", b"~", b"null", b"yes",
    b"12:30", b"011", b"0x1F", b"1e3", b".inf", b"\\", b"\x00", b"\x07", b"\x85", b"\xff", b"\xc3", b"\xef\xbb\xbf",
    "\u200b".encode(), "\u202e".encode(), "\u2028".encode(), "\u0643".encode(), "۷۲".encode(), "\U0001f600".encode(),
    b"9" * 400, b"[" * 200, b"{a: " * 100, b"a" * 70_000,
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What was tried, and what went wrong: a crash, a hang, a message without a place, a sound document refused."""

    tried: Counter[str] = field(default_factory=Counter)
    faulty: int = 0
    slowest: float = 0.0
    failures: list["Failure"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document with which something went wrong."""

    name: str
    way: str
    problem: str
    content: bytes


class Desk:
    """An edition in a folder of its own, of which one file at a time holds other bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, original in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(original, folder / name)
        self.sound = {name: (folder / name).read_bytes() for name in FILES}

    @contextlib.contextmanager
    def holding(self, name: str, content: bytes) -> Iterator[Path]:
        """The edition while a file holds other bytes; the file."""
        file = self.folder / name
        file.write_bytes(content)
        try:
            yield file
        finally:
            file.write_bytes(self.sound[name])

    def tried(self, name: str, content: bytes, outcome: Outcome, way: str, *, is_sound: bool = False) -> None:
        """Validate what a file belongs to while it holds these bytes, as a user would, and note what went wrong."""
        outcome.tried[f"{name}, {way}"] += 1
        with self.holding(name, content) as file:
            problem = self._problem(file, name, outcome, is_sound=is_sound)
        if problem:
            outcome.failures.append(Failure(name, way, problem, content))

    def _problem(self, file: Path, name: str, outcome: Outcome, *, is_sound: bool) -> str | None:
        """What is wrong with the answers; nothing if all is well. Every twentieth is mended and laid out too."""
        target = file if name.startswith("alone/") else self.folder
        arguments = ("--cases", "--format", "json", "--on", "1404/06/01", str(target))
        told, problem = _answer(outcome, "validate", *arguments)
        if problem or told is None:
            return problem or "no answer"
        faults = json.loads(told)["faults"]
        outcome.faulty += any(fault["severity"] == "error" for fault in faults)
        if is_sound and (errors := [fault for fault in faults if fault["severity"] == "error"]):
            return f"refused: {errors[0]['file']}:{errors[0]['line']}: {errors[0]['message']['en']}"
        for fault in faults:
            placed = fault.get("file") and fault["line"] >= 1 and fault["column"] >= 1
            if not placed or not all(fault["message"].get(language) for language in ("en", "fa")):
                return f"a message without a place or words: {fault}"
        if sum(outcome.tried.values()) % 20:
            return None
        _, of_fix = _answer(outcome, "fix", "--check", "--unsafe", str(target))
        _, of_fmt = _answer(outcome, "fmt", "--check", str(file))
        return of_fix or of_fmt


def _answer(outcome: Outcome, *arguments: str) -> tuple[str | None, str | None]:
    """What a command tells, and what is wrong with how it went: a crash, or too long a time."""
    from slakit.cli import main

    out, err, begun = io.StringIO(), io.StringIO(), time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*arguments, "--lang", "en", "--debug"])
    taken = time.process_time() - begun
    outcome.slowest = max(outcome.slowest, taken)
    if code == 3:
        return None, f"crash of {arguments[0]}: {err.getvalue()}"
    if taken > LONGEST:
        return None, f"{arguments[0]} took {taken:.1f} s"
    if code == 2 and arguments[0] == "validate":
        # a document that no longer says what it is, or nothing at all to read: told on standard error
        return (
            ('{"faults": []}', None)
            if err.getvalue().startswith("slakit: ")
            else (None, f"no answer: {err.getvalue()}")
        )
    return out.getvalue(), None


def with_other_bytes(content: bytes, chance: random.Random) -> bytes:
    """A document of which bytes or lines are lost, doubled, exchanged, or mixed with signs that mean something in YAML."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 1, 1, 2, 5, 40)))
        match chance.randrange(6):
            case 0:
                content = content[:start] + content[end:]
            case 1 | 2:
                content = (
                    content[:start]
                    + chance.choice(PIECES)
                    + content[end if chance.random() < 0.5 else start :]
                )
            case 3:
                content = (
                    content[:start] + bytes(chance.randrange(256) for _ in range(end - start)) + content[end:]
                )
            case 4:
                lines = content.splitlines(keepends=True) or [b""]
                at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[at] = chance.choice((lines[other], b" " + lines[at], lines[at].lstrip(), lines[at] * 2))
                content = b"".join(lines)
            case _:
                content = content[: max(start, 1)] if chance.random() < 0.2 else content
    return content


def laid_out_anew(data: object, chance: random.Random) -> bytes:
    """A sound document with its keys in another order and another style: flow, comments, blank lines, line ends."""
    text = json.dumps(_shuffled(data, chance), ensure_ascii=False, indent=chance.choice((None, 1, 2, 4)))
    text = f"# a comment\n{text}\n# its end\n" if chance.random() < 0.5 else text
    return text.replace("\n", chance.choice(("\n", "\r\n"))).encode()


def _shuffled(value: object, chance: random.Random) -> object:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: _shuffled(value[key], chance) for key in keys}
    return [_shuffled(item, chance) for item in value] if isinstance(value, list) else value


def run(count: int, seed: int, folder: Path) -> Outcome:
    """Try so many documents: half with other bytes, half of another structure, and a twentieth laid out anew."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    from slakit.document import parse

    desk, outcome, chance = Desk(folder), Outcome(), random.Random(seed)  # noqa: S311  not for secrets
    names = list(FILES)
    data = {name: parse(desk.sound[name], name).data for name in names}
    for at in range(count // 2):
        name = names[at % len(names)]
        desk.tried(name, with_other_bytes(desk.sound[name], chance), outcome, "bytes")
    for at in range(count // 20):
        name = names[at % len(names)]
        desk.tried(name, laid_out_anew(data[name], chance), outcome, "laid out anew", is_sound=True)

    @seeded(seed)
    @settings(
        max_examples=count - count // 2,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_restructured(data))
    def structure(changed: tuple[str, object]) -> None:
        name, value = changed
        content = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
        desk.tried(name, content, outcome, "structure")

    structure()
    return outcome


def _restructured(data: dict[str, Any]) -> "SearchStrategy[tuple[str, object]]":
    """A document of which up to three keys or values are lost, exchanged, or others."""
    from hypothesis import strategies as st

    from tests.property.test_schema_and_models import change, places_in

    places = {name: [path for path, _ in places_in(value)] for name, value in data.items()}

    @st.composite
    def one(draw: st.DrawFn) -> tuple[str, object]:
        name = draw(st.sampled_from(sorted(data)))
        value = deepcopy(data[name])
        for path in draw(st.lists(st.sampled_from(places[name]), min_size=1, max_size=3)):
            change(draw, value, path)
        return name, value

    return one()


def main(arguments: list[str]) -> int:
    """Try as many documents as asked for, and tell how it went; 1 if anything went wrong."""
    sys.path.insert(0, str(ROOT))
    count = int(arguments[0]) if arguments else 10_000
    seed = int(arguments[1]) if len(arguments) > 1 else 1
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(count, seed, Path(folder))
    lines = [f"{number:6}  {what}" for what, number in sorted(outcome.tried.items())]
    lines += [
        f"{sum(outcome.tried.values()):6}  in all, with faults: {outcome.faulty}",
        f"slowest: {outcome.slowest:.2f} s; in all {time.process_time() - begun:.0f} s of CPU",
        f"failures: {len(outcome.failures)}",
        *(f"{one.name}, {one.way}: {one.problem}\n  {one.content!r}" for one in outcome.failures[:20]),
    ]
    print("\n".join(lines))  # noqa: T201  a command
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
