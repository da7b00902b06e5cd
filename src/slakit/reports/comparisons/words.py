"""The words of a comparison in both languages."""

from typing import Final

from slakit.calendars import Language

WORDS: Final[dict[str, dict[Language, str]]] = {
    # what changed
    "norm": {"en": "norm", "fa": "الزام"},
    "service": {"en": "service", "fa": "خدمت"},
    "term": {"en": "term", "fa": "مدت اعتبار"},
    "definition": {"en": "definition", "fa": "تعریف"},
    "fact": {"en": "established fact", "fa": "احراز امر"},
    "choice": {"en": "interpretation choice", "fa": "گزینهٔ تفسیر"},
    "vocabulary": {"en": "vocabulary", "fa": "واژگان"},
    "calendar": {"en": "working calendar", "fa": "تقویم کاری"},
    "setting": {"en": "agreement", "fa": "توافق‌نامه"},
    "setting title": {"en": "title of the agreement", "fa": "عنوان توافق‌نامه"},
    "setting source": {"en": "file of the signed text", "fa": "فایل متن امضاشده"},
    "party": {"en": "party", "fa": "طرف"},
    "clause": {"en": "words of the clause", "fa": "متن بند"},
    "authority": {"en": "cited law", "fa": "مستند قانونی"},
    # how
    "added": {"en": "added", "fa": "افزوده شده"},
    "removed": {"en": "removed", "fa": "حذف شده"},
    "renamed": {"en": "renamed, and asks the same", "fa": "نام تازه دارد و همان را می‌خواهد"},
    "renamed service": {"en": "it was {was}, and is the same row otherwise", "fa": "پیش‌تر {was} بود و جز آن همان ردیف است"},
    "moved clause": {"en": "it was clause {was}, with the same words and norms", "fa": "پیش‌تر بند {was} بود، با همان عبارت و همان الزام‌ها"},
    "moved norm": {"en": "it was in clause {was}, and asks the same", "fa": "پیش‌تر در بند {was} بود و همان را می‌خواهد"},
    "reworded": {"en": "reworded only", "fa": "تنها عبارت آن تغییر کرده"},
    # how strong
    "stronger": {"en": "stronger", "fa": "قوی‌تر"},
    "weaker": {"en": "weaker", "fa": "ضعیف‌تر"},
    "perhaps-weaker": {"en": "weaker by its order, not shown by a log", "fa": "به حکم ترتیب ضعیف‌تر، ولی گزارشی آن را نشان نداد"},
    "incomparable": {"en": "incomparable", "fa": "غیرقابل‌مقایسه"},
    "unclear": {"en": "unclear (nothing is claimed)", "fa": "نامشخص (چیزی ادعا نمی‌شود)"},
    "equal": {"en": "of equal strength", "fa": "هم‌قوت"},
    "apart": {"en": "not comparable by order", "fa": "با ترتیب سنجیدنی نیست"},
    "changed": {"en": "changed", "fa": "تغییر کرده"},
    # for whom
    "recipients": {"en": "for the recipients: {view}", "fa": "برای گیرندگان خدمت: {view}"},
    "provider": {"en": "for the provider: {view}", "fa": "برای ارائه‌دهنده: {view}"},
    "better": {"en": "better", "fa": "بهتر"},
    "worse": {"en": "worse", "fa": "بدتر"},
    "same": {"en": "the same", "fa": "بی‌تغییر"},
    "open": {"en": "open", "fa": "نامعلوم"},
    # what it rests on
    "ground order stronger": {
        "en": "by the order of the rule kind, for every log",
        "fa": "به حکم ترتیب نوع قاعده، برای هر گزارش رویدادها",
    },
    "ground order equal": {
        "en": "an engine is asked the same question",
        "fa": "پرسشی که از موتور می‌شود همان است",
    },
    "ground shared equal": {
        "en": "the norms of the new edition ask together what those of the old one did",
        "fa": "الزام‌های ویرایش تازه روی‌هم همان را می‌خواهند که الزام‌های ویرایش پیشین می‌خواستند",
    },
    "ground shared stronger": {
        "en": "the norms of the new edition ask together what those of the old one did, and more",
        "fa": "الزام‌های ویرایش تازه روی‌هم همان را می‌خواهند که الزام‌های ویرایش پیشین می‌خواستند، و بیش از آن را",
    },
    "ground renamed service": {
        "en": "an engine is asked the same question, of events that name the new id",
        "fa": "پرسشی که از موتور می‌شود همان است، دربارهٔ رویدادهایی که شناسهٔ تازه را نام می‌برند",
    },
    "ground moved": {
        "en": "an engine is asked the same question; findings name the new number",
        "fa": "پرسشی که از موتور می‌شود همان است؛ یافته‌ها شمارهٔ تازه را نام می‌برند",
    },
    "ground order perhaps-weaker": {
        "en": "the order of the rule kind says so; {count} logs were judged, and none shows it",
        "fa": "ترتیب نوع قاعده چنین می‌گوید؛ {count} گزارش سنجیده شد و هیچ‌یک آن را نشان نداد",
    },
    "ground order unclear": {
        "en": "no order says which is stronger, and no log was looked for",
        "fa": "هیچ ترتیبی نمی‌گوید کدام قوی‌تر است و گزارشی هم جست‌وجو نشد",
    },
    "ground witness": {
        "en": "shown by a log that was judged by both editions",
        "fa": "با گزارشی که با هر دو ویرایش سنجیده شد نشان داده می‌شود",
    },
    "ground search": {
        "en": "no order says which is stronger; {count} logs were judged, and none tells them apart",
        "fa": "هیچ ترتیبی نمی‌گوید کدام قوی‌تر است؛ {count} گزارش سنجیده شد و هیچ‌یک فرقی نشان نداد",
    },
    "ground search counter": {
        "en": "no order says which is stronger; {count} logs were judged: one is violated only by the new edition, none only by the old one, which proves nothing of all the others",
        "fa": "هیچ ترتیبی نمی‌گوید کدام قوی‌تر است؛ {count} گزارش سنجیده شد: یکی تنها با ویرایش تازه نقض بود و هیچ‌یک تنها با ویرایش پیشین؛ این دربارهٔ گزارش‌های دیگر چیزی را ثابت نمی‌کند",
    },
    "ground bearer": {
        "en": "the same is asked, of others or towards others",
        "fa": "همان خواسته می‌شود، ولی از دیگری یا در برابر دیگری",
    },
    "ground binding": {
        "en": "the same is asked, but as another of these: a duty, a prohibition, a permission, a power",
        "fa": "همان خواسته می‌شود، ولی از این چهار، دیگری است: تکلیف، منع، اجازه، اختیار",
    },
    "ground side": {
        "en": "the same is asked of the same party, which stands on another side now",
        "fa": "همان از همان طرف خواسته می‌شود، ولی او اکنون در سوی دیگری است",
    },
    "ground text": {"en": "no norm rests on it", "fa": "هیچ الزامی بر آن استوار نیست"},
    "ground words equal": {
        "en": "only words changed: an engine is asked the same question",
        "fa": "تنها عبارت تغییر کرده است: پرسشی که از موتور می‌شود همان است",
    },
    "ground words unclear": {
        "en": "whether the norms still say what these words say, a person must read",
        "fa": "آیا الزام‌ها هنوز همان را می‌گویند که این عبارت می‌گوید؟ کسی باید بخواند",
    },
    "rest on it": {"en": "norms that rest on it: {norms}", "fa": "الزام‌هایی که بر آن استوارند: {norms}"},
    "bears on": {"en": "bears on: {norms}", "fa": "بر این الزام‌ها اثر دارد: {norms}"},
    "witness violated": {
        "en": "only the old edition finds this violated:",
        "fa": "تنها ویرایش پیشین این را نقض می‌داند:",
    },
    "counter violated": {
        "en": "only the new edition finds this violated:",
        "fa": "تنها ویرایش تازه این را نقض می‌داند:",
    },
    "witness graver": {
        "en": "both editions find this violated, and the old one takes it for graver:",
        "fa": "هر دو ویرایش این را نقض می‌دانند و ویرایش پیشین آن را سنگین‌تر می‌شمارد:",
    },
    "counter graver": {
        "en": "both editions find this violated, and the new one takes it for graver:",
        "fa": "هر دو ویرایش این را نقض می‌دانند و ویرایش تازه آن را سنگین‌تر می‌شمارد:",
    },
    "witness presumed": {
        "en": "only the old edition presumes something of this, or so much:",
        "fa": "تنها ویرایش پیشین از این اماره‌ای، یا اماره‌ای به این قوت، به دست می‌دهد:",
    },
    "counter presumed": {
        "en": "only the new edition presumes something of this, or so much:",
        "fa": "تنها ویرایش تازه از این اماره‌ای، یا اماره‌ای به این قوت، به دست می‌دهد:",
    },
    "witness another": {
        "en": "the two editions hold this against different parties, or as owed to different ones:",
        "fa": "دو ویرایش این را بر عهدهٔ دو طرف متفاوت، یا در برابر دو طرف متفاوت، می‌دانند:",
    },
    "counter another": {
        "en": "the two editions hold this against different parties, or as owed to different ones:",
        "fa": "دو ویرایش این را بر عهدهٔ دو طرف متفاوت، یا در برابر دو طرف متفاوت، می‌دانند:",
    },
    "witness binding": {
        "en": "both editions find this violated, but not as the same of the four:",
        "fa": "هر دو ویرایش این را نقض می‌دانند، ولی نه به یک صورت از این چهار:",
    },
    "witness side": {
        "en": "both editions find this violated, by a party that stands on another side now:",
        "fa": "هر دو ویرایش این را نقض می‌دانند، از سوی طرفی که اکنون در سوی دیگری است:",
    },
    "witness open": {
        "en": "the old edition leaves this open, and the new one does not:",
        "fa": "ویرایش پیشین این را نامعلوم می‌گذارد و ویرایش تازه نه:",
    },
    "counter open": {
        "en": "the new edition leaves this open, and the old one did not:",
        "fa": "ویرایش تازه این را نامعلوم می‌گذارد و ویرایش پیشین نمی‌گذاشت:",
    },
    "more events": {"en": "and {count} more", "fa": "و {count} رویداد دیگر"},
    "as was": {"en": "before, edition {edition}: {verdict}", "fa": "پیش‌تر، ویرایش {edition}: {verdict}"},
    "as is": {"en": "now, edition {edition}: {verdict}", "fa": "اکنون، ویرایش {edition}: {verdict}"},
    "no finding": {"en": "no finding", "fa": "یافته‌ای نیست"},
    "nothing happens": {"en": "nothing happens", "fa": "هیچ رخ نمی‌دهد"},
    "elsewhere": {"en": "what it rests on", "fa": "آنچه بر آن استوار است"},
    "asked-by": {"en": "asked by the norms", "fa": "الزام‌هایی که آن را می‌خواهند"},
    "in language": {"en": "{name}, {language}", "fa": "{name}، به {language}"},
    "language en": {"en": "English", "fa": "انگلیسی"},
    "language fa": {"en": "Persian", "fa": "فارسی"},
    "not translated anew": {
        "en": "{how}; the translation was left as it was: {languages}",
        "fa": "{how}؛ ترجمه همان است که بود: {languages}",
    },
    "translation only": {"en": "only the translation changed", "fa": "تنها ترجمه تغییر کرده"},
    "part": {"en": "{name}: {old} → {new}; {relation}", "fa": "{name}: پیش‌تر {old}؛ اکنون {new}؛ {relation}"},
    "written alike": {
        "en": "{how}: it is written alike, and means something else now",
        "fa": "{how}: نوشته همان است، ولی معنای آن تغییر کرده است",
    },
    "comma": {"en": ", ", "fa": "، "},
    # approvals
    "approved": {
        "en": "approved by {party} until {until}: {reason}",
        "fa": "پذیرفتهٔ {party} تا {until}: {reason}",
    },
    "to approve": {"en": "this change is {change}", "fa": "نام این تغییر: {change}"},
    "approval unused": {
        "en": "an approval fits no change: {subject} {name}, {strength}, {change}",
        "fa": "یک پذیرش با هیچ تغییری نمی‌خواند: {subject} {name}، {strength}، {change}",
    },
    "approval expired": {
        "en": "an approval has expired on {until}: {subject} {name}, {strength}, {change}",
        "fa": "مهلت یک پذیرش در {until} پایان یافته است: {subject} {name}، {strength}، {change}",
    },
    # the whole
    "title": {"en": "{agreement}: edition {old} and edition {new}", "fa": "{agreement}: ویرایش {old} و ویرایش {new}"},
    "nothing changed": {"en": "nothing changed", "fa": "چیزی تغییر نکرده است"},
    "clause number": {"en": "clause {clause}", "fa": "بند {clause}"},
    "not written": {"en": "not written", "fa": "نوشته نشده"},
    # a replay
    "replay": {
        "en": "of {count} findings of the log, {changed} would change",
        "fa": "از {count} یافتهٔ این گزارش، {changed} یافته تغییر می‌کرد",
    },
    "replayed": {"en": "{finding}: {old} → {new}", "fa": "{finding}: پیش‌تر {old}؛ اکنون {new}"},
    # the page
    "change": {"en": "change", "fa": "تغییر"},
    "strength": {"en": "strength", "fa": "قوت"},
    "for recipients": {"en": "for the recipients", "fa": "برای گیرندگان خدمت"},
    "for provider": {"en": "for the provider", "fa": "برای ارائه‌دهنده"},
    "was": {"en": "before", "fa": "پیش‌تر"},
    "is": {"en": "now", "fa": "اکنون"},
    "key clause": {"en": "clause", "fa": "بند"},
    "key prevails": {"en": "prevails", "fa": "بند مقدم"},
    "key for": {"en": "for", "fa": "در این باره"},
    "details": {"en": "details", "fa": "جزئیات"},
}  # fmt: skip
