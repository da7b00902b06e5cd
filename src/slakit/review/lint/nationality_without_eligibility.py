"""A service whose title names a nationality, and that says nothing of who is eligible."""

import re
from collections.abc import Iterator

from slakit.consistency.telling import Telling
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule

_NATIONALITY = re.compile(
    r"(?<!\w)(?:ایرانی|افغانی|افغان|افغانستانی|عراقی|پاکستانی|ترکیه ای|هندی|سوری|لبنانی|بنگلادشی)(?:ان|ها| ها)?(?!\w)"
    r"|(?<!\w)(?:اتباع|تبعه|شهروندان) (?:ایران|افغانستان|عراق|پاکستان|کشور)(?!\w)"
    r"|\b(?:Iranian|Afghan|Iraqi|Pakistani|Turkish|Indian|Syrian|Lebanese|Bangladeshi|British|German|French)s?\b"
    r"|\b(?:[Cc]itizens|[Nn]ationals) of [A-Z]\w+"
)


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    told = Telling(edition.annex)
    limited = {service["service"] for _, service in edition.services if "eligibility" in service}
    for path, service, _, folded in edition.titles:
        if service not in limited and (found := _NATIONALITY.search(folded)):
            yield told.fault(RULE.name, path, service=service, word=found[0])


RULE = Rule(
    name="nationality-without-eligibility",
    severity="advice",
    check=_check,
    avoid='- {service: reading-room, row: 2, code: "10031076001", title: {fa: تالار مطالعهٔ شهروندان افغانستان, en: Reading room of Afghan citizens}}',
    prefer="""\
- service: reading-room
  row: 2
  code: "10031076001"
  title: {fa: تالار مطالعهٔ شهروندان افغانستان, en: Reading room of Afghan citizens}
  eligibility: {field: reader, why: {fa: عنوان ردیف تابعیت را شرط می‌کند., en: The title requires a nationality.}}""",
    en=Page(
        summary="The title of a service names a nationality, and the row has no `eligibility`.",
        why="Equal treatment holds among those who are eligible. "
        "Without a declared field, a lawful restriction looks like discrimination, and an unlawful one goes unseen.",
        exceptions="`foreign nationals` in general, which an annex for them repeats in every row. "
        "The word is a guess: where it is another person's nationality and not the applicant's, waive the advice.",
    ),
    fa=Page(
        summary="عنوان خدمتی تابعیتی را نام می‌برد و ردیف آن «eligibility» ندارد.",
        why="رفتار یکسان میان کسانی است که مشمول خدمت‌اند. "
        "بدون فیلد تعیین‌کننده، محدودیت قانونی به تبعیض می‌ماند و محدودیت غیرقانونی دیده نمی‌شود.",
        exceptions="«اتباع خارجی» به طور کلی، که در پیوست مربوط به آنان در هر ردیف می‌آید. "
        "این واژه تنها حدس است: اگر تابعیت کس دیگری جز متقاضی است، از توصیه چشم بپوشید.",
    ),
)
