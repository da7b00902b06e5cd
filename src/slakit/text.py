"""Persian text: a folded form to compare and search by, digits, and safe display in two directions.

Nothing here changes stored text. The signed text keeps its own bytes; these functions make other
strings out of it, to compare (`fold`), to show (`isolate`, `persian_digits`) or to point at what
the eye cannot see (`visible`, `bidi_controls`).
"""

import re
import unicodedata
from typing import Final

_ASCII_DIGITS: Final = "0123456789"
_PERSIAN_DIGITS: Final = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS: Final = "٠١٢٣٤٥٦٧٨٩"

_TO_ASCII: Final = str.maketrans(_PERSIAN_DIGITS + _ARABIC_DIGITS, _ASCII_DIGITS * 2)
_TO_PERSIAN: Final = str.maketrans(_ASCII_DIGITS + _ARABIC_DIGITS, _PERSIAN_DIGITS * 2)

_FIRST_STRONG_ISOLATE: Final = "\u2068"
_LEFT_TO_RIGHT_ISOLATE: Final = "\u2066"
_RIGHT_TO_LEFT_ISOLATE: Final = "\u2067"
_POP_ISOLATE: Final = "\u2069"
_ISOLATES: Final = _LEFT_TO_RIGHT_ISOLATE + _RIGHT_TO_LEFT_ISOLATE + _FIRST_STRONG_ISOLATE
_MARKS: Final = "\u061c\u200e\u200f"
_EMBEDDINGS: Final = "\u202a\u202b\u202c\u202d\u202e"
_BIDI_CONTROLS: Final = frozenset(_MARKS + _EMBEDDINGS + _ISOLATES + _POP_ISOLATE)

_NAMES: Final = {
    "\t": "TAB", "\n": "LF", "\r": "CR", "\u0085": "NEL", "\u00a0": "NBSP", "\u00ad": "SHY",
    "\u061c": "ALM", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM",
    "\u2028": "LS", "\u2029": "PS", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO",
    "\u202e": "RLO", "\u202f": "NNBSP", "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI",
    "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


def spelt_out(name: str) -> str:
    r"""The name of a file as text that any format can hold: bytes of it that are no UTF-8 are spelt out.

    >>> spelt_out("log.jsonl")
    'log.jsonl'
    >>> print(spelt_out("log\udcff.jsonl"))
    log\udcff.jsonl
    """
    return name.encode("utf-8", "backslashreplace").decode()


def _arabic_marks() -> str:
    """The vowel signs, hamzas and Koranic signs that ride on an Arabic letter.

    The madda (U+0653) is not among them: it makes another letter out of an alef, as in آب.
    """
    blocks = (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE))
    return "".join(chr(c) for c in blocks if c != 0x0653 and unicodedata.category(chr(c)) == "Mn")


_LETTERS: Final = {"ی": "\u064a\u0649", "ک": "\u0643\u06aa", "ه": "\u0629\u06be\u06c1\u06c3\u06d5"}
"""The letters that yeh, kaf and heh are folded to, and the forms that other keyboards write."""


def _folding() -> dict[int, int | str | None]:
    table: dict[int, int | str | None] = dict(_TO_ASCII)
    for letter, variants in _LETTERS.items():
        table.update(dict.fromkeys(map(ord, variants), letter))
    dropped = "\u0640\u00ad\u200d\u2060\ufeff" + "".join(_BIDI_CONTROLS) + _arabic_marks()
    table.update(dict.fromkeys(map(ord, dropped)))
    table.update(dict.fromkeys(map(ord, "\u00a0\u200b\u200c"), " "))
    return table


_FOLDING: Final = _folding()


def fold(text: str) -> str:
    r"""The form in which two spellings of the same Persian words are equal.

    Arabic yeh and kaf, the forms of heh, and Persian and Arabic digits become one letter or digit
    each; no-break spaces and half-spaces become spaces, and spaces collapse; tatweel, vowel signs,
    hamzas above a letter and direction controls disappear. The case of Latin letters stays, and so
    does alef with madda, which is a letter of its own. Folding twice is folding once.
    It cannot mend a word that a stray space has broken.

    >>> fold("شبكه\u200cهاي  ۷۲") == fold("شبکه های 72")
    True
    """
    folded = unicodedata.normalize("NFKD", text).translate(_FOLDING)
    return unicodedata.normalize("NFC", " ".join(folded.split()))


ARABIC_LETTERS: Final[dict[str, str]] = {"\u064a": "ی", "\u0649": "ی", "\u0643": "ک"}
"""The yeh, the alef maksura and the kaf that Arabic keyboards write, and the Persian letters they stand for."""
_TO_PERSIAN_LETTERS: Final = {ord(letter): persian for letter, persian in ARABIC_LETTERS.items()}


def persian_letters(text: str) -> str:
    r"""The text with the yeh and kaf of Persian for those of Arabic; all else stays, and so does its length.

    >>> persian_letters("\u0643تاب") == "کتاب"
    True
    """
    return text.translate(_TO_PERSIAN_LETTERS)


def ascii_digits(text: str) -> str:
    """The text with Persian and Arabic digits written 0 to 9; all else stays.

    >>> ascii_digits("۱۳۹۸/٠۵/10")
    '1398/05/10'
    """
    return text.translate(_TO_ASCII)


def persian_digits(text: str) -> str:
    """The text with ASCII and Arabic digits written ۰ to ۹; all else stays.

    >>> persian_digits("72 ساعت")
    '۷۲ ساعت'
    """
    return text.translate(_TO_PERSIAN)


def in_groups(number: int, mark: str = ",") -> str:
    """A whole number in groups of three digits.

    >>> in_groups(1234567)
    '1,234,567'
    """
    return f"{number:,}".replace(",", mark)


def isolate(text: str) -> str:
    r"""The text between two invisible marks that keep it from disturbing a line of another direction.

    Without them ``5-4`` and dates are shown backwards inside a Persian sentence. Text without a
    right-to-left letter is isolated as left-to-right (U+2066), any other by its first letter
    (U+2068); both end with U+2069. A text whose own direction controls could reach out of the
    isolate is shown by `visible` instead. For display only: never write it into JSON or YAML.

    >>> isolate("5-4") == "\u20665-4\u2069"
    True
    """
    if text.isascii():
        return f"{_LEFT_TO_RIGHT_ISOLATE}{text}{_POP_ISOLATE}"
    shown = text if _is_contained(text) else visible(text)
    strong = any(unicodedata.bidirectional(character) in ("R", "AL") for character in shown)
    return f"{_FIRST_STRONG_ISOLATE if strong else _LEFT_TO_RIGHT_ISOLATE}{shown}{_POP_ISOLATE}"


def strip_isolates(text: str) -> str:
    """The text without any isolate mark (U+2066 to U+2069), as for a plain terminal or a comparison.

    >>> strip_isolates(isolate("5-4"))
    '5-4'
    """
    for mark in _ISOLATES + _POP_ISOLATE:
        text = text.replace(mark, "")
    return text


def bidi_controls(text: str) -> tuple[int, ...]:
    r"""The positions, counted in characters from 0, of every invisible direction control.

    They can make a signed sentence read otherwise than it is stored, so lint points at them.

    >>> bidi_controls("a\u202eb")
    (1,)
    """
    return tuple(position for position, character in enumerate(text) if character in _BIDI_CONTROLS)


DISTURBING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""A character that can turn, hide or break what stands around it: a control, an embedding, an override, an isolate, or half
of a character. Spaces, joiners and direction marks disturb nothing."""


def fit_for_xml(text: str) -> str:
    r"""The text with a mark for each character that no XML can hold, such as U+FFFF in an id of a log.

    >>> fit_for_xml("o-1\uffff")
    'o-1�'
    """
    return _NO_XML.sub("\ufffd", text)


def visible(text: str) -> str:
    r"""The text with each invisible character written as its name, or its number, between ⟨ and ⟩.

    The plain space stays. For messages about text only; it is not meant to be read back.

    >>> visible("می\u200cشود\u00a0و")
    'می⟨ZWNJ⟩شود⟨NBSP⟩و'
    """
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == " " or unicodedata.category(character) not in _INVISIBLE_CATEGORIES:
        return character
    return f"⟨{_NAMES.get(character, f'U+{ord(character):04X}')}⟩"


def _is_contained(text: str) -> bool:
    """Whether every isolate in the text is closed in it, and it opens no embedding or override."""
    if _BIDI_CONTROLS.isdisjoint(text):
        return True
    depth = 0
    for character in text:
        if character in _ISOLATES:
            depth += 1
        elif character == _POP_ISOLATE:
            depth -= 1
        if depth < 0 or character in _EMBEDDINGS:
            return False
    return depth == 0
