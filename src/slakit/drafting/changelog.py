"""The beginning of a changelog: what was carried over, and what is to be decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from slakit.drafting.agreements import Renewal
from slakit.messages import Language

_LINES: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": (
        "# {title}, edition {new}",
        "",
        "## Renewed from {old}: a draft",
        "",
        "Nobody has signed this edition: `slakit renew` drafted it from the one before.",
        "",
        "- Impacted clauses: none yet.",
        "- Impacted period: {first} to {last}.",
        "- Why: the term before ends with {old_last}.",
        "",
        "### Carried over",
        "",
        "- Clauses, norms, parties and services with their ids.",
        "- {cases} cases, their days moved to the new term.",
        "",
        "### To be decided",
        "",
    ),
    "fa": (
        "# {title}، ویرایش {new}",
        "",
        "## پیش‌نویس تمدید از {old}",
        "",
        "کسی این ویرایش را امضا نکرده است: `slakit renew` آن را از روی ویرایش پیش آماده کرده است.",
        "",
        "- بندهای تغییریافته: هنوز هیچ.",
        "- دورهٔ اثر: {first} تا {last}.",
        "- چرا: مدت پیشین با {old_last} پایان می‌یابد.",
        "",
        "### آنچه آمده است",
        "",
        "- بندها، الزام‌ها، طرف‌ها و خدمات با همان شناسه‌ها.",
        "- {cases} نمونهٔ آزمون، با روزهای جابه‌جاشده به مدت تازه.",
        "",
        "### آنچه باید درباره‌اش تصمیم گرفت",
        "",
    ),
}
_NOTHING: Final[Mapping[Language, str]] = {"en": "- Nothing.", "fa": "- هیچ."}


@dataclass(frozen=True, slots=True)
class ToDecide:
    """An open point: the file, where in it, and what is to be decided."""

    file: str
    where: str
    said: str


def begun(title: str, renewal: Renewal, cases: int, to_decide: Iterable[ToDecide], language: Language) -> str:
    """The changelog of a drafted edition, with a box to tick for each open point."""
    values = {
        "title": title,
        "old": renewal.old,
        "new": renewal.new,
        "first": renewal.terms.first,
        "last": renewal.terms.last,
        "old_last": renewal.terms.old_last,
        "cases": cases,
    }
    lines = [line.format_map(values) for line in _LINES[language]]
    points = list(_boxes(to_decide))
    return "\n".join([*lines, *(points or [_NOTHING[language]])]) + "\n"


def _boxes(to_decide: Iterable[ToDecide]) -> Iterator[str]:
    for point in to_decide:
        yield f"- [ ] `{point.file}`, `{point.where}`: {point.said}"
