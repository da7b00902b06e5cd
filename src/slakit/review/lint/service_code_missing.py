"""A service of the annex without its national code."""

from collections.abc import Iterator

from slakit.consistency.telling import Telling
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    if edition.data.get("calendar") != "jalali":
        return
    told = Telling(edition.annex)
    missing = [(path, str(service["service"])) for path, service in edition.services if "code" not in service]
    if len(missing) == len(edition.services) > 1:
        yield told.fault_at_key(RULE.name, ("services",), count=len(missing))
        return
    for path, service in missing:
        yield told.fault(RULE.name, (*path, "service"), service=service)


RULE = Rule(
    name="service-code-missing",
    severity="advice",
    check=_check,
    avoid="- {service: talks, row: 3, title: {fa: نشست‌ها, en: Talks}}",
    prefer='- {service: talks, row: 3, code: "10031076002", title: {fa: نشست‌ها, en: Talks}}',
    en=Page(
        summary="A row of the annex has no national service code.",
        why="Titles change from edition to edition and from site to site; the code says which service is meant. "
        "Logs of other systems name services by it.",
        exceptions="Where no row has a code, it is told once, at the annex. "
        "The codes are those of Iran's official list: of an agreement in another calendar nothing is told.",
    ),
    fa=Page(
        summary="ردیفی از پیوست کد ملی خدمت ندارد.",
        why="عنوان خدمت از ویرایشی به ویرایش دیگر و از سایتی به سایت دیگر تغییر می‌کند؛ کد می‌گوید کدام خدمت منظور است. "
        "سامانه‌های دیگر خدمت را با آن نام می‌برند.",
        exceptions="اگر هیچ ردیفی کد نداشته باشد، یک بار و برای کل پیوست گفته می‌شود. "
        "کدها از فهرست رسمی خدمات ایران است: دربارهٔ توافق‌نامه‌ای با تقویم دیگر چیزی گفته نمی‌شود.",
    ),
)
