"""Words that were left over from a model form: blanks to be filled in, and guidance for whoever fills it in."""

import re
from collections.abc import Iterator

from slakit.consistency.plain import group
from slakit.consistency.telling import Telling
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule

_BLANK = re.compile(
    r"\.{4,}|…{2,}|_{3,}|-{4,}|\{\{[^{}]*\}\}|\[[ .…_]*\]|<[^<>]{1,40}>|\bX{3,}\b|\b(?:TODO|TBD|TBC|FIXME)\b"
    r"|\[(?:insert|enter|name|date|نام|تاریخ|درج|عنوان|شماره|مبلغ)[^\[\]]*\]|(?i:lorem ipsum)"
)
_GUIDANCE = re.compile(
    "این (?:بخش|قسمت|سند|بند)[^.]{0,120}(?:مستند|مشخص|بیان|تشریح|ذکر|توصیف|درج|تعیین) می ?(?:کند|شود|گردد|نماید)"
    "|در این (?:بخش|قسمت)[^.]{0,80}(?:مستند|مشخص|بیان|تشریح|ذکر|توصیف|درج|تعیین|آورده|نوشته) (?:می ?)?(?:شود|گردد|کنید|نمایید)"
    "|به صورت شفاف (?:بیان|ذکر|مشخص) می ?(?:شود|گردد)"
    "|(?:نام دستگاه|نام سازمان) (?:را )?(?:درج|ذکر|وارد)"
    r"|\b[Tt]his (?:section|part|clause|document) (?:documents|describes|should|must describe|explains|specifies)\b"
    r"|\b(?:[Dd]escribe here|[Ii]nsert here|[Dd]elete (?:as|if|where) (?:appropriate|applicable))\b"
)


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    language, told = edition.language, Telling(edition.annex)
    for (path, clause), texts in zip(edition.clauses, edition.folded, strict=True):
        if found := _residue(str(group(clause.get("text")).get(language, "")), texts.get(language, "")):
            yield edition.told.fault(RULE.name, (*path, "text", language), **found)
    for path, service, title, folded in edition.titles:
        if found := _residue(title, folded):
            yield told.fault(RULE.name, path, **found, service=service)


def _residue(text: str, folded: str) -> dict[str, str]:
    if blank := _BLANK.search(text):
        return {"blank": blank[0]}
    return {"guidance": text.strip()} if _GUIDANCE.search(folded) else {}


RULE = Rule(
    name="template-residue",
    severity="advice",
    check=_check,
    avoid="fa: این بخش وظایف [نام دستگاه] را مشخص می‌کند.",
    prefer="fa: کتابخانه به خوانندگان خدمت می‌دهد.",
    en=Page(
        summary="A clause holds a blank that nobody filled in, or a sentence that tells how to fill in a model form.",
        why="It binds nobody, and it hides that something was to stand there and does not.",
        exceptions="A short row of dots as an ellipsis. Only the authoritative language is read. "
        "A sentence of guidance is guessed from its words: waive it where it is meant.",
    ),
    fa=Page(
        summary="بندی جای خالیِ پرنشده دارد، یا جمله‌ای که راهنمای پر کردن فرم نمونه است.",
        why="کسی را به کاری مکلف نمی‌کند، و پنهان می‌کند که چیزی باید آنجا می‌آمده و نیامده است.",
        exceptions="چند نقطهٔ کوتاه به نشانهٔ ادامه. تنها زبان معتبر خوانده می‌شود. "
        "جملهٔ راهنما از روی واژه‌هایش حدس زده می‌شود: اگر منظور همان است، از آن چشم بپوشید.",
    ),
)
