"""Which mistakes in an agreement which tools name, and where.

Run `python benchmarks/shoot_out.py`: it makes every variant of `tests/data/shoot-out`, has each tool look at it, and
writes the table into `docs/shoot-out.md`. The other tools are fetched at pinned versions into `.venv`. It ends with 1
if slakit does not lead every row.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "shoot-out"
PAGE = ROOT / "docs" / "shoot-out.md"
PACKAGES = ("check-jsonschema==0.39.0", "yamllint==1.38.0")
TOOLS = ROOT / ".venv" / "shoot-out"
SCHEMAS = ROOT / "schemas" / "agreement" / "v1"
YAMLLINT = (
    "{extends: default, rules: {line-length: disable, document-start: disable, octal-values: enable, "
    "truthy: {allowed-values: ['true', 'false']}}}"
)
"""Tuned as a project of this kind would: the layout rules that say nothing of meaning are off."""
GRADES = ("missed", "named", "place", "place and cure")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that was seeded: where and by which rule slakit must name it, and how a message is known to mean it."""

    what: str
    line: int
    column: int
    rule: str
    words: tuple[str, ...]
    cure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """The agreement with its mistakes; an editor takes away or repairs some before any server sees the text."""

    name: str
    content: bytes
    mistakes: tuple[Mistake, ...]
    before_the_editor: bool

    def write(self, folder: Path) -> Path:
        """The edition with this agreement in it; the path of the agreement."""
        for file in ("services.yaml", "cases/all.yaml"):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(DATA / file, folder / file)
        (folder / "agreement.yaml").write_bytes(self.content)
        return folder / "agreement.yaml"


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that a tool says: the line that it names, if any, and its words."""

    line: int | None
    words: str


def variants() -> Iterator[Variant]:
    """Every variant, made from the sound agreement."""
    sound = (DATA / "agreement.yaml").read_text("utf-8")
    for told in tomllib.loads((DATA / "variants.toml").read_text("utf-8"))["variant"]:
        text = sound
        for old, new in told["changes"]:
            assert text.count(old) == 1, f"{told['name']}: {old!r} must stand once"
            text = text.replace(old, new)
        encoding = told.get("encoding", "utf-8")
        mistakes = tuple(
            Mistake(**{**one, "words": tuple(one["words"]), "cure": tuple(one.get("cure", ()))})
            for one in told["mistakes"]
        )
        # what an old encoding does not have is written as `?`
        yield Variant(
            told["name"],
            text.encode(encoding, errors="replace"),
            mistakes,
            told.get("before-the-editor", False),
        )


# --- the tools ----------------------------------------------------------------------------------------------------


def slakit(variant: Variant, file: Path) -> list[Report]:
    """Everything that `slakit validate` tells of the edition."""
    import json

    done = _run(
        [sys.executable, "-m", "slakit", "validate", "--format", "json", "--lang", "en", str(file.parent)]
    )
    return [
        Report(fault["line"], f"{fault['message']['en']}\n{fault['help'].get('en', '')}")
        for fault in json.loads(done)["faults"]
    ]


def check_jsonschema(variant: Variant, file: Path) -> list[Report]:
    """The errors of check-jsonschema with the schema that slakit ships; a parse error runs over several lines."""
    schema = str(SCHEMAS / "agreement.schema.json")
    said = _run([str(TOOLS / "bin" / "check-jsonschema"), "--schemafile", schema, str(file)])
    if "ok -- validation done" in said:
        return []
    errors = [line for line in said.splitlines() if "::" in line]
    if errors:
        return [Report(None, line.partition("::")[2]) for line in errors]
    places = re.findall("line ([0-9]+)", said)
    return [Report(int(places[-1]) if places else None, said)]


def yamllint(variant: Variant, file: Path) -> list[Report]:
    """The problems of yamllint, which knows no schema; where it breaks down, the last line of what it prints."""
    said = _run([str(TOOLS / "bin" / "yamllint"), "-f", "parsable", "-d", YAMLLINT, str(file)])
    if "Traceback" in said:
        return [Report(None, said.strip().splitlines()[-1])]
    found = re.findall(r":([0-9]+):[0-9]+: (.*)", said)
    return [Report(int(line), words) for line, words in found]


def yaml_language_server(variant: Variant, file: Path) -> list[Report] | None:
    """What an editor with the schema that slakit ships underlines; nothing to compare where the editor repairs it."""
    if variant.before_the_editor:
        return None
    server = _server()
    found = server.open(file, variant.content.decode("utf-8"))
    server.close(file)
    return [Report(item["range"]["start"]["line"] + 1, item["message"]) for item in found]


COMPARED: dict[str, Callable[[Variant, Path], list[Report] | None]] = {
    "slakit": slakit,
    "check-jsonschema": check_jsonschema,
    "yamllint": yamllint,
    "yaml-language-server": yaml_language_server,
}


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(  # noqa: S603  tools at pinned versions, and slakit itself
        command, capture_output=True, text=True, check=False, cwd=ROOT
    )
    return done.stdout + done.stderr


_servers: list[Any] = []


def _server() -> Any:  # noqa: ANN401  the editor of the tests
    """One editor with the real server, for the whole run."""
    if not _servers:
        from tests.editor.conftest import Editor, server_script

        schemas = {(SCHEMAS / "agreement.editor.json").as_uri(): "agreement.yaml"}
        settings = {"validate": True, "schemaStore": {"enable": False}, "schemas": schemas}
        _servers.append(Editor(["node", str(server_script()), "--stdio"], settings={"yaml": settings}))
    return _servers[0]


def _install() -> None:
    if not (TOOLS / "bin" / "yamllint").exists():
        venv.create(TOOLS, with_pip=True)
    _run([str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES])


# --- the table ----------------------------------------------------------------------------------------------------


def grade(mistake: Mistake, reports: Sequence[Report]) -> str:
    """How well a mistake is told: its line and a cure, its line, only that it is there, or not at all."""
    here = [report for report in reports if report.line == mistake.line]
    named = [report for report in reports if any(word in report.words for word in mistake.words)]
    if any(cure in report.words for report in here for cure in mistake.cure):
        return "place and cure"
    return "place" if here else "named" if named else "missed"


def noise(variant: Variant, reports: Sequence[Report]) -> int:
    """The reports that mean none of the mistakes, by place or by words."""
    lines = {mistake.line for mistake in variant.mistakes}
    words = [word for mistake in variant.mistakes for word in mistake.words]
    return sum(
        report.line not in lines and not any(word in report.words for word in words) for report in reports
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A mistake, or the noise of a variant, and what each tool made of it."""

    variant: str
    what: str
    cells: tuple[str, ...]
    is_led: bool


def rows_of(variant: Variant, folder: Path) -> Iterator[Row]:
    """The rows of a variant: one for each mistake, and one for what was told beside them."""
    file = variant.write(folder)
    told = [look(variant, file) for look in COMPARED.values()]
    for mistake in variant.mistakes:
        cells = tuple("–" if reports is None else grade(mistake, reports) for reports in told)
        ranks = [-1 if cell == "–" else GRADES.index(cell) for cell in cells]
        yield Row(
            variant.name, mistake.what, cells, ranks[0] == max(ranks) and ranks[0] >= GRADES.index("place")
        )
    counts = [None if reports is None else noise(variant, reports) for reports in told]
    yield Row(
        variant.name,
        "told beside that",
        tuple("–" if count is None else str(count) for count in counts),
        counts[0] == 0,
    )


def page(rows: Sequence[Row]) -> str:
    """The page of the table."""
    mistakes = [row for row in rows if row.what != "told beside that"]
    size, made = len((DATA / "agreement.yaml").read_text("utf-8").splitlines()), len(list(variants()))
    lines = [
        "# Mistakes, and who names them",
        "",
        "<!-- Made by `python benchmarks/shoot_out.py`; what is written here by hand is lost. -->",
        "",
        f"An agreement of {size} lines (`tests/data/shoot-out`) is given {len(mistakes)} mistakes in {made} variants.",
        "Four tools look at each.",
        f"check-jsonschema and yaml-language-server have the schemas that slakit ships; yamllint is tuned ({', '.join(PACKAGES)}).",
        "",
        "- **place and cure**: the line, and what to write instead or what to do",
        "- **place**: the line",
        "- **named**: the mistake, on another line or on none",
        "- **missed**: nothing",
        "- **told beside that**: how many messages name none of the mistakes, by line or by words",
        "- –: an editor repairs it before the server sees the text",
        "",
        f"| variant | mistake | {' | '.join(COMPARED)} |",
        f"|---|---|{'---|' * len(COMPARED)}",
        *(f"| {row.variant} | {row.what} | {' | '.join(row.cells)} |" for row in rows),
        "",
        "## In all",
        "",
        f"| | {' | '.join(COMPARED)} |",
        f"|---|{'---:|' * len(COMPARED)}",
    ]
    for name in reversed(GRADES):
        counts = (sum(row.cells[at] == name for row in mistakes) for at in range(len(COMPARED)))
        lines.append(f"| {name} | {' | '.join(map(str, counts))} |")
    beside = [row for row in rows if row not in mistakes]
    counts = (
        sum(int(row.cells[at]) for row in beside if row.cells[at] != "–") for at in range(len(COMPARED))
    )
    lines.append(f"| told beside that | {' | '.join(map(str, counts))} |")
    return "\n".join([*lines, ""])


def main() -> int:
    """Fetch the tools, compare, write the page."""
    sys.path.insert(0, str(ROOT))
    _install()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for variant in variants():
            rows += rows_of(variant, Path(folder) / variant.name)
    for server in _servers:
        server.quit()
    PAGE.write_text(page(rows), "utf-8", newline="\n")
    behind = [f"{row.variant}: {row.what}" for row in rows if not row.is_led]
    print("\n".join(["slakit does not lead:", *behind]) if behind else "slakit leads every row")  # noqa: T201  a command
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main())
