"""The term of an agreement as it is written: its days, what proves that it stood, and what renews it."""

from typing import Annotated

from pydantic import Field

from slakit.models import ClauseId, DayText, EventRef, FieldRef, Model, Words, said
from slakit.selectors import EventSelector, Where


class InferredDay(Model):
    """A first day that the text does not give, and why this one is taken."""

    inferred: Annotated[DayText, said("the day taken", "روز استنباط‌شده")]
    why: Annotated[Words, said("the ground of the inference", "دلیل استنباط")]


class Renewing(Model):
    """The event that renews this very agreement, and its fields for the renewed span."""

    event: Annotated[EventRef, said("the event type", "نوع رویداد")]
    from_: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "event", "x-holds": "holds-day"}),
        said("the field with the first day", "فیلد نخستین روز"),
    ]
    until: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "event", "x-holds": "holds-last-day"}),
        said("the field with the last day", "فیلد واپسین روز"),
    ]
    covers: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "event", "x-holds": "list-of-service"}),
        said(
            "the field with the services for which it is renewed; without it, or where it is not recorded, all",
            "فیلد خدماتی که تمدید می‌شود؛ اگر نباشد یا ثبت نشده باشد، همهٔ خدمات",
        ),
    ] = None


class Proving(EventSelector):
    """An event that proves that the agreement stood, and its fields for the span in which it has effect."""

    valid_when: Annotated[
        Where,
        Field(json_schema_extra={"x-of": "event"}),
        said(
            "what it must say to prove that, such as who signed; another proves nothing, one that is open only if no valid one is recorded",
            "آنچه باید بگوید تا آن را ثابت کند، مانند امضاکننده؛ وگرنه چیزی ثابت نمی‌کند، و اگر معلوم نباشد تنها در نبود سندی معتبر به حساب می‌آید",
        ),
    ] = {}
    from_: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "event", "x-holds": "holds-day"}),
        said(
            "the field with the first day of the effect; without it, or where it is not recorded, the event's own time counts",
            "فیلد نخستین روز اعتبار؛ اگر نباشد یا ثبت نشده باشد، زمان خود رویداد به حساب می‌آید",
        ),
    ] = None
    until: Annotated[
        FieldRef | None,
        Field(json_schema_extra={"x-of": "event", "x-holds": "holds-last-day"}),
        said("the field with the last day of the effect", "فیلد واپسین روز اعتبار"),
    ] = None


class TermText(Model):
    """The time in which the agreement binds; the last day belongs to it."""

    from_: Annotated[
        DayText | InferredDay, said("the first day, or the one inferred", "نخستین روز، یا روز استنباط‌شده")
    ]
    until: Annotated[
        DayText,
        Field(json_schema_extra={"x-not-before": "from"}),
        said("the last day, inclusive", "واپسین روز (جزو دوره)"),
    ]
    clause: Annotated[ClauseId, said("the clause that says so", "بندی که چنین می‌گوید")]
    proof: Annotated[
        tuple[Proving, ...],
        said(
            "events that prove that the agreement stood; before the first of them an inferred start is not proved",
            "رویدادهایی که برقراری توافق‌نامه را ثابت می‌کنند",
        ),
    ] = ()
    renewed_by: Annotated[
        Renewing | None, said("the event that renews this very agreement", "رویداد تمدید همین توافق‌نامه")
    ] = None

    @property
    def first_day(self) -> str:
        """The first day, written or inferred."""
        return self.from_.inferred if isinstance(self.from_, InferredDay) else self.from_
