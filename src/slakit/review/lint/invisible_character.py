"""A character that nobody sees and that can make a text read otherwise than it is stored."""

import re
from collections.abc import Iterator

from slakit.errors import Argument, Fault
from slakit.review.lint.edition import EditionDocuments, fault_within, sayings
from slakit.review.lint.rule import Page, Rule
from slakit.text import visible

_INVISIBLE = re.compile(
    "[\N{SOFT HYPHEN}\N{ARABIC LETTER MARK}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}"
    "\N{RIGHT-TO-LEFT MARK}\u202a-\u202e\N{WORD JOINER}\u2061-\u206f\N{ZERO WIDTH NO-BREAK SPACE}\u180e\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Marks, embeddings, overrides and isolates of direction, and what has no width; the Persian half-space is none."""


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    if edition.signed:
        for found in _INVISIBLE.finditer(edition.signed.text):
            place = edition.signed.place(*found.span())
            yield Fault(RULE.name, place, None, _arguments(edition.signed.text, found))
    for document in edition.documents:
        if not _INVISIBLE.search(document.text):
            continue
        for path, text in sayings(document.data):
            written = document.written(path) if _INVISIBLE.search(text) else ""
            for found in _INVISIBLE.finditer(written):
                yield fault_within(document, path, found.start(), 1, **_arguments(written, found))


def _arguments(text: str, found: re.Match[str]) -> dict[str, Argument]:
    around = text[max(0, found.start() - 12) : found.end() + 12].strip()
    return {"character": visible(found[0]).strip("⟨⟩"), "around": around}


RULE = Rule(
    name="invisible-character",
    severity="warning",
    check=_check,
    avoid="title: {fa: بازبینی, en: Clause \N{RIGHT-TO-LEFT OVERRIDE}45}",
    prefer="title: {fa: بازبینی, en: Clause 54}",
    en=Page(
        summary="A text holds a character without width, or one that turns the direction of what follows.",
        why="What is read is not what is stored: `54` can be made to look like `45`, and two equal names can differ.",
        exceptions="The half-space of Persian (U+200C) and the no-break space. "
        "Control characters are refused already when a file is read.",
    ),
    fa=Page(
        summary="متنی نویسهٔ بی‌پهنا دارد، یا نویسه‌ای که جهت ادامهٔ متن را برمی‌گرداند.",
        why="آنچه خوانده می‌شود همان نیست که ذخیره شده است: «54» را می‌توان چون «45» نمایاند، و دو نام یکسان ممکن است یکی نباشند.",
        exceptions="نیم‌فاصلهٔ فارسی (U+200C) و فاصلهٔ نشکن. نویسه‌های کنترلی هنگام خواندن فایل رد می‌شوند.",
    ),
)
