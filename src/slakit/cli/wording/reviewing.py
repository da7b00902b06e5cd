"""What the commands say that look for faults: validate, test, ci."""

from typing import Final

from slakit.messages import Language

REVIEWING: Final[dict[str, dict[Language, str]]] = {
    # --- validate
    "no faults": {"en": "no faults", "fa": "بی‌ایراد"},
    "known": {
        "en": "{told}; known from the baseline: {count}",
        "fa": "{told}؛ از پیش شناخته‌شده: {count}",
    },
    "stale": {
        "en": "the baseline has what no longer occurs: {entries}",
        "fa": "در فهرست ایرادهای شناخته‌شده چیزی هست که دیگر یافت نمی‌شود: {entries}",
    },
    "drop stale": {
        "en": "take it out with `--baseline {file} --write-baseline {file}`",
        "fa": "با «--baseline {file} --write-baseline {file}» آن را بردارید",
    },
    # --- test
    "case fails": {"en": "case `{case}` fails: {title}", "fa": "نمونهٔ «{case}» برقرار نیست: {title}"},
    "expected": {"en": "norm `{norm}`: expected {expected}", "fa": "الزام «{norm}»: مورد انتظار {expected}"},
    "found": {"en": "norm `{norm}`: found {found}", "fa": "الزام «{norm}»: یافت‌شده {found}"},
    "row expected": {"en": "expected {event}", "fa": "مورد انتظار: {event}"},
    "row found": {"en": "found {event}", "fa": "یافت‌شده: {event}"},
    "row expected nothing": {"en": "expected nothing more", "fa": "مورد انتظار: دیگر هیچ"},
    "row found nothing": {"en": "found nothing more", "fa": "یافت‌شده: دیگر هیچ"},
    "add row cases": {
        "en": "write rows and what comes of them under `cases`",
        "fa": "ردیف‌هایی را با حاصلشان زیر «cases» بنویسید",
    },
    "every other occasion": {"en": "every other occasion", "fa": "هر مورد دیگر"},
    "the one occasion": {"en": "the one occasion", "fa": "تنها مورد"},
    "no other finding": {"en": "no other finding", "fa": "یافتهٔ دیگری نباشد"},
    "no such finding": {"en": "no finding", "fa": "هیچ یافته‌ای"},
    "plain": {"en": "{text}", "fa": "{text}"},
    "verdict": {"en": "{where}: {verdict}", "fa": "{where}: {verdict}"},
    "verdict for reason": {"en": "{where}: {verdict}, {reason}", "fa": "{where}: {verdict}، به دلیل «{reason}»"},
    "cases hold": {"en": "{cases}, all hold", "fa": "{cases}، همه برقرار"},
    "cases fail": {"en": "{cases}, {failing} failing", "fa": "{cases}، {failing} تا برقرار نیست"},
    "clause not covered": {
        "en": "clause {clause}: no case speaks of it",
        "fa": "بند {clause}: هیچ نمونه‌ای از آن سخن نمی‌گوید",
    },
    "norm not covered": {
        "en": "clause {clause}, norm `{norm}`: no case speaks of it",
        "fa": "بند {clause}، الزام «{norm}»: هیچ نمونه‌ای از آن سخن نمی‌گوید",
    },
    "outcome not shown": {
        "en": "clause {clause}, norm `{norm}`: no case shows it {outcome}",
        "fa": "بند {clause}، الزام «{norm}»: هیچ نمونه‌ای آن را {outcome} نشان نمی‌دهد",
    },
    "all covered": {
        "en": "every norm is shown both fulfilled and violated, where it can be",
        "fa": "هر الزام، تا آنجا که ممکن است، هم رعایت‌شده و هم نقض‌شده نشان داده شده است",
    },
    "not shown": {"en": "what no case shows:", "fa": "آنچه هیچ نمونه‌ای نشان نمی‌دهد:"},
    # --- ci
    "step NOTHING_FOUND": {"en": "ok: {step}, {what}", "fa": "درست: {step}، {what}"},
    "step FINDINGS": {"en": "found: {step}, {what}", "fa": "یافته دارد: {step}، {what}"},
    "step WRONG_INPUT": {"en": "cannot be read: {step}, {what}", "fa": "خواندنی نیست: {step}، {what}"},
    "step ENGINE_FAILED": {"en": "slakit failed: {step}, {what}", "fa": "برنامه از کار افتاد: {step}، {what}"},
    "step needs": {"en": "the step `{step}` needs `{option}`", "fa": "گام «{step}» به «{option}» نیاز دارد"},
    "verified as of": {
        "en": "{folder}: its term ended with {day}, and it is verified as of that day",
        "fa": "{folder}: مدت آن با {day} پایان یافت و امضای آن در همان روز سنجیده می‌شود",
    },
    "nothing before": {
        "en": "{folder}: there is no edition before it to compare with",
        "fa": "{folder}: ویرایشی پیش از آن نیست که با آن سنجیده شود",
    },
    "edition gone": {
        "en": "the edition {edition} of {agreement} is no longer there",
        "fa": "ویرایش {edition} از {agreement} دیگر نیست",
    },
    "comment cut": {"en": "… The log of the job has the rest.", "fa": "… باقی در گزارش اجرا آمده است."},
    "comment rest": {"en": "… {count} more; the log of the job has them.", "fa": "… {count} تای دیگر در گزارش اجرا آمده است."},
    "no key of": {"en": "no key of `{party}` is there, such as `{file}`", "fa": "کلیدی از «{party}» نیست، مانند «{file}»"},
}  # fmt: skip
