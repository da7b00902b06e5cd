"""What a finding says, in words: whole sentences, and a sentence for every reason."""

import ast
import re
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import slakit.verdicts
from slakit.calendars import DAY, HOUR
from slakit.checking import check
from slakit.findings import Cure, Finding, Grade, Outcome
from slakit.judgement import Engine
from slakit.loading import Edition, load
from slakit.reports.common_reasons import COMMON_REASONS, CURE_WORDS, GRADE_WORDS, OUTCOME_WORDS
from slakit.reports.figures import CURES, FIGURES
from slakit.reports.labels import FIGURE_WORDS, KIND_WORDS, ROLE_WORDS
from slakit.reports.names import Names
from slakit.reports.sentences import cure_sentence, sentence, teller_of
from slakit.reports.subjects import SUBJECTS
from slakit.reports.templates import placeholders
from slakit.rules import RULE_KINDS
from slakit.testing import case_files, run_file
from slakit.text import isolate, strip_isolates

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
SUITE = ROOT / "tests" / "suite"
AFTER_THE_TERM = "1399/02/01 00:00"


@cache
def edition() -> Edition:
    return load(AGREEMENT)


def event(event_id: str, event_type: str, time: str, **fields: object) -> dict[str, object]:
    data = {name.replace("_", "-"): value for name, value in fields.items() if value is not None}
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": "/log",
        "type": event_type,
        "time": time,
        "data": data,
    }


def notice(event_id: str, time: str, start: str, **fields: object) -> dict[str, object]:
    said = {"notice": "n-1", "channel": "portal", "covers": ["*"], "start": start, **fields}
    return event(event_id, "notice.published", time, **said)


def outage(event_id: str, time: str, **fields: object) -> dict[str, object]:
    said = {"outage": "o-1", "services": ["svc-03"], "planned": True, "origin": "site", **fields}
    return event(event_id, "outage.started", time, **said)


def charge(event_id: str, time: str, service: str, amount: int, **fields: object) -> dict[str, object]:
    fields = {"recipient": "R1", **fields}
    return event(event_id, "fee.charged", time, service=service, amount=amount, **fields)


def fee(event_id: str, time: str, service: str, amount: int) -> dict[str, object]:
    return event(event_id, "fee.announced", time, service=service, amount=amount, channel="portal")


SIGNED = event(
    "sign", "agreement.signed", "1398/01/01 00:00", edition="1398", by="deputy-economic-coordination"
)
AMAYESH = {"documents": ["amayesh_card"]}

LOGS: dict[str, list[dict[str, object]]] = {
    "N01": [
        notice("N01-1", "1398/05/10 09:01", "1398/05/13 09:00", end="1398/05/13 12:00"),
        outage("N01-2", "1398/05/13 09:00"),
        event("N01-3", "outage.ended", "1398/05/13 12:00", outage="o-1"),
    ],
    "N02": [notice("N02-1", "1398/05/10 09:00", "1398/05/13 09:00"), outage("N02-2", "1398/05/13 09:00")],
    "N06": [
        notice("N06-1", "1398/07/06 08:00", "1398/07/12 22:00"),
        event("N06-2", "notice.amended", "1398/07/08 10:00", notice="n-1", start="1398/07/10 22:00"),
        outage("N06-3", "1398/07/10 22:00"),
    ],
    "N08": [
        notice("N08-1", "1398/08/01 08:00", "1398/08/06 22:00"),
        event("N08-2", "notice.withdrawn", "1398/08/03 08:00", notice="n-1"),
        outage("N08-3", "1398/08/06 22:00"),
    ],
    "N13": [
        notice("N13-1", "1398/10/01 08:00", "1398/10/05 08:00", channel="sms"),
        outage("N13-2", "1398/10/05 08:00"),
    ],
    "N14": [
        notice("N14-1", "1398/10/01 08:00", "1398/10/05 08:00", covers=["svc-03"]),
        outage("N14-2", "1398/10/05 08:00", services=["svc-03", "svc-15"]),
    ],
    "N15": [
        notice("N15-1", "1398/10/01 08:00", "1398/10/05 22:00", end="1398/10/06 02:00"),
        outage("N15-2", "1398/10/05 22:00"),
        event("N15-3", "outage.ended", "1398/10/06 06:00", outage="o-1"),
    ],
    "label without a cause, of an origin not recorded": [
        outage("N16-1", "1398/09/02 14:10", planned=False, origin="unknown")
    ],
    "origin not recorded": [outage("N17-1", "1398/09/02 14:10", origin=None)],
    "F01": [
        event("F01-1", "fee.decided", "1398/02/01 10:00", service="svc-09", amount=350_000),
        charge("F01-2", "1398/02/05 11:00", "svc-09", 350_000),
        fee("F01-3", "1398/02/08 09:00", "svc-09", 350_000),
    ],
    "D01": [
        fee("D01-1", "1398/01/20 09:00", "svc-19", 150_000),
        charge("D01-2", "1398/04/10 10:00", "svc-19", 150_000, **AMAYESH),
        charge("D01-3", "1398/04/10 11:00", "svc-19", 200_000, recipient="R2", **AMAYESH),
    ],
    "D02": [
        charge("D02-1", "1398/06/20 10:00", "svc-22", 350_000, has_valid_booklet=False),
        charge("D02-2", "1398/06/20 10:05", "svc-22", 0, has_valid_booklet=True),
    ],
    "C01": [
        event(
            "C01-1",
            "document.received",
            "1398/04/01 12:00",
            service="svc-02",
            recipient="R5",
            channel="telegram",
        )
    ],
    "I01": [
        event("I01-1", "publication.withdrawn", "1398/02/10 09:00", service="svc-23", item="identity-card"),
        event("I01-2", "request.submitted", "1398/02/12 09:00", service="svc-23", recipient="R7"),
    ],
    "T01": [outage("T01-1", "1399/01/05 09:00")],
    "R01": [
        event(
            "R01-1",
            "quality-failure.attested",
            "1398/03/01 09:00",
            failure="q-1",
            service="svc-12",
            recipient="R4",
        )
    ],
    "done at the end": [event("E01-1", "service.made-electronic", "1399/01/01 00:00", service="svc-03")],
}


class Story(NamedTuple):
    """A story of the agreement, one finding of it, and what that says in English and in Persian without its marks."""

    name: str
    norm: str
    reason: str
    en: str
    fa: str


STORIES = [
    Story(
        "N01",
        "planned-outage-notice",
        "notice-too-late",
        "The outage o-1 of service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”) began at 1398/05/13 09:00; it was announced at 1398/05/10 09:01, 71:59:00 before; 72:00:00 is required; short by 00:01:00.",
        "قطعی خدمت o-1 برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در ۱۳۹۸/۰۵/۱۳ ساعت ۰۹:۰۰ آغاز شد؛ در ۱۳۹۸/۰۵/۱۰ ساعت ۰۹:۰۱، یعنی تنها ۷۱ ساعت و ۵۹ دقیقه پیش از آن، اعلام شد؛ مهلت لازم ۷۲ ساعت است و ۱ دقیقه کم آمده است.",
    ),
    Story(
        "N02",
        "planned-outage-notice",
        "in-time",
        "The outage o-1 of service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”) began at 1398/05/13 09:00; it was announced at 1398/05/10 09:00, 72:00:00 before; 72:00:00 is required.",
        "قطعی خدمت o-1 برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در ۱۳۹۸/۰۵/۱۳ ساعت ۰۹:۰۰ آغاز شد؛ در ۱۳۹۸/۰۵/۱۰ ساعت ۰۹:۰۰، یعنی ۷۲ ساعت پیش از آن، اعلام شده بود و مهلت لازم ۷۲ ساعت است.",
    ),
    Story(
        "N06",
        "planned-outage-notice",
        "brought-forward",
        "The outage o-1 of service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”) began at 1398/07/10 22:00; the notice was brought forward to this earlier start, which it announced at 1398/07/08 10:00, 60:00:00 before; 72:00:00 is required; short by 12:00:00.",
        "قطعی خدمت o-1 برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در ۱۳۹۸/۰۷/۱۰ ساعت ۲۲:۰۰ آغاز شد؛ اطلاعیه به این زمانِ زودتر تغییر کرد و این آغاز را در ۱۳۹۸/۰۷/۰۸ ساعت ۱۰:۰۰، یعنی تنها ۶۰ ساعت پیش از آن، اعلام کرد؛ مهلت لازم ۷۲ ساعت است و ۱۲ ساعت کم آمده است.",
    ),
    Story(
        "N08",
        "planned-outage-notice",
        "notice-withdrawn",
        "The outage o-1 of service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”) began at 1398/08/06 22:00; the notice given at 1398/08/01 08:00 ceased to be in force at 1398/08/03 08:00, so none announced it in the 72:00:00 before.",
        "قطعی خدمت o-1 برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در ۱۳۹۸/۰۸/۰۶ ساعت ۲۲:۰۰ آغاز شد؛ اطلاعیه در ۱۳۹۸/۰۸/۰۱ ساعت ۰۸:۰۰ داده شد، ولی در ۱۳۹۸/۰۸/۰۳ ساعت ۰۸:۰۰ از اعتبار افتاد؛ پس در ۷۲ ساعت پیش از آغاز اعلامی پیوسته برقرار نبود.",
    ),
    Story(
        "N13",
        "planned-outage-notice",
        "notice-elsewhere",
        "The outage o-1 of service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”) began at 1398/10/05 08:00; the notice given at 1398/10/01 08:00 did not stand as required (where it was published: the portal) when that began, so it counts for nothing; 72:00:00 before is required.",
        "قطعی خدمت o-1 برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در ۱۳۹۸/۱۰/۰۵ ساعت ۰۸:۰۰ آغاز شد؛ اطلاعیه در ۱۳۹۸/۱۰/۰۱ ساعت ۰۸:۰۰ داده شد، ولی هنگام آغاز به شیوهٔ لازم برقرار نبود (طریق: پرتال)، و به شمار نمی‌آید؛ مهلت لازم ۷۲ ساعت پیش از آغاز است.",
    ),
    Story(
        "N14",
        "planned-outage-notice",
        "service-not-named",
        "The outage o-1 of service 15 (svc-15, “Registering a death and cancelling the document of deceased foreign nationals”) began at 1398/10/05 08:00; the notice given at 1398/10/01 08:00 announces this start but does not name what was hit; 72:00:00 before is required.",
        "قطعی خدمت o-1 برای خدمت ردیف ۱۵ (svc-15، «ثبت فوت و  ابطال مدرک متوفيان اتباع خارجي») در ۱۳۹۸/۱۰/۰۵ ساعت ۰۸:۰۰ آغاز شد؛ اطلاعیه در ۱۳۹۸/۱۰/۰۱ ساعت ۰۸:۰۰ داده شد و این آغاز را اعلام می‌کند، ولی این مورد را نام نمی‌برد؛ مهلت لازم ۷۲ ساعت پیش از آغاز است.",
    ),
    Story(
        "N15",
        "planned-outage-notice",
        "overran",
        "The outage o-1 of service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”) had outlasted the announced end at 1398/10/06 02:00 by 04:00:00 at 1398/10/06 06:00; what the rest was is attested neither for a time before it ended nor by what ended it.",
        "قطعی خدمت o-1 برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در ۱۳۹۸/۱۰/۰۶ ساعت ۰۶:۰۰ به اندازهٔ ۴ ساعت از پایان اعلام‌شده در ۱۳۹۸/۱۰/۰۶ ساعت ۰۲:۰۰ گذشته بود؛ علت این بخش نه برای زمانی پیش از پایان آن گواهی شده است و نه در رویداد پایان آن.",
    ),
    Story(
        "label without a cause, of an origin not recorded",
        "planned-outage-notice",
        "scope-unknown",
        "An outage began (N16-1, 1398/09/02 14:10), for service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”); the log leaves open whether it is what the norm speaks of (declared as planned: yes, the side on which it arose: the organisation's site or the office itself); not established: declared as planned, the side on which it arose.",
        "قطعی خدمت آغاز شد (N16-1، ۱۳۹۸/۰۹/۰۲ ساعت ۱۴:۱۰)، برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي»)؛ از گزارش رویدادها معلوم نیست این همان باشد که الزام از آن سخن می‌گوید (برنامه‌ریزی‌شده: بله، منشأ: سایت سازمان یا خود اداره)؛ آنچه محرز نیست: برنامه‌ریزی‌شده، منشأ.",
    ),
    Story(
        "origin not recorded",
        "planned-outage-notice",
        "scope-unknown",
        "An outage began (N17-1, 1398/09/02 14:10), for service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”); the log leaves open whether it is what the norm speaks of (declared as planned: yes, the side on which it arose: the organisation's site or the office itself); not established: the side on which it arose.",
        "قطعی خدمت آغاز شد (N17-1، ۱۳۹۸/۰۹/۰۲ ساعت ۱۴:۱۰)، برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي»)؛ از گزارش رویدادها معلوم نیست این همان باشد که الزام از آن سخن می‌گوید (برنامه‌ریزی‌شده: بله، منشأ: سایت سازمان یا خود اداره)؛ آنچه محرز نیست: منشأ.",
    ),
    Story(
        "F01",
        "fee-as-announced",
        "not-yet",
        "A fee was charged (F01-2, 1398/02/05 11:00) for service 9 (svc-09, “Changing the residence status of foreign nationals from the Amayesh card to a passport”), when no announced fee that matches it was in force; one came only at 1398/02/08 09:00, 70:00:00 later, and a later one does not cure.",
        "هزینه دریافت شد (F01-2، ۱۳۹۸/۰۲/۰۵ ساعت ۱۱:۰۰) برای خدمت ردیف ۹ (svc-09، «تبديل وضعيت اقامتي اتباع خارجي از کارت آمايش به گذرنامه»)، در حالی که اعلامی برای آن برقرار نبود (هزینهٔ اعلام‌شده)؛ تنها در ۱۳۹۸/۰۲/۰۸ ساعت ۰۹:۰۰، یعنی ۷۰ ساعت دیرتر، اعلام شد و اعلام بعدی آن را درست نمی‌کند.",
    ),
    Story(
        "D01",
        "equal-fees",
        "unequal-as-recorded",
        "In service 19 (svc-19, “Issuing or extending the 90-day movement slip”) [the documents shown: amayesh_card], 1 of 2 cases that are alike as far as is recorded received different treatment from the others: 200,000 rial in place of 150,000 rial (the amount in rial); the latest tariff in force is 150,000 rial; not recorded: the kind of fee. It is now for Hamadan Governorate to show the reason.",
        "در خدمت ردیف ۱۹ (svc-19، «صدور يا تمديد برگه تردد90 روزه») [مدارک ارائه‌شده: amayesh_card]، با ۱ مورد از ۲ موردی که تا آنجا که ثبت شده یکسان‌اند مانند دیگران رفتار نشد: ۲۰۰٬۰۰۰ ریال به‌جای ۱۵۰٬۰۰۰ ریال (مبلغ به ریال)؛ تازه‌ترین تعرفهٔ برقرار ۱۵۰٬۰۰۰ ریال است؛ ثبت‌نشده: نوع هزینه. اکنون بیان دلیل بر عهدهٔ استانداری همدان است.",
    ),
    Story(
        "D02",
        "fee-as-announced",
        "out-of-scope",
        "A fee was charged (D02-2, 1398/06/20 10:05) for service 22 (svc-22, “Arbaeen plan”); the norm does not speak of this; its condition: the amount in rial: from 1 rial.",
        "هزینه دریافت شد (D02-2، ۱۳۹۸/۰۶/۲۰ ساعت ۱۰:۰۵) برای خدمت ردیف ۲۲ (svc-22، «طرح اربعين»)؛ الزام دربارهٔ این نیست؛ شرط آن: مبلغ به ریال: از ۱ ریال.",
    ),
    Story(
        "C01",
        "documents-by-listed-channels",
        "not-met",
        "A document was received (C01-1, 1398/04/01 12:00) for service 2 (svc-02, “Granting nationality, under the single-article act on the status of children of marriages between foreign men and Iranian women”); the channel that it came by: Telegram; only the portal, post, counter office or in person is allowed.",
        "مدرک دریافت شد (C01-1، ۱۳۹۸/۰۴/۰۱ ساعت ۱۲:۰۰) برای خدمت ردیف ۲ (svc-02، «اعطاي تابعيت، موضوع ماده واحده تعيين تكليف فرزندان حاصل از ازدواج مردان خارجي با زنان ايراني»)؛ طریق: تلگرام، در حالی که تنها پرتال، پست، دفتر پیشخوان یا حضوری مجاز است.",
    ),
    Story(
        "I01",
        "service-information-published",
        "interrupted",
        "Identity card of the service, service 23 (svc-23, “Issuing the certificate of school pupils who are entitled to education and have no residence permit”): what must stand throughout the term (a thing published about a service) did not stand from 1398/02/10 09:00 to the end of 1398/12/29, not restored since; 324 days 16:00:00 in all, gaps: 1.",
        "شناسنامهٔ خدمت، خدمت ردیف ۲۳ (svc-23، «صدور گواهي دانش آموزان مشمول تحصيل فاقد اقامت»): آنچه باید در سراسر مدت اعتبار برقرار باشد (اطلاعات منتشرشدهٔ خدمت) از ۱۳۹۸/۰۲/۱۰ ساعت ۰۹:۰۰ تا پایان ۱۳۹۸/۱۲/۲۹ برقرار نبود و از آن پس بازگردانده نشده است؛ در مجموع ۳۲۴ روز و ۱۶ ساعت، شمار وقفه‌ها: ۱.",
    ),
    Story(
        "T01",
        "planned-outage-notice",
        "out-of-term",
        "An outage began (T01-1, 1399/01/05 09:00), for service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”); that is outside the term of the agreement (from 1398/01/01 to the end of 1398/12/29), and no recorded renewal covers it.",
        "قطعی خدمت آغاز شد (T01-1، ۱۳۹۹/۰۱/۰۵ ساعت ۰۹:۰۰)، برای خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي»)؛ این زمان بیرون از مدت اعتبار توافق‌نامه (از ۱۳۹۸/۰۱/۰۱ تا پایان ۱۳۹۸/۱۲/۲۹) است و هیچ تمدید ثبت‌شده‌ای آن را در بر نمی‌گیرد.",
    ),
    Story(
        "R01",
        "damages-set",
        "unresolved-at-end",
        "A failure of quality was attested (R01-1, 1398/03/01 09:00) for service 12 (svc-12, “Cancelling the documents and revoking the refugee status of foreign nationals who are in breach”); what must follow (“an amount of damages was set”, who set it: a competent authority) was not recorded after it by the end of 1398/12/29, and the text gives no time for it, so the duty remains unresolved.",
        "افت کیفیت گواهی شد (R01-1، ۱۳۹۸/۰۳/۰۱ ساعت ۰۹:۰۰) برای خدمت ردیف ۱۲ (svc-12، «ابطال مدارک و لغو پناهندگي اتباع خارجي متخلف»)؛ آنچه باید در پی آن بیاید («مبلغ ضرر و زیان تعیین شد»، مرجع تعیین‌کننده: مرجع ذی‌صلاح) پس از آن تا پایان ۱۳۹۸/۱۲/۲۹ ثبت نشد و متن مهلتی برای آن نداده است؛ پس تکلیف حل‌نشده مانده است.",
    ),
    Story(
        "done at the end",
        "services-made-electronic",
        "done-late",
        "Service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”): a service was made electronic (E01-1, 1399/01/01 00:00), just when its time was over (the end of 1398/12/29).",
        "خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي»): خدمت الکترونیکی شد (E01-1، ۱۳۹۹/۰۱/۰۱ ساعت ۰۰:۰۰)، درست در لحظهٔ پایان مهلت (پایان ۱۳۹۸/۱۲/۲۹).",
    ),
]


def findings(story: str) -> tuple[Finding, ...]:
    return check(edition(), [*LOGS[story], SIGNED], at=AFTER_THE_TERM).findings


def finding(story: str, norm: str, reason: str) -> Finding:
    (found,) = (one for one in findings(story) if (one.norm, one.reason) == (norm, reason))
    return found


# --- whole sentences --------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_told_in_english(story: Story) -> None:
    """The English sentence says what happened, with local times of the agreement and the arithmetic."""
    assert sentence(finding(story.name, story.norm, story.reason), edition(), "en") == story.en


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_told_in_persian(story: Story) -> None:
    """The Persian sentence says the same, with Persian digits, lengths in words and the titles of the annex."""
    told = sentence(finding(story.name, story.norm, story.reason), edition(), "fa")
    assert strip_isolates(told) == story.fa


IN_TURN = {
    "in-turn": (
        "A request was submitted (1-submitted, 1398/01/05 09:00). It had its turn at 1398/01/06 09:00.",
        "درخواست ثبت شد (1-submitted، ۱۳۹۸/۰۱/۰۵ ساعت ۰۹:۰۰). نوبت آن رعایت شد: ۱۳۹۸/۰۱/۰۶ ساعت ۰۹:۰۰.",
    ),
    "passed-over": (
        "A request was submitted (2-submitted, 1398/01/05 10:00). Work on comparable cases that came later (2 in all) began before work on this one; one of them: a request was submitted (3-submitted, 1398/01/05 11:00); on this one it began at 1398/01/09 09:00. No reason for this is recorded.",
        "درخواست ثبت شد (2-submitted، ۱۳۹۸/۰۱/۰۵ ساعت ۱۰:۰۰). رسیدگی به ۲ مورد مشابه که دیرتر آمده بود پیش از رسیدگی به آن آغاز شد؛ یکی از آن‌ها: درخواست ثبت شد (3-submitted، ۱۳۹۸/۰۱/۰۵ ساعت ۱۱:۰۰)؛ رسیدگی به خودِ آن در ۱۳۹۸/۰۱/۰۹ ساعت ۰۹:۰۰ آغاز شد. دلیلی برای این تأخیر ثبت نشده است.",
    ),
    "took-its-turn-early": (
        "A request was submitted (7-submitted, 1398/01/12 11:00). Work on it began at 1398/01/12 12:00, before comparable cases that had come earlier (2 in all); one of them: a request was submitted (5-submitted, 1398/01/12 09:00). No reason for this is recorded.",
        "درخواست ثبت شد (7-submitted، ۱۳۹۸/۰۱/۱۲ ساعت ۱۱:۰۰). رسیدگی به آن در ۱۳۹۸/۰۱/۱۲ ساعت ۱۲:۰۰ آغاز شد، پیش از ۲ مورد مشابه که زودتر آمده بود؛ یکی از آن‌ها: درخواست ثبت شد (5-submitted، ۱۳۹۸/۰۱/۱۲ ساعت ۰۹:۰۰). دلیلی برای این تقدم ثبت نشده است.",
    ),
    "turn-not-recorded": (
        "A request was submitted (8-submitted, 1398/01/20 09:00). Its turn is not recorded yet, and the log need not hold every such event.",
        "درخواست ثبت شد (8-submitted، ۱۳۹۸/۰۱/۲۰ ساعت ۰۹:۰۰). نوبت آن هنوز ثبت نشده است، و گزارش رویدادها لزوماً همهٔ چنین رویدادهایی را در بر ندارد.",
    ),
}
"""What is said of a queue in which one file is passed over by two, and one is taken up before two."""


def queue() -> list[dict[str, object]]:
    """When each file came and, if it was, was taken up; all of them are alike."""
    times = {
        1: ("05 09:00", "06 09:00"), 2: ("05 10:00", "09 09:00"), 3: ("05 11:00", "06 10:00"),
        4: ("05 12:00", "06 11:00"), 5: ("12 09:00", "12 13:00"), 6: ("12 10:00", "12 14:00"),
        7: ("12 11:00", "12 12:00"), 8: ("20 09:00", None),
    }  # fmt: skip
    fields = {"service": "svc-01", "category": "ordinary", "channel": "portal"}
    log = []
    for number, (came, taken) in times.items():
        request = {"request": f"r{number}", "recipient": "R1", **fields}
        log.append(event(f"{number}-submitted", "request.submitted", f"1398/01/{came}", **request))
        if taken:
            log.append(
                event(f"{number}-started", "request.started", f"1398/01/{taken}", request=f"r{number}")
            )
    return log


def test_a_queue_is_told_in_two_or_three_plain_sentences() -> None:
    """In English and in Persian, each reason once."""
    sample = load(ROOT / "agreements" / "examples" / "simulated-governorate" / "1398")
    judged = check(sample, queue(), at="1398/02/01 00:00").findings
    told = {one.reason: one for one in reversed(judged) if one.norm == "taken-in-turn"}
    assert {
        reason: tuple(strip_isolates(sentence(one, sample, language)) for language in ("en", "fa"))
        for reason, one in told.items()
    } == IN_TURN


def told(norm: str, log: list[dict[str, object]]) -> list[tuple[str, str]]:
    """What is said of each finding of a norm, in English and in Persian."""
    judged = check(edition(), [*log, SIGNED], at=AFTER_THE_TERM).findings
    return [
        (sentence(one, edition(), "en"), strip_isolates(sentence(one, edition(), "fa")))
        for one in judged
        if one.norm == norm
    ]


def test_a_permission_names_the_condition_that_fails_and_the_one_that_nobody_attests() -> None:
    """Of two agreements that lack one condition each, each sentence says which."""
    log = [
        event(f"g{number}", "additional-agreement.signed", f"1398/04/0{number} 12:00", additional_agreement="g", **said)
        for number, said in enumerate(
            (
                {"competition_observed": True, "law_observed": False},
                {"competition_observed": False},
                {"competition_observed": True},
            ),
            1,
        )
    ]  # fmt: skip
    told_of = told("additional-agreements", log)
    assert [en.partition("observed: yes; ")[2] for en, _ in told_of] == [
        "what is not so: that the law was observed.",
        "what is not so: that competition was observed.",
        "what is not recorded: that the law was observed.",
    ]
    assert [fa.rpartition("؛ ")[2] for _, fa in told_of] == [
        "آنچه برقرار نیست: رعایت شرایط حقوقی.",
        "آنچه برقرار نیست: رعایت شرایط رقابتی.",
        "آنچه ثبت نشده است: رعایت شرایط حقوقی.",
    ]


def test_an_outage_that_is_not_labelled_as_planned_is_told_with_what_makes_it_so() -> None:
    """An approved change, else what was attested of it; a label that says so needs no more words."""
    log = [
        event("ok", "change.approved", "1398/05/01 08:00", change="c"),
        outage("o1", "1398/05/01 10:00", planned=False, cause="works", change="c"),
        outage("o2", "1398/06/01 10:00", outage="o-2", planned=None),
        event("a2", "outage.attested", "1398/06/01 11:00", outage="o-2", planned=True),
        outage("o3", "1398/07/01 10:00", outage="o-3"),
    ]
    told_of = told("planned-outage-notice", log)
    assert [en.partition("72:00:00 before is required")[2] for en, _ in told_of] == [
        "; the norm speaks of it, because: a planned change was approved (ok, 1398/05/01 08:00).",
        "; the norm speaks of it, because: facts of an outage were attested (a2, 1398/06/01 11:00).",
        ".",
    ]
    assert [fa.partition("مهلت لازم ۷۲ ساعت پیش از آغاز است")[2] for _, fa in told_of] == [
        "؛ این الزام آن را در بر می‌گیرد، زیرا: تغییر برنامه‌ریزی‌شده تصویب شد (ok، ۱۳۹۸/۰۵/۰۱ ساعت ۰۸:۰۰).",
        "؛ این الزام آن را در بر می‌گیرد، زیرا: قطعی گواهی شد (a2، ۱۳۹۸/۰۶/۰۱ ساعت ۱۱:۰۰).",
        ".",
    ]


def test_an_outage_that_began_anew_is_told_by_its_local_time() -> None:
    """Once: a sentence that says when it began says it of this time."""
    log = [
        notice("n", "1398/08/01 08:00", "1398/08/10 22:00", end="1398/08/11 02:00"),
        outage("o1", "1398/08/10 22:00"),
        event("e1", "outage.ended", "1398/08/11 00:00", outage="o-1"),
        outage("o2", "1398/08/11 01:30"),
        event("e2", "outage.ended", "1398/08/11 02:30", outage="o-1"),
    ]
    told_of = told("planned-outage-notice", log)
    assert [en.partition(" of service")[0] for en, _ in told_of] == [
        "The outage o-1",
        "The outage o-1",
        "The outage o-1 (begun anew: 1398/08/11 01:30)",
    ]
    assert [fa.partition(" برای خدمت")[0] for _, fa in told_of] == [
        "قطعی خدمت o-1",
        "قطعی خدمت o-1",
        "قطعی خدمت o-1 (آغاز دوباره: ۱۳۹۸/۰۸/۱۱ ساعت ۰۱:۳۰)",
    ]


@pytest.mark.parametrize("engine", ["reference", "audit"])
def test_a_notice_that_was_withdrawn_is_told_beside_one_that_came_too_late(engine: Engine) -> None:
    """Who published in time and withdrew it is not told as if nothing but the second notice had been there."""
    log = [
        SIGNED,
        notice("first", "1398/08/01 08:00", "1398/08/10 22:00"),
        event("gone", "notice.withdrawn", "1398/08/08 10:00", notice="n-1"),
        notice("second", "1398/08/08 20:00", "1398/08/10 22:00", notice="n-2"),
        outage("cut", "1398/08/10 22:00"),
    ]
    (found,) = [
        one
        for one in check(edition(), log, at=AFTER_THE_TERM, engine=engine).findings
        if one.norm == "planned-outage-notice"
    ]
    assert (found.reason, [one.id for one in found.evidence]) == (
        "notice-too-late",
        ["first", "second", "gone", "cut"],
    )
    assert (
        "50:00:00 before (the notice given at 1398/08/01 08:00 does not count, for it ceased to be in force at 1398/08/08 10:00); "
        in sentence(found, edition(), "en")
    )
    assert (
        "اعلام شد (اطلاعیه در ۱۳۹۸/۰۸/۰۱ ساعت ۰۸:۰۰ داده شده بود، ولی به شمار نمی‌آید، زیرا در ۱۳۹۸/۰۸/۰۸ ساعت ۱۰:۰۰ از اعتبار افتاد)؛"
        in strip_isolates(sentence(found, edition(), "fa"))
    )


@pytest.mark.parametrize("engine", ["reference", "audit"])
def test_a_notice_that_left_the_portal_for_a_while_is_told_with_when_it_was_given_first(
    engine: Engine,
) -> None:
    """Who had published in time is told why that does not count."""
    log = [
        SIGNED,
        notice("first", "1398/08/01 08:00", "1398/08/06 22:00"),
        event("left", "notice.amended", "1398/08/05 08:00", notice="n-1", channel="sms"),
        event("back", "notice.amended", "1398/08/05 09:00", notice="n-1", channel="portal"),
        outage("cut", "1398/08/06 22:00"),
    ]
    (found,) = [
        one
        for one in check(edition(), log, at=AFTER_THE_TERM, engine=engine).findings
        if one.norm == "planned-outage-notice"
    ]
    assert [one.id for one in found.evidence] == ["first", "left", "back", "cut"]
    assert (
        "37:00:00 before (the notice given at 1398/08/01 08:00 counts only from then on,"
        " for it had ceased to announce this as required at 1398/08/05 08:00); "
        in sentence(found, edition(), "en")
    )
    assert (
        "(اطلاعیه در ۱۳۹۸/۰۸/۰۱ ساعت ۰۸:۰۰ داده شده بود، ولی تنها از ۱۳۹۸/۰۸/۰۵ ساعت ۰۹:۰۰ به شمار می‌آید،"
        " زیرا در ۱۳۹۸/۰۸/۰۵ ساعت ۰۸:۰۰ دیگر این را به شیوهٔ لازم اعلام نمی‌کرد)؛"
        in strip_isolates(sentence(found, edition(), "fa"))
    )


def test_a_successor_that_is_signed_before_the_term_ends_is_not_told_as_past() -> None:
    """The duty is kept as soon as nothing can undo it; the term has not ended by then."""
    renewal = event(
        "renewal",
        "agreement.renewed",
        "1398/12/20 09:00",
        effective_from="1399/01/01",
        by="deputy-economic-coordination",
    )
    judged = check(edition(), [SIGNED, renewal], at="1398/12/25")
    (found,) = [one for one in judged.findings if one.norm == "renewed-without-gap"]
    assert sentence(found, edition(), "en") == (
        "The term ends at the end of 1398/12/29, and a successor that was signed at 1398/12/20 09:00 is in force by then."
    )


def test_an_outage_of_all_services_is_told_with_those_that_were_not_announced_in_time() -> None:
    """The first three of them, and how many more; none where nothing was announced in time of any."""
    rows = [f"svc-{row:02}" for row in range(1, 24)]
    log = [
        notice("n1", "1398/05/01 08:00", "1398/05/10 09:00", notice="n-1", covers=rows[:22]),
        notice("n2", "1398/05/07 09:00:01", "1398/05/10 09:00", notice="n-2", covers=rows[22:]),
        outage("o1", "1398/05/10 09:00", services=["*"]),
        notice("n3", "1398/06/01 08:00", "1398/06/10 09:00", notice="n-3", covers=rows[10:20]),
        outage("o2", "1398/06/10 09:00", outage="o-2", services=["*"]),
        notice("n4", "1398/07/09 08:00", "1398/07/10 09:00", notice="n-4", covers=rows[10:20]),
        outage("o3", "1398/07/10 09:00", outage="o-3", services=["*"]),
    ]
    said = [
        re.sub(r" \(svc-[0-9]+, “[^”]*”\)", "", en).partition("name what was hit")[2]
        for en, _ in told("planned-outage-notice", log)
    ]
    assert said == [
        "; not announced in time: service 23; 72:00:00 before is required.",
        "; not announced in time: service 1, service 2, service 3, 10 more; 72:00:00 before is required.",
        "; 72:00:00 before is required.",
    ]


def test_another_forum_is_told_beside_the_one_that_the_agreement_names() -> None:
    """That a court has no power is not said: the statutory routes stay open."""
    log = [
        event("d", "dispute.referred", "1398/05/01 08:00", dispute="d", forum="administrative-justice-court")
    ]
    ((en, fa),) = told("disputes-to-inspection-and-legal-office", log)
    assert en.partition("the forum: ")[2] == (
        "the Court of Administrative Justice; the agreement names only the Inspection and Legal Affairs office for it."
    )
    assert fa.partition("مرجع: ")[2] == (
        "دیوان عدالت اداری، در حالی که توافق‌نامه برای آن تنها دفتر بازرسی و امور حقوقی را نام برده است."
    )


def test_what_was_perhaps_in_force_is_not_said_to_be_unrecorded() -> None:
    """An exemption that both name, announced where it may be the portal, is recorded; only its force is open."""
    fee = {"service": "svc-19", "fee_kind": "service-fee"}
    log = [
        event("announced", "fee.announced", "1398/01/20 09:00", amount=150000, channel="portal", **fee),
        event("exempt", "exemption.announced", "1398/02/01 09:00", exemption="x1", service="svc-19", channel="mobile-app"),
        *(
            event(name, "fee.charged", f"1398/03/10 1{hour}:00", amount=amount, recipient=name, documents=["card"], exemption="x1", **fee)
            for hour, (name, amount) in enumerate((("r1", 75000), ("r2", 500000)))
        ),
    ]  # fmt: skip
    ((en, fa),) = told("equal-fees", log)
    assert en.endswith(
        "the latest tariff in force is 150,000 rial; perhaps in force: the exemption that was applied. "
        "It is now for Hamadan Governorate to show the reason."
    )
    assert fa.endswith(
        "تازه‌ترین تعرفهٔ برقرار ۱۵۰٬۰۰۰ ریال است؛ شاید برقرار بوده: معافیت. اکنون بیان دلیل بر عهدهٔ استانداری همدان است."
    )


def test_a_charge_that_leaves_its_kind_out_is_told_what_is_missing() -> None:
    """The kind of fee is announced, and not recorded of the charge."""
    log = [
        event("announced", "fee.announced", "1398/02/01 10:00", service="svc-09", amount=350000, channel="portal", fee_kind="service-fee"),
        event("charged", "fee.charged", "1398/02/05 12:00", service="svc-09", amount=350000, recipient="r1"),
    ]  # fmt: skip
    ((en, fa),) = told("fee-as-announced", log)
    assert en.endswith("(where it was announced: the portal); recorded on one side only: the kind of fee.")
    assert fa.endswith("(طریق: پرتال)؛ تنها در یکی از دو طرف ثبت شده است: نوع هزینه.")


def test_a_charge_between_two_announcements_is_told_with_both() -> None:
    """What was withdrawn before it is not passed over as if the later announcement were the first."""
    given = {"service": "svc-09", "channel": "portal"}
    log = [
        event("announced", "fee.announced", "1398/02/01 10:00", amount=350000, **given),
        event("withdrawn", "fee.withdrawn", "1398/02/05 10:00", **given),
        charge("charged", "1398/02/05 11:00", "svc-09", 350000),
        event("anew", "fee.announced", "1398/02/05 12:00", amount=350000, **given),
    ]
    ((en, fa),) = told("fee-as-announced", log)
    assert en.endswith(
        "was in force: the last one had ended at 1398/02/05 10:00; one came only at 1398/02/05 12:00, 01:00:00 later, and a later one does not cure."
    )
    assert fa.endswith(
        "؛ اعلام پیشین در ۱۳۹۸/۰۲/۰۵ ساعت ۱۰:۰۰ پایان یافته بود؛ تنها در ۱۳۹۸/۰۲/۰۵ ساعت ۱۲:۰۰، یعنی ۱ ساعت دیرتر، اعلام شد و اعلام بعدی آن را درست نمی‌کند."
    )


def test_a_charge_that_may_be_as_announced_is_told_with_what_certainly_was() -> None:
    """An announcement that may stand on the portal says just this amount, and the portal itself another."""
    given = {"service": "svc-09", "fee_kind": "service-fee"}
    log = [
        event("portal", "fee.announced", "1398/02/01 10:00", amount=350000, channel="portal", **given),
        event("app", "fee.announced", "1398/02/01 10:00", amount=400000, channel="mobile-app", **given),
        event("charged", "fee.charged", "1398/02/05 11:00", amount=400000, recipient="r1", **given),
    ]
    ((en, fa),) = told("fee-as-announced", log)
    assert en.endswith(
        "and was announced as required (where it was announced: the portal);"
        " what was certainly announced is 350,000 rial, not 400,000 rial."
    )
    assert fa.endswith("؛ آنچه به‌یقین اعلام شده ۳۵۰٬۰۰۰ ریال است، نه ۴۰۰٬۰۰۰ ریال.")


def test_a_charge_says_how_much_more_or_less_than_announced_it_is() -> None:
    """No sum below zero stands in a sentence; a charge without papers names none."""
    fee = {"service": "svc-09", "fee_kind": "service-fee"}
    log = [
        event("announced", "fee.announced", "1398/02/01 10:00", amount=350000, channel="portal", **fee),
        event("less", "fee.charged", "1398/02/05 11:00", amount=300000, recipient="r1", documents=[], **fee),
        event("more", "fee.charged", "1398/02/05 12:00", amount=350001, recipient="r2", documents=[], **fee),
    ]
    (less_en, less_fa), (more_en, more_fa) = told("fee-as-announced", log)
    assert less_en.endswith("; that is 50,000 rial less.")
    assert less_fa.endswith("؛ یعنی ۵۰٬۰۰۰ ریال کمتر.")
    assert more_en.endswith("; that is 1 rial more.")
    assert more_fa.endswith("؛ یعنی ۱ ریال بیشتر.")
    ((en, fa),) = told("equal-fees", log)
    assert "[the kind of fee: fee of the service, the documents shown: none]" in en
    assert "[نوع هزینه: هزینهٔ خدمت، مدارک ارائه‌شده: هیچ]" in fa


def test_what_must_follow_is_named_with_what_is_asked_of_it() -> None:
    """Damages that were posted in a newspaper are not posted on the portal, as the sentence says."""
    log = [
        event("set", "damages.decided", "1398/03/01 09:00", failure="f1", amount=10, by="court"),
        event("posted", "damages.posted", "1398/03/02 09:00", failure="f1", amount=10, channel="newspaper"),
    ]
    ((en, fa),) = told("damages-posted", log)
    assert (
        "what must follow (“an amount of damages was posted”, where it was posted: the portal) was not" in en
    )
    assert "آنچه باید در پی آن بیاید («مبلغ ضرر و زیان در سایت درج شد»، طریق: پرتال) پس از آن تا پایان" in fa


def test_a_breach_tells_which_exception_it_named_in_vain() -> None:
    """Who relied on an agreement that had ended, or on an exemption that was withdrawn, is told that it does not excuse."""
    fee = {"service": "svc-09", "fee_kind": "service-fee"}
    log = [
        event("made", "additional-agreement.registered", "1398/02/01 10:00", additional_agreement="A1"),
        event("ended", "additional-agreement.ended", "1398/03/01 10:00", additional_agreement="A1"),
        event("sent", "document.received", "1398/03/01 10:00", service="svc-02", recipient="r1", channel="email", additional_agreement="A1"),
        event("plain", "document.received", "1398/03/01 10:00", service="svc-02", recipient="r2", channel="email"),
        event("announced", "fee.announced", "1398/02/01 10:00", amount=350000, channel="portal", **fee),
        event("charged", "fee.charged", "1398/02/05 11:00", amount=100000, recipient="r1", exemption="X1", **fee),
    ]  # fmt: skip
    (plain_en, plain_fa), (en, fa) = told("documents-by-listed-channels", log)
    assert plain_en.endswith("or in person is allowed.")
    assert plain_fa.endswith("یا حضوری مجاز است.")
    assert en.endswith(
        "or in person is allowed. What it names (the additional agreement that was applied: A1)"
        " is not recorded as in force then, or does not excuse it."
    )
    assert fa.endswith(
        "یا حضوری مجاز است. ثبت نشده است که آنچه نام برده (توافق اضافه: A1) در آن زمان برقرار بوده باشد،"
        " یا آن را معاف نمی‌کند."
    )
    ((en, fa),) = told("fee-as-announced", log)
    (charged,) = (
        one for one in check(edition(), log, at=AFTER_THE_TERM).findings if one.norm == "fee-as-announced"
    )
    figure = teller_of(charged, Names(edition(), "fa")).figure("named-in-vain")
    assert strip_isolates(figure) == "معافیت: X1"
    assert en.endswith(
        "250,000 rial less. What it names (the exemption that was applied: X1)"
        " is not recorded as in force then, or does not excuse it."
    )
    assert "آنچه نام برده (معافیت: X1) در آن زمان" in fa


def test_a_breach_tells_every_exception_that_it_named_in_vain(tmp_path: Path) -> None:
    shutil.copytree(AGREEMENT, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "agreement.yaml"
    exemption = '          - {record: exemption, where: {channel: portal}, matching: [exemption, service], clause: "5.2", only-less: true}\n'
    agreed = '          - {record: additional-agreement, matching: [additional-agreement], clause: "7.2"}\n'
    text = file.read_text("utf-8")
    assert exemption in text
    file.write_text(text.replace(exemption, exemption + agreed, 1), "utf-8")
    changed = load(tmp_path)
    fee = {"service": "svc-09", "fee_kind": "service-fee"}
    log = [
        event("announced", "fee.announced", "1398/02/01 10:00", amount=350000, channel="portal", **fee),
        event("charged", "fee.charged", "1398/02/05 11:00", amount=100000, recipient="r1", exemption="X, 1", additional_agreement="A1", **fee),
        SIGNED,
    ]  # fmt: skip
    for engine in ("reference", "audit"):
        found = check(changed, log, at=AFTER_THE_TERM, engine=engine).findings
        (charged,) = (one for one in found if one.norm == "fee-as-announced")
        assert charged.figures["named-in-vain"] == "exemption=X%2C 1, additional-agreement=A1"
        assert (
            "What it names (the exemption that was applied: X, 1, the additional agreement that was applied: A1) is not"
            in strip_isolates(sentence(charged, changed, "en"))
        )
        assert "آنچه نام برده (معافیت: X, 1، توافق اضافه: A1) در آن زمان" in strip_isolates(
            sentence(charged, changed, "fa")
        )


def test_what_followed_at_the_same_instant_is_told_so() -> None:
    """No sentence says that something came 0 seconds later."""
    log = [
        event("set", "damages.decided", "1398/03/01 09:00", failure="f1", amount=10, by="court"),
        event("posted", "damages.posted", "1398/03/01 09:00", failure="f1", amount=10, channel="portal"),
    ]
    ((en, fa),) = told("damages-posted", log)
    assert ", and at the same instant an amount of damages was posted (posted, 1398/03/01 09:00);" in en
    assert " و در همان لحظه مبلغ ضرر و زیان در سایت درج شد (posted، ۱۳۹۸/۰۳/۰۱ ساعت ۰۹:۰۰)؛" in fa


def test_one_case_of_which_a_condition_is_open_is_not_told_as_several() -> None:
    """Nobody says of one case that all of them were treated alike."""
    fee = {"service": "svc-22", "fee_kind": "service-fee", "documents": ["passport"]}
    log = [
        event("one", "fee.charged", "1398/06/20 10:00", amount=350000, recipient="r1", has_valid_booklet=False, **fee),
        event("two", "fee.charged", "1398/06/20 11:00", amount=350000, recipient="r2", has_valid_booklet=False, **fee),
        event("open", "fee.charged", "1398/06/20 12:00", amount=0, recipient="r3", **fee),
    ]  # fmt: skip
    (several_en, several_fa), (en, fa) = told("equal-fees", log)
    assert (
        "all cases here (2) were treated alike (350,000 rial). Others with another value may be like them,"
        in several_en
    )
    assert (
        "با همهٔ این موردها (۲) یکسان رفتار شد (۳۵۰٬۰۰۰ ریال). شاید موردهایی با مقدار دیگر نیز مانند این‌ها باشد،"
        in several_fa
    )
    assert "there is only one case (0 rial). Others with another value may be like it, since" in en
    assert "تنها یک مورد هست (۰ ریال). شاید موردهایی با مقدار دیگر نیز مانند آن باشد، زیرا" in fa


def test_what_may_have_followed_is_shown_and_settles_nothing() -> None:
    """Where damages were posted is not recorded: whoever has the posting at hand is not told that there is none."""
    log = [
        event("set", "damages.decided", "1398/03/01 09:00", failure="f1", amount=10, by="court"),
        event("posted", "damages.posted", "1398/03/02 09:00", failure="f1", amount=10),
    ]
    ((en, fa),) = told("damages-posted", log)
    assert en.endswith(
        "so the duty remains unresolved; an amount of damages was posted (posted, 1398/03/02 09:00),"
        " but the log leaves open whether that answers it."
    )
    assert fa.endswith(
        "پس تکلیف حل‌نشده مانده است؛ مبلغ ضرر و زیان در سایت درج شد (posted، ۱۳۹۸/۰۳/۰۲ ساعت ۰۹:۰۰)،"
        " ولی از گزارش رویدادها معلوم نیست که پاسخ همین باشد."
    )


def test_what_may_have_come_before_is_shown_where_that_counts() -> None:
    """Damages that were set before the failure was attested are set; by whom is not known here."""
    failure = {"failure": "f1", "service": "svc-12", "recipient": "r1"}
    log = [
        event("set", "damages.decided", "1398/02/01 09:00", failure="f1", amount=10, by="unknown"),
        event("failed", "quality-failure.attested", "1398/03/01 09:00", **failure),
    ]
    ((en, _),) = told("damages-set", log)
    assert en.endswith(
        "remains unresolved; an amount of damages was set (set, 1398/02/01 09:00),"
        " but the log leaves open whether that answers it."
    )
    ((credit, _),) = told("credit-for-missed-levels", log)
    assert credit.endswith("remains unresolved.")


def test_what_is_said_of_some_of_all_services_names_them() -> None:
    """A fee that was announced for all, and set for one, is told with those of which no decision is recorded."""
    log = [
        event("set", "fee.decided", "1398/02/01 09:00", service="svc-01", amount=10, by="cabinet"),
        event("announced", "fee.announced", "1398/03/01 09:00", service="*", amount=10, channel="portal"),
    ]
    ((en, fa),) = told("fee-set-by-competent-body", log)
    assert en.startswith("A fee was announced (announced, 1398/03/01 09:00) for all services; no matching")
    assert "; this concerns service 2 (svc-02, " in en
    assert en.endswith(") and 21 more.")
    assert "؛ موضوع آن: خدمت ردیف ۲ (svc-02، " in fa
    assert fa.endswith(") و ۲۱ خدمت دیگر.")


def test_every_value_of_a_persian_sentence_stands_between_direction_marks() -> None:
    """Ids, dates, times and lengths keep their own direction, and the words around them theirs."""
    told = sentence(finding("R01", "damages-set", "unresolved-at-end"), edition(), "fa")
    assert told == (
        f"{isolate('افت کیفیت گواهی شد')} ({isolate('R01-1')}، {isolate('۱۳۹۸/۰۳/۰۱')} ساعت {isolate('۰۹:۰۰')}) "
        f"برای خدمت ردیف {isolate('۱۲')} ({isolate('svc-12')}، «{isolate('ابطال مدارک و لغو پناهندگي اتباع خارجي متخلف')}»)؛ "
        f"آنچه باید در پی آن بیاید («{isolate('مبلغ ضرر و زیان تعیین شد')}»، {isolate('مرجع تعیین‌کننده')}: {isolate('مرجع ذی‌صلاح')}) "
        f"پس از آن تا پایان {isolate('۱۳۹۸/۱۲/۲۹')} ثبت نشد "
        "و متن مهلتی برای آن نداده است؛ پس تکلیف حل‌نشده مانده است."
    )


def test_persian_sentences_take_ascii_digits_when_asked() -> None:
    """`digits="ascii"` writes every number of a Persian sentence with 0 to 9."""
    told = sentence(
        finding("N01", "planned-outage-notice", "notice-too-late"), edition(), "fa", digits="ascii"
    )
    assert strip_isolates(told) == (
        "قطعی خدمت o-1 برای خدمت ردیف 3 (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») در 1398/05/13 ساعت 09:00 "
        "آغاز شد؛ در 1398/05/10 ساعت 09:01، یعنی تنها 71 ساعت و 59 دقیقه پیش از آن، اعلام شد؛ مهلت لازم 72 ساعت است و "
        "1 دقیقه کم آمده است."
    )


def test_a_time_in_a_repeated_hour_is_told_with_its_offset() -> None:
    """When the clocks went back on 1398/06/30 the hour from 23:00 came twice, so the offset says which one is meant."""
    names = Names(edition(), "en")
    twice = 1_569_092_400_000_000
    assert [names.instant(twice), names.instant(twice + 3_600_000_000)] == [
        "1398/06/30 23:30 +04:30",
        "1398/06/30 23:30 +03:30",
    ]


def test_every_annexed_service_is_named_by_row_id_and_title_and_the_others_by_their_id() -> None:
    """`*` stands for all services; a service that is not annexed has nothing but its id."""
    names = Names(edition(), "en")
    assert [names.service(service) for service in ("svc-22", "*", "svc-99")] == [
        "service 22 (svc-22, “Arbaeen plan”)",
        "all services",
        "service svc-99",
    ]


@pytest.mark.parametrize(
    ("millionths", "en", "fa"),
    [
        (1_000_000, "100%", "۱۰۰ درصد"),
        (999_999, "99.9999%", "۹۹٫۹۹۹۹ درصد"),
        (995_000, "99.5%", "۹۹٫۵ درصد"),
        (0, "0%", "۰ درصد"),
        (-13_889, "-1.3889%", "-۱٫۳۸۸۹ درصد"),
    ],
)
def test_a_share_is_told_in_per_cent_to_the_millionth(millionths: int, en: str, fa: str) -> None:
    """More outage than the counted window makes the share negative, and it is told so."""
    shown = [Names(edition(), language).share(millionths) for language in ("en", "fa")]
    assert [strip_isolates(share) for share in shown] == [en, fa]


@pytest.mark.parametrize(
    ("millionths", "en", "fa"),
    [
        (100_000, "10 percentage points", "۱۰ واحد درصد"),
        (10_000, "1 percentage point", "۱ واحد درصد"),
        (12_500, "1.25 percentage points", "۱٫۲۵ واحد درصد"),
        (0, "0 percentage points", "۰ واحد درصد"),
    ],
)
def test_what_lies_between_two_shares_is_in_percentage_points(millionths: int, en: str, fa: str) -> None:
    """From 70% to 80% is 10 percentage points, and not 10 per cent more."""
    for name in ("less-millionths", "less-at-least-millionths", "findable-millionths"):
        shown = [Names(edition(), language).figure(FIGURES[name], millionths) for language in ("en", "fa")]
        assert [strip_isolates(text) for text in shown] == [en, fa]


def test_a_fraction_of_a_second_stands_behind_the_point_of_the_language() -> None:
    """A Latin point between Persian digits would be read as the end of a sentence, or as a zero."""
    start = edition().term.start
    shown = [Names(edition(), language).instant(start + 32_399_999_999) for language in ("en", "fa")]
    assert [strip_isolates(text) for text in shown] == [
        "1398/01/01 08:59:59.999999",
        "۱۳۹۸/۰۱/۰۱ ساعت ۰۸:۵۹:۵۹٫۹۹۹۹۹۹",
    ]
    assert Names(edition(), "fa", "ascii").unmarked_instant(start + 500_000) == "1398/01/01 ساعت 00:00:00.5"


@pytest.mark.parametrize(
    ("microseconds", "en", "fa"),
    [
        (10 * DAY - 1, "239:59:59.999999", "۲۳۹ ساعت و ۵۹ دقیقه و ۵۹٫۹۹۹۹۹۹ ثانیه"),
        (10 * DAY, "10 days", "۱۰ روز"),
        (10 * DAY + 1, "10 days 00:00:00.000001", "۱۰ روز و ۰٫۰۰۰۰۰۱ ثانیه"),
        (229 * DAY + 7 * HOUR, "229 days 07:00:00", "۲۲۹ روز و ۷ ساعت"),
        (-31 * DAY - HOUR, "-31 days 01:00:00", "منفی ۳۱ روز و ۱ ساعت"),
        (-72 * HOUR, "-72:00:00", "منفی ۷۲ ساعت"),
        (0, "00:00:00", "۰ ثانیه"),
    ],
)
def test_a_long_time_is_told_in_days_and_what_is_left(microseconds: int, en: str, fa: str) -> None:
    told = [strip_isolates(Names(edition(), language).length(microseconds)) for language in ("en", "fa")]
    assert told == [en, fa]


@pytest.mark.parametrize("engine", ["reference", "audit"])
def test_a_case_of_a_service_that_is_not_annexed_is_told_with_the_service(engine: Engine) -> None:
    """Which service it was is what the reader wants to know, of a fee that is compared as of one that is announced."""
    events = [charge("F09-1", "1398/04/10 10:00", "svc-99", 150_000, **AMAYESH), SIGNED]
    found = check(edition(), events, at=AFTER_THE_TERM, engine=engine).findings
    told = {one.norm: sentence(one, edition(), "en") for one in found if one.reason == "outside-annex"}
    words = "A fee was charged (F09-1, 1398/04/10 10:00) for service svc-99; the service is not in the annex of the agreement."
    assert told == dict.fromkeys(("fee-as-announced", "fee-charged-as-set", "equal-fees"), words)


@pytest.mark.parametrize("engine", ["reference", "audit"])
@pytest.mark.parametrize(
    ("fields", "en", "fa"),
    [
        ({"origin": "network"}, "the side on which it arose", "منشأ"),
        ({"planned": False, "cause": "a disk"}, "declared as planned", "برنامه‌ریزی‌شده"),
        ({"planned": None, "origin": "power"}, "the side on which it arose", "منشأ"),
        (
            {"planned": False, "cause": "a disk", "origin": "power"},
            "declared as planned, the side on which it arose",
            "برنامه‌ریزی‌شده، منشأ",
        ),
    ],
)
def test_what_is_out_of_scope_is_told_with_the_conditions_that_do_not_hold(
    fields: dict[str, object], en: str, fa: str, engine: Engine
) -> None:
    """Whoever asks why an outage was not judged need not look up what the norm asks of it and what the log says."""
    given = {name: value for name, value in fields.items() if value is not None}
    one = outage("out", "1398/05/13 09:00", **given)
    if None in fields.values():
        data = one["data"]
        assert isinstance(data, dict)
        del data["planned"]
    found = check(edition(), [SIGNED, one], at=AFTER_THE_TERM, engine=engine).findings
    (outside,) = (one for one in found if one.norm == "planned-outage-notice")
    assert outside.reason == "out-of-scope"
    assert sentence(outside, edition(), "en").endswith(f"; what is not so: {en}.")
    assert strip_isolates(sentence(outside, edition(), "fa")).endswith(f"؛ آنچه چنین نیست: {fa}.")


def test_a_case_that_stands_alone_so_far_is_compared_with_no_other() -> None:
    """Of one case nobody can say that all were treated alike."""
    told = [charge("D03-1", "1398/04/10 10:00", "svc-19", 150_000, **AMAYESH)]
    expected = {
        1: "there is only one case so far (150,000 rial), and no other to compare it with.",
        2: "the comparable cases so far (2) were treated alike: 150,000 rial.",
    }
    for count, words in expected.items():
        events = [*(one | {"id": f"D03-{n}"} for one in told for n in range(count)), SIGNED]
        found = check(edition(), events, at="1398/05/01").findings
        (one,) = (one for one in found if one.reason == "equal-so-far")
        assert sentence(one, edition(), "en").endswith(words)


def test_the_one_case_that_was_passed_is_not_told_as_one_of_several() -> None:
    """The number decides the words before the case that is named."""
    simulated = load(ROOT / "agreements" / "examples" / "simulated-governorate" / "1398")
    told = set[tuple[bool, bool]]()
    for file in case_files(simulated.folder):
        for result in run_file(file, simulated):
            for one in result.judgement.findings:
                if one.reason == "took-its-turn-early":
                    words = sentence(one, simulated, "en")
                    told.add((one.figures["passed"] == 1, "; that case: " in words))
    assert told <= {(True, True), (False, False)}
    assert (True, True) in told


# --- cures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("story", "norm", "reason", "en", "fa"),
    [
        (
            "N01",
            "planned-outage-notice",
            "notice-too-late",
            "A notice by 1398/05/10 09:00, or a start from 1398/05/13 09:01, would have fulfilled it.",
            "اعلام تا ۱۳۹۸/۰۵/۱۰ ساعت ۰۹:۰۰، یا آغاز از ۱۳۹۸/۰۵/۱۳ ساعت ۰۹:۰۱، برای رعایت الزام کافی بود.",
        ),
        (
            "C01",
            "documents-by-listed-channels",
            "not-met",
            "The portal, post, counter office or in person instead would have fulfilled it.",
            "پرتال، پست، دفتر پیشخوان یا حضوری به‌جای آن برای رعایت الزام کافی بود.",
        ),
        (
            "D01",
            "fee-as-announced",
            "other-than-announced",
            "The amount 150,000 rial would have fulfilled it.",
            "مبلغ ۱۵۰٬۰۰۰ ریال برای رعایت الزام کافی بود.",
        ),
        (
            "T01",
            "renewed-without-gap",
            "no-successor",
            "Signing a successor by the end of 1398/12/29 would have fulfilled it.",
            "امضای جانشین تا پایان ۱۳۹۸/۱۲/۲۹ برای رعایت الزام کافی بود.",
        ),
    ],
)
def test_a_cure_says_the_smallest_change(story: str, norm: str, reason: str, en: str, fa: str) -> None:
    """Values that are only cases of a listed one are left out, and the end of a day is told as that."""
    one = finding(story, norm, reason)
    told = [cure_sentence(one, edition(), language) or "" for language in ("en", "fa")]
    assert [strip_isolates(cure) for cure in told] == [en, fa]


def test_a_cure_says_what_a_notice_or_a_successor_lacked() -> None:
    """Where there was one by then, that there should have been one is no cure."""
    log = [
        notice("n1", "1398/05/01 08:00", "1398/05/10 09:00", notice="n-1"),
        event("w1", "notice.withdrawn", "1398/05/02 08:00", notice="n-1"),
        outage("o1", "1398/05/10 09:00", outage="o-1"),
        notice("n2", "1398/06/01 08:00", "1398/06/10 09:00", notice="n-2", channel="sms"),
        outage("o2", "1398/06/10 09:00", outage="o-2"),
        notice("n3", "1398/07/01 08:00", "1398/07/10 09:00", notice="n-3", covers=["svc-15"]),
        outage("o3", "1398/07/10 09:00", outage="o-3"),
        notice("n4", "1398/08/01 08:00", "1398/08/11 09:00", notice="n-4"),
        outage("o4", "1398/08/10 09:00", outage="o-4"),
        event(
            "r", "agreement.renewed", "1398/12/20 10:00", effective_from="1399/01/01",
            services=[f"svc-{row:02}" for row in range(2, 24)],
        ),
    ]  # fmt: skip
    judged = check(edition(), [*log, SIGNED], at=AFTER_THE_TERM).findings
    cured = [
        one for one in judged if one.cures and one.norm in ("planned-outage-notice", "renewed-without-gap")
    ]
    assert [(one.reason, cure_sentence(one, edition(), "en")) for one in cured] == [
        ("notice-withdrawn", "A notice by 1398/05/07 09:00 that stayed in force would have fulfilled it."),
        (
            "notice-elsewhere",
            "A notice by 1398/06/07 09:00 where it has to be given would have fulfilled it.",
        ),
        ("service-not-named", "Naming it in a notice by 1398/07/07 09:00 would have fulfilled it."),
        ("other-time-announced", "Announcing this start by 1398/08/07 09:00 would have fulfilled it."),
        (
            "left-out",
            "Signing a successor by the end of 1398/12/29 that goes on with it would have fulfilled it.",
        ),
    ]
    assert [strip_isolates(cure_sentence(one, edition(), "fa") or "") for one in cured] == [
        "اعلامی تا ۱۳۹۸/۰۵/۰۷ ساعت ۰۹:۰۰ که برقرار می‌ماند برای رعایت الزام کافی بود.",
        "اعلام به شیوهٔ لازم تا ۱۳۹۸/۰۶/۰۷ ساعت ۰۹:۰۰ برای رعایت الزام کافی بود.",
        "نام بردن آن در اعلامی تا ۱۳۹۸/۰۷/۰۷ ساعت ۰۹:۰۰ برای رعایت الزام کافی بود.",
        "اعلام همین آغاز تا ۱۳۹۸/۰۸/۰۷ ساعت ۰۹:۰۰ برای رعایت الزام کافی بود.",
        "امضای جانشینی تا پایان ۱۳۹۸/۱۲/۲۹ که آن را هم در بر گیرد برای رعایت الزام کافی بود.",
    ]


def test_changes_that_only_help_together_are_joined_by_and() -> None:
    """A successor must be signed and effective by the end of the term; one of the two alone leaves a gap."""
    end = edition().term.end
    late = finding("T01", "renewed-without-gap", "no-successor")
    both = late.altered(reason="gap", cures=(Cure("signed-by", end), Cure("effective-by", end)))
    assert cure_sentence(both, edition(), "en") == (
        "Signing a successor by the end of 1398/12/29, and giving it effect by the end of 1398/12/29, "
        "would have fulfilled it."
    )


def test_a_finding_without_a_cure_has_no_cure_sentence() -> None:
    """A kept norm needs no change."""
    assert cure_sentence(finding("N02", "planned-outage-notice", "in-time"), edition(), "en") is None


# --- every reason has its words ---------------------------------------------------------------------------

ENGINE = Path(slakit.verdicts.__file__).parent
CHECK_OF = {
    "advance-notice": "covered_before unannounced",
    "announced-value": "covered_at",
    "at-most": "limited",
    "decided-by": "holds",
    "done-by": "done_by",
    "equal-access": "compared",
    "equal-outcome": "compared",
    "equal-timeliness": "compared",
    "equal-treatment": "same",
    "every": "recurring",
    "in-order": "in_order",
    "in-term": "inside",
    "kept-published": "covered_throughout",
    "never": "never",
    "only-after": "covered_at",
    "only-via": "holds",
    "permitted-if": "holds",
    "remedy": "remedied",
    "renewed": "covered_at_end",
    "respond-within": "followed",
    "service-level": "measured measured_share",
}
"""The function that judges each rule kind, or both of them."""

NEVER_GIVEN = {
    "announced-value": {"in-force"},
    "only-after": {
        "as-announced", "instant-not-recorded", "other-than-announced", "announced-nowhere", "value-not-recorded",
    },
    "only-via": {"decision-unclear", "no-decision-recorded", "nothing-decided", "set-otherwise", "superseded"},
    "permitted-if": {"decision-unclear", "no-decision-recorded", "nothing-decided", "set-otherwise", "superseded"},
}  # fmt: skip
"""The reasons of a check that a rule kind cannot have: the one compares values, the other does not."""


@cache
def engine() -> tuple[dict[str, list[ast.FunctionDef]], dict[str, ast.expr]]:
    """The functions of the engine by name, methods too, and the constants of its modules."""
    functions: dict[str, list[ast.FunctionDef]] = {}
    constants: dict[str, ast.expr] = {}
    for module in sorted(ENGINE.glob("*.py")):
        tree = ast.parse(module.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                functions.setdefault(node.name, []).append(node)
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                constants[statement.targets[0].id] = statement.value
    return functions, constants


def texts_in(node: ast.AST) -> set[str]:
    parts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return {part for part in parts if isinstance(part, str)}


def words_in(node: ast.expr) -> set[str]:
    """The texts that an expression can be; of what is looked up, those of the constant or of the test beside it."""
    constants = engine()[1]
    match node:
        case ast.Constant(value=str() as text):
            return {text}
        case ast.IfExp(test=test, body=ast.Attribute(), orelse=other):
            return texts_in(test) | words_in(other)
        case ast.IfExp(body=one, orelse=other):
            return words_in(one) | words_in(other)
        case ast.Subscript(value=ast.Name(id=name)) if name in constants:
            return texts_in(constants[name])
        case _:
            return set()


def is_outcome(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Outcome"


def reasons_in(function: ast.FunctionDef) -> set[str]:
    """The reasons that a function gives: of a verdict, of what lies outside, beside an outcome, or named `reason`."""
    found: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id="Verdict"), args=[_, _, _, reason, *_]):
                found |= words_in(reason)
            case ast.Call(func=ast.Name(id="Outside"), args=[_, reason, *_]):
                found |= words_in(reason)
            case ast.Tuple(elts=[outcome, reason]) if is_outcome(outcome):
                found |= words_in(reason)
            case ast.Assign(targets=[ast.Name(id="reason")], value=reason):
                found |= words_in(reason)
    return found


def reasons_of_check(name: str) -> set[str]:
    """The reasons that a function of the engine gives, itself or by any function that it calls."""
    functions = engine()[0]
    reached, waiting = set[str](), set(name.split())
    while waiting:
        reached |= waiting
        calls = (
            part.func
            for reaching in waiting
            for function in functions[reaching]
            for part in ast.walk(function)
            if isinstance(part, ast.Call)
        )
        called = {call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in calls}
        waiting = (called & functions.keys()) - reached
    return set[str]().union(
        *(reasons_in(function) for reaching in reached for function in functions[reaching])
    )


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_every_reason_of_a_rule_kind_has_a_sentence_and_no_sentence_is_left_over(kind: str) -> None:
    """The reasons are read out of the engine, so that a new one without words is found here."""
    given = reasons_of_check(CHECK_OF[kind]) - NEVER_GIVEN.get(kind, set())
    own = RULE_KINDS[kind].REASONS.keys()
    assert given - COMMON_REASONS.keys() == own - COMMON_REASONS.keys()
    assert own <= given


def test_the_reason_of_a_line_that_was_set_aside_is_shared() -> None:
    """It is given beside the checks, for every rule kind of which each event is an occasion."""
    assert reasons_of_check("findings_of") >= {"event-set-aside"}
    assert "event-set-aside" in COMMON_REASONS


def templates() -> dict[str, dict[str, str]]:
    own = {
        f"{name}: {reason}": words
        for name, kind in RULE_KINDS.items()
        for reason, words in kind.REASONS.items()
    }
    return own | {f"all: {reason}": words for reason, words in COMMON_REASONS.items()}


@pytest.mark.parametrize("name", templates())
def test_a_sentence_is_written_in_both_languages_and_asks_only_for_what_findings_have(name: str) -> None:
    """Both languages are whole sentences, as many of them, and every placeholder is a subject or a figure.

    What is found of recorded facts about many cases takes up to three of them, all else one.
    """
    words = templates()[name]
    most = 3 if name.partition(":")[0] in ("equal-treatment", "in-order") else 1
    assert words.keys() == {"en", "fa"}
    always = {language: re.sub(r"\[[^]]*\]", "", told) for language, told in words.items()}
    assert always["en"].count(". ") == always["fa"].count(". ") < most
    for told in words.values():
        assert told.removesuffix("]").endswith(".")
        assert placeholders(told) <= SUBJECTS.keys() | FIGURES.keys()


@pytest.mark.parametrize("name", templates())
def test_both_languages_of_a_sentence_give_the_same_figures(name: str) -> None:
    """A figure that only one reader is told would make two findings of one."""
    english, persian = (
        placeholders(templates()[name][language]) & FIGURES.keys() for language in ("en", "fa")
    )
    assert english == persian


def figures_of_engine() -> set[str]:
    """The names that the engine gives figures: keys of `figures`, and of the fifth argument of a verdict."""
    found: set[str] = set()
    for node in (
        node
        for module in sorted(ENGINE.glob("*.py"))
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
    ):
        match node:
            case ast.Call(func=ast.Name(id="Verdict"), args=[_, _, _, _, ast.Dict() as figures, *_]):
                found |= keys_of(figures)
            case (
                ast.Assign(targets=[ast.Name(id="figures")], value=ast.expr() as figures)
                | ast.AnnAssign(target=ast.Name(id="figures"), value=ast.expr() as figures)
                | ast.AugAssign(target=ast.Name(id="figures"), value=ast.expr() as figures)
            ):
                for part in ast.walk(figures):
                    found |= keys_of(part) if isinstance(part, ast.Dict) else set()
            case ast.Assign(
                targets=[ast.Subscript(value=ast.Name(id="figures"), slice=ast.Constant(value=str() as name))]
            ):
                found.add(name)
    return found


def keys_of(written: ast.Dict) -> set[str]:
    return {key.value for key in written.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def changes_of_engine() -> set[str]:
    """The changes that the engine names as cures."""
    return {
        node.args[0].value
        for module in sorted(ENGINE.glob("*.py"))
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Cure"
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def test_every_figure_and_every_change_of_the_engine_is_known_and_has_words() -> None:
    """What a figure is decides how it is written, so the tables hold the engine's names and no others."""
    assert figures_of_engine() == FIGURES.keys()
    assert FIGURES.keys() == FIGURE_WORDS.keys()
    assert changes_of_engine() == CURES.keys()
    assert CURES.keys() <= CURE_WORDS.keys()
    assert KIND_WORDS.keys() == RULE_KINDS.keys()


def test_the_words_for_outcomes_and_grades_are_those_of_the_glossary() -> None:
    """One word a thing: the reports use no other than `docs/glossary.md`."""
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    lines = [line.split("|") for line in glossary.splitlines() if line.startswith("| `")]
    rows = {cells[1].strip("` "): cells[2].strip() for cells in lines}
    words = {str(word): told for table in (OUTCOME_WORDS, GRADE_WORDS) for word, told in table.items()}
    assert words.keys() == {*map(str, Outcome), *map(str, Grade)}
    assert rows == {word: told["fa"] for word, told in words.items()}
    assert {word.replace("-", " ") for word in words} == {told["en"] for told in words.values()}


def test_a_cure_of_a_question_of_yes_or_no_names_the_question() -> None:
    """A bare "yes" would say nothing, and the condition is named in both languages."""
    judged = load(ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025")
    given = event(
        "n-1",
        "termination-notice.given",
        "2025-09-01 00:00",
        notice="n1",
        effective="2025-10-01 00:00",
        three_missed_months=False,
    )
    found = check(judged, [given], at="2025-09-02 00:00").findings
    told = next(one for one in found if one.reason == "not-met")
    assert told.cures == (Cure("instead", "yes"),)
    assert cure_sentence(told, judged, "en") == (
        "“attested: three missed months in six: yes” would have fulfilled it."
    )
    assert strip_isolates(cure_sentence(told, judged, "fa") or "") == (
        "«attested: three missed months in six: بله» برای رعایت الزام کافی بود."
    )


LEVELS = {
    "services-available/service=svc-03": (
        "As far as the window had passed, service 3 (svc-03, “Extending and replacing the residence documents of foreign nationals”) was available for between 0% and 100% of it: 00:00:00 of outage and 00:00:00 of doubtful outage are recorded in 360 days (counted in months of 30 days), and 365 days without monitoring; the text gives no target, so no verdict is given.",
        "تا آنجا که دوره گذشته بود، سهم دسترس‌پذیری خدمت ردیف ۳ (svc-03، «تمديد و تعويض مدارک اقامتي اتباع خارجي») میان ۰ درصد و ۱۰۰ درصد است: در ۳۶۰ روز (به شمارش ماه‌های سی‌روزه)، ۰ ثانیه قطعی و ۰ ثانیه قطعی نامعلوم ثبت شده و ۳۶۵ روز بدون پایش بوده است؛ متن هدفی نداده است و داوری نمی‌شود.",
    ),
    "monthly-availability/service=database,period=2025-01": (
        "Service 2 (database, “Managed database”) was available in 2025-01 for between 0% and 100% of the window: 00:00:00 of outage and 00:00:00 of doubtful outage are recorded in 31 days, and 31 days without monitoring; the target is 99.9%, so it is not known whether it was met.",
        "سهم دسترس‌پذیری خدمت ردیف ۲ (database، «Managed database») در بازهٔ ۲۰۲۵-۰۱، میان ۰ درصد و ۱۰۰ درصد است: در ۳۱ روز، ۰ ثانیه قطعی و ۰ ثانیه قطعی نامعلوم ثبت شده و ۳۱ روز بدون پایش بوده است؛ هدف ۹۹٫۹ درصد است، پس معلوم نیست که به آن رسیده است یا نه.",
    ),
    "monthly-availability/service=database,period=2025-03": (
        "So far 00:00:00 of outage and 00:00:00 of doubtful outage of service 2 (database, “Managed database”) are recorded in 2025-03, and 14 days without monitoring; the window of 30 days 23:00:00 is not over; the target is 99.9%.",
        "تاکنون برای خدمت ردیف ۲ (database، «Managed database») در بازهٔ ۲۰۲۵-۰۳، ۰ ثانیه قطعی و ۰ ثانیه قطعی نامعلوم ثبت شده و ۱۴ روز بدون پایش بوده است؛ دوره ۳۰ روز و ۲۳ ساعت است و به پایان نرسیده است؛ هدف ۹۹٫۹ درصد است.",
    ),
}


def test_time_that_nobody_watched_or_that_has_not_come_is_not_told_as_available() -> None:
    """What is not known makes the share a range, and of a window that is not over no share is told."""
    larkfield = load(ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025")
    told = {
        one.id: tuple(strip_isolates(sentence(one, judged, language)) for language in ("en", "fa"))
        for judged, at in ((edition(), AFTER_THE_TERM), (larkfield, "2025-03-15 00:00"))
        for one in check(judged, [], at=at).findings
        if one.id in LEVELS
    }
    assert told == LEVELS


# --- every case can be told -------------------------------------------------------------------------------


def case_folders() -> list[tuple[Path, Path]]:
    """Each file of cases, with the folder of the edition that it is of."""
    editions = sorted(document.parent for document in (ROOT / "agreements").glob("**/agreement.yaml"))
    stories = [(folder, file) for folder in editions for file in case_files(folder)]
    kinds = [(SUITE, SUITE / f"{kind}.yaml") for kind in RULE_KINDS]
    return [*stories, *((folder, file) for folder, file in kinds if file.is_file())]


def named(path: Path) -> str:
    """A folder of an edition by its party and its year, a file of cases by its name."""
    return f"{path.parent.name}-{path.name}" if path.is_dir() else path.stem


@pytest.mark.parametrize(("folder", "file"), case_folders(), ids=named)
def test_every_finding_of_every_case_is_told_in_both_languages(folder: Path, file: Path) -> None:
    """No sentence asks for a value that its finding lacks, none leaves a brace or a bracket, and every role has words."""
    judged = load(folder)
    told = set[tuple[object, ...]]()
    for result in run_file(file, judged):
        for one in result.judgement.findings:
            shape = (one.norm, one.reason, *one.figures, *one.cures)
            if shape in told:
                continue
            told.add(shape)
            for language in ("en", "fa"):
                words = sentence(one, judged, language)
                assert words.endswith(".")
                assert not set("{}") & set(words)
                cure_sentence(one, judged, language)
            assert {evidence.role for evidence in one.evidence} <= ROLE_WORDS.keys()
    assert told
