"""Remedies and the norms that they answer: no circle, a level where a tier asks for one, and what occasions have."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from slakit.calendars import UnreadableDuration, parse_duration
from slakit.consistency.declared import Spoken
from slakit.consistency.plain import Group, entries, group, items, texts
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.frozen import Frozen

OF_PLACES = frozenset({"done-by", "every", "kept-published", "renewed"})
"""The rule kinds whose occasions are no events: each is a place, if anything, and has no fields besides."""
OF_TIERS = (("tiers", "amount"), ("amount", "tiers"), ("base", "tiers"), ("cap", "tiers"))
"""Keys of a remedy, each with the one that it is nothing without."""


class _Norms(Frozen):
    """The norms of an agreement by their ids, each with its path, and what the vocabulary declares."""

    told: Telling
    words: Spoken
    named: Mapping[str, tuple[Path, Group]]

    def answered_by(self, remedy: Group) -> Iterator[tuple[int, str, Group]]:
        """The norms under `for` that exist, each with its position."""
        for position, name in enumerate(texts(remedy.get("for"))):
            if name in self.named:
                yield position, name, self.named[name][1]

    def names_of_occasion(self, norm: Group, passed: tuple[str, ...] = ()) -> set[str]:
        """What an occasion of a norm has: its place, its period, or the fields of its event."""
        if norm["rule"] == "remedy":
            answered = [(name, one) for _, name, one in self.answered_by(norm) if name not in passed]
            found = [self.names_of_occasion(one, (*passed, name)) for name, one in answered]
            return set.intersection(*found) if found else set()
        if norm["rule"] in OF_PLACES or norm["rule"] == "at-most":
            places = set(group(norm.get("for-each"))) | set(texts(norm.get("apart-by")))
            return places | ({"period"} if "in-each" in norm else set())
        names = {"period"} if norm.get("window", "term") != "term" else set()
        if norm["rule"] == "service-level":
            return names | ({"service"} if "services" in norm else set())
        for word in ("event", "record"):
            if isinstance(name := group(norm.get("of")).get(word), str) and (
                side := self.words.side(word, name)
            ):
                names |= set(side.fields)
        return names | ({"service"} if norm["rule"] == "advance-notice" and "for-each" in norm else set())


def faults_of_remedies(agreement: Document, words: Spoken) -> Iterator[Fault]:
    """The faults of the remedies of an agreement that passed its schema."""
    named = {
        str(norm["id"]): ((*at, *path), norm)
        for at, clause in entries(agreement.data, "clauses")
        for path, norm in entries(clause, "norms")
    }
    norms = _Norms(Telling(agreement), words, named)
    for path, norm in named.values():
        yield from _opened(norms, path, norm)
        if norm["rule"] in OF_PLACES:
            yield from _excused(norms, path, norm)
        if norm["rule"] == "remedy":
            yield from _circle(norms, path, norm)
            yield from _tariff(norms, path, norm)
            yield from _occasions(norms, path, norm)


def _opened(norms: _Norms, path: Path, norm: Group) -> Iterator[Fault]:
    """A violation opens another norm than the one that was violated, and a remedy only if the remedy answers it."""
    for position, name in enumerate(texts(norm.get("otherwise"))):
        _, opened = norms.named.get(name, ((), {"rule": ""}))
        if name == norm["id"] and opened["rule"] != "remedy":  # a remedy is told of by its circle
            yield norms.told.fault("norm-opens-itself", (*path, "otherwise", position), name=name)
        elif opened["rule"] == "remedy" and norm["id"] not in texts(opened.get("for")):
            at = (*path, "otherwise", position)
            yield norms.told.fault("remedy-of-another", at, name=name, norm=str(norm["id"]))


def _excused(norms: _Norms, path: Path, norm: Group) -> Iterator[Fault]:
    """An exception from what is asked of a place is matched by what names the place: by anything else it excuses nothing."""
    known = sorted(group(norm.get("for-each")))
    for place, name, is_key in _matched_by_exceptions(path, norm):
        if name not in known:
            tell = norms.told.unknown_key if is_key else norms.told.unknown
            yield tell("unknown-field-of-occasion", place, known, field=name, name=str(norm["id"]))


def _matched_by_exceptions(path: Path, norm: Group) -> Iterator[tuple[Path, str, bool]]:
    """What of the occasion the exceptions of a norm are matched by, where it is written, and whether as a key."""
    for at, excuse in entries(norm, "unless"):
        for position, item in enumerate(items(excuse.get("matching"))):
            written = (*path, *at, "matching", position)
            if isinstance(item, str):
                yield written, item, False
            yield from (((*written, name), name, True) for name in group(item))


def _circle(norms: _Norms, path: Path, remedy: Group) -> Iterator[Fault]:
    """A circle of remedies is told once, at the first of them that stands in the text."""
    name, order = str(remedy["id"]), list(norms.named)
    waiting: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    while waiting:
        passed = waiting.pop()
        for _, answered, norm in norms.answered_by(norms.named[passed[-1]][1]):
            if answered == name:
                if name == min(passed, key=order.index):
                    circle = " → ".join((*passed, name))
                    yield norms.told.fault_at_key(
                        "remedy-in-a-circle", (*path, "for"), name=name, circle=circle
                    )
                return
            if norm["rule"] == "remedy" and answered not in seen:
                seen.add(answered)
                waiting.append((*passed, answered))


def _tariff(norms: _Norms, path: Path, remedy: Group) -> Iterator[Fault]:
    for key, needed in OF_TIERS:
        if key in remedy and needed not in remedy:
            yield norms.told.fault_at_key("missing-key-beside", (*path, key), key=needed, beside=key)
    priced = [*entries(remedy, "tiers"), *([(("cap",), group(remedy["cap"]))] if "cap" in remedy else [])]
    for at, amount in priced:
        yield from _amount(norms, (*path, *at), amount, has_base="base" in remedy)
        if "below" in amount:
            for _, name, norm in norms.answered_by(remedy):
                if norm["rule"] != "service-level":
                    yield norms.told.fault_at_key("tier-without-level", (*path, *at, "below"), name=name)
    yield from _order(norms, path, remedy)


def _order(norms: _Norms, path: Path, remedy: Group) -> Iterator[Fault]:
    """A tier is the last that applies somewhere: none that comes later applies wherever it does."""
    tiers = list(entries(remedy, "tiers"))
    for position, (at, tier) in enumerate(tiers):
        later = next((other for other, one in tiers[position + 1 :] if _applies_wherever(one, tier)), None)
        if later is not None:
            line = norms.told.document.place_of((*path, *later)).line
            key = next((key for key in ("below", "later-than") if key in tier), None)
            if key:
                yield norms.told.fault_at_key("tier-without-effect", (*path, *at, key), line=line)
            else:
                yield norms.told.fault("tier-without-effect", (*path, *at), line=line)


def _applies_wherever(later: Group, earlier: Group) -> bool:
    """Whether a tier applies at every level and delay at which another one does."""
    return _is_wider(_level(later), _level(earlier)) and _is_longer(earlier, later)


def _is_wider(bound: Decimal | None, other: Decimal | None) -> bool:
    return bound is None or (other is not None and other <= bound)


def _level(tier: Group) -> Decimal | None:
    return Decimal(str(tier["below"]).removesuffix("%")) if "below" in tier else None


def _is_longer(tier: Group, other: Group) -> bool:
    """Whether the delay that a tier asks for is at least that of another; lengths that cannot be compared are not."""
    if "later-than" not in other:
        return True
    if "later-than" not in tier:
        return False
    one, another = (parse_duration(str(said["later-than"])) for said in (tier, other))
    if one.unit == another.unit:
        return one.amount >= another.amount
    try:
        return one.microseconds >= another.microseconds
    except UnreadableDuration:
        return False


def _amount(norms: _Norms, path: Path, amount: Group, *, has_base: bool) -> Iterator[Fault]:
    written = [key for key in ("sum", "share") if key in amount]
    if len(written) == 2:
        yield norms.told.fault_at_key("one-of-keys-many", (*path, "share"), found="\n".join(written))
    elif not written:
        yield norms.told.fault("one-of-keys-missing", path, allowed="sum\nshare")
    elif written == ["share"] and not has_base:
        yield norms.told.fault_at_key("missing-key-beside", (*path, "share"), key="base", beside="share")


def _occasions(norms: _Norms, path: Path, remedy: Group) -> Iterator[Fault]:
    """What a remedy asks of an occasion must be there, whichever norm was violated."""
    asked = [((*path, "matching", name), name, True) for name in group(remedy.get("matching"))]
    base, cap = group(remedy.get("base")), group(remedy.get("cap"))
    asked += [((*path, "base", "matching", name), name, True) for name in group(base.get("matching"))]
    asked += [((*path, "cap", "each", at), name, False) for at, name in enumerate(texts(cap.get("each")))]
    asked += _matched_by_exceptions(path, remedy)
    for _, answered, norm in norms.answered_by(remedy):
        known = sorted(norms.names_of_occasion(norm))
        for place, name, is_key in asked:
            if name not in known:
                tell = norms.told.unknown_key if is_key else norms.told.unknown
                yield tell("unknown-field-of-occasion", place, known, field=name, name=answered)
