"""Writes the pages of the rule kinds: `python -m slakit.rule_pages [--check]`.

Everything on `docs/rules/` is made from what already says it: the docstring and fields of a kind, its interpretation
choices, the sentences of its reasons, and cases of the shared suite. In `docs/meaning.md` only the quotes are made:
the lines behind each `<!-- quote: … -->` are the docstring that it names. `--check` fails when a page is not current.
"""

import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from inspect import cleandoc
from pathlib import Path
from pkgutil import resolve_name
from textwrap import dedent
from typing import Final, TypeAlias, get_args, get_type_hints

from slakit.document import Document, read
from slakit.interpretation import CHOICES
from slakit.norms import STRENGTH_OF_ALL, Norm
from slakit.reports.common_reasons import COMMON_REASONS
from slakit.reports.labels import KIND_WORDS
from slakit.reports.templates import PLACEHOLDER
from slakit.rules import RULE_KINDS
from slakit.strength import Order

Schema: TypeAlias = Mapping[str, object]

MADE: Final = "<!-- Made by `python -m slakit.rule_pages`; what is written here by hand is lost. -->"
SHOWN: Final = ("fulfilled", "violated", "undetermined")
"""The outcomes that a page shows, with one case of the suite for each."""
TYPES: Final = {
    "EventSelector": "a selection of events, `{event: …, where: {…}}`",
    "RecordSelector": "a selection of records, `{record: …, where: {…}}`",
    "Exempting": "an exception: `{record: …, where: {…}, matching: […], clause: …}`",
    "Lowering": "an exception: `{record: …, where: {…}, matching: […], clause: …, only-less: …}`",
    "duration": "a duration, such as `72 hours`",
    "day": "a day, such as `1398/12/29` or `2020-03-19`",
    "hours-of-day": "hours of a day, such as `08:00-16:30`",
    "percentage": "a percentage, such as `99.5%`",
    "percentage-below-all": "a percentage below 100%, such as `50%`",
    "percentage-of-some": "a percentage above 0% and below 100%, such as `2.5%`",
    "identifier": "an id",
    "field": "a field",
    "party": "a party",
    "clause": "a clause",
    "record": "a record type",
    "service": "a service",
    "norm": "a norm",
    "choice": "an interpretation choice",
    "options": "a day for each option",
    "values": "words of the vocabulary",
    "where": "fields with the values that fit",
    "matching": "a field that both sides have",
    "grid": "fields, each with its values or `services`",
    "string": "text",
    "integer": "a whole number",
    "boolean": "yes or no",
}
"""What a field holds, by what its schema says first: what it refers to, its format, its model, its type."""
STRONGER: Final = """How `slakit diff` compares two editions of a norm, field by field.
A change that is *apart* is neither: it is shown by logs that only one of the two editions finds violated."""
QUOTE: Final = re.compile(r"(<!-- quote: ([a-z_.]+:[\w.]+) -->\n)(?:>[^\n]*\n)*")


def pages(root: Path) -> dict[Path, str]:
    """Every made page of a checkout, by its path.

    Raises `KeyError` if a kind lacks a case of the suite, or words in one of the two languages.
    """
    agreement = read(root / "tests" / "suite" / "agreement.yaml")
    cases = {name: read(root / "tests" / "suite" / f"{name}.yaml") for name in RULE_KINDS}
    folder, meaning = root / "docs" / "rules", root / "docs" / "meaning.md"
    made = {folder / f"{name}.md": page(name, agreement, cases[name]) for name in RULE_KINDS}
    made[folder / "index.md"] = index(cases)
    made[meaning] = with_quotes(meaning.read_text("utf-8"))
    return made


def page(name: str, agreement: Document, cases: Document) -> str:
    """The page of a rule kind."""
    kind = RULE_KINDS[name]
    parts = [
        f"# {name}",
        MADE,
        cleandoc(kind.__doc__ or ""),
        _sentence(KIND_WORDS[name]["fa"]),
        "\n\n".join(_fields(kind)),
        "## What makes it stronger",
        STRONGER,
        _strengths(kind.STRENGTH),
        _choices(kind),
        _check(kind),
        "\n\n".join(
            ("## Reasons", _reasons(kind.REASONS), "[Reasons of every kind](index.md#reasons-of-every-kind)")
        ),
        "\n\n".join(_examples(name, agreement, cases)),
    ]
    return "\n\n".join(parts) + "\n"


def _strengths(strength: Mapping[str, Order]) -> str:
    """How each field orders strength, in both languages."""
    rows = [(f"`{name}`", order.en, order.fa) for name, order in strength.items()]
    return _table(("field", "strength", "قوت"), rows)


def index(cases: Mapping[str, Document]) -> str:
    """The table of all kinds, and what all of them share."""
    kinds = [
        (f"[`{name}`]({name}.md)", _sentence(KIND_WORDS[name]["en"]), _sentence(KIND_WORDS[name]["fa"]),
         ", ".join(f"`{key}`" for key in RULE_KINDS[name].BOUND_BY), _check_link(RULE_KINDS[name], "../meaning.md"), str(len(_cases_of(cases[name]))))
        for name in RULE_KINDS
    ]  # fmt: skip
    parts = [
        "# Rule kinds",
        MADE,
        "A rule kind is the word behind `rule:` in a norm.\nIt says what is demanded; its fields say of what.\nWhat is demanded is owed; the table says which kinds may stand with `permits` or `empowers`.",
        _table(("kind", "what it demands", "به فارسی", "its party", "check", "cases in the suite"), kinds),
        "## Fields of every norm",
        cleandoc(Norm.__doc__ or ""),
        _field_table(Norm.model_json_schema()),
        "## What makes any norm stronger",
        STRONGER,
        _strengths(STRENGTH_OF_ALL),
        "## Reasons of every kind",
        _reasons(COMMON_REASONS),
    ]
    return "\n\n".join(parts) + "\n"


def with_quotes(text: str) -> str:
    r"""A page with the docstring that each quote names behind it.

    >>> print(with_quotes("<!-- quote: slakit.findings:Evidence -->\n> old words\n"), end="")
    <!-- quote: slakit.findings:Evidence -->
    > An event that a finding rests on, and the part it plays (`notice`, `outage` …).
    """

    def quoted(found: re.Match[str]) -> str:
        lines = cleandoc(resolve_name(found[2]).__doc__ or "").split("\n")
        return found[1] + "".join(f"> {line}".rstrip() + "\n" for line in lines)

    return QUOTE.sub(quoted, text)


# --- the parts of a page ----------------------------------------------------------------------------------------------


def _fields(kind: type[Norm]) -> Iterator[str]:
    """The fields that a kind adds to those of every norm, then those of each group inside one."""
    schema = kind.model_json_schema()
    yield "## Fields\n\nBeside the [fields of every norm](index.md#fields-of-every-norm):"
    yield _field_table(schema, leaving_out={*Norm.model_json_schema()["properties"], "rule"})
    for key, name in _groups(schema):
        group = schema["$defs"][name]
        yield f"### `{key}`\n\n{cleandoc(group.get('description', ''))}"
        yield _field_table(group)


def _groups(schema: Mapping[str, Mapping[str, Schema]]) -> Iterator[tuple[str, str]]:
    """The fields that are groups of fields of their own, each with the name of its model."""
    for key, field in schema["properties"].items():
        for name in re.findall(r"#/\$defs/(\w+)", str(field)):
            if name not in TYPES and name not in ("Range", "NotAmong", "GivenOrNot"):
                yield key, name


def _field_table(schema: Schema, leaving_out: Collection[str] = ()) -> str:
    properties, required = schema["properties"], schema.get("required", [])
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    rows = [
        (f"`{key}`", holds(field), "required" if key in required else "",
         str(field.get("description", "")), str(field.get("x-fa", "")))
        for key, field in properties.items() if key not in leaving_out
    ]  # fmt: skip
    return _table(("field", "holds", "", "meaning", "معنا"), rows)


def holds(schema: Schema) -> str:
    """What a field holds, in words.

    >>> holds({"anyOf": [{"type": "string", "format": "duration"}, {"const": "unspecified"}]})
    'a duration, such as `72 hours`, or `unspecified`'
    """
    if schema.get("x-refers-to") in TYPES:
        return TYPES[str(schema["x-refers-to"])]
    match schema:
        case {"$ref": str(name)}:
            return TYPES.get(name.rpartition("/")[2], "a group of fields")
        case {"anyOf": list(options)}:
            return ", or ".join(holds(option) for option in options if option.get("type") != "null")
        case {"const": word}:
            return f"`{word}`"
        case {"enum": list(words)}:
            return ", ".join(f"`{word}`" for word in words)
        case {"propertyNames": {"format": "language-code"}}:
            return "the same words in one or more languages"
        case {"items": dict(item)}:
            return f"a list, each item {holds(item)}"
        case {"additionalProperties": _}:
            of_fields = "x-refers-to" in str(schema.get("propertyNames"))
            return (
                "a field with the field of the other side"
                if of_fields
                else "names, each with what it stands for"
            )
        case {"format": str(name)} | {"type": str(name)}:
            return TYPES[name]
        case _:
            return "a value"


def _choices(kind: type[Norm]) -> str:
    rows = [
        (
            f"`{name}`",
            ", ".join(f"`{option}`" for option in CHOICES[name].options),
            CHOICES[name].en,
            CHOICES[name].fa,
        )
        for name in kind.CHOICES
    ]
    if not rows:
        return "## Interpretation choices\n\nNone of its own."
    return "## Interpretation choices\n\nThe first option is the default.\n\n" + _table(
        ("choice", "options", "ground of the default", "مبنا"), rows
    )


def _check(kind: type[Norm]) -> str:
    lowered = cleandoc(kind.lower.__doc__ or "")
    return f"## The check\n\n{_sentence(lowered)}\nIts meaning: {_check_link(kind, '../meaning.md')}."


def _check_link(kind: type[Norm], page: str) -> str:
    checks = get_type_hints(kind.lower)["return"]
    names = [check.__name__ for check in get_args(checks) or (checks,)]
    return " or ".join(f"[{name}]({page}#{name.lower()})" for name in names)


def _reasons(reasons: Mapping[str, Mapping[str, str]]) -> str:
    rows = [
        (f"`{reason}`", _outline(words["en"]), _outline(words["fa"])) for reason, words in reasons.items()
    ]
    return _table(("reason", "in English", "به فارسی"), rows)


def _outline(template: str) -> str:
    """A sentence with an ellipsis where a value will stand."""
    return PLACEHOLDER.sub("…", template).replace("[", "").replace("]", "")


# --- examples ---------------------------------------------------------------------------------------------------------


def _examples(name: str, agreement: Document, cases: Document) -> Iterator[str]:
    """The norm and the first case of each shown outcome, as they are written in the suite."""
    shown = _shown_cases(cases)
    norms = {expected["norm"] for at in shown for expected in _cases_of(cases)[at]["expect"]}
    yield f"## Examples\n\nFrom the [shared suite](../../tests/suite/{name}.yaml), which every engine must pass."
    for path in _norm_paths(agreement):
        if _at(agreement, path)["id"] in norms:
            yield _yaml(written(agreement, path))
    if isinstance(cases.data, dict) and "given" in cases.data:
        yield "Unless a case says otherwise, every event says:\n\n" + _yaml(written(cases, ("given",)))
    for at in shown:
        yield _yaml(written(cases, ("cases", at)))


def _shown_cases(cases: Document) -> list[int]:
    """Where the cases to be shown stand: the first of each outcome that is not shown already."""
    shown: list[int] = []
    for outcome in SHOWN:
        found = (
            at for at, case in enumerate(_cases_of(cases))
            if at not in shown and any(expected["outcome"] == outcome for expected in case["expect"])
        )  # fmt: skip
        shown += [at for at in [next(found, None)] if at is not None]
    return shown


def _cases_of(cases: Document) -> Sequence[Mapping[str, Sequence[Mapping[str, str]]]]:
    assert isinstance(cases.data, dict)
    listed: Sequence[Mapping[str, Sequence[Mapping[str, str]]]] = cases.data["cases"]
    return listed


def _norm_paths(agreement: Document) -> Iterator[tuple[str | int, ...]]:
    assert isinstance(agreement.data, dict)
    for at, clause in enumerate(agreement.data["clauses"]):
        for number in range(len(clause.get("norms", ()))):
            yield "clauses", at, "norms", number


def _at(document: Document, path: tuple[str | int, ...]) -> Mapping[str, str]:
    value = document.data
    for step in path:
        value = value[step]  # type: ignore[index] # the path was found by walking the same document
    assert isinstance(value, dict)
    return value


def written(document: Document, path: tuple[str | int, ...]) -> str:
    """The lines of a value as they are written in its file, without the comment lines around it."""
    place = document.place_of(path)
    lines = document.text.split("\n")[place.line - 1 : place.end_line]
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return dedent("\n".join(lines))


# --- Markdown ---------------------------------------------------------------------------------------------------------


def _yaml(text: str) -> str:
    return f"```yaml\n{text}\n```"


def _sentence(words: str) -> str:
    """Words as a sentence, with a capital letter and a full stop.

    >>> _sentence("an act is free, on conditions")
    'An act is free, on conditions.'
    """
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def main(arguments: Sequence[str]) -> int:
    """Write every page, or with `--check` name the pages that are not current and those of no kind."""
    root = Path(__file__).parents[2]
    made = pages(root)
    orphans = set((root / "docs" / "rules").glob("*.md")) - made.keys()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in [*stale, *sorted(orphans)]:
        if "--check" not in arguments and path in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], "utf-8", newline="\n")
        word = (
            "of no rule kind" if path in orphans else "not current" if "--check" in arguments else "written"
        )
        print(f"{word}: {path.relative_to(root)}")  # noqa: T201 -- this is a command
    return 1 if orphans or (stale and "--check" in arguments) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
