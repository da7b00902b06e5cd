"""The CPU that `slakit validate` takes for many agreements, beside check-jsonschema on the same files in the same run.

    python -m venv .venv-benchmark
    .venv-benchmark/bin/python -m pip install check-jsonschema
    .venv/bin/python benchmarks/validate.py .venv-benchmark/bin/check-jsonschema [200]

Each agreement is the Hamadan edition of 1398 under a name of its own. slakit reads agreement, annex, vocabulary and signed
text, with places, consistency and every lint rule; check-jsonschema reads the agreement alone, by the same schema.
"""

import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
EDITION = ROOT / "agreements" / "hamadan-governorate" / "1398"
SCHEMA = ROOT / "schemas" / "agreement" / "v1" / "agreement.schema.json"
NAME = "agreement: hamadan-governorate"


def written(folder: Path, count: int) -> list[Path]:
    """The agreements, each in a folder of its own, with a name of its own."""
    files = []
    for number in range(count):
        edition = folder / f"agreement-{number}" / "1398"
        shutil.copytree(EDITION, edition)
        for name in ("agreement.yaml", "services.yaml"):
            text = (edition / name).read_text("utf-8")
            assert NAME in text, name
            (edition / name).write_text(text.replace(NAME, f"{NAME}-{number}", 1), "utf-8", newline="")
        files.append(edition / "agreement.yaml")
    return files


def seconds(*command: str | Path) -> float:
    """The CPU of a command, user and system; it must end with 0 or 1."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)  # noqa: S603  commands of ours
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(arguments: list[str]) -> None:
    """Print the table."""
    peer, count = arguments[0], int(arguments[1]) if len(arguments) > 1 else 200
    slakit = Path(sys.executable).parent / "slakit"
    with TemporaryDirectory() as folder:
        files = written(Path(folder), count)
        theirs = seconds(peer, "--schemafile", SCHEMA, *files)
        rows = [
            ("check-jsonschema", theirs),
            ("slakit validate", seconds(slakit, "validate", folder)),
            ("slakit validate --no-lint", seconds(slakit, "validate", "--no-lint", folder)),
        ]
    print(f"| {count} agreements | CPU, seconds | beside check-jsonschema |")  # noqa: T201  this is a command
    print("|---|---|---|")  # noqa: T201  the same
    for name, taken in rows:
        print(f"| `{name}` | {taken:.1f} | {taken / theirs:.2f} |")  # noqa: T201  the same


if __name__ == "__main__":
    main(sys.argv[1:])
