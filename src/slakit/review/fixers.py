"""What cures a fault, rule by rule: one plain function from a fault and its file to edits of the text.

A cure is safe if what the writer meant is beyond doubt: the same letters, digits or day, written as the document wants
them. Anything else that is likely, but a guess, is unsafe. A rule without a cure here needs a person.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slakit.errors import Fault
from slakit.formats import FORMATS, NUMBERS, has_format
from slakit.review.edits import Edit, applied
from slakit.review.layout import events_of
from slakit.review.manuscript import Manuscript
from slakit.scalars import Trap, read_plain
from slakit.source import Place
from slakit.text import ARABIC_LETTERS, ascii_digits, fold
from slakit.yaml_events import Broken

_Shape = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Cure:
    """Edits that cure a fault, and whether they can be made without asking."""

    edits: tuple[Edit, ...]
    is_safe: bool = True


def cure_of(fault: Fault, manuscript: Manuscript) -> Cure | None:
    """The cure of a fault in a text, if there is one that is no mere guess among several."""
    fixer = FIXERS.get(fault.rule)
    if fixer is None or fault.place is None:
        return None
    try:
        return fixer(fault, fault.place, manuscript)
    except IndexError:  # the fault is of another state of the file
        return None


# --- replacing what stands at the place of a fault


def _replaced(manuscript: Manuscript, place: Place, new: str, *, is_safe: bool = True) -> Cure:
    return Cure((Edit(*manuscript.span(place), new),), is_safe)


def _content(written: str) -> str | None:
    """What a scalar on one line says, without its quotes; nothing where only a reader of YAML could tell."""
    if any(sign in written for sign in "\\\r\n") or written[:1] in ("|", ">"):
        return None
    quote = written[:1] if written[:1] in ("'", '"') else ""
    inner = written[len(quote) : len(written) - len(quote)]
    return None if quote and quote in inner else inner


_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/ -]*[A-Za-z0-9._/-])?")


def _in_the_same_quotes(written: str, new: str) -> str:
    """The new content, quoted as the old one was, and quoted at all if without quotes it would be no text."""
    if written[:1] in ("'", '"'):
        return f"{written[0]}{new}{written[0]}"
    return new if _PLAIN.fullmatch(new) and read_plain(new) == new else f'"{new}"'


def _rewritten(manuscript: Manuscript, place: Place, old: str, new: str, *, is_safe: bool) -> Cure | None:
    """The new content in place of the old one; nothing if something else stands there by now."""
    written = manuscript.written(place)
    if _content(written) != old or any(sign in new for sign in "\"'\\\r\n"):
        return None
    return _replaced(manuscript, place, _in_the_same_quotes(written, new), is_safe=is_safe)


# --- quotes


def _quoted(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    written = manuscript.written(place)
    if not written or written[0] in "\"'[{" or any(sign in written for sign in '"\\\r\n'):
        return None
    return _replaced(manuscript, place, f'"{written}"')


def _perhaps_quoted(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    """A number written with an exponent, or too long for one, may be a code, but it may be a slip too."""
    cure = _quoted(fault, place, manuscript)
    return cure and Cure(cure.edits, is_safe=False)


_YES_OR_NO = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def _other_type(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    """A number, a yes-or-no or a text that plainly is one, with quotes where there should be none or the reverse."""
    said = fault.arguments
    if "quoted" in said:
        return _quoted(fault, place, manuscript) if manuscript.written(place) == said["quoted"] else None
    meant = said.get("unquoted", said.get("ascii"))
    if meant is None and (said.get("expected") == "yes-or-no" or said.get("holds") == "holds-boolean"):
        meant = _YES_OR_NO.get(str(said.get("found")).casefold())
    is_safe = meant is not None
    meant = said.get("suggestion") if meant is None else meant
    if meant is None or isinstance(read_plain(str(meant)), str | Trap | None):
        return None
    if _content(manuscript.written(place)) != said.get("found"):
        return None
    return _replaced(manuscript, place, str(meant), is_safe=is_safe)


# --- digits, days and names that are not written as they should be


_DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?![0-9])")
_WITH_A_DAY = frozenset({"date", "jalali-date", "day", "local-time", "time-of-event", "instant"})


def _malformed(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    """Other digits, hyphens for slashes, a missing zero: the same value as its format has it."""
    name, value = str(fault.arguments.get("format")), str(fault.arguments.get("value", ""))
    if name not in FORMATS:
        return None
    if name in NUMBERS:
        meant = fault.arguments.get("suggestion")
        return _rewritten(manuscript, place, value, str(meant), is_safe=True) if meant else None
    for candidate in _respellings(name, value):
        if candidate != value and has_format(name, candidate):
            return _rewritten(manuscript, place, value, candidate, is_safe=True)
    if meant := fault.arguments.get("suggestion"):
        same = _letters(value) == _letters(str(meant))
        return _rewritten(manuscript, place, value, str(meant), is_safe=same)
    name_like = re.sub("[_ ]+", "-", value.strip()).lower()
    if name in ("identifier", "event-type") and name_like != value and has_format(name, name_like):
        # other places may name it as it is written now
        return _rewritten(manuscript, place, value, name_like, is_safe=False)
    return None


def _respellings(name: str, value: str) -> Iterator[str]:
    digits = ascii_digits(value)
    yield digits
    if name in _WITH_A_DAY and (day := _DAY.match(digits)):
        for sign in "/-":
            yield f"{day[1]}{sign}{day[2]:0>2}{sign}{day[3]:0>2}{digits[day.end() :]}"


def _hyphenated_day(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    instead = str(fault.arguments["instead"])
    if not has_format("day", instead) or manuscript.written(place) != fault.arguments["written"]:
        return None
    return _replaced(manuscript, place, instead)


# --- misspelt keys and values


def _letters(word: str) -> str:
    """A word without its case, its hyphens and whatever in it cannot be seen."""
    return re.sub("[_ -]+", "", fold(word).casefold())


def _times(name: str, manuscript: Manuscript) -> int:
    """How often a name is written in a text as a word of its own."""
    return len(re.findall(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|[.]\w)", manuscript.text))


def _near_miss(argument: str, *, is_key: bool = False) -> "Fixer":
    """The function that puts the one close name in place of the misspelt one, which stands under `argument`.

    A near miss of a key is safe, for no key allowed here is as close and it is not written yet. That of a value is
    not, for the value may be missing where it should be declared; but the same letters are the same value.
    """

    def fixer(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
        said = fault.arguments
        if "suggestion" not in said or "other" in said:
            return None
        old, new = str(said[argument]), str(said["suggestion"])
        siblings = manuscript.siblings(place)
        if siblings and new in siblings[1]:
            return None
        if argument == "name" and _times(old, manuscript) > 1 and _times(new, manuscript) == 1:
            return None  # several places agree, and perhaps what they name is misspelt where it is declared
        return _rewritten(manuscript, place, old, new, is_safe=is_key or _letters(old) == _letters(new))

    return fixer


def _listed(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    """A single value where a list is due is the list of this one value."""
    written = manuscript.written(place)
    content = _content(written)
    if not content or (written == content and not _PLAIN.fullmatch(content)):
        return None
    return _replaced(manuscript, place, f"[{written}]")


# --- invisible characters


def _byte_order_mark(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    start, end = manuscript.span(place)
    if manuscript.has_byte_order_mark and start == end:
        return Cure((Edit(0, 1, ""),))
    # inside a text the mark may be a part of what was signed
    return Cure((Edit(start, end, ""),), is_safe=False) if end == start + 1 else None


_LEADING = re.compile(r"(?:^|(?<=[\r\n]))[ ]*\t[ \t]*")
_TAB_WIDTHS = (2, 4, 8, 1, 3, 5, 6, 7)


def _tabs_in_indentation(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    """Spaces for tabs, if there is only one document that they can make, however wide a tab is taken to be."""
    shapes: list[tuple[_Shape, tuple[Edit, ...]]] = []
    for width in _TAB_WIDTHS:
        for spaces in (_each_so_wide, str.expandtabs):
            edits = tuple(
                Edit(*found.span(), spaces(found.group(), width))
                for found in _LEADING.finditer(manuscript.text)
            )
            if (shape := _shape(applied(manuscript.text, edits))) is not None:
                shapes.append((shape, edits))
    if not shapes or any(shape != shapes[0][0] for shape, _ in shapes):
        return None
    return Cure(shapes[0][1])


def _each_so_wide(blanks: str, width: int) -> str:
    return blanks.replace("\t", " " * width)


def _shape(text: str) -> _Shape | None:
    """What a parser reads in a text, without places; nothing if it cannot."""
    try:
        return [(type(event).__name__, getattr(event, "value", None)) for event in events_of(text)]
    except Broken:
        return None


_TABS_WITHIN = re.compile(r"(?<=\S)[ ]*\t[ \t]*")


def _tabs_between(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    """One space for the tabs between words and signs; those in quotes, block texts and comments stay."""
    if manuscript.layout is None:
        return None
    texts = manuscript.layout.spans_of_texts()
    edits = [
        Edit(*found.span(), "" if manuscript.text[found.end() : found.end() + 1] in "\r\n" else " ")
        for found in _TABS_WITHIN.finditer(manuscript.text)
        if not any(start <= found.start() < end for start, end in texts)
    ]
    return Cure(tuple(edits)) if edits else None


def _in_persian_letters(fault: Fault, place: Place, manuscript: Manuscript) -> Cure | None:
    """The yeh and kaf of Persian for those of Arabic, from the place on to the end of the text or to a quotation.

    What is quoted may be signed; the rule tells of it by itself if it is not.
    """
    start, _ = manuscript.span(place)
    quotation = manuscript.text.find("«", start)
    end = manuscript.end_of_text(start)
    end = min(end, quotation) if quotation >= 0 else end
    edits = [
        Edit(at, at + 1, ARABIC_LETTERS[letter])
        for at, letter in enumerate(manuscript.text[start:end], start)
        if letter in ARABIC_LETTERS
    ]
    return Cure(tuple(edits)) if edits else None


# --- which rule has which cure

Fixer = Callable[[Fault, Place, Manuscript], Cure | None]

FIXERS: dict[str, Fixer] = {
    "byte-order-mark": _byte_order_mark,
    "tab-indentation": _tabs_in_indentation,
    "tab-between": _tabs_between,
    "arabic-letters": _in_persian_letters,
    "unquoted-yes-no": _quoted,
    "unquoted-clock-time": _quoted,
    "octal-looking-number": _quoted,
    "key-is-no-text": _quoted,
    "exponent-number": _perhaps_quoted,
    "number-too-long": _perhaps_quoted,
    "hyphenated-jalali-date": _hyphenated_day,
    "wrong-type": _other_type,
    "wrong-value": _other_type,
    "malformed-value": _malformed,
    "list-expected": _listed,
    "unknown-key": _near_miss("key", is_key=True),
    "value-not-allowed": _near_miss("value"),
    "unknown-party": _near_miss("name"),
    "unknown-clause": _near_miss("name"),
    "unknown-norm": _near_miss("name"),
    "unknown-service": _near_miss("name"),
    "unknown-reason": _near_miss("name"),
    "unknown-event": _near_miss("name"),
    "unknown-record": _near_miss("name"),
    "unknown-value-list": _near_miss("name"),
    "unknown-choice": _near_miss("name"),
    "choice-without-options": _near_miss("name"),
    "unknown-option": _near_miss("name"),
    "undeclared-field": _near_miss("field"),
    "unknown-field-anywhere": _near_miss("field"),
    "key-not-everywhere": _near_miss("field"),
    "unknown-word": _near_miss("value"),
    "nearly-a-word": _near_miss("value"),
    "unknown-authority": _near_miss("name"),
    "unknown-definition": _near_miss("name"),
    "unknown-waived-rule": _near_miss("name"),
}
