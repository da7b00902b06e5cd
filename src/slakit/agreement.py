"""Agreements as typed documents: parties, clauses, norms. Their term stands in `slakit.term`, their services in `slakit.annex`.

These are the documents as written, validated and frozen; they know nothing of files. `slakit.loading` reads them.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from slakit.models import (
    ClauseId,
    DayText,
    EventRef,
    FieldRef,
    Identifier,
    Language,
    Model,
    PartyId,
    ServiceId,
    Words,
    said,
)
from slakit.norms import Norm
from slakit.rules import AnyNorm
from slakit.selectors import Matching, RecordSelector, Where
from slakit.term import TermText


class Party(Model):
    """Somebody who owes or is owed something."""

    party: Annotated[Identifier, said("its id", "شناسهٔ طرف")]
    role: Annotated[
        Literal["provider", "recipient", "unit", "third-body"],
        said("what it is in the agreement; nothing is charged to the provider that a third body owes", "نقش"),
    ]
    part_of: Annotated[PartyId | None, said("the party that it is a unit of", "جزئی از کدام طرف است")] = None
    acts_as: Annotated[
        Literal["signatory", "arbiter"] | None, said("a special part it plays", "سِمَت ویژه")
    ] = None
    name: Annotated[Words, said("its name", "نام")]
    clause: Annotated[ClauseId, said("the clause that names it", "بندی که آن را نام می‌برد")]


class Citation(Model):
    """How the agreement cites a law: number, day and what it takes the day for."""

    number: Annotated[str | None, said("the number as cited", "شماره چنان‌که آمده")] = None
    provision: Annotated[str | None, said("the provision as cited", "ماده چنان‌که آمده")] = None
    day: Annotated[DayText | None, said("the day as cited", "تاریخ چنان‌که آمده")] = None
    as_: Annotated[
        Literal["approved", "notified", "in-force"] | None,
        said("what the day is said to be", "این تاریخ چه خوانده شده"),
    ] = None


class Authority(Model):
    """A law in the register of authorities: what the register knows of it, and how the agreement cites it."""

    authority: Annotated[Identifier, said("its id", "شناسه")]
    title: Annotated[Words, said("its title", "عنوان")]
    number: Annotated[str | None, said("its official number", "شمارهٔ رسمی")] = None
    provision: Annotated[str | None, said("the provision meant", "ماده یا بند")] = None
    approved: Annotated[DayText | None, said("when it was approved", "تاریخ تصویب")] = None
    notified: Annotated[DayText | None, said("when it was notified", "تاریخ ابلاغ")] = None
    in_force: Annotated[DayText | None, said("when it came into force", "تاریخ لازم‌الاجرا شدن")] = None
    cited_as: Annotated[
        Citation | None, said("how the agreement cites it; a neighbour is not cited", "چگونه استناد شده")
    ] = None
    clause: Annotated[ClauseId, said("the clause that cites it, or that it bears on", "بند مربوط")]
    note: Annotated[Words | None, said("a remark", "یادداشت")] = None


class PrecededBy(Model):
    """An event that came before, and matches."""

    event: Annotated[EventRef, said("the event type", "نوع رویداد")]
    where: Annotated[Where, Field(json_schema_extra={"x-of": "event"})] = {}
    matching: Annotated[Matching, Field(json_schema_extra={"x-ours": "of", "x-theirs": "event"})] = ()


class Sign(Model):
    """One sign of a fact: fields of the record that fit, or an event that came before."""

    where: Annotated[Where, Field(json_schema_extra={"x-of": "of"})] = {}
    preceded_by: Annotated[
        PrecededBy | None, said("an event that came before", "رویدادی که پیش از آن آمده")
    ] = None


class Fact(Model):
    """How a yes-or-no field of a record is established: what proves it, what rules it out; else it is not known.

    Norms that ask for the field get the established fact, not the label that was written into the log.
    """

    fact: Annotated[
        FieldRef,
        Field(json_schema_extra={"x-of": "of", "x-holds": "holds-boolean"}),
        said("the field that is established", "فیلدی که احراز می‌شود"),
    ]
    of: Annotated[RecordSelector, Field(json_schema_extra={"x-selects": "of"}), said("the record", "سند")]
    holds_when: Annotated[
        tuple[Sign, ...],
        Field(min_length=1),
        said("any of these proves it", "هر یک از این‌ها آن را ثابت می‌کند"),
    ]
    fails_when: Annotated[
        tuple[Sign, ...],
        Field(min_length=1),
        said("any of these rules it out", "هر یک از این‌ها آن را رد می‌کند"),
    ]
    choice: Annotated[
        str | None,
        Field(json_schema_extra={"x-refers-to": "choice"}),
        said("the interpretation choice it carries out", "گزینهٔ تفسیر"),
    ] = None


class Taken(Model):
    """The option that the agreement takes for an interpretation choice, and why."""

    choice: Annotated[
        Identifier,
        said("the choice: one of the library's, or one declared here with its `options`", "گزینهٔ تفسیر"),
    ]
    takes: Annotated[Identifier, said("the option taken", "گزینهٔ انتخاب‌شده")]
    options: Annotated[
        tuple[Identifier, ...], said("all options, for a choice of this agreement's own", "همهٔ گزینه‌ها")
    ] = ()
    ground: Annotated[Words, said("the legal ground", "مبنای حقوقی")]
    clauses: Annotated[tuple[ClauseId, ...], said("the clauses that it bears on", "بندهای مربوط")] = ()


class Conflict(Model):
    """Another clause that says otherwise, which one prevails, and for what."""

    clause: Annotated[ClauseId, said("the other clause", "بند دیگر")]
    prevails: Annotated[ClauseId, said("the clause that prevails", "بندی که مقدم است")]
    for_: Annotated[Words, said("for what", "برای چه")]


class Definition(Model):
    """A term that a clause defines."""

    term: Annotated[Identifier, said("its id", "شناسهٔ اصطلاح")]
    fa: Annotated[str | None, said("the word in the Persian text", "واژه در متن فارسی")] = None
    en: Annotated[str | None, said("the word in English", "واژه به انگلیسی")] = None
    word: Annotated[
        Words | None,
        said(
            "the word in other languages, such as `{fr: prestataire}`",
            "واژه به زبان‌های دیگر، مانند {fr: prestataire}",
        ),
    ] = None
    means: Annotated[Words, said("what it means", "معنا")]
    party: Annotated[PartyId | None, said("the party that it names", "طرفی که نام می‌برد")] = None
    used_by: Annotated[
        tuple[ClauseId, ...], said("the clauses that use it", "بندهایی که آن را به کار می‌برند")
    ] = ()
    unused: Annotated[Words | None, said("why no clause uses it", "چرا هیچ بندی به کارش نمی‌برد")] = None
    conflicts_with: Annotated[Conflict | None, said("a clause that says otherwise", "بند ناسازگار")] = None
    month_days: Annotated[
        int | None,
        Field(ge=28, le=31),
        said("how many days a month is taken to have", "هر ماه چند روز فرض می‌شود"),
    ] = None
    year_days: Annotated[
        int | None,
        Field(ge=360, le=366),
        said("how many days a year is taken to have", "هر سال چند روز فرض می‌شود"),
    ] = None

    @property
    def words(self) -> dict[str, str]:
        """The word in each language that it is given in."""
        own = {"fa": self.fa, "en": self.en, **(self.word or {})}
        return {language: word for language, word in own.items() if word}


class Clause(Model):
    """A run of the signed text, and exactly one of: what it demands, what it defines, why it is not checked.

    A `heading` is text that only names what follows; everything else is a `clause`.
    """

    clause: Annotated[str | None, said("its number", "شمارهٔ بند", format="clause-number")] = None
    heading: Annotated[str | None, said("the id of a heading", "شناسهٔ عنوان", format="heading-id")] = None
    text: Annotated[
        Words,
        said("the signed text, byte for byte, and its translations", "متن امضاشده، بی‌کم‌وکاست، و ترجمه‌ها"),
    ]
    norms: Annotated[
        tuple[AnyNorm, ...] | None,
        Field(min_length=1),
        said("what it demands, permits or reports", "الزام‌ها"),
    ] = None
    defines: Annotated[
        tuple[Definition, ...] | None, Field(min_length=1), said("what it defines", "تعریف‌ها")
    ] = None
    not_checkable: Annotated[
        Words | None, said("why nothing of it is checked", "چرا چیزی از آن سنجیده نمی‌شود")
    ] = None
    note: Annotated[Words | None, said("a remark", "یادداشت")] = None


class WaivedWhere(Model):
    """What a waiver is limited to; a fault must fit every key that is written."""

    clause: Annotated[
        str | None,
        Field(json_schema_extra={"x-refers-to": "passage", "format": "clause-number"}),
        said("the clause or the heading", "بند یا عنوان"),
    ] = None
    party: Annotated[PartyId | None, said("the party", "طرف")] = None
    norm: Annotated[
        str | None, Field(json_schema_extra={"x-refers-to": "norm"}), said("the norm", "الزام")
    ] = None
    service: Annotated[ServiceId | None, said("the service", "خدمت")] = None
    authority: Annotated[
        str | None,
        Field(json_schema_extra={"x-refers-to": "authority"}),
        said("the cited law", "مستند قانونی"),
    ] = None
    term: Annotated[
        str | None, Field(json_schema_extra={"x-refers-to": "definition"}), said("the defined term", "اصطلاح")
    ] = None


class Waiver(Model):
    """A lint rule that is set aside here: why, who approved it, and until when; after that day it counts again."""

    rule: Annotated[Identifier, said("the lint rule", "قاعدهٔ بازبینی")]
    where: Annotated[
        WaivedWhere | None, said("what it is limited to; without it, the whole edition", "محدود به کجا")
    ] = None
    reason: Annotated[Words, said("why the fault may stand", "چرا این ایراد می‌تواند بماند")]
    approved_by: Annotated[
        PartyId | Words,
        said(
            "the party that approved it, or who else did, in words by language",
            "طرفی که آن را پذیرفته است، یا به هر زبان نام کسی دیگر که پذیرفته است",
        ),
    ]
    until: Annotated[DayText, said("the last day that it counts", "واپسین روز اعتبار آن")]


class Approval(Model):
    """A change from the edition before that was approved: which one exactly, why, by whom, and until when.

    `slakit diff` shows the change that it names; another one, or the same one carried further, has another name.
    """

    change: Annotated[
        str,
        Field(json_schema_extra={"format": "fingerprint"}),
        said("the change, as `slakit diff` shows it", "تغییر، چنان‌که slakit diff نشان می‌دهد"),
    ]
    subject: Annotated[
        Literal[
            "norm",
            "service",
            "term",
            "definition",
            "fact",
            "choice",
            "vocabulary",
            "calendar",
            "setting",
            "party",
            "clause",
            "authority",
        ],
        said("what changed", "چه چیزی تغییر کرده"),
    ]
    name: Annotated[str, Field(min_length=1), said("its name", "نام آن")]
    strength: Annotated[
        Literal["weaker", "perhaps-weaker", "incomparable", "unclear", "stronger", "equal"],
        said("what the change was found to be", "نتیجهٔ مقایسه"),
    ]
    reason: Annotated[Words, said("why it may be so", "چرا این تغییر پذیرفته شده")]
    approved_by: Annotated[PartyId, said("the party that approved it", "طرفی که آن را پذیرفته است")]
    until: Annotated[DayText, said("the last day that it counts", "واپسین روز اعتبار آن")]


class SourceText(Model):
    """The signed text as a file beside the agreement, and its SHA-256."""

    file: Annotated[str, said("the file", "فایل متن")]
    sha256: Annotated[str, Field(json_schema_extra={"format": "sha256"}), said("its digest", "چکیدهٔ SHA-256")]


class Agreement(Model):
    """An edition of a service level agreement: text, parties, term, definitions, clauses with norms."""

    document: Annotated[
        Literal["agreement/v1"], said("which document this is, and its version", "نوع سند و نسخهٔ قالب آن")
    ]
    agreement: Annotated[Identifier, said("the agreement, the same in all editions", "شناسهٔ توافق‌نامه")]
    edition: Annotated[str, said("the edition, in quotes", "ویرایش، در علامت نقل قول", format="edition")]
    title: Annotated[Words, said("its title", "عنوان")]
    language: Annotated[Language, said("the authoritative language", "زبان معتبر")]
    calendar: Annotated[Literal["jalali", "gregorian"], said("the calendar that days are shown in", "تقویم")]
    time_zone: Annotated[
        str,
        Field(json_schema_extra={"format": "time-zone"}),
        said("the time zone of its local times", "منطقهٔ زمانی"),
    ]
    vocabulary: Annotated[
        str,
        said("the vocabulary: a shipped one such as `e-government-portal/v1`, or a file beside it", "واژگان"),
    ]
    services: Annotated[str, said("the file of the annex", "فایل پیوست خدمات")]
    calendars: Annotated[
        dict[Identifier, str],
        said(
            "the working calendars by the name that durations give them: shipped ones, or files beside the agreement",
            "تقویم‌های کاری با نامی که در مهلت‌ها می‌آید",
        ),
    ] = {}
    source: Annotated[SourceText | None, said("the signed text as a file", "متن امضاشده")] = None
    parties: Annotated[tuple[Party, ...], Field(min_length=1), said("the parties", "طرف‌ها")]
    term: Annotated[TermText, said("the time in which the agreement binds", "مدت اعتبار توافق‌نامه")]
    authorities: Annotated[
        tuple[Authority, ...], said("the register of authorities", "فهرست مستندات قانونی")
    ] = ()
    facts: Annotated[tuple[Fact, ...], said("how facts are established", "شیوهٔ احراز امور")] = ()
    interpretation: Annotated[tuple[Taken, ...], said("interpretation choices", "گزینه‌های تفسیر")] = ()
    waivers: Annotated[
        tuple[Waiver, ...],
        said("lint rules that are set aside, each with reason, approver and last day", "چشم‌پوشی‌ها"),
    ] = ()
    approvals: Annotated[
        tuple[Approval, ...],
        said(
            "changes from the edition before that were approved, each with reason, approver and last day",
            "تغییرهای پذیرفته‌شده نسبت به ویرایش پیش",
        ),
    ] = ()
    clauses: Annotated[
        tuple[Clause, ...], Field(min_length=1), said("the text, clause by clause", "متن، بند به بند")
    ]

    def clause(self, number: str) -> Clause:
        """The clause with this number; raises `KeyError` if there is none."""
        for clause in self.clauses:
            if clause.clause == number:
                return clause
        raise KeyError(number)

    def norms(self) -> Iterator[tuple[Clause, Norm]]:
        """Every norm with its clause, in the order of the text."""
        for clause in self.clauses:
            for norm in clause.norms or ():
                yield clause, norm
