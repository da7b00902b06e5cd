"""What is wrong with a command as it was given, and its cure."""

from typing import Final

from slakit.messages import Language

MISTAKES: Final[dict[str, dict[Language, str]]] = {
    "from": {"en": "it is from {least} on", "fa": "باید دست‌کم {least} باشد"},
    "between": {"en": "it is from {least} to {most}", "fa": "باید از {least} تا {most} باشد"},
    "help": {"en": "help: {cure}", "fa": "راهنما: {cure}"},
    "did you mean": {"en": "did you mean `{suggestion}`?", "fa": "آیا منظور «{suggestion}» است؟"},
    "did you mean either": {
        "en": "did you mean `{suggestion}` or `{other}`?",
        "fa": "آیا منظور «{suggestion}» یا «{other}» است؟",
    },
    "see help": {"en": "run `{command} --help`", "fa": "«{command} --help» را اجرا کنید"},
    "no command": {"en": "a command is missing", "fa": "فرمان نوشته نشده است"},
    "unknown command": {"en": "there is no command `{found}`", "fa": "فرمان «{found}» وجود ندارد"},
    "unknown option": {"en": "unknown option or argument: `{found}`", "fa": "گزینه یا آرگومان ناشناخته: «{found}»"},
    "arguments missing": {"en": "missing: {names}", "fa": "نوشته نشده است: {names}"},
    "name empty": {"en": "the name of a file or a folder, or an address, is empty", "fa": "نام یک فایل یا پوشه، یا یک نشانی، تهی است"},
    "log for agreement": {
        "en": "`{file}` is a log and no agreement",
        "fa": "«{file}» گزارش رویدادهاست و توافق‌نامه نیست",
    },
    "agreement first": {
        "en": "name the folder of an edition first, or its agreement.yaml, and then what belongs to it",
        "fa": "نخست پوشهٔ یک ویرایش یا فایل «agreement.yaml» آن و سپس آنچه را به آن مربوط است بنویسید",
    },
    "set it": {
        "en": "if it stands in a variable, see that it is set; the working folder is `.`",
        "fa": "اگر در متغیری است، ببینید که مقدار داشته باشد؛ پوشهٔ کاری «.» است",
    },
    "value missing": {"en": "a value is missing after `{option}`", "fa": "پس از «{option}» مقداری نوشته نشده است"},
    "value not allowed": {
        "en": "`{found}` is not allowed for `{option}`",
        "fa": "مقدار «{found}» برای «{option}» پذیرفته نیست",
    },
    "whole number": {"en": "write a whole number", "fa": "عددی صحیح بنویسید"},
    "number": {"en": "write a number", "fa": "عددی بنویسید"},
    "takes no value": {"en": "`{option}` takes no value", "fa": "«{option}» مقداری نمی‌گیرد"},
    "one edition": {"en": "two editions are compared, or one with `--against`", "fa": "دو ویرایش سنجیده می‌شود، یا یکی با «--against»"},
    "two editions": {"en": "name the old edition and then the new one", "fa": "ویرایش پیشین و سپس ویرایش تازه را بنویسید"},
    "unknown against": {"en": "`--against {found}` names nothing to compare with", "fa": "«--against {found}» چیزی برای سنجش نام نمی‌برد"},
    "against git": {"en": "write `git:` and a commit, a branch or a tag, such as `git:main`", "fa": "«git:» و نام یک ثبت، شاخه یا برچسب بنویسید، مانند «git:main»"},
    "no git": {"en": "`git` is not installed here, and `--against` needs it", "fa": "«git» اینجا نصب نیست و «--against» به آن نیاز دارد"},
    "no repository": {"en": "`{folder}` lies in no git repository", "fa": "«{folder}» در هیچ مخزن «git» نیست"},
    "no commit": {"en": "there is no commit, branch or tag `{ref}` in this repository", "fa": "در این مخزن ثبت یا شاخه یا برچسبی به نام «{ref}» نیست"},
    "no folder then": {"en": "the folder `{folder}` was not yet there at `{ref}`", "fa": "پوشهٔ «{folder}» در «{ref}» هنوز نبوده است"},
    "git failed": {"en": "git cannot read `{ref}`: {said}", "fa": "«git» نتوانست «{ref}» را بخواند: {said}"},
    "cure no git": {"en": "install git", "fa": "«git» را نصب کنید"},
    "cure no repository": {"en": "run this inside the repository of the agreements", "fa": "این فرمان را درون مخزن توافق‌نامه‌ها اجرا کنید"},
    "cure no commit": {
        "en": "write one that `git log` knows, such as `git:main` or `git:origin/main`; in CI fetch the history too, with `fetch-depth: 0`",
        "fa": "نامی بنویسید که «git log» می‌شناسد، مانند «git:main» یا «git:origin/main»؛ در ماشین آزمون تاریخچه را هم با «fetch-depth: 0» بگیرید",
    },
    "witnesses saved": {"en": "cases written into `{folder}`: {count}", "fa": "نمونه‌های نوشته‌شده در «{folder}»: {count}"},
    "not together": {
        "en": "`{option}` cannot stand beside `{other}`",
        "fa": "«{option}» و «{other}» با هم نمی‌آیند",
    },
    "other mistake": {"en": "{problem}", "fa": "فرمان خوانده نشد: {problem}"},
    "allowed": {"en": "allowed: {allowed}", "fa": "پذیرفته: {allowed}"},
    "choose": {"en": "there are: {allowed}", "fa": "این‌ها هستند: {allowed}"},
    "wrong time": {"en": "`{option}`: {problem}", "fa": "«{option}»: {problem}"},
    "no finding without log": {
        "en": "the finding `{found}` can only be explained with its log",
        "fa": "یافتهٔ «{found}» را فقط با گزارش رویدادهایش می‌توان توضیح داد",
    },
    "add log": {"en": "add `--log FILE`, and `--at TIME` for another time than now", "fa": "«--log FILE» را بیفزایید، و برای زمانی جز اکنون «--at TIME»"},
    "log without agreement": {
        "en": "`--log`, `--at` and `--known-at` need an agreement and a finding",
        "fa": "«--log» و «--at» و «--known-at» توافق‌نامه و یافته می‌خواهند",
    },
    "nothing so called": {
        "en": "`{agreement}` has no clause, norm or finding `{found}`",
        "fa": "توافق‌نامهٔ «{agreement}» بند یا الزام یا یافته‌ای به نام «{found}» ندارد",
    },
    "several findings": {"en": "{count} findings begin with `{found}`", "fa": "{count} یافته با «{found}» آغاز می‌شود"},
    "and more": {"en": "{listed} and {count} more", "fa": "{listed} و {count} تای دیگر"},
    "no rule kind": {"en": "there is no rule kind or lint rule `{found}`", "fa": "نوع قاعده یا قاعدهٔ بازبینی‌ای به نام «{found}» وجود ندارد"},
    "clause needs agreement": {
        "en": "to explain a clause or a norm, name its agreement first",
        "fa": "برای توضیح بند یا الزام، نخست توافق‌نامهٔ آن را بنویسید",
    },
    "no schema": {"en": "there is no document `{found}`", "fa": "سندی به نام «{found}» وجود ندارد"},
    "no cases": {"en": "`{agreement}` has no case", "fa": "«{agreement}» هیچ نمونهٔ آزمونی ندارد"},
    "add cases": {"en": "write them into `{folder}`", "fa": "آن‌ها را در «{folder}» بنویسید"},
    "no case selected": {"en": "no case has the word `{word}`", "fa": "واژهٔ «{word}» در هیچ نمونه‌ای نیست"},
    "no agreement below": {
        "en": "neither in `{folder}` nor below it is there an agreement.yaml",
        "fa": "نه در «{folder}» و نه زیر آن agreement.yaml نیست",
    },
    "unknown document": {
        "en": "`{file}` does not say which document it is",
        "fa": "«{file}» نمی‌گوید چه سندی است",
    },
    "say document": {
        "en": "begin it with one of these lines: {allowed}",
        "fa": "آن را با یکی از این سطرها آغاز کنید: {allowed}",
    },
    "case without agreement": {
        "en": "`{file}` was compared with no agreement: there is no `{expected}`",
        "fa": "«{file}» با توافق‌نامه‌ای سنجیده نشد، زیرا «{expected}» وجود ندارد",
    },
    "cannot read": {"en": "cannot read `{file}`: {problem}", "fa": "«{file}» خوانده نشد: {problem}"},
    "no baseline": {
        "en": "`{file}` is no list of known faults",
        "fa": "«{file}» فهرست ایرادهای شناخته‌شده نیست",
    },
    "write a baseline": {
        "en": "write one with `--write-baseline FILE`",
        "fa": "با «--write-baseline FILE» یکی بسازید",
    },
    "same output": {"en": "two outputs have the file `{file}`", "fa": "دو خروجی یک فایل دارند: «{file}»"},
    "two on standard output": {
        "en": "two formats cannot both stand on standard output",
        "fa": "دو قالب با هم در خروجی استاندارد نمی‌آیند",
    },
    "give each an output": {
        "en": "give each a file of its own, such as `--format sarif --output faults.sarif`",
        "fa": "برای هر کدام فایلی جدا بنویسید، مانند «--format sarif --output faults.sarif»",
    },
    "no editor schema": {
        "en": "nobody writes `{found}` in an editor: it has no such schema",
        "fa": "کسی «{found}» را در ویرایشگر نمی‌نویسد و چنین طرحی ندارد",
    },
    "page package missing": {
        "en": "the format `{format}` needs a package that is not installed",
        "fa": "قالب «{format}» بسته‌ای می‌خواهد که نصب نیست",
    },
    "install extra": {"en": "run `pip install 'slakit[{extra}]'`", "fa": "«pip install 'slakit[{extra}]'» را اجرا کنید"},
    "library missing": {
        "en": "`{package}` needs the library Pango, which is not installed",
        "fa": "«{package}» کتابخانهٔ «Pango» را می‌خواهد که نصب نیست",
    },
    "install pango": {
        "en": "install it with the system's packages, such as `apt-get install libpangoft2-1.0-0 libharfbuzz-subset0`",
        "fa": "آن را از بسته‌های سیستم نصب کنید، مانند «apt-get install libpangoft2-1.0-0 libharfbuzz-subset0»",
    },
    "against a page": {
        "en": "differences are marked on a page only",
        "fa": "تفاوت‌ها فقط در صفحه نشان داده می‌شود",
    },
    "use diff": {
        "en": "leave `--format` out, or use `slakit diff`",
        "fa": "«--format» را ننویسید، یا «slakit diff» را به کار ببرید",
    },
    "file needed": {
        "en": "`{format}` is no text, so it cannot stand on standard output",
        "fa": "«{format}» متن ساده نیست و در خروجی استاندارد نمی‌آید",
    },
    "give it a file": {
        "en": "name a file, such as `--output FILE.{format}`",
        "fa": "فایلی نام ببرید، مانند «--output FILE.{format}»",
    },
    "lsp missing": {
        "en": "the language server needs a package that is not installed",
        "fa": "خدمت به ویرایشگر بسته‌ای می‌خواهد که نصب نیست",
    },
    "unknown ending": {"en": "the ending of `{file}` says of no kind of table", "fa": "از پسوند «{file}» نوع جدول پیدا نیست"},
    "endings": {"en": "the endings: {allowed}", "fa": "پسوندها: {allowed}"},
    "package missing": {"en": "the package `{package}` is not installed", "fa": "بستهٔ «{package}» نصب نیست"},
    "give each a file": {"en": "give each of them a file of its own", "fa": "به هر یک فایلی جدا بدهید"},
    "output is read": {
        "en": "`{file}` is read here, and a result would be written over it",
        "fa": "«{file}» در همین دستور خوانده می‌شود و نتیجه روی آن نوشته می‌شد",
    },
    "give the result a file": {"en": "give the result a file of its own", "fa": "برای نتیجه فایلی جدا بنویسید"},
    "make the folder": {
        "en": "there is no folder `{folder}`: make it first",
        "fa": "پوشهٔ «{folder}» وجود ندارد: نخست آن را بسازید",
    },
    "table of others": {
        "en": "the table `{table}` is already there with other columns, and is not replaced",
        "fa": "جدول «{table}» از پیش هست و ستون‌های دیگری دارد؛ پس چیزی جایش را نمی‌گیرد",
    },
    "name another table": {
        "en": "name another table behind the `#`, or remove that one if nobody needs it",
        "fa": "پس از «#» نام جدول دیگری بنویسید، یا اگر کسی آن را لازم ندارد حذفش کنید",
    },
    "cannot write": {"en": "cannot write `{file}`: {problem}", "fa": "«{file}» نوشته نشد: {problem}"},
    "folder gone": {
        "en": "the folder that slakit was called in is no longer there",
        "fa": "پوشه‌ای که «slakit» در آن فراخوانده شد دیگر نیست",
    },
    "change folder": {
        "en": "change to a folder that is there",
        "fa": "به پوشه‌ای بروید که هست",
    },
    "stream closed": {
        "en": "standard input or standard output is closed",
        "fa": "ورودی یا خروجی استاندارد بسته است",
    },
    "leave it open": {
        "en": "leave it open, or name a file in its place",
        "fa": "آن را باز بگذارید یا به‌جایش فایلی نام ببرید",
    },
    "no space": {
        "en": "there is no space left for temporary files in `{folder}`",
        "fa": "در «{folder}» برای فایل‌های موقت جایی نمانده است",
    },
    "give it space": {
        "en": "free some space there, or name a folder that has some in the variable TMPDIR",
        "fa": "آنجا جا باز کنید، یا پوشه‌ای را که جا دارد در متغیر «TMPDIR» نام ببرید",
    },
    "engine failed": {
        "en": "slakit itself failed: {kind}: {problem}",
        "fa": "خود برنامه از کار افتاد: {kind}: {problem}",
    },
    "report it": {
        "en": "this is a mistake in slakit, not in your files; run it again with `--debug` and send the output to its maintainers",
        "fa": "این ایراد از برنامه است، نه از فایل‌های شما؛ با «--debug» دوباره اجرا کنید و خروجی را برای نگه‌دارندگان آن بفرستید",
    },
}  # fmt: skip
