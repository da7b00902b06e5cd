"""The documents that slakit exchanges with other systems: events as CloudEvents JSON, findings and faults as JSON."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, WithJsonSchema

from slakit.models import Model, said

Instant = Annotated[str, Field(json_schema_extra={"format": "instant"})]
"""An instant as RFC 3339 text in UTC, to the microsecond where needed."""


_A_NAME: Final = Field(
    min_length=1, json_schema_extra={"not": {"pattern": "[\\u0000-\\u001f\\u007f-\\u009f]"}}
)
_JSON_CONTENT: Final = (
    r"^\s*[Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]/([A-Za-z0-9.-]+\+)?[Jj][Ss][Oo][Nn]\s*(;|$)"
)


class CloudEvent(Model):
    """An event in the structured JSON form of CloudEvents 1.0, with the extension `recordedtime`.

    `source` and `id` together identify the event; `time` is when it happened, `recordedtime` when it became known.
    `null` stands for nothing.
    """

    model_config = ConfigDict(extra="allow", alias_generator=None)

    specversion: Annotated[Literal["1.0"], said("the version of CloudEvents", "نسخهٔ CloudEvents")]
    id: Annotated[str, _A_NAME, said("tells it from others of its source", "شناسه")]
    source: Annotated[str, _A_NAME, said("where it comes from", "منبع")]
    type: Annotated[str, _A_NAME, said("its type in the vocabulary", "نوع رویداد در واژگان")]
    time: Annotated[
        str,
        Field(min_length=1),
        said("when it happened: RFC 3339, or a local time of the agreement's zone", "زمان رویداد"),
    ]
    recordedtime: Annotated[
        str | None,
        WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "null"}]}),
        said("when it became known; without it, when it happened", "زمان معلوم شدن"),
    ] = None
    datacontenttype: Annotated[
        str | None,
        WithJsonSchema({"anyOf": [{"type": "string", "pattern": _JSON_CONTENT}, {"type": "null"}]}),
        said("what `data` is written in: JSON alone is read", "قالب فیلدها: تنها «JSON» خوانده می‌شود"),
    ] = None
    data_base64: Annotated[
        None, said("fields in base64 are not read", "فیلدهای کدگذاری‌شده خوانده نمی‌شوند")
    ] = None
    data: Annotated[
        dict[str, object] | None,
        WithJsonSchema({"anyOf": [{"type": "object", "additionalProperties": True}, {"type": "null"}]}),
        said("the fields of its type", "فیلدها"),
    ] = None


class EvidenceDocument(Model):
    """An event that a finding rests on."""

    role: Annotated[str, said("the part it plays", "نقش")]
    source: Annotated[str, said("its source", "منبع")]
    id: Annotated[str, said("its id", "شناسه")]
    type: Annotated[str, said("its type", "نوع")]
    time: Annotated[Instant, said("when it happened", "زمان")]
    recorded: Annotated[Instant, said("when it became known", "زمان معلوم شدن")]


class CureDocument(Model):
    """The smallest change that would have fulfilled the norm."""

    change: Annotated[str, said("what would have to change", "چه تغییری")]
    value: Annotated[int | str, said("to what", "به چه")]


class Basis(Model):
    """What a finding was judged by and when: the same for all findings of one run."""

    agreement: Annotated[str, said("the agreement", "توافق‌نامه")]
    edition: Annotated[str, said("its edition", "ویرایش")]
    digest: Annotated[
        str, said("SHA-256 of agreement, annex, vocabulary and calendars in canonical JSON", "چکیده")
    ]
    at: Annotated[Instant, said("the instant of judging", "زمان داوری")]
    known_at: Annotated[
        Instant | None,
        said("what was recorded by then counts; without it, everything", "با آنچه تا آن زمان معلوم بود"),
    ] = None
    time_zone: Annotated[str, said("the zone of local times", "منطقهٔ زمانی")]
    time_zone_data: Annotated[str, said("the version of the time-zone data", "نسخهٔ دادهٔ منطقهٔ زمانی")]


class FindingDocument(Model):
    """A finding as slakit writes it: facts, figures, and sentences in both languages.

    In `figures` and `cures`, instants are RFC 3339 text, lengths of time microseconds, and money rial.
    """

    id: Annotated[str, said("stable: norm and occasion", "شناسهٔ پایدار")]
    norm: Annotated[str, said("the norm", "الزام")]
    clause: Annotated[str, said("its clause", "بند")]
    rule: Annotated[str, said("its rule kind", "نوع قاعده")]
    outcome: Annotated[
        Literal["fulfilled", "violated", "pending", "undetermined", "not-applicable"],
        said("the outcome", "نتیجه"),
    ]
    grade: Annotated[
        Literal["breach", "presumption", "review", "advisory"] | None, said("the grade", "درجه")
    ] = None
    reason: Annotated[str, said("the reason, a word of the rule kind", "دلیل")]
    bearer: Annotated[str, said("who owed it", "مکلف")]
    towards: Annotated[str | None, said("to whom", "در برابر")] = None
    occasion: Annotated[dict[str, str], said("what it is about", "مورد")]
    time: Annotated[Instant, said("the instant of the occasion", "زمان")]
    figures: Annotated[dict[str, int | str], said("the arithmetic", "ارقام")]
    evidence: Annotated[tuple[EvidenceDocument, ...], said("the events that prove it", "مستندات")]
    cures: Annotated[
        tuple[CureDocument, ...], said("what would have fulfilled it", "چه چیزی آن را برآورده می‌کرد")
    ]
    choices: Annotated[
        tuple[str, ...], said("interpretation choices used, as name=option@version", "گزینه‌های تفسیر")
    ]
    calendars: Annotated[
        tuple[str, ...], said("working calendars that it counts by, as name@digest", "تقویم‌های کاری")
    ] = ()
    tainted: Annotated[
        tuple[str, ...],
        said(
            "lines set aside that could have changed it, the first hundred at most",
            "سطرهای کنارگذاشته که می‌توانست آن را تغییر دهد؛ حداکثر صد سطر نخست",
        ),
    ]
    text: Annotated[dict[str, str], said("the signed text of the clause and its translations", "متن بند")]
    sentence: Annotated[dict[str, str], said("the finding as a sentence, by language", "یافته به زبان روشن")]
    basis: Annotated[Basis, said("what it was judged by", "مبنای داوری")]


Line = Annotated[int, Field(ge=1)]
"""A line or a column, from 1; columns count characters (code points)."""
Fingerprint = Annotated[str, Field(json_schema_extra={"format": "sha256"})]


class FaultDocument(Model):
    """A fault of a document: what is wrong and where, as raw values and in words.

    The end of a place is exclusive. A fault of no place has none of the keys of a place.
    """

    rule: Annotated[str, said("what is wrong, a word", "نوع ایراد")]
    severity: Annotated[Literal["error", "warning", "advice"], said("how grave it is", "شدت")]
    fingerprint: Annotated[
        Fingerprint,
        said("stays when lines, wording or language change", "با تغییر سطر، عبارت یا زبان تغییر نمی‌کند"),
    ]
    file: Annotated[
        str | None, said("the file, relative to the working folder", "فایل، نسبت به پوشهٔ جاری")
    ] = None
    line: Annotated[Line | None, said("its line, from 1", "سطر، از ۱")] = None
    column: Annotated[Line | None, said("its column, from 1, in characters", "ستون، از ۱، به نویسه")] = None
    end_line: Annotated[Line | None, said("the line in which it ends", "سطر پایان")] = None
    end_column: Annotated[
        Line | None, said("the column after its last character", "ستون پس از واپسین نویسه")
    ] = None
    path: Annotated[
        tuple[str, ...],
        said("the way to the place by keys and ids", "نشانی جای ایراد با کلیدها و شناسه‌ها"),
    ]
    clause: Annotated[str | None, said("the clause that it lies in", "بندی که در آن است")] = None
    arguments: Annotated[dict[str, int | str], said("the raw values of the message", "مقدارهای خام پیام")]
    message: Annotated[dict[str, str], said("what is wrong, by language", "شرح ایراد، به هر زبان")]
    help: Annotated[dict[str, str], said("how it is cured, by language", "راه رفع ایراد، به هر زبان")]


class WaivedFault(FaultDocument):
    """A fault that a waiver of the agreement sets aside."""

    reason: Annotated[dict[str, str], said("why it may stand, by language", "چرا می‌تواند بماند، به هر زبان")]
    approved_by: Annotated[
        str | dict[str, str],
        said(
            "the party that approved it, or who else did, by language",
            "طرفی که آن را پذیرفته است، یا به هر زبان نام کسی دیگر که پذیرفته است",
        ),
    ]
    until: Annotated[str, said("the last day that it is set aside", "واپسین روز چشم‌پوشی")]


class KnownFault(Model):
    """A fault as a baseline remembers it."""

    fingerprint: Annotated[Fingerprint, said("by what it is known again", "اثر انگشت")]
    rule: Annotated[str, said("what was wrong", "نوع ایراد")]
    file: Annotated[str, said("the file", "فایل")]
    path: Annotated[tuple[str, ...], said("the way to its place", "نشانی جای آن")]


class ComparedDocument(Model):
    """What a baseline had to do with the faults."""

    known: Annotated[
        tuple[Fingerprint, ...],
        said("faults that it knows; they are not listed", "ایرادهای شناخته‌شده که فهرست نشده‌اند"),
    ]
    stale: Annotated[
        tuple[KnownFault, ...], said("entries that no longer occur", "مدخل‌هایی که دیگر یافت نمی‌شوند")
    ]


class FaultReport(Model):
    """What `slakit validate --format json` writes: the documents that were looked at, and every fault in them."""

    documents: Annotated[tuple[str, ...], said("the files that were looked at", "فایل‌های بررسی‌شده")]
    faults: Annotated[tuple[FaultDocument, ...], said("their faults, in file order", "ایرادهای آن‌ها")]
    waived: Annotated[
        tuple[WaivedFault, ...],
        said("faults that waivers set aside; they are not counted", "ایرادهایی که از آن‌ها چشم‌پوشی شده است"),
    ]
    baseline: Annotated[
        ComparedDocument | None,
        said("only if a baseline was given", "تنها اگر فهرست ایرادهای شناخته‌شده داده شده باشد"),
    ] = None


# --- two editions compared ------------------------------------------------------------------------------------------


class ComparedEdition(Model):
    """One of the two editions."""

    agreement: Annotated[str, said("the agreement", "توافق‌نامه")]
    edition: Annotated[str, said("its edition", "ویرایش")]
    digest: Annotated[str, Field(json_schema_extra={"format": "sha256"}), said("its digest", "چکیده")]


class ChangedPart(Model):
    """A part that differs, as each edition writes it; what is not written there is left out."""

    name: Annotated[str, said("the key", "کلید")]
    old: Annotated[object, said("what it was", "مقدار پیشین")] = None
    new: Annotated[object, said("what it is", "مقدار تازه")] = None
    relation: Annotated[
        Literal["equal", "stronger", "weaker", "apart"], said("how the new one stands to the old one", "نسبت")
    ]


class BornUpon(Model):
    """A norm that a changed definition, service or reading bears on."""

    norm: Annotated[str, said("the norm", "الزام")]
    relation: Annotated[Literal["equal", "stronger", "weaker", "apart"], said("how it stands then", "نسبت")]


class FoundOfWitness(Model):
    """What an edition finds of a log."""

    id: Annotated[str, said("the finding", "شناسهٔ یافته")]
    outcome: Annotated[str, said("its outcome", "نتیجه")]
    grade: Annotated[str | None, said("its grade", "درجه")] = None
    reason: Annotated[str, said("its reason", "دلیل")]
    sentence: Annotated[dict[str, str], said("in words, by language", "به زبان روشن")]


class WitnessDocument(Model):
    """A log that one edition finds violated and the other does not, as CloudEvents, and what both find of it."""

    norm: Annotated[str, said("the norm", "الزام")]
    at: Annotated[str, said("as of when it was judged, RFC 3339", "زمان داوری")]
    events: Annotated[tuple[dict[str, object], ...], said("the events, as CloudEvents", "رویدادها")]
    old: Annotated[tuple[FoundOfWitness, ...], said("what the one that finds it violated finds", "یافته‌ها")]
    new: Annotated[tuple[FoundOfWitness, ...], said("what the other one finds", "یافته‌های دیگری")]


class ApprovalDocument(Model):
    """An approval of the new agreement."""

    change: Annotated[str, said("the change", "نام تغییر")]
    subject: Annotated[str, said("what changed", "چه چیزی تغییر کرده")]
    name: Annotated[str, said("its name", "نام آن")]
    strength: Annotated[str, said("its strength", "قوت")]
    reason: Annotated[dict[str, str], said("why, by language", "دلیل")]
    approved_by: Annotated[str, said("who approved it", "چه کسی پذیرفته است")]
    until: Annotated[str, said("the last day that it counts", "واپسین روز اعتبار")]


class ChangeDocument(Model):
    """One change of an agreement, how strong the new is beside the old, and what shows it."""

    subject: Annotated[str, said("what changed: a norm, a service, the term …", "چه چیزی تغییر کرده")]
    name: Annotated[str, said("its name", "نام آن")]
    kind: Annotated[
        Literal["changed", "reworded", "renamed", "moved", "added", "removed"],
        said("how it changed", "نوع تغییر"),
    ]
    strength: Annotated[
        Literal["equal", "stronger", "weaker", "perhaps-weaker", "incomparable", "unclear"],
        said("how strong the new is beside the old", "قوت"),
    ]
    ground: Annotated[
        Literal["order", "witness", "search", "bearer", "binding", "side", "text"],
        said("what that rests on", "مبنا"),
    ]
    recipients: Annotated[
        Literal["better", "worse", "same", "open"], said("what it is to the recipients", "برای گیرندگان")
    ]
    provider: Annotated[
        Literal["better", "worse", "same", "open"], said("what it is to the provider", "برای ارائه‌دهنده")
    ]
    change: Annotated[str, said("its name in an approval", "نام آن در پذیرش")]
    parts: Annotated[tuple[ChangedPart, ...], said("what differs", "آنچه فرق دارد")]
    effects: Annotated[tuple[BornUpon, ...], said("the norms that it bears on", "الزام‌هایی که اثر می‌پذیرند")]
    searched: Annotated[int, Field(ge=0), said("how many logs were judged", "شمار گزارش‌های سنجیده")]
    sentence: Annotated[dict[str, str], said("the change in words, by language", "تغییر به زبان روشن")]
    clause: Annotated[str | None, said("the clause", "بند")] = None
    file: Annotated[str | None, said("the file where it stands", "فایل")] = None
    line: Annotated[Line | None, said("its line, from 1", "سطر")] = None
    column: Annotated[Line | None, said("its column, from 1", "ستون")] = None
    witness: Annotated[
        WitnessDocument | None,
        said("a log that only the old edition finds violated", "گزارشی که تنها ویرایش پیشین نقض می‌داند"),
    ] = None
    counter: Annotated[
        WitnessDocument | None,
        said("a log that only the new edition finds violated", "گزارشی که تنها ویرایش تازه نقض می‌داند"),
    ] = None
    approval: Annotated[ApprovalDocument | None, said("who approved it", "پذیرش")] = None


class ReplayedFinding(Model):
    """A finding that would be another under the new text; `old` or `new` is absent where there would be none."""

    id: Annotated[str, said("the finding", "شناسهٔ یافته")]
    norm: Annotated[str, said("the norm", "الزام")]
    old: Annotated[FoundOfWitness | None, said("what was found", "یافتهٔ پیشین")] = None
    new: Annotated[FoundOfWitness | None, said("what would be found", "یافتهٔ تازه")] = None


class ReplayDocument(Model):
    """A log judged by both texts."""

    at: Annotated[str, said("as of when it was judged, RFC 3339", "زمان داوری")]
    judged: Annotated[int, Field(ge=0), said("how many findings there are", "شمار یافته‌ها")]
    changed: Annotated[tuple[ReplayedFinding, ...], said("those that differ", "یافته‌های تغییرکرده")]


class ComparisonDocument(Model):
    """What `slakit diff --format json` writes: two editions, every change, and what a replayed log came to."""

    old: Annotated[ComparedEdition, said("the old edition", "ویرایش پیشین")]
    new: Annotated[ComparedEdition, said("the new edition", "ویرایش تازه")]
    changes: Annotated[tuple[ChangeDocument, ...], said("every change", "تغییرها")]
    unused_approvals: Annotated[
        tuple[ApprovalDocument, ...], said("approvals that fit no change", "پذیرش‌های بی‌مورد")
    ]
    expired_approvals: Annotated[
        tuple[ApprovalDocument, ...], said("approvals that have expired", "پذیرش‌های پایان‌یافته")
    ]
    replay: Annotated[ReplayDocument | None, said("only if a log was replayed", "تنها با گزارش")] = None
