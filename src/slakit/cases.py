"""Cases: small stories with the findings that a careful lawyer expects of them."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from slakit.models import EventRef, Identifier, Model, TimeText, Words, said


class CaseEvent(Model):
    """An event of a case: when, what, and beside it the fields that the vocabulary declares for it."""

    model_config = ConfigDict(extra="allow")

    at: Annotated[TimeText, said("when it happened", "زمان رویداد")]
    event: Annotated[EventRef, said("the event type", "نوع رویداد")]
    recorded: Annotated[
        TimeText | None, said("when it became known, if later", "زمان معلوم شدن، اگر دیرتر است")
    ] = None
    id: Annotated[str | None, said("its id; without one, `e1`, `e2` … in order", "شناسهٔ رویداد")] = None


class Expectation(Model):
    """What is expected of one occasion of a norm, or, with `others`, of all that no other line names."""

    norm: Annotated[str, Field(json_schema_extra={"x-refers-to": "norm"}), said("the norm", "الزام")]
    occasion: Annotated[dict[str, str], said("the occasion, or enough of it to tell it apart", "مورد")] = {}
    others: Annotated[bool, said("every other occasion of this norm", "همهٔ موردهای دیگر این الزام")] = False
    outcome: Annotated[
        Literal["fulfilled", "violated", "pending", "undetermined", "not-applicable"],
        said("the outcome", "نتیجه"),
    ]
    grade: Annotated[
        Literal["breach", "presumption", "review", "advisory"] | None, said("the grade", "درجه")
    ] = None
    reason: Annotated[str | None, said("the reason", "دلیل")] = None


class Case(Model):
    """A story: what happened, when it is judged, and the findings expected."""

    case: Annotated[Identifier, said("its id", "شناسهٔ مورد")]
    story: Annotated[str | None, said("the number of the story it comes from", "شمارهٔ داستان")] = None
    title: Annotated[Words, said("what happens, in one sentence", "ماجرا در یک جمله")]
    why: Annotated[Words | None, said("why the outcome is what it is", "چرا نتیجه چنین است")] = None
    at: Annotated[
        TimeText | None, said("when it is judged; without it, when the term has ended", "زمان داوری")
    ] = None
    known_at: Annotated[TimeText | None, said("with what was known then", "با آنچه تا آن زمان معلوم بود")] = (
        None
    )
    events: Annotated[tuple[CaseEvent, ...], said("what happened", "رویدادها")] = ()
    expect: Annotated[
        tuple[Expectation, ...], Field(min_length=1), said("the findings expected", "یافته‌های مورد انتظار")
    ]


class CaseFile(Model):
    """The cases of an edition, or of a rule kind."""

    document: Annotated[
        Literal["cases/v1"], said("which document this is, and its version", "نوع سند و نسخهٔ قالب آن")
    ]
    title: Annotated[Words | None, said("what the cases are of", "موضوع")] = None
    given: Annotated[
        dict[str, dict[str, object]],
        said(
            "what every event of a type says unless a case says otherwise",
            "آنچه هر رویداد از یک نوع در بر دارد مگر موردی خلاف آن بگوید",
        ),
    ] = {}
    cases: Annotated[tuple[Case, ...], Field(min_length=1), said("the cases", "موردها")]
