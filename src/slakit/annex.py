"""The annex of an agreement as a typed document: its services."""

from typing import Annotated, Literal

from pydantic import Field

from slakit.models import FieldRef, Identifier, Model, Words, said


class Eligibility(Model):
    """A service that is for some only: the field that decides, and why."""

    field: Annotated[FieldRef, said("the deciding field", "فیلد تعیین‌کننده")]
    why: Annotated[Words, said("why", "چرا")]


class Service(Model):
    """One row of the annex."""

    service: Annotated[Identifier, said("its id", "شناسهٔ خدمت")]
    row: Annotated[int, Field(ge=1), said("its row in the annex", "ردیف پیوست")]
    code: Annotated[
        str | None,
        Field(json_schema_extra={"format": "service-code"}),
        said("the national service code, in quotes", "کد ملی خدمت"),
    ] = None
    title: Annotated[Words, said("its title in the annex", "عنوان در پیوست")]
    office: Annotated[
        Words | None, said("its office, if it is another than the annex names", "دفتر، اگر فرق دارد")
    ] = None
    eligibility: Annotated[
        Eligibility | None, said("whom it is for, if not for all", "برای چه کسانی است")
    ] = None
    note: Annotated[Words | None, said("a remark", "یادداشت")] = None


class Annex(Model):
    """The services of an edition."""

    document: Annotated[
        Literal["services/v1"], said("which document this is, and its version", "نوع سند و نسخهٔ قالب آن")
    ]
    agreement: Annotated[Identifier, said("the agreement", "توافق‌نامه")]
    edition: Annotated[str, said("the edition, in quotes", "ویرایش", format="edition")]
    office: Annotated[Words | None, said("the office of every row", "دفتر همهٔ ردیف‌ها")] = None
    services: Annotated[
        tuple[Service, ...], Field(min_length=1), said("the rows of the annex", "ردیف‌های پیوست")
    ]
