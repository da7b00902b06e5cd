"""The two points that are closest in time, of some that stand on one side and of some that stand on the other.

Time is cut into stretches so short that little is looked at. A point is held against those that lie in the same stretch
or in one beside it; where the closest that are found are further apart than a stretch is long, longer ones are tried.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from slakit.engines.audit.counting import whole

if TYPE_CHECKING:
    from slakit.engines.audit.found import Found

LOOKED_AT: Final = 100_000
"""Points that are looked at, about, if they lie as thick everywhere."""
LONGER: Final = 8
"""How many times longer the stretches are that are tried next, at least."""
Select = Callable[[Iterable[int], str], str]
"""From some pieces and a test of a point `x` to a table of their points that meet it: `n`, `time` and `piece`."""


class Question(NamedTuple):
    """Which of the points of some pieces, and which of those of others, lie closest: `theirs` are other pieces than `ours`."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]


def closest_pairs(
    found: "Found",
    questions: Sequence[Question],
    sizes: Mapping[int, int],
    select: Select,
    span: tuple[int, int],
) -> dict[Question, tuple[int, int]]:
    """For each question one of ours and one of theirs; of pairs as close as they, that of their first and then of our first.

    `sizes` tells how many points a piece has, and `span` between which instants all of them lie.
    """
    answers: dict[Question, tuple[int, int]] = {}
    length, stretch = span[1] - span[0] + 1, 0
    while left := [_Sides.of(one, sizes) for one in dict.fromkeys(questions) if one not in answers]:
        looking = sum(one.looking for one in left)
        looked_at = sum(sizes[piece] for piece in {piece for one in left for piece in one.others})
        stretch = max(1, stretch * LONGER, LOOKED_AT * length // (3 * looking * looked_at))
        answers |= _near(found, left, select, stretch, few=looked_at <= LOOKED_AT)
    return answers


class _Sides(NamedTuple):
    """Which pieces of a question the points are of that are held against others, and how many they are.

    Each of them is held against every piece of the other side, so it is the side for which that is less.
    """

    question: Question
    ours: bool
    some: tuple[int, ...]
    others: tuple[int, ...]
    looking: int

    @staticmethod
    def of(question: Question, sizes: Mapping[int, int]) -> "_Sides":
        """The sides of a question about pieces of these sizes."""
        ours, theirs = (sum(sizes[piece] for piece in side) for side in question)
        if ours * len(question.theirs) <= theirs * len(question.ours):
            return _Sides(question, ours=True, some=question.ours, others=question.theirs, looking=ours)
        return _Sides(question, ours=False, some=question.theirs, others=question.ours, looking=theirs)


def _near(
    found: "Found", asked: Sequence[_Sides], select: Select, stretch: int, *, few: bool
) -> dict[Question, tuple[int, int]]:
    """The answers that lie no further apart than a stretch of time is long; a `few` points are all looked at."""
    looking = [(number, piece, int(one.ours)) for number, one in enumerate(asked) for piece in one.some]
    looked_at = [(number, piece) for number, one in enumerate(asked) for piece in one.others]
    from_table = found.put_rows("q", ("question", "piece", "ours"), looking)
    at_table = found.put_rows("q", ("question", "piece"), looked_at)
    shifts = " UNION ALL ".join(f"SELECT {shift} AS shift" for shift in (-stretch, 0, stretch))
    near = found.put_query(
        "b",
        f"SELECT s.question, s.ours, t.piece, s.time - s.time % {stretch} + d.shift AS start, s.time, s.n FROM ("
        f"SELECT q.question, q.ours, p.time, MIN(p.n) AS n FROM {select({one for _, one, _ in looking}, '')} p"
        f" JOIN {from_table} q ON q.piece = p.piece GROUP BY q.question, q.ours, p.time) s"
        f" JOIN {at_table} t ON t.question = s.question CROSS JOIN ({shifts}) d",
    )
    test = "" if few else f"x.time - x.time % {stretch} IN (SELECT start FROM {near})"
    points = select({one for _, one in looked_at}, test)
    pairs = found.put_query(
        "b",
        "SELECT b.question, ABS(p.time - b.time) AS apart, CASE WHEN b.ours = 1 THEN b.n ELSE p.n END AS ours,"
        f" CASE WHEN b.ours = 1 THEN p.n ELSE b.n END AS theirs FROM {near} b"
        f" JOIN {points} p ON p.piece = b.piece AND p.time - p.time % {stretch} = b.start",
    )
    least = f"SELECT question, MIN(apart) AS apart FROM {pairs} GROUP BY question"
    theirs = (
        f"SELECT p.question, p.apart, MIN(p.theirs) AS theirs FROM {pairs} p JOIN ({least}) l"
        f" ON l.question = p.question AND l.apart = p.apart WHERE l.apart <= {stretch} GROUP BY p.question, p.apart"
    )
    rows = found.rows(
        f"SELECT p.question, MIN(p.ours), p.theirs FROM {pairs} p JOIN ({theirs}) t ON t.question = p.question"
        " AND t.apart = p.apart AND t.theirs = p.theirs GROUP BY p.question, p.theirs"
    )
    return {asked[whole(number)].question: (whole(our), whole(their)) for number, our, their in rows}
