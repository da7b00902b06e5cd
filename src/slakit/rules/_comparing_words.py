"""The sentences that the rule kinds that compare groups share, in English and Persian."""

from typing import Final

COMPARING_REASONS: Final[dict[str, dict[str, str]]] = {
    "too-little": {
        "en": "In {service}, there are too few comparable cases of group {group}: even the most extreme result could have been no evidence, so no conclusion is drawn in either direction.",
        "fa": "در {service}، موردهای قابل مقایسهٔ گروه {group} بسیار اندک است: حتی شدیدترین نتیجه هم نمی‌توانست دلیل به شمار آید؛ نتیجه‌ای له یا علیه گرفته نمی‌شود.",
    },
    "none-settled": {
        "en": "In {service}, no case of group {group} was settled before the term was over; what is settled later is not counted, so nothing is said of the group.",
        "fa": "در {service}، هیچ موردی از گروه {group} پیش از پایان دوره به نتیجه نرسید؛ آنچه پس از آن به نتیجه برسد به شمار نمی‌آید؛ پس دربارهٔ این گروه سخنی گفته نمی‌شود.",
    },
    "not-comparable": {
        "en": "In {service}, most cases of group {group} have no comparable case of others, so nothing is said of the group.",
        "fa": "در {service}، بیشتر موردهای گروه {group} مورد مشابهی از دیگران ندارد؛ پس دربارهٔ این گروه سخنی گفته نمی‌شود.",
    },
    "too-much-unrecorded": {
        "en": "In {service}, nothing is said of group {group}, for something that the comparison rests on is not recorded or established of too many cases[: of {unrecorded-millionths} of the group's][; of {unrecorded-of-others-millionths} of the others].",
        "fa": "در {service}، دربارهٔ گروه {group} سخنی گفته نمی‌شود، زیرا در موردهای بسیاری آنچه سنجش بر آن استوار است ثبت یا محرز نشده است[؛ {unrecorded-millionths} از موردهای این گروه][؛ {unrecorded-of-others-millionths} از موردهای دیگران].",
    },
    "year-not-over": {
        "en": "In {service}, nothing has raised an alarm for group {group} so far; the whole is judged when the term is over.",
        "fa": "در {service}، تاکنون هشداری برای گروه {group} نیست؛ سنجش همهٔ دوره پس از پایان مدت انجام می‌شود.",
    },
    "justified": {
        "en": "In {service}, a recorded reason covers the difference for group {group}[ ({share-millionths} against {share-of-others-millionths} of comparable others)][ ({of-expected-millionths} of the number that was to be expected)]: {justification}.",
        "fa": "در {service}، دلیلی ثبت‌شده تفاوت گروه {group} را[ ({share-millionths} در برابر {share-of-others-millionths} از موردهای مشابه دیگران)][ ({of-expected-millionths} از شماری که انتظار می‌رفت)] موجه می‌کند: {justification}.",
    },
    "perhaps-justified": {
        "en": "In {service}, group {group} seems to be at a disadvantage, and a recorded reason may cover the difference ({justification}); not established of it: {unclear}.",
        "fa": "در {service}، به نظر می‌رسد گروه {group} زیان دیده است و شاید دلیلی ثبت‌شده ({justification}) تفاوت را موجه کند؛ آنچه دربارهٔ آن دلیل محرز نیست: {unclear}.",
    },
    "group-is-lawful": {
        "en": "In {service}, the agreement declares {group-field} as a lawful difference, so no group is compared by it.",
        "fa": "در {service}، توافق‌نامه {group-field} را تفاوتی موجه اعلام کرده است؛ پس هیچ گروهی بر این پایه سنجیده نمی‌شود.",
    },
    "small-group-disadvantaged": {
        "en": "In {service}, a group that is too small to be named seems to be at a disadvantage; who may see the records should look at it, and it is now for {bearer} to state the reason if there is one.",
        "fa": "در {service}، به نظر می‌رسد گروهی که به‌سبب شمار اندکش نام برده نمی‌شود زیان دیده است؛ کسی که به پرونده‌ها دسترسی دارد باید آن را ببیند و بیان دلیل، اگر باشد، بر عهدهٔ {bearer} است.",
    },
    "small-group-justified": {
        "en": "In {service}, some groups are too small to be named; a recorded reason covers the difference of whichever of them is at a disadvantage, and no number of theirs is told.",
        "fa": "در {service}، برخی گروه‌ها چنان کوچک‌اند که نام برده نمی‌شوند؛ دلیلی ثبت‌شده تفاوت هر یک از آن‌ها را که زیان دیده است موجه می‌کند و عددی از آن‌ها گفته نمی‌شود.",
    },
    "too-few-to-tell": {
        "en": "In {service}, so few cases of group {group} and of others are comparable that no number may be told without pointing at persons; who may see the records should look at them.",
        "fa": "در {service}، شمار موردهای قابل مقایسهٔ گروه {group} یا دیگران چنان اندک است که گفتن هر عددی به شناخته شدن افراد می‌انجامد؛ کسی که به پرونده‌ها دسترسی دارد باید آن‌ها را ببیند.",
    },
    "too-small-to-name": {
        "en": "In {service}, some groups are too small to be named; no number of theirs is told, so that nobody can be recognised.",
        "fa": "در {service}، برخی گروه‌ها چنان کوچک‌اند که نام برده نمی‌شوند و عددی از آن‌ها گفته نمی‌شود، تا کسی شناخته نشود.",
    },
}
"""What can be said of a service and group whatever is compared."""
