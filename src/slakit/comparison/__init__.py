"""Two editions compared: `diff(old, new)` says what the new one gives away, clause by clause, and shows it by a log.

Norms are compared by their ids, which stay through renewals, after both are lowered to checks. The order of each field
is declared by its kind (`slakit.strength`). What is weaker or incomparable is shown by a witness: a log that the
reference engine judged by both editions. Nothing is called weaker without one.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.calendars import Day
    from slakit.comparison.changes import Comparison
    from slakit.loading import Edition

__all__ = ["diff"]


def diff(old: "Edition", new: "Edition", *, on: "Day | None" = None, search: bool = True) -> "Comparison":
    """Compare two editions: every change, how strong it is, from the view of the recipients and of the provider.

    `on` is the day by which approvals expire; without it none does. Without `search` no log is looked for, and what
    would need one is `perhaps-weaker` or `unclear`. No clock is read. Raises `TypeError` for the path of an edition.

    >>> from slakit import diff, load
    >>> edition = load("agreements/hamadan-governorate/1398")
    >>> diff(edition, edition).changes
    ()
    """
    from slakit.comparison.approvals import approved
    from slakit.comparison.changes import Comparison
    from slakit.comparison.editions import Compared
    from slakit.loading import must_be_edition

    must_be_edition(old)
    must_be_edition(new)
    return approved(Comparison(old, new, tuple(Compared(old, new, is_searching=search).changes())), on)
