"""What `slakit watch`, `serve`, `ledger` and `store` say of stores and streams."""

from typing import Final

from slakit.messages import Language

WATCHING: Final[dict[str, dict[Language, str]]] = {
    "output needs jsonl": {
        "en": "`--output` goes with `--format jsonl`",
        "fa": "«--output» همراه «--format jsonl» می‌آید",
    },
    "store corrupt": {
        "en": "`{file}` cannot be used as a store: a part of it cannot be read",
        "fa": "فایل نگهداری «{file}» آسیب دیده است و به کار نمی‌آید",
    },
    "store missing-table": {
        "en": "the store `{file}` is damaged: its table `{detail}` is missing",
        "fa": "فایل نگهداری «{file}» آسیب دیده است: جدول «{detail}» در آن نیست",
    },
    "store shortened": {
        "en": "the store `{file}` is damaged: its ledger does not end as it was written",
        "fa": "فایل نگهداری «{file}» آسیب دیده است: پایان دفتر یافته‌ها آن نیست که نوشته شده بود",
    },
    "store changed": {
        "en": "the store `{file}` is damaged: the state that it keeps is not as it was written",
        "fa": "فایل نگهداری «{file}» آسیب دیده است: وضعیتی که در آن مانده آن نیست که نوشته شده بود",
    },
    "store in-use": {
        "en": "another process uses the store `{file}`",
        "fa": "برنامهٔ دیگری با فایل نگهداری «{file}» کار می‌کند",
    },
    "store no-store": {"en": "there is no store `{file}`", "fa": "فایل نگهداری «{file}» وجود ندارد"},
    "store other-schema": {
        "en": "the store `{file}` has schema {detail}, which this version does not read",
        "fa": "ساختار فایل نگهداری «{file}» نسخهٔ {detail} است که این نسخه آن را نمی‌خواند",
    },
    "store other-agreement": {
        "en": "the agreement is not the one that the store `{file}` was made with ({detail})",
        "fa": "توافق‌نامه آن نیست که فایل نگهداری «{file}» با آن ساخته شده است ({detail})",
    },
    "store other-options": {
        "en": "the store `{file}` was made with `{option}`",
        "fa": "فایل نگهداری «{file}» با «{option}» ساخته شده است",
    },
    "store without known-at": {
        "en": "the store `{file}` was made without `--known-at`",
        "fa": "فایل نگهداری «{file}» بدون «--known-at» ساخته شده است",
    },
    "store of others": {
        "en": "`{file}` cannot be used as a store: this is no store of slakit",
        "fa": "فایل «{file}» فایل نگهداری «slakit» نیست",
    },
    "store that is no database": {
        "en": "`{file}` cannot be used as a store: file is not a database",
        "fa": "فایل «{file}» پایگاه داده نیست، پس فایل نگهداری هم نیست",
    },
    "output of others": {
        "en": "`{file}` does not end with a report of slakit, so nothing is added to it",
        "fa": "«{file}» با گزارشی از «slakit» به پایان نمی‌رسد، پس چیزی به آن افزوده نشد",
    },
    "store cannot-open": {
        "en": "cannot open the store `{file}`: {problem}",
        "fa": "فایل نگهداری «{file}» باز نشد: {problem}",
    },
    "source changed": {
        "en": "what was read of `{file}` is no longer what stands there",
        "fa": "آنچه از «{file}» خوانده شده بود دیگر همان نیست",
    },
    "store other-source": {
        "en": "the store `{file}` is that of a watch, not of a server",
        "fa": "فایل نگهداری «{file}» از آن یک پایش است، نه از آن یک سرور",
    },
    "store of other source": {
        "en": "the store `{file}` goes on after {origin}, not after `{log}`",
        "fa": "فایل نگهداری «{file}» دنبالهٔ {origin} است، نه دنبالهٔ «{log}»",
    },
    "origin file": {"en": "a file", "fa": "یک فایل"},
    "origin stream": {"en": "standard input", "fa": "ورودی استاندارد"},
    "origin topic": {"en": "a topic of Kafka", "fa": "موضوعی از «Kafka»"},
    "origin server": {"en": "what a server was sent", "fa": "رویدادهای یک سرور"},
    "leave the store to the server": {
        "en": "give the watch a store of its own; `slakit serve` goes on with this one, and `slakit store events` writes its events as a log",
        "fa": "برای پایش فایل نگهداری جداگانه‌ای بگذارید؛ «slakit serve» با این یکی ادامه می‌دهد و «slakit store events» رویدادهایش را به شکل گزارش می‌نویسد",
    },
    "name its source": {
        "en": "name the log that the store was made with, or begin anew with another store",
        "fa": "همان گزارشی را نام ببرید که این فایل با آن ساخته شد، یا با فایل نگهداری دیگری از نو آغاز کنید",
    },
    "store closed": {
        "en": "the log of the store `{file}` was judged in the end, as of {at}, and is not gone on with",
        "fa": "گزارشِ فایل نگهداری «{file}» تا {at} داوری و بسته شده است و ادامه نمی‌یابد",
    },
    "closed already": {
        "en": "the log was judged in the end, as of {at}; nothing has come since",
        "fa": "گزارش تا {at} داوری و بسته شده است؛ پس از آن چیزی نیامده است",
    },
    "end with stop": {
        "en": "begin anew with another store; a watch that is to go on later ends with `--at-end stop`",
        "fa": "با فایل نگهداری دیگری از نو آغاز کنید؛ پایشی که باید بعدتر ادامه یابد با «--at-end stop» پایان می‌گیرد",
    },
    "serve missing": {
        "en": "serving needs the extra `serve`, which is not installed",
        "fa": "برای این کار به افزونهٔ «serve» نیاز است که نصب نشده است",
    },
    "secret of lines": {
        "en": "`{file}` has more than one line, and a secret has one",
        "fa": "«{file}» بیش از یک سطر دارد و رمز باید در یک سطر باشد",
    },
    "one line for the secret": {
        "en": "give the secret a file of its own",
        "fa": "برای رمز فایلی جدا بنویسید که جز آن چیزی نداشته باشد",
    },
    "no token": {
        "en": "without a token, nothing but this machine is listened to, and `{host}` is more than that",
        "fa": "بی نشانهٔ دسترسی تنها به همین دستگاه گوش داده می‌شود و «{host}» بیش از آن است",
    },
    "give token": {
        "en": "name a file with a token by `--token-file`, or say `--insecure-without-token` behind a proxy that knows its clients",
        "fa": "فایل نشانه را با «--token-file» نام ببرید، یا پشت پراکسی‌ای که مشتریانش را می‌شناسد «--insecure-without-token» را بگذارید",
    },
    "short token": {
        "en": "the token has fewer than {least} characters",
        "fa": "نشانهٔ دسترسی کمتر از {least} نویسه دارد",
    },
    "make token": {
        "en": "make one with `openssl rand -hex 32`",
        "fa": "آن را با «openssl rand -hex 32» بسازید",
    },
    "cannot listen": {
        "en": "`{address}` cannot be listened on: {problem}",
        "fa": "نمی‌توان به «{address}» گوش داد: {problem}",
    },
    "no port": {"en": "`{port}` is no port: ports are 0 to 65535", "fa": "«{port}» درگاه نیست: درگاه‌ها ۰ تا ۶۵۵۳۵ هستند"},
    "at needs close": {
        "en": "`--at` goes with `--at-end close`: it says as of when all is judged in the end",
        "fa": "«--at» همراه «--at-end close» می‌آید: می‌گوید در پایان همه‌چیز تا کدام هنگام داوری می‌شود",
    },
    "properties need topic": {
        "en": "`--kafka-properties` goes with a topic, as the log or as `--output`",
        "fa": "«--kafka-properties» همراه موضوعی از «Kafka» می‌آید، به جای گزارش یا در «--output»",
    },
    "option needs webhook": {
        "en": "`{option}` goes with `--webhook`: nothing is sent without it",
        "fa": "«{option}» همراه «--webhook» می‌آید: بی آن چیزی فرستاده نمی‌شود",
    },
    "only show has as-of": {
        "en": "`--as-of` goes with `show`: `verify` looks at every row",
        "fa": "«--as-of» همراه «show» می‌آید؛ «verify» همهٔ سطرها را می‌بیند",
    },
    "give store": {"en": "name a file by `--store`", "fa": "با «--store» فایلی را نام ببرید"},
    "short secret": {
        "en": "the secret of the webhook has fewer than 16 characters, or is not base64 after `whsec_`",
        "fa": "رمز «--webhook» کمتر از ۱۶ نویسه دارد یا پس از «whsec_» در قالب «base64» نیست",
    },
    "half a line": {
        "en": "the last line of `{file}` is only half written, and was not read",
        "fa": "سطر آخر «{file}» نیمه‌کاره است و خوانده نشد",
    },
    "ended later": {
        "en": "the next run reads it when its end is there; `--at-end close` takes it as it is",
        "fa": "اجرای بعدی هنگامی که پایان یافته باشد آن را می‌خواند؛ «--at-end close» آن را همان‌گونه که هست برمی‌دارد",
    },
    "not redirected": {
        "en": "redirects are not followed: name the address that it leads to",
        "fa": "از تغییر مسیر پیروی نمی‌شود: نشانی‌ای را بنویسید که به آن می‌رسد",
    },
    "trust certificate": {
        "en": "if it is the right one, name a file with the certificates that are trusted in the environment variable `SSL_CERT_FILE`",
        "fa": "اگر گواهی درست است، فایلی از گواهی‌های مورد اعتماد را در متغیر محیطی «SSL_CERT_FILE» نام ببرید",
    },
    "send later": {
        "en": "they are in the store: the next run with it sends them",
        "fa": "در فایل نگهداری‌اند: اجرای بعدی با همان فایل آن‌ها را می‌فرستد",
    },
    "migrate needs to": {
        "en": "`--to` goes with `migrate`, and `migrate` with `--to`",
        "fa": "«--to» همراه «migrate» می‌آید و «migrate» همراه «--to»",
    },
    "only migrate tolerates": {
        "en": "`--tolerate-ahead` goes with `migrate`: `events` writes all that is kept",
        "fa": "«--tolerate-ahead» همراه «migrate» می‌آید؛ «events» همهٔ نگه‌داشته‌ها را می‌نویسد",
    },
    "name new store": {
        "en": "name a file that is not there yet: `slakit store migrate AGREEMENT STORE --to FILE`",
        "fa": "فایلی را نام ببرید که هنوز وجود ندارد: «slakit store migrate AGREEMENT STORE --to FILE»",
    },
    "no events kept": {
        "en": "the store `{file}` keeps no events, so they cannot be judged anew from it",
        "fa": "فایل نگهداری «{file}» رویدادی نگه نداشته است و از روی آن نمی‌توان از نو سنجید",
    },
    "migrated": {
        "en": "judged anew: {events} events; set aside: {aside}; rows of the ledger: {rows}",
        "fa": "از نو سنجیده شد: {events} رویداد؛ کنارگذاشته: {aside}؛ سطرهای دفتر یافته‌ها: {rows}",
    },
    "serving": {"en": "listening on {address}", "fa": "گوش به {address}"},
    "begin anew": {
        "en": "begin anew with another store: the log is then read from its beginning",
        "fa": "با فایل نگهداری دیگری از نو آغاز کنید تا گزارش از ابتدا خوانده شود",
    },
    "check store path": {
        "en": "check the path: its folder must be there, be yours to write, and have room",
        "fa": "مسیر را بررسی کنید: پوشهٔ آن باید باشد، جا داشته باشد و شما اجازهٔ نوشتن در آن را داشته باشید",
    },
    "own store": {
        "en": "give the server a store of its own",
        "fa": "به سرور فایل نگهداری جداگانه‌ای بدهید",
    },
    "name another file for reports": {
        "en": "name a file that does not exist yet, or one that slakit has written by `--output`",
        "fa": "فایلی را نام ببرید که هنوز نیست، یا فایلی که «slakit» با «--output» نوشته است",
    },
    "name another file for the store": {
        "en": "name another file for the store",
        "fa": "فایل دیگری را برای نگهداری نام ببرید",
    },
    "give the same": {
        "en": "give the same again, or begin anew with another store: the log is then read from its beginning",
        "fa": "همان را دوباره بدهید، یا با فایل نگهداری دیگری از نو آغاز کنید تا گزارش از ابتدا خوانده شود",
    },
    "give the same to serve": {
        "en": "give the same again; for another one, begin a new store and post to it what `slakit store events` writes of this one",
        "fa": "همان را دوباره بدهید؛ برای مقداری دیگر، فایل نگهداری تازه‌ای آغاز کنید و آنچه «slakit store events» از این یکی می‌نویسد برای سرور بفرستید",
    },
    "migrate the store": {
        "en": "judge the events that it keeps anew by `slakit store migrate {agreement} {file} --to NEW.db`, and serve the new store",
        "fa": "رویدادهایی را که در آن مانده است با «slakit store migrate {agreement} {file} --to NEW.db» از نو داوری کنید و فایل تازه را به سرور بدهید",
    },
    "keep what was served": {
        "en": "put an earlier copy of it in its place and have what came since posted again; `slakit store events` writes its events where they can still be read",
        "fa": "رونوشت پیشین آن را به جایش بگذارید و بخواهید آنچه از آن پس آمده است دوباره فرستاده شود؛ «slakit store events» رویدادهای آن را تا جایی که خواندنی است می‌نویسد",
    },
    "take its version": {
        "en": "use the version of slakit that wrote it, or a later one",
        "fa": "نسخه‌ای از «slakit» را به کار ببرید که آن را نوشته است، یا نسخه‌ای تازه‌تر",
    },
    "begin anew with all": {
        "en": "begin anew with another store: the log is then read from its beginning; if it was rotated, put what stood in it before into one file with it",
        "fa": "با فایل نگهداری دیگری از نو آغاز کنید تا گزارش از ابتدا خوانده شود؛ اگر گزارش چرخانده شده است، آنچه را پیش‌تر در آن بود با آن در یک فایل بگذارید",
    },
    "name its agreement": {
        "en": "name the edition that it was made with",
        "fa": "ویرایشی را نام ببرید که با آن ساخته شده است",
    },
    "wait for it": {"en": "end that process first", "fa": "نخست آن برنامه را پایان دهید"},
    "name a store": {
        "en": "name the file that `slakit watch --store` was given",
        "fa": "فایلی را نام ببرید که به «slakit watch --store» داده شد",
    },
    "over already": {
        "en": "it cannot be judged as of `--at`: all before {reached} was judged already",
        "fa": "با این «--at» نمی‌توان داوری کرد: تا {reached} پیش‌تر داوری شده است",
    },
    "cannot follow": {"en": "`{file}` cannot be read: {problem}", "fa": "«{file}» خواندنی نیست: {problem}"},
    "wrong length": {
        "en": "`{option}`: `{found}` is no length of time",
        "fa": "«{option}»: «{found}» طول زمان نیست",
    },
    "lengths": {"en": "write it as in `90 minutes` or `2 hours`", "fa": "آن را مانند «90 minutes» یا «2 hours» بنویسید"},
    "watched": {
        "en": "events: {events}; repeated: {repeated}; set aside: {aside}, of these too late: {late}; not yet known: {unknown}",
        "fa": "رویداد: {events}؛ تکراری: {repeated}؛ کنارگذاشته: {aside}، از این میان دیررسیده: {late}؛ هنوز نامعلوم: {unknown}",
    },
    "not told": {
        "en": "kept or not applicable, and not shown: {count}; `--tell all` shows them",
        "fa": "رعایت‌شده یا خارج از شمول، که نشان داده نشد: {count}؛ «--tell all» نشانشان می‌دهد",
    },
    "ahead": {
        "en": "events that lie too far ahead of when they were received: {count}",
        "fa": "رویدادهایی که زمانشان بیش از اندازه از هنگام رسیدنشان جلوتر است: {count}",
    },
    "mend clocks": {
        "en": "set the clocks of their senders right; what is allowed is said by `--tolerate-ahead`",
        "fa": "ساعت سامانه‌های فرستنده را درست کنید؛ اندازهٔ مجاز را «--tolerate-ahead» می‌گوید",
    },
    "chain holds": {
        "en": "the ledger is as it was written: {rows}, hash {hash}",
        "fa": "دفتر یافته‌ها همان است که نوشته شده: {rows}، چکیدهٔ {hash}",
    },
    "chain shortened": {
        "en": "the ledger was changed: row {row}, which was written, is missing",
        "fa": "دفتر یافته‌ها دست خورده است: سطر {row} که نوشته شده بود دیگر نیست",
    },
    "stands otherwise": {
        "en": "the store was changed: whether `{id}` stands is noted otherwise than the ledger says",
        "fa": "فایل نگهداری دست خورده است: آنچه دربارهٔ برقراری «{id}» در آن آمده با دفتر یافته‌ها نمی‌خواند",
    },
    "state changed": {
        "en": "the store was changed: the state that a watch or a server goes on from is not as it was written",
        "fa": "فایل نگهداری دست خورده است: وضعیتی که پایش از آن ادامه می‌یابد آن نیست که نوشته شده بود",
    },
    "chain broken": {
        "en": "the ledger was changed: row {row} is not as it was written",
        "fa": "دفتر یافته‌ها دست خورده است: سطر {row} آن نیست که نوشته شده بود",
    },
}  # fmt: skip
