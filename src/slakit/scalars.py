"""Plain scalars: what an unquoted word of a document means, and the words that mean something else elsewhere.

YAML 1.1, YAML 1.2 and JSON read some unquoted words differently. Such a word is a trap: it is
never read one way in silence, its writer is asked to quote it or to write it another way.
"""

import re

from slakit.frozen import Frozen

Scalar = str | int | float | bool | None

MOST_DIGITS = 15
"""The digits a number may have: with no more, every reader of JSON reads the same number (RFC 8785)."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_HYPHENATED_JALALI = re.compile(r"(1[2-5][0-9][0-9])-([0-9]{1,2})-([0-9]{1,2})")
_TRAPS = (
    ("unquoted-yes-no", re.compile(r"yes|no|on|off", re.IGNORECASE | re.ASCII)),
    ("unquoted-clock-time", re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+")),
    ("octal-looking-number", re.compile(r"[-+]?0[0-9]+|[-+]?0o[0-7]+|[-+]?0x[0-9a-fA-F]+|[-+]?0b[01]+")),
    ("exponent-number", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+")),
    ("infinity-or-nan", re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")),
    ("hyphenated-jalali-date", _HYPHENATED_JALALI),
)
# no number and no trap begins with another character; most text is settled by this look
_SUSPICIOUS_FIRST = frozenset("0123456789-+.yYnNoO")
_FIRST_OF_YES_NO = frozenset("yYnNoO")
_LONGEST_YES_NO = 3


class Trap(Frozen):
    """An unquoted word that readers of YAML do not agree on; ``instead`` is a clear way to write it."""

    rule: str
    written: str
    instead: str


def read_plain(written: str) -> Scalar | Trap:
    """Give the value of a plain (unquoted) scalar, or the trap that it is.

    Words for true, false and nothing, integers and decimals are values; everything else is text,
    a Gregorian date such as 2020-03-19 and a Jalali one such as 1398/12/29 among it.

    >>> read_plain("72"), read_plain("5.10"), read_plain("1398/12/29"), read_plain("~")
    (72, 5.1, '1398/12/29', None)
    >>> read_plain("1398-2-31")
    Trap(rule='hyphenated-jalali-date', written='1398-2-31', instead='1398/02/31')
    """
    if written in _WORDS:
        return _WORDS[written]
    first = written[0]
    if first not in _SUSPICIOUS_FIRST or (first in _FIRST_OF_YES_NO and len(written) > _LONGEST_YES_NO):
        return written
    if _INTEGER.fullmatch(written):
        return _trap_if_long(written) or int(written)
    if _DECIMAL.fullmatch(written):
        return _trap_if_long(written) or float(written)
    for rule, pattern in _TRAPS:
        if pattern.fullmatch(written):
            return Trap(rule, written, _instead(rule, written))
    return written


def _trap_if_long(written: str) -> Trap | None:
    digits = sum(character in "0123456789" for character in written)
    return Trap("number-too-long", written, f'"{written}"') if digits > MOST_DIGITS else None


def _instead(rule: str, written: str) -> str:
    if rule != "hyphenated-jalali-date":
        return f'"{written}"'
    found = _HYPHENATED_JALALI.fullmatch(written)
    assert found is not None, written
    year, month, day = found.groups()
    return f"{year}/{month:0>2}/{day:0>2}"
