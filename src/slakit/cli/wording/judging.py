"""What the commands say that judge a whole log: check and report."""

from typing import Final

from slakit.messages import Language

JUDGING: Final[dict[str, dict[Language, str]]] = {
    # --- check
    "judged now": {
        "en": "judged as of now, {time}: no `--at` was given",
        "fa": "زمان داوری اکنون است، {time}: گزینهٔ «--at» داده نشد",
    },
    "set aside": {
        "en": "{lines} set aside and not judged: {places}",
        "fa": "{lines} کنار گذاشته شد و در داوری نیامد: {places}",
    },
    "remarks": {
        "en": "not read: {parts}; the events themselves count: {places}",
        "fa": "{parts} خوانده نشد، هرچند خود رویدادها به شمار آمدند: {places}",
    },
    "outside annex": {
        "en": "the annex names no service `{service}`, so nothing was judged of it: {findings}",
        "fa": "خدمت «{service}» در پیوست نیست و دربارهٔ آن داوری نشد: {findings}",
    },
    "others outside annex": {
        "en": "nor does it name others that may be misspelt: {services}",
        "fa": "خدمات دیگری نیز در پیوست نیست که شاید نادرست نوشته شده باشد: {services}",
    },
    "unnamed outside annex": {
        "en": "the annex does not name the service, so nothing was judged: {findings}",
        "fa": "خدمت در پیوست نیست و داوری نشد: {findings}",
    },
    "name those outside annex": {
        "en": "`slakit check --all` names the services",
        "fa": "«slakit check --all» این خدمات را نام می‌برد",
    },
    "nothing to judge": {"en": "the log holds no event", "fa": "گزارش هیچ رویدادی ندارد"},
    "one a line": {
        "en": "write each event as one JSON object on one line of its own; `jq -c '.[]' FILE` makes such lines of one list of events, `jq -c . FILE` of events over several lines",
        "fa": "هر رویداد را یک شیء «JSON» در یک سطر جداگانه بنویسید؛ «jq -c '.[]' FILE» از فهرستی از رویدادها، و «jq -c . FILE» از رویدادهای چندسطری، چنین سطرهایی می‌سازد",
    },
    "unsupported mixed-values": {
        "en": "the engine `{engine}` cannot judge this log: the field `{field}` of `{type}` holds values of several types",
        "fa": "موتور «{engine}» این گزارش را نمی‌تواند داوری کند: فیلد «{field}» از «{type}» مقدارهایی از چند نوع دارد",
    },
    "unsupported long-number": {
        "en": "the engine `{engine}` cannot judge this log: the field `{field}` of `{type}` holds a number of more than 18 digits",
        "fa": "موتور «{engine}» این گزارش را نمی‌تواند داوری کند: فیلد «{field}» از «{type}» عددی با بیش از ۱۸ رقم دارد",
    },
    "unsupported list-of-numbers": {
        "en": "the engine `{engine}` cannot judge this log: the field `{field}` of `{type}` holds a list of what is no text",
        "fa": "موتور «{engine}» این گزارش را نمی‌تواند داوری کند: فیلد «{field}» از «{type}» فهرستی است که اقلامش متن نیست",
    },
    "unsupported deep-question": {
        "en": "the engine `{engine}` cannot judge by this agreement with SQLite: its conditions ask too much of one another; with DuckDB (extra `audit`) it can",
        "fa": "موتور «{engine}» با «SQLite» نمی‌تواند با این توافق‌نامه داوری کند: شرط‌های آن بیش از اندازه تودرتو است؛ با «DuckDB» (افزونهٔ «audit») می‌تواند",
    },
    "engine not-installed": {
        "en": "the engine `{engine}` needs an extra that is not installed",
        "fa": "موتور «{engine}» افزونه‌ای می‌خواهد که نصب نیست",
    },
    "engine unreachable": {
        "en": "no Spark answers at `{master}`: {why}",
        "fa": "در «{master}» هیچ «Spark» پاسخ نمی‌دهد: {why}",
    },
    "engine broke off": {
        "en": "the engine `{engine}` was lost before all was judged: {why}",
        "fa": "موتور «{engine}» پیش از پایان داوری از دست رفت: {why}",
    },
    "look into spark": {
        "en": "see what Spark has written about it, and call the command again; `--engine audit` needs no Spark",
        "fa": "ببینید «Spark» در این باره چه نوشته است و دستور را دوباره اجرا کنید؛ «--engine audit» به «Spark» نیاز ندارد",
    },
    "master of another": {
        "en": "`--spark-master` says where Spark is, and `--engine {engine}` asks for another engine",
        "fa": "«--spark-master» نشانی «Spark» است و «--engine {engine}» موتور دیگری می‌خواهد",
    },
    "spark for master": {
        "en": "write `--engine spark`, or leave `--spark-master` out",
        "fa": "«--engine spark» بنویسید یا «--spark-master» را بردارید",
    },
    "look for spark": {
        "en": "correct `--spark-master`, or leave it out for a Spark on this machine, which needs Java 17 or newer; `--engine audit` needs none",
        "fa": "«--spark-master» را درست کنید، یا آن را بردارید تا «Spark» روی همین رایانه اجرا شود که «Java» نسخهٔ ۱۷ یا تازه‌تر می‌خواهد؛ «--engine audit» به هیچ‌کدام نیاز ندارد",
    },
    "not a size": {
        "en": "`--memory {found}` is no size of memory of 16 MiB or more",
        "fa": "«--memory {found}» اندازهٔ حافظه نیست که ۱۶ مبی‌بایت یا بیشتر باشد",
    },
    "write a size": {
        "en": "write a whole number with its unit, such as `512MiB` or `4GiB`",
        "fa": "عددی درست با یکای آن بنویسید، مانند «512MiB» یا «4GiB»",
    },
    "memory of another": {
        "en": "`--memory` is for the engine `audit`, and `--engine {engine}` asks for another engine",
        "fa": "«--memory» برای موتور «audit» است و «--engine {engine}» موتور دیگری می‌خواهد",
    },
    "audit for memory": {
        "en": "write `--engine audit`, or leave `--memory` out",
        "fa": "«--engine audit» بنویسید یا «--memory» را بردارید",
    },
    "no room in memory": {
        "en": "the engine `{engine}` has not enough memory for this log: {why}",
        "fa": "حافظهٔ موتور «{engine}» برای این گزارش بس نیست: {why}",
    },
    "give it memory": {
        "en": "allow it more with `--memory`, or judge on a machine that has more",
        "fa": "با «--memory» حافظهٔ بیشتری به آن بدهید، یا روی رایانه‌ای داوری کنید که حافظهٔ بیشتری دارد",
    },
    "take reference": {
        "en": "`--engine reference` can judge it",
        "fa": "با «--engine reference» داوری می‌شود",
    },
    "judged by reference": {
        "en": "it was judged by the engine `reference` instead",
        "fa": "به‌جای آن، موتور «reference» داوری کرد",
    },
    "strict": {
        "en": "`--strict`: no line may be set aside",
        "fa": "«--strict»: هیچ سطری نباید کنار گذاشته شود",
    },
    "in all": {"en": "in all: {findings}", "fa": "روی هم: {findings}"},
    "no finding": {"en": "in all: no finding", "fa": "روی هم: هیچ یافته‌ای نیست"},
    "reading": {"en": "reading", "fa": "خواندن"},
    "judging": {"en": "judging", "fa": "داوری"},
    "rate": {"en": "{rate} lines/s", "fa": "{rate} سطر در ثانیه"},
}
