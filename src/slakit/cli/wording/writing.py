"""What the commands say that write documents: fix, fmt, init, renew."""

from typing import Final

from slakit.messages import Language

WRITING: Final[dict[str, dict[Language, str]]] = {
    # --- fix and fmt
    "mended": {"en": "fixed: `{old}` became `{new}`", "fa": "اصلاح شد: «{old}» به «{new}» تبدیل شد"},
    "to mend": {"en": "fix: `{old}` becomes `{new}`", "fa": "اصلاح: «{old}» به «{new}» تبدیل می‌شود"},
    "removed": {"en": "fixed: `{old}` was deleted", "fa": "اصلاح شد: «{old}» حذف شد"},
    "to remove": {"en": "fix: `{old}` is deleted", "fa": "اصلاح: «{old}» حذف می‌شود"},
    "mended several": {"en": "fixed: {count} places", "fa": "اصلاح شد: {count} جا"},
    "to mend several": {"en": "fix: {count} places", "fa": "اصلاح: {count} جا"},
    "nothing to mend": {"en": "nothing to fix", "fa": "چیزی برای اصلاح نیست"},
    "counted mended": {"en": "{fixes} in {files}", "fa": "{fixes} در {files}"},
    "faults left": {
        "en": "{faults} left; `slakit validate --cases` tells them",
        "fa": "{faults} ماند؛ «slakit validate --cases» آن‌ها را می‌گوید",
    },
    "more with unsafe": {
        "en": "{fixes} more with `--unsafe`; look at them first with `--unsafe --diff`",
        "fa": "{fixes} دیگر با «--unsafe»؛ نخست آن‌ها را با «--unsafe --diff» ببینید",
    },
    "laid out": {"en": "{file}: laid out", "fa": "{file}: چیدمان اصلاح شد"},
    "to lay out": {"en": "{file}: not in the layout of `slakit fmt`", "fa": "{file}: چیدمان «slakit fmt» را ندارد"},
    "layout counted": {"en": "{files}, {changed} laid out", "fa": "{files}، چیدمان {changed} تا اصلاح شد"},
    "layout to do": {"en": "{files}, {changed} to lay out", "fa": "{files}، چیدمان {changed} تا باید اصلاح شود"},
    "layout kept": {"en": "{files}, nothing to change", "fa": "{files}، بی‌نیاز از تغییر"},
    "no document below": {
        "en": "neither in `{folder}` nor below it is there a document of slakit",
        "fa": "نه در «{folder}» و نه زیر آن سندی از «slakit» نیست",
    },
    # --- init
    "already there": {"en": "`{folder}` is already there, and nothing is overwritten", "fa": "«{folder}» از پیش هست و چیزی روی آن نوشته نمی‌شود"},
    "choose another name": {
        "en": "choose another `--agreement` or `--edition`, or another folder",
        "fa": "«--agreement» یا «--edition» دیگری بنویسید، یا پوشهٔ دیگری برگزینید",
    },
    "no identifier": {
        "en": "`{found}` cannot be the name of an agreement",
        "fa": "«{found}» نمی‌تواند نام توافق‌نامه باشد",
    },
    "write identifier": {
        "en": "use small letters, digits and hyphens, such as `hamadan-governorate`",
        "fa": "حروف کوچک لاتین و رقم و خط تیره به کار ببرید، مانند «hamadan-governorate»",
    },
    "no edition": {
        "en": "`{found}` does not begin with a year of the calendar `{calendar}`",
        "fa": "«{found}» با سالی از تقویم «{calendar}» آغاز نمی‌شود",
    },
    "write edition": {
        "en": "write a year such as `{example}`, or `{example}-autumn`; `--calendar` chooses the calendar",
        "fa": "سالی مانند «{example}» یا «{example}-autumn» بنویسید؛ تقویم را «--calendar» تعیین می‌کند",
    },
    "written": {"en": "written: {file}", "fa": "نوشته شد: {file}"},
    "kept": {"en": "left as it was: {file}", "fa": "دست‌نخورده ماند: {file}"},
    "begin there": {
        "en": "open `{file}` and write your own clauses; then run `slakit validate {folder}` and `slakit test {folder}`",
        "fa": "«{file}» را باز کنید و بندهای خود را بنویسید؛ سپس «slakit validate {folder}» و «slakit test {folder}» را اجرا کنید",
    },
    # --- renew
    "choose another edition": {"en": "choose another name with `--to`", "fa": "با «--to» نام دیگری برگزینید"},
    "no edition name": {"en": "`{found}` cannot be the name of an edition", "fa": "«{found}» نمی‌تواند نام ویرایش باشد"},
    "write edition name": {
        "en": "use small letters, digits and hyphens, such as `1399` or `1399-autumn`",
        "fa": "حروف کوچک لاتین و رقم و خط تیره به کار ببرید، مانند «1399» یا «1399-autumn»",
    },
    "no next term: no-year": {
        "en": "the editions `{old}` and `{new}` are not both named after a year, so their names do not give the new term",
        "fa": "ویرایش‌های «{old}» و «{new}» هر دو به نام یک سال نیستند و مدت تازه از نامشان برنمی‌آید",
    },
    "no next term: not-later": {
        "en": "the year of `{new}` is not later than that of `{old}`, so the names do not give the new term",
        "fa": "سال «{new}» پس از سال «{old}» نیست و مدت تازه از این نام‌ها برنمی‌آید",
    },
    "no next term: reversed": {
        "en": "the new term would end before it begins",
        "fa": "مدت تازه پیش از آغازش پایان می‌یافت",
    },
    "no next term: out-of-range": {
        "en": "the new term lies outside the years that slakit knows, Jalali 1300 to 1500",
        "fa": "مدت تازه بیرون از سال‌هایی است که برنامه می‌شناسد: ۱۳۰۰ تا ۱۵۰۰ شمسی",
    },
    "say the term": {"en": "say it with `--from DAY` and `--until DAY`", "fa": "آن را با «--from DAY» و «--until DAY» بنویسید"},
    "new term": {
        "en": "edition {new}: from {first} to {last}, {days}",
        "fa": "ویرایش {new}: از {first} تا {last}، {days}",
    },
    "open points": {"en": "to be decided: {points}", "fa": "آنچه باید درباره‌اش تصمیم گرفت: {points}"},
    "no open points": {"en": "nothing is left to be decided", "fa": "چیزی برای تصمیم‌گیری نمانده است"},
    "cases not run": {
        "en": "the draft has faults, so its cases were not run",
        "fa": "پیش‌نویس ایراد دارد و نمونه‌های آزمون آن اجرا نشد",
    },
    "decide them": {
        "en": "decide each point in `{file}` and beside it, delete its comment, and run `slakit validate {folder}` and `slakit test {folder}`",
        "fa": "هر نکته را در «{file}» و فایل‌های کنار آن روشن کنید، یادداشتش را حذف کنید و «slakit validate {folder}» و «slakit test {folder}» را اجرا کنید",
    },
}  # fmt: skip
