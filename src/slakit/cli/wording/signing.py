"""What the commands say that sign an edition: keys, sign, verify."""

from typing import Final

from slakit.messages import Language

SIGNING: Final[dict[str, dict[Language, str]]] = {
    "sign missing": {
        "en": "keys and signatures need a package that is not installed",
        "fa": "کلید و امضا بسته‌ای می‌خواهد که نصب نیست",
    },
    "install sign": {"en": "run `pip install 'slakit[sign]'`", "fa": "«pip install 'slakit[sign]'» را اجرا کنید"},
    "ask passphrase": {"en": "passphrase of `{file}`: ", "fa": "گذرواژهٔ «{file}»: "},
    "ask again": {"en": "the same once more: ", "fa": "همان بار دیگر: "},
    "passphrases differ": {"en": "the two passphrases are not the same", "fa": "دو گذرواژه یکسان نیستند"},
    "no terminal": {
        "en": "the key `{file}` needs a passphrase, and there is no terminal to ask for it on",
        "fa": "کلید «{file}» گذرواژه می‌خواهد و پایانه‌ای نیست که پرسیده شود",
    },
    "give passphrase": {
        "en": "give it in the environment variable SLAKIT_PASSPHRASE or with `--passphrase-file FILE`",
        "fa": "آن را در متغیر محیطی «SLAKIT_PASSPHRASE» یا با «--passphrase-file FILE» بدهید",
    },
    "key: already-there": {"en": "`{file}` is already there, and nothing is overwritten", "fa": "«{file}» از پیش هست و چیزی روی آن نوشته نمی‌شود"},
    "key: cannot-read": {"en": "cannot read `{file}`: {problem}", "fa": "«{file}» خوانده نشد: {problem}"},
    "key: cannot-write": {"en": "cannot write `{file}`: {problem}", "fa": "«{file}» نوشته نشد: {problem}"},
    "key: no-key": {"en": "`{file}` holds no key that can be read", "fa": "در «{file}» کلید خوانایی نیست"},
    "key: other-kind": {"en": "the key in `{file}` is no Ed25519 key", "fa": "کلید «{file}» از نوع «Ed25519» نیست"},
    "key: open-to-others": {
        "en": "`{file}` has no passphrase, and others than its owner can read it",
        "fa": "«{file}» گذرواژه ندارد و کسانی جز صاحبش می‌توانند آن را بخوانند",
    },
    "key: passphrase-needed": {"en": "the key `{file}` has a passphrase", "fa": "کلید «{file}» گذرواژه دارد"},
    "key: short-passphrase": {
        "en": "the passphrase has fewer than 12 characters",
        "fa": "گذرواژه کمتر از ۱۲ نویسه دارد",
    },
    "key: wrong-passphrase": {"en": "the passphrase does not open `{file}`", "fa": "این گذرواژه «{file}» را باز نمی‌کند"},
    "cure: open-to-others": {
        "en": "run `chmod 600 {file}`, or better, make a key with a passphrase",
        "fa": "«chmod 600 {file}» را اجرا کنید، یا بهتر از آن، کلیدی با گذرواژه بسازید",
    },
    "cure: no-key": {
        "en": "a key is made with `slakit keys new FILE`, or by ssh-keygen -t ed25519",
        "fa": "کلید با «slakit keys new FILE» یا «ssh-keygen -t ed25519» ساخته می‌شود",
    },
    "cure: other-kind": {
        "en": "a key is made with `slakit keys new FILE`, or by ssh-keygen -t ed25519",
        "fa": "کلید با «slakit keys new FILE» یا «ssh-keygen -t ed25519» ساخته می‌شود",
    },
    "cure: short-passphrase": {
        "en": "several words that nobody guesses are easy to remember and hard to try",
        "fa": "چند واژه که کسی حدس نزند به یاد می‌ماند و به آسانی شکسته نمی‌شود",
    },
    "key made": {"en": "written: {file}, to be kept secret, and {public}, to be given away", "fa": "نوشته شد: {file}، که باید پنهان بماند، و {public}، که به دیگران داده می‌شود"},
    "fingerprint": {"en": "fingerprint: {fingerprint}", "fa": "اثر انگشت: {fingerprint}"},
    "no signatory": {"en": "`{party}` does not sign this agreement", "fa": "«{party}» امضاکنندهٔ این توافق‌نامه نیست"},
    "several signatories": {"en": "the agreement has several signatories", "fa": "توافق‌نامه چند امضاکننده دارد"},
    "say signatory": {"en": "say which with `--as PARTY`: {allowed}", "fa": "با «--as PARTY» بگویید کدام: {allowed}"},
    "say whose key": {
        "en": "say whose key it is: `--key PARTY=FILE`, for each of {allowed}",
        "fa": "بگویید کلید کیست: «--key PARTY=FILE»، برای هر یک از {allowed}",
    },
    "key missing": {"en": "no key was given for {parties}", "fa": "برای {parties} کلیدی داده نشد"},
    "key twice": {"en": "two keys were given for `{party}`", "fa": "برای «{party}» دو کلید داده شد"},
    "not signed while open": {
        "en": "the edition has open points, so it is a draft and is not signed: {places}",
        "fa": "ویرایش نکتهٔ باز دارد؛ پس پیش‌نویس است و امضا نمی‌شود: {places}",
    },
    "decide first": {"en": "decide each and delete its comment", "fa": "دربارهٔ هر کدام تصمیم بگیرید و یادداشتش را حذف کنید"},
    "already signed": {"en": "`{file}` is already there: `{party}` has signed", "fa": "«{file}» از پیش هست: «{party}» امضا کرده است"},
    "move signature": {
        "en": "if the edition has changed since, move that signature away first",
        "fa": "اگر ویرایش از آن پس تغییر کرده است، نخست آن امضا را کنار بگذارید",
    },
    "signed": {
        "en": "signed: edition {edition} of {agreement}, by {party}, at {time}",
        "fa": "امضا شد: ویرایش {edition} از {agreement}، به دست {party}، در {time}",
    },
    "digest": {"en": "digest: {digest}", "fa": "چکیده: {digest}"},
    "verified": {
        "en": "{party}: signed at {time} with the key {key}, and unchanged since",
        "fa": "{party}: در {time} با کلید {key} امضا شده و از آن پس تغییر نکرده است",
    },
    "doubt": {"en": "{party}: {doubt}", "fa": "{party}: {doubt}"},
    "doubt: unsigned": {"en": "has not signed: there is no `{file}`", "fa": "امضا نکرده است: «{file}» نیست"},
    "doubt: corrupt": {"en": "`{file}` cannot be read as a signature", "fa": "«{file}» به عنوان امضا خوانده نمی‌شود"},
    "doubt: of-another": {
        "en": "the signature is of another {what}, `{found}` instead of `{expected}`",
        "fa": "امضا از آنِ {what} دیگری است: «{found}» به جای «{expected}»",
    },
    "doubt: wrong-key": {
        "en": "signed with another key, {found}, than the one given, {expected}",
        "fa": "با کلید دیگری امضا شده است: {found}، نه کلید داده‌شده: {expected}",
    },
    "doubt: not-genuine": {
        "en": "what `{file}` says is not what was signed: it was changed, or never signed with its key",
        "fa": "آنچه «{file}» می‌گوید همان نیست که امضا شده: یا تغییر کرده یا هرگز با کلیدش امضا نشده است",
    },
    "doubt: changed": {
        "en": "since it was signed this has changed: `{part}`",
        "fa": "از زمان امضا این بخش تغییر کرده است: «{part}»",
    },
    "doubt: expired": {"en": "the term ended with {until}, before {on}", "fa": "مدت اعتبار با {until} پایان یافت، پیش از {on}"},
    "what: agreement": {"en": "agreement", "fa": "توافق‌نامهٔ"},
    "what: edition": {"en": "edition", "fa": "ویرایش"},
    "what: signatory": {"en": "signatory", "fa": "امضاکنندهٔ"},
    "other schemas": {
        "en": "it was signed with other schemas of slakit than these ({schemas}); the documents fit these too",
        "fa": "هنگام امضا طرح‌های دیگری در کار بود ({schemas})؛ سندها با طرح‌های کنونی هم می‌خوانند",
    },
}  # fmt: skip
