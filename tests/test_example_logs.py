"""The small logs of the example agreements: what `slakit check` prints of them is kept beside them, word for word."""

import re
from pathlib import Path

import pytest

from slakit.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLES = (
    ("larkfield-2025", "larkfield-hosting/2025", "2025-04-23", "en", "findings.txt"),
    ("citizen-services-1403", "citizen-services-office/1403", "1403/05/01", "fa", "findings.fa.txt"),
)


def of_any_zone_data(text: str) -> str:
    """The text without the release of the time-zone data, which the machine brings along."""
    return re.sub(r"\b20[0-9]{2}[a-z]\b", "…", text)


@pytest.mark.parametrize(
    ("example", "edition", "at", "language", "file"), EXAMPLES, ids=[one[0] for one in EXAMPLES]
)
def test_the_findings_of_an_example_read_as_they_are_kept(
    example: str, edition: str, at: str, language: str, file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """In the agreement's own language, with its days; read them before they are written anew."""
    folder = ROOT / "examples" / example
    asked = [str(ROOT / "agreements/examples" / edition), str(folder / "log.jsonl"), "--at", at]
    assert main(["check", *asked, "--lang", language]) == 1
    assert of_any_zone_data(capfd.readouterr().out) == of_any_zone_data((folder / file).read_text("utf-8"))
