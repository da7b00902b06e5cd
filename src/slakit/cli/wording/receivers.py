"""What `slakit watch` and `serve` say of Kafka and of webhooks."""

from typing import Final

from slakit.messages import Language

RECEIVERS: Final[dict[str, dict[Language, str]]] = {
    "kafka missing": {
        "en": "Kafka needs the extra `kafka`, which is not installed",
        "fa": "کار با «Kafka» به افزونهٔ «kafka» نیاز دارد که نصب نشده است",
    },
    "kafka needs store": {
        "en": "findings go to Kafka with `--store`: their numbers, and what was delivered, stand there",
        "fa": "یافته‌ها همراه «--store» به «Kafka» فرستاده می‌شود: شماره‌ها و آنچه تحویل شد در آن ثبت است",
    },
    "kafka no-address": {
        "en": "that is no topic of Kafka, or a name or a password stands in its address",
        "fa": "این نشانی موضوعی از «Kafka» نیست، یا نام کاربر یا گذرواژه در آن آمده است",
    },
    "kafka cure no-address": {
        "en": "write it as in `kafka://broker-1:9092,broker-2:9092/sla-events`; passwords stand in the file of `--kafka-properties`",
        "fa": "آن را مانند «kafka://broker-1:9092,broker-2:9092/sla-events» بنویسید؛ جای گذرواژه فایل «--kafka-properties» است",
    },
    "kafka properties no-pair": {
        "en": "{place}: a property is written `name=value`",
        "fa": "{place}: هر ویژگی به صورت «name=value» نوشته می‌شود",
    },
    "kafka properties cure no-pair": {
        "en": "the names are those of librdkafka, such as `security.protocol=SASL_SSL`; a line that begins with # is a remark",
        "fa": "نام‌ها همان نام‌های «librdkafka» است، مانند «security.protocol=SASL_SSL»؛ سطری که با # آغاز شود توضیح است",
    },
    "kafka properties ours": {
        "en": "{place}: `{given}` is set by slakit, so that nothing is lost",
        "fa": "{place}: «{given}» را خود «slakit» تعیین می‌کند تا چیزی از دست نرود",
    },
    "kafka properties cure ours": {"en": "leave the line out", "fa": "این سطر را بردارید"},
    "kafka unreachable": {
        "en": "no broker tells of the topic `{topic}`: {problem}",
        "fa": "هیچ کارگزاری از موضوع «{topic}» خبر نمی‌دهد: {problem}",
    },
    "kafka cure unreachable": {
        "en": "look at the address, and at what `--kafka-properties` says of security",
        "fa": "نشانی و تنظیم‌های امنیتی فایل «--kafka-properties» را بررسی کنید",
    },
    "kafka no-topic": {
        "en": "there is no topic `{topic}`: {problem}",
        "fa": "موضوع «{topic}» وجود ندارد: {problem}",
    },
    "kafka cure no-topic": {
        "en": "correct its name, or let it be made before",
        "fa": "نام آن را درست کنید، یا پیش از این کار آن را بسازید",
    },
    "kafka not-allowed": {
        "en": "the topic `{topic}` may not be used: {problem}",
        "fa": "اجازهٔ کار با موضوع «{topic}» داده نشده است: {problem}",
    },
    "kafka cure not-allowed": {
        "en": "ask for the right to read the events and to write the findings",
        "fa": "حق خواندن رویدادها و نوشتن یافته‌ها را درخواست کنید",
    },
    "kafka deleted": {
        "en": "messages of `{topic}` were deleted before they were read: {problem}",
        "fa": "پیام‌هایی از «{topic}» پیش از خواندن پاک شده‌اند: {problem}",
    },
    "kafka cure deleted": {
        "en": "what is missing cannot be judged; begin anew with another store, and let the topic keep its messages longer",
        "fa": "آنچه نیست داوری‌شدنی نیست؛ با فایل نگهداری دیگری از نو آغاز کنید و مهلت نگهداری پیام‌ها را بیشتر کنید",
    },
    "kafka not-taken": {
        "en": "a finding could not be written to `{topic}`: {problem}",
        "fa": "نوشتن یافته‌ای در «{topic}» ممکن نشد: {problem}",
    },
    "kafka cure not-taken": {
        "en": "mend it and start again: with `--store`, it is sent then",
        "fa": "مشکل را رفع و دوباره اجرا کنید: با «--store» همان هنگام فرستاده می‌شود",
    },
    "kafka failed": {"en": "Kafka, topic `{topic}`: {problem}", "fa": "«Kafka»، موضوع «{topic}»: {problem}"},
    "kafka cure failed": {
        "en": "correct what it names; with `--store`, watching goes on where it stopped",
        "fa": "آنچه را که نام برده شد درست کنید؛ با «--store» پایش از همان‌جا ادامه می‌یابد",
    },
    "webhook not-http": {
        "en": "`--webhook` names no address of the web",
        "fa": "«--webhook» نشانی وب نیست",
    },
    "webhook cure not-http": {
        "en": "write it as in `https://portal.example/findings`",
        "fa": "آن را مانند «https://portal.example/findings» بنویسید",
    },
    "webhook password": {
        "en": "the address of `--webhook` holds a name or a password",
        "fa": "نشانی «--webhook» نام کاربر یا گذرواژه دارد",
    },
    "webhook cure password": {
        "en": "sign the deliveries instead: `--webhook-secret-file`",
        "fa": "به‌جای آن فرستاده‌ها را امضا کنید: «--webhook-secret-file»",
    },
    "webhook not-secret": {
        "en": "findings would travel over plain HTTP, where anybody on the way can read them",
        "fa": "یافته‌ها با «HTTP» ساده می‌روند و در راه خواندنی‌اند",
    },
    "webhook cure not-secret": {
        "en": "name an address with `https:`, or say `--insecure-webhook`",
        "fa": "نشانی را با «https:» بنویسید، یا «--insecure-webhook» را بگذارید",
    },
    "webhook needs store": {
        "en": "`--webhook` goes with `--store`: what was sent is noted there",
        "fa": "«--webhook» همراه «--store» می‌آید: آنچه فرستاده شد در آن ثبت می‌شود",
    },
    "webhook fails": {
        "en": "`{host}` did not take report {row}: {problem}; trying again after {seconds} s",
        "fa": "«{host}» گزارش {row} را نپذیرفت: {problem}؛ پس از {seconds} ثانیه دوباره فرستاده می‌شود",
    },
    "webhook fails warning": {
        "en": "`{host}` did not take a warning: {problem}; trying again after {seconds} s",
        "fa": "«{host}» هشداری را نپذیرفت: {problem}؛ پس از {seconds} ثانیه دوباره فرستاده می‌شود",
    },
    "webhook left": {
        "en": "the webhook has not got {count} reports yet",
        "fa": "{count} گزارش هنوز به نشانی «--webhook» نرسیده است",
    },
}  # fmt: skip
