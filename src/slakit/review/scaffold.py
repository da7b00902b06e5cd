"""The beginning of an agreement: a short example that is sound, with its cases, and a project around it.

The texts stand in `templates/`. `@name@` in them is a value, and `@day 05 10@` the tenth day of the fifth month.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from slakit._version import __version__
from slakit.calendars import Calendar, Day, months_of, show_day, show_day_long
from slakit.messages import Language
from slakit.schema import editor_schema_named

AGREEMENT_FILES: Final = {
    "agreement.yaml": "agreement.yaml",
    "services.yaml": "services.yaml",
    "cases/3.1-requests.yaml": "3.1-requests.yaml",
    "cases/4.1-planned-outages.yaml": "4.1-planned-outages.yaml",
    "CHANGELOG.md": "CHANGELOG.md",
}
"""The files in the folder of an edition, each with its template."""
PROJECT_FILES: Final = {
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".github/workflows/agreement.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".gitattributes": "gitattributes",
}
"""The files of the project around the agreements, each with its template."""
SCHEMAS: Final = ("agreement", "services", "vocabulary", "calendar", "cases", "mapping")
"""The documents whose schemas the editor is given."""

_EDITION = re.compile("([0-9]{4})(?:-[a-z0-9]+)*")
_PLACEHOLDER = re.compile("@([a-z-]+)(?: ([0-9]{2}) ([0-9]{2}))?@")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of an agreement before a line of it is written; the edition begins with its year."""

    agreement: str
    edition: str
    calendar: Calendar
    language: Language

    @property
    def folder(self) -> str:
        """The folder of the edition inside the project."""
        return f"agreements/{self.agreement}/{self.edition}"

    @property
    def year(self) -> int:
        """The year of the term; raises ValueError for an edition that begins with none of its calendar."""
        found = _EDITION.fullmatch(self.edition)
        if found is None:
            raise ValueError(self.edition)
        return months_of(int(found[1]), calendar=self.calendar)[0].first.year


def of_agreement(beginning: Beginning) -> dict[str, str]:
    """The files of the edition by their path in the project; raises ValueError as `Beginning.year` does."""
    values = _values(beginning)
    # only services of the Jalali calendar's country have national codes; the rows of the example have none
    waived = beginning.calendar == "jalali"
    values["waivers"] = _filled(f"{beginning.language}/waivers.yaml", beginning, values) if waived else ""
    return {
        f"{beginning.folder}/{file}": _filled(f"{beginning.language}/{template}", beginning, values)
        for file, template in AGREEMENT_FILES.items()
    }


def of_project(beginning: Beginning) -> dict[str, str]:
    """The files around it, also the schemas that its editor reads."""
    values = {"version": __version__}
    settings = {
        file: _filled(f"project/{template}", beginning, values) for file, template in PROJECT_FILES.items()
    }
    schemas = {
        f".slakit/schemas/{name}.editor.json": json.dumps(
            editor_schema_named(name), ensure_ascii=False, indent=2
        )
        + "\n"
        for name in SCHEMAS
    }
    return {**settings, **schemas}


def _values(beginning: Beginning) -> dict[str, str]:
    months = months_of(beginning.year, calendar=beginning.calendar)
    first, last = months[0].first, months[-1].last
    return {
        "agreement": beginning.agreement,
        "edition": beginning.edition,
        "calendar": beginning.calendar,
        "time-zone": "Asia/Tehran" if beginning.calendar == "jalali" else "UTC",
        "first-day": show_day(first),
        "last-day": show_day(last),
        "first-day-fa": show_day_long(first, "fa"),
        "last-day-fa": show_day_long(last, "fa"),
        "first-day-en": show_day_long(first, "en"),
        "last-day-en": show_day_long(last, "en"),
    }


def _filled(template: str, beginning: Beginning, values: Mapping[str, str]) -> str:
    file = files("slakit") / "review" / "templates" / f"{template}.in"

    def value(found: re.Match[str]) -> str:
        if found[1] == "day":
            return show_day(Day(beginning.calendar, beginning.year, int(found[2]), int(found[3])))
        return values[found[1]]

    return _PLACEHOLDER.sub(value, file.read_text(encoding="utf-8"))
