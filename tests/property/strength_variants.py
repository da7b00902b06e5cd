"""Every field of every rule kind changed, on the norms of the suite: what it becomes, and how strong the new norm is.

`ABSENT` takes a key out. A field of a group is reached by a value that replaces the whole group.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

ABSENT: Final = object()


SAID: Final = {"en": "So the council decided.", "fa": "شورا چنین تصمیم گرفته است."}
NORTH_AND_SOUTH: Final = {"field": "district", "named": ["north", "south"], "publish-from": 5, "basis": SAID}


class Variant(NamedTuple):
    """One change of one field of a norm of the suite, and the strength that the norm then has beside the old one.

    `besides` are other fields that the new value asks for.
    """

    norm: str
    field: str
    value: object
    strength: str
    besides: Mapping[str, object] = {}


VARIANTS: Final = (
    # --- fields of every norm
    Variant("closure-notice", "grade", "review", "weaker"),
    Variant("move-notice", "grade", "breach", "stronger"),
    Variant("closure-notice", "unless", ABSENT, "stronger"),
    Variant("loss-confirmed", "unless", [{"record": "strike", "clause": "5.2"}], "weaker"),
    Variant(
        "request-answered",
        "unless",
        [{"record": "strike", "where": {}, "matching": ["service"], "clause": "5.2"}],
        "weaker",
    ),
    Variant("services-made-accessible", "unless", ABSENT, "stronger"),
    Variant("information-posted", "unless", ABSENT, "stronger"),
    Variant("renewed-in-time", "unless", ABSENT, "stronger"),
    Variant("closure-credit", "unless", ABSENT, "stronger"),
    Variant("late-answer-apology", "unless", [{"record": "closure", "clause": "5.2"}], "weaker"),
    Variant("closure-notice", "towards", "town-council", "incomparable"),
    Variant("closure-notice", "obliges", "library", "incomparable"),
    Variant("closure-notice", "obliges", ABSENT, "incomparable", {"forbids": "library"}),
    Variant("price-decided-by-council", "obliges", ABSENT, "weaker", {"empowers": "library"}),
    Variant("closure-notice", "otherwise", ABSENT, "equal"),
    Variant("move-notice", "note", ABSENT, "equal"),
    # --- advance-notice
    Variant("closure-notice", "at-least", "24 hours", "weaker"),
    Variant("closure-notice", "at-least", "49 hours", "stronger"),
    Variant("move-notice", "at-least", "29 days", "weaker"),
    Variant("move-notice", "at-least", "30 days", "equal"),
    Variant("move-posted-in-office-hours", "at-least", "4 working-hours of office", "weaker"),
    Variant("move-posted-on-working-days", "at-least", "3 working-days of office", "stronger"),
    Variant("move-posted-on-clear-days", "at-least", "2 civil-days", "weaker"),
    Variant(
        "closure-notice", "of", {"record": "closure", "where": {"planned": True, "cause": "works"}}, "equal"
    ),
    Variant("closure-notice", "of", {"record": "closure", "where": {"planned": True}}, "stronger"),
    Variant("closure-notice", "notice", {"record": "notice"}, "weaker"),
    Variant("closure-notice", "matching", [], "weaker"),
    Variant("closure-notice", "announces", {"start": "from"}, "incomparable"),
    Variant("closure-notice", "for-each", ABSENT, "incomparable"),
    Variant("closure-notice", "overrun-attested-by", ABSENT, "stronger"),
    Variant("closure-notice", "planned-by", ABSENT, "equal"),
    # --- announced-value
    Variant("charge-as-posted", "of", {"event": "charge.made", "where": {"cents": {"from": 500}}}, "weaker"),
    Variant("charge-as-posted", "of", {"event": "charge.made"}, "stronger"),
    Variant("charge-as-posted", "announced", {"record": "price"}, "weaker"),
    Variant("charge-as-posted", "matching", ["service"], "weaker"),
    Variant("charge-as-posted", "value", "asked", "incomparable"),
    Variant("charge-as-posted", "announced-value", "cents", "incomparable"),
    Variant("charge-as-posted", "requested", ABSENT, "equal"),
    Variant("charge-as-posted", "unless", ABSENT, "stronger"),
    Variant(
        "charge-as-posted",
        "unless",
        [{"record": "waiver", "where": {"public": True}, "matching": ["waiver"], "clause": "4.4"}],
        "weaker",
    ),
    # --- at-most
    Variant("loans-each-week", "limit", 3, "weaker"),
    Variant("loans-each-week", "limit", 1, "stronger"),
    Variant("loans-each-week", "of", {"event": "loan.made", "where": {"reader": "r-1"}}, "weaker"),
    Variant("copies-each-month", "of", {"event": "copies.made"}, "incomparable"),
    Variant("copies-each-month", "sum", ABSENT, "incomparable"),
    Variant("evenings-in-the-term", "in-each", "year", "equal"),
    Variant("evenings-in-the-term", "in-each", "quarter", "weaker"),
    Variant("loans-each-week", "in-each", "day", "weaker"),
    Variant("loans-each-week", "in-each", "month", "incomparable"),
    Variant("loans-each-week", "for-each", {"service": "services"}, "stronger"),
    Variant("copies-each-month", "apart-by", ABSENT, "incomparable"),
    Variant("copies-each-month", "apart-by", ["reader", "waiver"], "weaker"),
    Variant("loans-each-week", "apart-by", ["reader"], "weaker"),
    # --- decided-by
    Variant("card-blocked-by-head", "of", {"event": "card.blocked", "where": {"reader": "r-1"}}, "weaker"),
    Variant("card-blocked-by-head", "competent", ["library-head", "desk-officer"], "weaker"),
    Variant("price-decided-by-council", "by", "kind", "unclear"),
    Variant(
        "price-decided-by-council",
        "decided-in",
        {"event": "price.decided", "where": {"kind": "hire"}},
        "unclear",
    ),
    Variant("price-decided-by-council", "matching", ["service"], "perhaps-weaker"),
    Variant("price-decided-by-council", "value", ABSENT, "weaker"),
    Variant("charge-decided-by-council", "if-decided", ABSENT, "stronger"),
    # --- done-by
    Variant("reports-published", "by", "2024-07-31", "weaker"),
    Variant("reports-published", "by", "2024-05-31", "stronger"),
    Variant("reports-published", "of", {"event": "report.published"}, "weaker"),
    Variant("reports-published", "for-each", {"report": ["budget"]}, "weaker"),
    Variant("services-made-accessible", "undone", ABSENT, "weaker"),
    # --- equal-treatment
    Variant("equal-charges", "of", {"event": "charge.made", "where": {"cents": {"from": 1}}}, "weaker"),
    Variant("equal-charges", "treatment", "kind", "incomparable"),
    Variant("equal-charges", "service", "kind", "incomparable"),
    Variant("equal-charges", "comparable-by", {"fields": ["service", "kind"], "basis": SAID}, "weaker"),
    Variant("equal-charges", "told-apart-by", ABSENT, "incomparable"),
    Variant("equal-charges", "told-apart-by", {"fields": ["age-group", "kind"], "basis": SAID}, "weaker"),
    Variant("equal-charges", "lawful-differences", ABSENT, "incomparable"),
    Variant("equal-charges", "tariff", ABSENT, "unclear"),
    Variant("equal-papers", "of", {"event": "charge.made"}, "stronger"),
    Variant("equal-papers", "recipient", ABSENT, "stronger"),
    Variant("equal-papers", "recipient", "desk", "incomparable"),
    Variant("equal-charges", "recipient", "reader", "weaker"),
    Variant("equal-charges", "lacks-condition", ABSENT, "stronger"),
    Variant("equal-charges", "examine-also", ABSENT, "unclear"),
    Variant("equal-charges", "tariff-matching", ["service"], "unclear"),
    # --- equal-access
    Variant("equal-bookings", "of", {"event": "booking.tried", "where": {"way": ["portal"]}}, "incomparable"),
    Variant("equal-bookings", "service", "way", "incomparable"),
    Variant("equal-bookings", "groups", {**NORTH_AND_SOUTH, "named": ["south"]}, "weaker"),
    Variant("equal-bookings", "comparable-by", {"basis": SAID}, "unclear"),
    Variant("equal-bookings", "lawful-differences", [{"field": "district", "basis": SAID}], "weaker"),
    Variant("equal-bookings", "unit", {"field": "none", "basis": SAID}, "incomparable"),
    Variant("equal-bookings", "materiality", {"difference": "80%", "basis": SAID}, "weaker"),
    Variant("equal-bookings", "error-budget", {"per-year": "5%", "online": "50%", "basis": SAID}, "stronger"),
    Variant("equal-bookings", "examine-also", ABSENT, "unclear"),
    Variant("equal-bookings", "justified-by", ABSENT, "stronger"),
    Variant("equal-bookings", "in-each", "quarter", "incomparable"),
    Variant("equal-bookings", "matching", [], "incomparable"),
    Variant("equal-bookings", "reached", {"event": "seat.answered"}, "incomparable"),
    Variant("equal-bookings", "within", "2 days", "incomparable"),
    # --- equal-outcome
    Variant("equal-grants", "of", {"event": "grant.decided"}, "incomparable"),
    Variant(
        "equal-grants",
        "of",
        {"event": "grant.decided", "where": {"decision": ["granted", "refused"], "grounds": ["age"]}},
        "incomparable",
    ),
    Variant("equal-grants", "service", "family", "incomparable"),
    Variant("equal-grants", "favourable", {"decision": ["granted", "refused"]}, "incomparable"),
    Variant("equal-grants", "groups", {**NORTH_AND_SOUTH, "named": ["north"]}, "weaker"),
    Variant("equal-grants", "groups", {**NORTH_AND_SOUTH, "named": ["north", "south", "west"]}, "stronger"),
    Variant("equal-grants", "groups", {**NORTH_AND_SOUTH, "publish-from": 3}, "stronger"),
    Variant("equal-grants", "groups", {**NORTH_AND_SOUTH, "publish-from": 30}, "weaker"),
    Variant("equal-grants", "groups", {**NORTH_AND_SOUTH, "field": "grounds"}, "incomparable"),
    Variant("equal-grants", "comparable-by", {"basis": SAID}, "incomparable"),
    Variant(
        "equal-grants", "comparable-by", {"fields": ["grounds", "family"], "basis": SAID}, "incomparable"
    ),
    Variant("equal-grants", "materiality", {"difference": "80%", "basis": SAID}, "weaker"),
    Variant("equal-grants", "materiality", {"difference": "30%", "basis": SAID}, "stronger"),
    Variant("equal-grants", "unit", {"field": "none", "basis": SAID}, "incomparable"),
    Variant("equal-grants", "unit", {"field": "family", "basis": {"en": "They live together."}}, "equal"),
    Variant("equal-grants", "error-budget", {"per-year": "1%", "online": "50%", "basis": SAID}, "weaker"),
    Variant("equal-grants", "error-budget", {"per-year": "5%", "online": "50%", "basis": SAID}, "stronger"),
    Variant(
        "equal-grants", "error-budget", {"per-year": "2.5%", "online": "0%", "basis": SAID}, "incomparable"
    ),
    Variant("equal-grants", "in-each", "quarter", "incomparable"),
    Variant("equal-seats", "in-each", "month", "incomparable"),
    Variant("equal-seats", "lawful-differences", ABSENT, "stronger"),
    Variant("equal-seats", "lawful-differences", [{"field": "district", "basis": SAID}], "weaker"),
    Variant(
        "equal-seats",
        "lawful-differences",
        [{"field": "district", "services": ["lending"], "basis": SAID}, {"field": "branch", "basis": SAID}],
        "incomparable",
    ),
    Variant("equal-seats", "examine-also", ABSENT, "incomparable"),
    Variant(
        "equal-seats",
        "justified-by",
        {"event": {"event": "difference.explained"}, "matching": ["service", "district"]},
        "weaker",
    ),
    Variant("equal-seats", "justified-by", ABSENT, "stronger"),
    Variant("equal-seats", "matching", [], "incomparable"),
    Variant("equal-seats", "decided", {"event": "seat.answered", "where": {"given": True}}, "incomparable"),
    Variant("equal-seats", "favourable", {"given": False}, "incomparable"),
    # --- equal-timeliness
    Variant(
        "equal-waiting", "of", {"event": "seat.asked-for", "where": {"large-print": True}}, "incomparable"
    ),
    Variant(
        "equal-waiting", "finished", {"event": "seat.answered", "where": {"given": True}}, "incomparable"
    ),
    Variant("equal-waiting", "matching", ["request", "service"], "incomparable"),
    Variant("equal-waiting", "service", "branch", "incomparable"),
    Variant("equal-waiting", "groups", {**NORTH_AND_SOUTH, "publish-from": 10, "named": ["south"]}, "weaker"),
    Variant("equal-waiting", "comparable-by", {"fields": ["branch"], "basis": SAID}, "incomparable"),
    Variant("equal-waiting", "lawful-differences", ABSENT, "stronger"),
    Variant("equal-waiting", "lawful-differences", [{"field": "district", "basis": SAID}], "weaker"),
    Variant("equal-waiting", "unit", {"field": "none", "basis": SAID}, "incomparable"),
    Variant("equal-waiting", "materiality", {"difference": "90%", "basis": SAID}, "weaker"),
    Variant("equal-waiting", "error-budget", {"per-year": "1%", "online": "50%", "basis": SAID}, "weaker"),
    Variant("equal-waiting", "examine-also", ABSENT, "incomparable"),
    Variant(
        "equal-waiting",
        "justified-by",
        {"event": {"event": "difference.explained"}, "matching": ["service"]},
        "weaker",
    ),
    Variant("equal-waiting", "in-each", "month", "incomparable"),
    # --- in-order
    Variant("requests-in-turn", "of", {"event": "seat.asked-for", "where": {"branch": ["main"]}}, "weaker"),
    Variant("requests-in-turn", "service", "branch", "incomparable"),
    Variant("requests-in-turn", "comparable-by", {"fields": ["branch"], "basis": SAID}, "weaker"),
    Variant("answers-in-turn", "comparable-by", {"basis": SAID}, "stronger"),
    Variant("requests-in-turn", "lawful-differences", ABSENT, "stronger"),
    Variant("answers-in-turn", "lawful-differences", [{"field": "large-print", "basis": SAID}], "weaker"),
    Variant("requests-in-turn", "justified-by", ABSENT, "stronger"),
    Variant(
        "requests-in-turn",
        "justified-by",
        {"event": {"event": "difference.explained"}, "matching": ["request"]},
        "weaker",
    ),
    Variant("requests-in-turn", "matching", [{"family": "request"}], "incomparable"),
    Variant("requests-in-turn", "taken", {"event": "seat.answered"}, "incomparable"),
    Variant("requests-in-turn", "shows", "end", "weaker"),
    Variant("answers-in-turn", "shows", "start", "stronger"),
    Variant("requests-in-turn", "tolerance", "2 hours", "weaker"),
    Variant("answers-in-turn", "tolerance", "2 hours", "stronger"),
    # --- every
    Variant("drill-each-quarter", "of", {"event": "drill.held"}, "weaker"),
    Variant("drill-each-quarter", "in-each", "year", "weaker"),
    Variant("drill-each-quarter", "in-each", "month", "stronger"),
    Variant("drill-each-quarter", "in-each", "week", "stronger"),
    Variant("newsletter-each-month", "in-each", "week", "unclear"),
    Variant("shelves-checked", "at-most-apart", "60 days", "weaker"),
    Variant("shelves-checked", "for-each", {"collection": ["books"]}, "weaker"),
    # --- in-term
    Variant("exhibition-in-permit", "of", {"record": "exhibition"}, "stronger"),
    Variant("keys-in-term", "of", {"record": "key-loan", "where": {"key": "k-1"}}, "weaker"),
    Variant("hire-in-insurance", "inside", ABSENT, "incomparable"),
    Variant("exhibition-in-permit", "matching", [], "weaker"),
    # --- kept-published
    Variant("information-posted", "of", {"record": "posting"}, "weaker"),
    Variant("information-posted", "for-each", {"service": "services", "item": ["rules"]}, "weaker"),
    # --- never
    Variant("no-disclosure", "of", {"event": "data.disclosed"}, "stronger"),
    Variant("no-disclosure", "during", {"record": "suspension"}, "weaker"),
    Variant("no-loan-while-suspended", "during", {"record": "suspension"}, "stronger"),
    Variant("no-charge-under-waiver", "matching", [], "stronger"),
    # --- only-after
    Variant(
        "discard-after-approval",
        "of",
        {"event": "copy.discarded", "where": {"copy": "c-1"}},
        "weaker",
    ),
    Variant("discard-after-approval", "after", {"event": "discard.approved"}, "weaker"),
    Variant("discard-after-approval", "matching", [], "weaker"),
    # --- only-via
    Variant("loans-returned-as-listed", "of", {"event": "loan.returned"}, "stronger"),
    Variant("loans-returned-as-listed", "by", "service", "incomparable"),
    Variant("loans-returned-as-listed", "only", ["desk", "drop-box", "post"], "weaker"),
    Variant("loans-returned-as-listed", "only", ["desk"], "stronger"),
    # --- permitted-if
    Variant("outside-evenings", "of", {"event": "evening.held", "where": {"open-to-all": True}}, "weaker"),
    Variant("outside-evenings", "conditions", {"free-of-charge": True}, "weaker"),
    # --- remedy
    Variant("late-answer-credit", "for", ["request-answered", "loss-confirmed"], "stronger"),
    Variant("late-answer-credit", "then", {"event": "credit.granted"}, "perhaps-weaker"),
    Variant("late-answer-credit", "matching", {}, "weaker"),
    Variant("late-answer-credit", "within", "20 days", "weaker"),
    Variant("late-answer-credit", "within", "12 working-days of office", "weaker"),
    Variant("missed-drill-credit", "within", "12 working-days of office", "weaker"),
    Variant("late-answer-credit", "amount", ABSENT, "weaker"),
    Variant(
        "late-answer-credit",
        "tiers",
        [{"later-than": "1 day", "sum": 50}, {"later-than": "5 days", "sum": 300}],
        "weaker",
    ),
    Variant(
        "closure-credit",
        "base",
        {"of": {"event": "invoice.issued"}, "amount": "cents", "matching": {"service": "service"}},
        "incomparable",
    ),
    Variant("closure-credit", "cap", {"per": "quarter", "each": ["service"], "sum": 10}, "weaker"),
    Variant("closure-credit", "cap", ABSENT, "stronger"),
    Variant("closure-credit", "cap", {"per": "year", "each": ["service"], "sum": 1200}, "weaker"),
    Variant("closure-credit", "cap", {"per": "quarter", "sum": 1200}, "weaker"),
    Variant("closure-credit", "cap", {"per": "month", "each": ["service"], "sum": 1200}, "stronger"),
    Variant("closure-credit", "cap", {"per": "year", "each": ["service"], "sum": 1300}, "incomparable"),
    Variant(
        "closure-credit",
        "tiers",
        [{"below": "95%", "share": "5%"}, {"below": "90%", "share": "12.5%"}],
        "incomparable",
    ),
    Variant(
        "closure-credit",
        "tiers",
        [{"below": "95%", "share": "5%"}, {"below": "90%", "share": "8%"}],
        "weaker",
    ),
    Variant("closure-credit", "for", ["services-open-in-hours", "services-open"], "unclear"),
    # --- renewed
    Variant(
        "renewed-in-time",
        "by",
        [{"event": "agreement.signed", "where": {"edition": {"not": "2024"}}}],
        "stronger",
    ),
    Variant("renewed-in-time", "effective", "effective-until", "incomparable"),
    Variant("renewed-in-time", "expires", ABSENT, "weaker"),
    Variant("renewed-in-time", "covers", ABSENT, "weaker"),
    # --- respond-within
    Variant("request-answered", "of", {"event": "request.made"}, "stronger"),
    Variant(
        "request-answered", "then", {"event": "request.answered", "where": {"automatic": False}}, "stronger"
    ),
    Variant("request-answered", "within", "4 days", "weaker"),
    Variant("request-answered", "within", "unspecified", "weaker"),
    Variant("request-answered", "matching", [], "weaker"),
    Variant("repair-done", "within", "2 working-hours of office", "stronger"),
    Variant("repair-done", "within", "9 working-hours of office", "weaker"),
    Variant("repair-done", "within", "16 working-hours of office", "weaker"),
    Variant("membership-settled", "within", "3 working-days of office", "weaker"),
    Variant("membership-settled", "within", "11 working-days of office", "weaker"),
    Variant("appeal-settled", "paused-while", {"record": "inquiry", "matching": ["matter"]}, "weaker"),
    Variant("appeal-settled", "paused-while", ABSENT, "stronger"),
    Variant("shown-penalty-set", "or-before", ABSENT, "stronger"),
    Variant("penalty-shown", "last-of-each", ABSENT, "stronger"),
    # --- service-level
    Variant(
        "requests-mostly-answered",
        "measure",
        "ratio",
        "incomparable",
        {
            **dict.fromkeys(("then", "matching", "percentile", "at-most"), ABSENT),
            "meeting": {"pages": {"from": 1, "to": 50}},
            "target": "75%",
        },
    ),
    Variant("services-open", "of", {"record": "closure"}, "stronger"),
    Variant(
        "services-open", "of", {"record": "closure", "where": {"planned": False, "cause": "works"}}, "weaker"
    ),
    Variant("services-open", "target", "98%", "weaker"),
    Variant("services-open", "target", "unspecified", "weaker"),
    Variant("services-open", "target", "99.9%", "stronger"),
    Variant("services-open", "window", "month", "stronger"),
    Variant("services-open-in-hours", "window", "year", "weaker"),
    Variant("services-open", "day-count", "30-day-months", "stronger"),
    Variant("services-open-in-hours", "service-hours", {"monday": ["09:00-17:00"]}, "incomparable"),
    Variant("services-open", "excluding", [{"record": "danger", "matching": ["closure"]}], "weaker"),
    Variant("services-open-as-watched", "observed", ABSENT, "incomparable"),
    Variant("rooms-mostly-in-order", "services", "service", "incomparable"),
    Variant("rooms-mostly-in-order", "meeting", {"in-order": [True, False]}, "weaker"),
    Variant("requests-mostly-answered", "then", {"event": "request.answered"}, "weaker"),
    Variant("requests-mostly-answered", "matching", [], "weaker"),
    Variant("requests-mostly-answered", "percentile", "50%", "weaker"),
    Variant("requests-mostly-answered", "at-most", "3 days", "weaker"),
)
