"""The page of each lint rule, from the rule itself: `python -m slakit.review.lint.pages [--check]`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from slakit.messages import Language
from slakit.review.lint.rule import Rule
from slakit.review.lint.rules import LINT_RULES
from slakit.text import visible

_NOTE = "<!-- Made by `python -m slakit.review.lint.pages`; what is written here by hand is lost. -->"
_LANGUAGES: Final[tuple[Language, ...]] = ("en", "fa")
_HEADS: Final = {
    "summary": {"en": "Summary", "fa": "خلاصه"},
    "avoid": {"en": "Avoid", "fa": "چنین ننویسید"},
    "prefer": {"en": "Prefer", "fa": "چنین بنویسید"},
    "why": {"en": "Why", "fa": "چرا"},
    "exceptions": {"en": "Exceptions", "fa": "استثناها"},
}
_SEVERITIES: Final = {
    "error": {"en": "error", "fa": "خطا"},
    "warning": {"en": "warning", "fa": "هشدار"},
    "advice": {"en": "advice", "fa": "توصیه"},
}


def pages(root: Path) -> dict[Path, str]:
    """The text of every page by its path: one for each rule, and the list of them."""
    folder = root / "docs" / "lint"
    made = {folder / f"{name}.md": page(rule) for name, rule in LINT_RULES.items()}
    return {folder / "index.md": _index(), **made}


def page(rule: Rule) -> str:
    """The page of a rule, in English and then in Persian."""
    parts = [f"# {rule.name}", _NOTE, f"Severity: **{rule.severity}**, {_SEVERITIES[rule.severity]['fa']}."]
    parts += _sections(rule, "en", "##")
    parts += ["## به فارسی", *_sections(rule, "fa", "###")]
    return "\n\n".join([*parts, "[All rules](index.md)"]) + "\n"


def explained(rule: Rule, language: Language) -> str:
    """The page of a rule in one language, as `slakit explain` prints it."""
    return "\n\n".join(
        [f"{rule.name} ({_SEVERITIES[rule.severity][language]})", *_sections(rule, language, "")]
    )


def _sections(rule: Rule, language: Language, mark: str) -> Iterator[str]:
    """The five sections; in plain text, without a mark, a head ends with a colon and YAML is indented."""
    told = rule.page(language)
    parts = {
        "summary": told.summary,
        "avoid": _yaml(rule.avoid, fenced=bool(mark)),
        "prefer": _yaml(rule.prefer, fenced=bool(mark)),
        "why": told.why,
        "exceptions": told.exceptions,
    }
    for name, text in parts.items():
        head = _HEADS[name][language]
        yield f"{mark} {head}\n\n{_lines(text)}" if mark else f"{head}:\n{text}"


def _yaml(text: str, *, fenced: bool) -> str:
    shown = "\n".join(_without_controls(line) for line in text.split("\n"))
    if fenced:
        return f"```yaml\n{shown}\n```"
    return "\n".join(f"  {line}" for line in shown.split("\n"))


def _without_controls(line: str) -> str:
    """A line in which a direction control is shown by its name; the half-space of Persian stays."""
    return "".join(letter if letter == "\N{ZERO WIDTH NON-JOINER}" else visible(letter) for letter in line)


def _lines(text: str) -> str:
    """One sentence on each line, where the text is not YAML."""
    return text if text.startswith("```") else text.replace(". ", ".\n")


def _index() -> str:
    rows = [
        f"| [`{name}`]({name}.md) | {rule.severity} | {rule.en.summary} | {rule.fa.summary} |"
        for name, rule in LINT_RULES.items()
    ]
    return "\n".join(
        [
            "# Lint rules",
            "",
            _NOTE,
            "",
            "A lint rule speaks of documents that are not wrong by their schemas, and that a reviewer should look at.",
            "An **error** makes the edition wrong; a **warning** is for its editors to mend;",
            "**advice** is on what only those who sign the next edition can mend, or a guess that a person must confirm.",
            "",
            "| rule | severity | in English | به فارسی |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "## Waivers",
            "",
            "An agreement sets a rule aside under `waivers`, with its reason, who approved it and the last day:",
            "",
            "```yaml",
            "waivers:",
            "  - rule: untimed-duty",
            '    where: {clause: "4"}',
            "    reason: {fa: متن مهلتی نمی‌گوید., en: The text gives no time.}",
            "    approved-by: library",
            "    until: 1404/12/29",
            "```",
            "",
            "`where` limits it to a `clause` (or heading), `party`, `norm`, `service`, `authority` or `term`, or to several of them;",
            "without it, it holds for the whole edition.",
            "`approved-by` is a party, or the words for somebody who is none: `{fa: رئیس دفتر حقوقی, en: The head of the legal office}`.",
            "After its last day it sets nothing aside and is told as expired; one that sets nothing aside is told as unused.",
            "An edition whose term has ended is judged as on the last day of its term, unless `slakit validate --on DAY` names another.",
            "Waivers change no finding, and the digest of an edition leaves them out.",
            "",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Write every page, or with `--check` name the pages that are not current and those of no rule."""
    root = Path(__file__).parents[4]
    made = pages(root)
    orphans = set((root / "docs" / "lint").glob("*.md")) - made.keys()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    is_check = "--check" in arguments
    for path in [*stale, *sorted(orphans)]:
        if not is_check and path in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], "utf-8", newline="\n")
        word = "of no lint rule" if path in orphans else "not current" if is_check else "written"
        print(f"{word}: {path.relative_to(root)}")  # noqa: T201 -- this is a command
    return 1 if orphans or (stale and is_check) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
