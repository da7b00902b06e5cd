"""Laws of comparing by counts."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slakit.fairness.arrays import totals_by_numpy
from slakit.fairness.blocks import Block
from slakit.fairness.cell_arrays import tables_of_cells_by_numpy
from slakit.fairness.cells import Cells, settled_tables
from slakit.fairness.counts import Cell, Counts, Hypothesis, Kind, tables_of
from slakit.fairness.decision import Standing, decide
from slakit.fairness.order import out_of_order
from slakit.fairness.publication import hidden_groups
from slakit.fairness.rules import Rules
from slakit.fairness.sums import Sums, low_tails
from slakit.fairness.tail_arrays import Asked, lower_tails
from slakit.fairness.totals import Blocks, totals_in_python
from slakit.fairness.waiting import AGE_BANDS, File, waiting_sizes, waiting_tables_in_python
from slakit.fairness.waiting_arrays import Waiting, waiting_tables_by_numpy

Cases = list[tuple[Cell, bool]]

CASES = st.lists(
    st.tuples(
        st.builds(
            Cell,
            service=st.sampled_from(["s", "t"]),
            alike=st.sampled_from([("x",), ("y",)]),
            period=st.integers(0, 2),
            group=st.sampled_from(["g", "h", "i"]),
            levels=st.sampled_from([("a",), ("b",), ("",)]),
        ),
        st.booleans(),
    ),
    max_size=60,
)
RULES = Rules(materiality=0.02, by_difference=True, budget=0.025, online=0.5, hypotheses=6, periods=3)


@given(CASES, st.randoms(use_true_random=False), st.integers(0, 60))
def test_parts_that_are_counted_apart_give_what_one_pass_gives(
    cases: Cases, random: Random, cut: int
) -> None:
    """However a log is cut and in whatever order it comes: the same blocks, and so the same answers."""
    whole = tables_of(Counts.of(cases), 3)
    shuffled = list(cases)
    random.shuffle(shuffled)
    assert tables_of(Counts.of(shuffled[:cut]) + Counts.of(shuffled[cut:]), 3) == whole


@given(CASES)
def test_the_names_of_groups_do_not_matter(cases: Cases) -> None:
    """Calling the groups otherwise calls the answers otherwise and changes nothing else."""
    names = {"g": "one", "h": "two", "i": "three"}
    renamed = [
        (Cell(cell.service, cell.alike, cell.period, names[cell.group], cell.levels), counted)
        for cell, counted in cases
    ]

    def standings(given_cases: Cases) -> dict[Hypothesis, Standing | None]:
        answers = decide(tables_of(Counts.of(given_cases), 3), RULES, {}, passed=3, year_is_over=True)
        return {one: answer.standing if answer else None for one, answer in answers.items()}

    expected = {Hypothesis(one.service, names[one.group]): said for one, said in standings(cases).items()}
    assert standings(renamed) == expected


@given(st.lists(st.integers(0, 12), max_size=40))
def test_what_remains_is_in_order_and_no_smaller_set_would_do(started: list[int]) -> None:
    """The length of a longest non-decreasing subsequence, by the slow way, is what remains."""
    out = out_of_order(started)
    remains = [start for place, start in enumerate(started) if place not in out]
    longest = [0] * len(started)
    for place, start in enumerate(started):
        longest[place] = 1 + max((longest[at] for at in range(place) if started[at] <= start), default=0)
    assert remains == sorted(remains)
    assert len(remains) == max(longest, default=0)


@given(st.lists(st.integers(0, 12), max_size=8), st.integers(0, 6))
def test_with_a_tolerance_too_no_smaller_set_would_do(started: list[int], tolerance: int) -> None:
    """Nobody who remains passed another by more than the tolerance, and of no larger set that is so."""

    def is_in_order(starts: Sequence[int]) -> bool:
        return all(one <= other + tolerance for one, other in combinations(starts, 2))

    out = out_of_order(started, tolerance)
    remains = [start for place, start in enumerate(started) if place not in out]
    assert is_in_order(remains)
    assert not any(map(is_in_order, combinations(started, len(remains) + 1)))


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8), st.integers(1, 20))
def test_no_group_below_the_threshold_can_be_told_by_subtraction(
    sizes: dict[str, int], threshold: int
) -> None:
    """What is not named is nothing, or at least two groups with at least the threshold of cases, or everything."""
    hidden = hidden_groups(sizes, threshold)
    shown = {group for group, size in sizes.items() if size and group not in hidden}
    assert all(sizes[group] >= threshold for group in shown)
    unnamed = Counter({group: sizes[group] for group in hidden})
    assert not hidden or not shown or (len(hidden) >= 2 and unnamed.total() >= threshold)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    """Any table with these margins, the extreme ones among them."""
    n = draw(st.integers(1, 400) | st.integers(1, 9))
    m, d = draw(st.integers(0, n)), draw(st.integers(0, n))
    return Block(n, m, d, draw(st.integers(max(0, d - n + m), min(m, d))))


@given(st.lists(st.dictionaries(tables(), st.integers(1, 9), max_size=6).map(Counter), max_size=5))
def test_numpy_sums_blocks_as_plain_python_does(several: list[Blocks]) -> None:
    """Every sum, to twelve digits; where there is nothing to sum it is nothing."""
    plain = [pytest.approx(totals, rel=1e-12, abs=1e-12) for totals in totals_in_python(several)]
    assert totals_by_numpy(several) == plain


def cells_of(cases: Cases) -> Cells:
    """Cases column by column, each a row of its own."""
    cells = [cell for cell, _ in cases]
    kinds = [Kind(one.service, one.alike, one.group, one.levels) for one in cells]
    numbers = {kind: 7 - place for place, kind in enumerate(dict.fromkeys(kinds))}
    return Cells(
        {number: kind for kind, number in numbers.items()},
        [numbers[kind] for kind in kinds],
        [one.period for one in cells],
        [1] * len(cells),
        [int(counted) for _, counted in cases],
    )


@given(CASES)
def test_columns_of_cells_give_the_blocks_of_their_counts_in_plain_python_and_by_numpy(cases: Cases) -> None:
    """Though a cell stands in several rows: rows of parts one after another are the rows of the whole."""
    whole = tables_of(Counts.of(cases), 3)
    cells = cells_of(cases)
    assert settled_tables(cells, 3) == whole
    assert tables_of_cells_by_numpy(cells, 3) == whole


FEW = st.dictionaries(
    st.integers(2, 30).flatmap(
        lambda n: st.tuples(st.integers(1, n - 1), st.integers(0, n)).flatmap(
            lambda md: st.integers(max(0, md[1] - n + md[0]), min(md)).map(lambda a: Block(n, *md, a))
        )
    ),
    st.integers(1, 5),
    min_size=1,
    max_size=5,
)


MANY = st.tuples(FEW, st.integers(1, 60)).map(
    lambda given: Counter({block: times * given[1] for block, times in given[0].items()})
)


@given(st.lists(FEW.map(Counter) | MANY, min_size=1, max_size=4))
def test_numpy_finds_the_tails_of_plain_python(several: list[Counter[Block]]) -> None:
    """By convolution and by saddlepoint, as far as any evidence goes."""
    sums = [one for one in map(Sums.of, several) if one.variance]
    plain = [pytest.approx(one.lower_tail, rel=1e-8, abs=1e-18) for one in sums]
    asked = [Asked(one.parts, one.observed, one.expected, one.variance) for one in sums]
    assert lower_tails(asked) == plain


@given(FEW.map(Counter))
def test_a_tail_is_a_half_or_more_from_the_mean_rounded_up_on(counted: Counter[Block]) -> None:
    """So that it need not be worked out: no evidence is that weak."""
    sums = Sums.of(counted)
    [tail] = low_tails([sums])
    assert tail == (sums.lower_tail if sums.is_low and sums.variance else 1.0)
    assert sums.is_low or sums.lower_tail >= 0.5 - 1e-9


FILES = st.lists(
    st.builds(
        lambda service, alike, group, ready, waits, level: File(
            service, (alike,), group, ready, None if waits is None else ready + waits, (level,)
        ),
        service=st.sampled_from(["s", "t"]),
        alike=st.sampled_from(["x", "y"]),
        group=st.sampled_from(["g", "h", "i"]),
        ready=st.integers(-100, 12) | st.integers(-3, 12),
        waits=st.none() | st.integers(0, 8) | st.integers(0, 110),
        level=st.sampled_from(["a", "b", ""]),
    ),
    max_size=30,
)


@given(FILES, st.integers(1, 3))
def test_numpy_counts_the_files_that_wait_as_plain_python_does(files: list[File], passed: int) -> None:
    """The same blocks of every period, level by level, and the same sizes; files of before and after the year too."""
    spans = [(0, 4), (4, 5), (5, 10)][:passed]
    assert waiting_tables_by_numpy(Waiting.of(files), spans, 3) == waiting_tables_in_python(files, spans, 3)


@given(FILES, st.integers(1, 3))
def test_a_file_is_comparable_that_stood_beside_another_on_any_day(files: list[File], passed: int) -> None:
    """Day by day and file by file, the slow way: open on the same day, alike, in one band of days waited."""
    spans = [(0, 4), (4, 5), (5, 10)][:passed]

    def band_of(file: File, day: int) -> int | None:
        """The band in which a file is on a day, if it is open then."""
        is_open = file.ready <= day and (file.finished is None or day <= file.finished)
        return bisect_right(AGE_BANDS, day - file.ready + 1) if is_open else None

    def stood_beside(file: File, day: int) -> bool:
        alike = (other for other in files if (other.service, other.alike) == (file.service, file.alike))
        bands = {band_of(other, day) for other in alike if other.group != file.group}
        return band_of(file, day) in bands - {None}

    days = range(spans[-1][1])
    cases: Counter[Hypothesis] = Counter()
    with_others: Counter[Hypothesis] = Counter()
    for file in files:
        one = Hypothesis(file.service, file.group)
        cases[one] += any(band_of(file, day) is not None for day in days)
        with_others[one] += any(stood_beside(file, day) for day in days)
    assert waiting_sizes(files, spans) == (+cases, +with_others)
