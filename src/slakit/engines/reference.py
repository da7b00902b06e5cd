"""The reference engine: what every check means.

It is slow and obvious on purpose: plain Python over a list of events, each check one function, read from top to bottom
in one sitting. The other engines are measured against it. Nothing here reads a clock, a file or a locale.

Three answers run through it: yes (`True`), no (`False`) and unknown (`None`). An instant is an integer of
microseconds UTC. A span is in force from its opening on, and no longer at the instant of its closing: `[opened, closed)`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from slakit.checks import (
    Among,
    Between,
    Check,
    Condition,
    CoveredAt,
    CoveredAtEnd,
    CoveredBefore,
    CoveredThroughout,
    DoneBy,
    Duty,
    Established,
    Every,
    Followed,
    Given,
    Holds,
    LawfulDifference,
    Measured,
    Not,
    Pair,
    Points,
    Preceded,
    Same,
    Some,
    Spans,
    Term,
)
from slakit.events.event import Event, FieldValue, SetAside
from slakit.findings import Cure, Evidence, Finding, Grade, Outcome, finding_id

Truth = bool | None
Fields = Mapping[str, FieldValue]
EVERY_SERVICE = "*"


# --- the log as it is known at an instant -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """What a span says from an instant on."""

    since: int
    fields: Fields
    event: Event


@dataclass(frozen=True, slots=True)
class Span:
    """A record from its opening to its closing; without versions, only its closing is recorded."""

    key: tuple[FieldValue | None, ...]
    versions: tuple[Version, ...]
    closing: Event | None

    @property
    def opened(self) -> int:
        """When it opened; a span of which only the closing is recorded never opened."""
        return self.versions[0].since

    @property
    def closed(self) -> int | None:
        """When it closed, if it did."""
        return self.closing.time if self.closing else None

    def version_at(self, instant: int) -> Version | None:
        """What it says at an instant, if it is in force then."""
        if self.closed is not None and self.closed <= instant:
            return None
        said = [version for version in self.versions if version.since <= instant]
        return said[-1] if said else None


@dataclass(frozen=True)
class Known:
    """The events that have happened by `at` and are known by then, in one total order."""

    events: Sequence[Event]
    at: int
    term: Term

    def of_type(self, event_type: str) -> list[Event]:
        """The events of a type, in order."""
        return [event for event in self.events if event.type == event_type]

    def points(self, points: Points) -> Iterator[tuple[Event, Truth]]:
        """The events of a type, each with the answer to the condition."""
        for event in self.of_type(points.event):
            yield event, self.truth(points.where, event.data, event.time)

    def spans(self, spans: Spans) -> list[Span]:
        """The spans of a record. Opening what is open replaces it; amending or closing what is not open has no effect."""
        open_now: dict[tuple[FieldValue | None, ...], list[Version]] = {}
        found: list[Span] = []
        for event in self.events:
            key = tuple(event.data.get(name) for name in spans.key)
            if event.type == spans.opens:
                if key in open_now:
                    found.append(Span(key, tuple(open_now[key]), event))
                open_now[key] = [Version(event.time, event.data, event)]
            elif event.type in spans.amends and key in open_now:
                fields = {**open_now[key][-1].fields, **event.data}
                open_now[key].append(Version(event.time, fields, event))
            elif event.type == spans.closes:
                found.append(Span(key, tuple(open_now.pop(key, ())), event))
        found += [Span(key, tuple(versions), None) for key, versions in open_now.items()]
        return sorted(found, key=lambda span: _order((span.versions[0].event if span.versions else span.closing)))

    def opened_spans(self, spans: Spans) -> list[Span]:
        """The spans of which the opening is recorded."""
        return [span for span in self.spans(spans) if span.versions]

    def truth(self, condition: Condition, fields: Fields, instant: int) -> Truth:
        """The answer to a condition about something with these fields at an instant."""
        match condition:
            case Among(field=name, yes=yes, no=no):
                return _among(fields.get(name), yes, no)
            case Between(field=name, low=low, high=high):
                number = fields.get(name)
                if not isinstance(number, int):
                    return None
                return (low is None or low <= number) and (high is None or number <= high)
            case Given(field=name):
                return name in fields
            case Preceded(points=points, matching=matching):
                return any(True for _ in self.preceding(points, matching, fields, instant))
            case Every(parts=parts):
                return _every(self.truth(part, fields, instant) for part in parts)
            case Some(parts=parts):
                return _not(_every(_not(self.truth(part, fields, instant)) for part in parts))
            case Not(part=part):
                return _not(self.truth(part, fields, instant))
            case Established(holds=holds, fails=fails):
                if self.truth(holds, fields, instant):
                    return True
                return False if self.truth(fails, fields, instant) else None

    def preceding(
        self, points: Points, matching: tuple[Pair, ...], fields: Fields, instant: int
    ) -> Iterator[Event]:
        """The events not later than an instant that certainly match."""
        for event, fits in self.points(points):
            if event.time <= instant and fits and _agree(matching, fields, event.data):
                yield event

    def proof_of_term(self) -> Event | None:
        """The first event that proves that the agreement stood, if one is recorded."""
        proofs = [event for points in self.term.proof for event, fits in self.points(points) if fits]
        return min(proofs, key=_order, default=None)

    def binding_since(self) -> int:
        """From when on the agreement is known to bind: its start, or the first proof if the start is inferred."""
        proof = self.proof_of_term()
        if self.term.inferred and proof:
            return max(self.term.start, proof.time)
        return self.term.start

    def renewals(self) -> list[tuple[int, int | None]]:
        """The spans for which the agreement itself was renewed, as known."""
        if self.term.extended is None:
            return []
        return [
            (_whole(event.data[self.term.effective]), _optional(event.data.get(self.term.expires)))
            for event, fits in self.points(self.term.extended)
            if fits and self.term.effective in event.data
        ]

    def in_term(self, instant: int) -> tuple[Outcome, str] | None:
        """Why an instant is not, or perhaps not, under the agreement; nothing if it is."""
        if self.term.start <= instant < self.binding_since():
            return Outcome.UNDETERMINED, "before-first-proof"
        if self.term.start <= instant < self.term.end:
            return None
        if any(since <= instant and (until is None or instant < until) for since, until in self.renewals()):
            return None
        return Outcome.NOT_APPLICABLE, "out-of-term"


def _order(event: Event | None) -> tuple[int, int, str, str]:
    """The total order of events: when they happened, when they became known, and their identity."""
    assert event is not None
    return event.time, event.recorded, event.source, event.id


def _whole(value: FieldValue) -> int:
    """A field that the vocabulary declares as a whole number or an instant."""
    assert isinstance(value, int)
    return value


def _optional(value: FieldValue | None) -> int | None:
    return None if value is None else _whole(value)


def _among(value: FieldValue | None, yes: frozenset[str | int | bool], no: frozenset[str | int | bool] | None) -> Truth:
    if value is None:
        return None
    if isinstance(value, tuple):
        return _not(_every(_not(_among(item, yes, no)) for item in value))
    if value in yes:
        return True
    return False if no is None or value in no else None


def _every(truths: Iterable[Truth]) -> Truth:
    answers = list(truths)
    if False in answers:
        return False
    return None if None in answers else True


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _agree(matching: tuple[Pair, ...], ours: Fields, theirs: Fields) -> Truth:
    """Whether two sides agree in all matched fields; a field recorded on one side only leaves it unknown.

    Neither side recording it counts as agreement: a fee of no stated kind is announced by a fee of no stated kind.
    """
    return _every(_same_field(ours.get(mine), theirs.get(other)) for mine, other in matching)


def _same_field(mine: FieldValue | None, other: FieldValue | None) -> Truth:
    if mine is None and other is None:
        return True
    if mine is None or other is None:
        return None
    return mine == other


# --- verdicts ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says of one occasion, before it becomes a finding."""

    occasion: dict[str, str]
    time: int
    outcome: Outcome
    reason: str
    figures: dict[str, int | str] = field(default_factory=dict)
    evidence: tuple[tuple[str, Event], ...] = ()
    cures: tuple[Cure, ...] = ()
    grade: Grade | None = None


def _event_occasion(event: Event) -> dict[str, str]:
    return {"event": event.id, "source": event.source}


def _outside(duty: Duty, known: Known, fields: Fields, instant: int, service: str | None) -> tuple[Outcome, str] | None:
    """Why an occasion is not under the norm: out of the term, outside the annex, or excused; nothing if it is."""
    if outside := known.in_term(instant):
        return outside
    if service is not None and service != EVERY_SERVICE and service not in duty.annex:
        return Outcome.NOT_APPLICABLE, "outside-annex"
    for excuse in duty.unless:
        for span in known.opened_spans(excuse.spans):
            version = span.version_at(instant)
            if (
                version
                and known.truth(excuse.spans.where, version.fields, instant)
                and _agree(excuse.matching, fields, version.fields)
            ):
                return Outcome.NOT_APPLICABLE, "excused"
    return None


def _scope(truth: Truth) -> tuple[Outcome, str] | None:
    """Why something is not, or perhaps not, what the norm speaks of; nothing if it is."""
    if truth is None:
        return Outcome.UNDETERMINED, "scope-unknown"
    return None if truth else (Outcome.NOT_APPLICABLE, "out-of-scope")


def _service_of(fields: Fields, name: str | None) -> str | None:
    value = fields.get(name) if name else None
    return value if isinstance(value, str) else None


def _point_outside(duty: Duty, known: Known, points: Points, event: Event, fits: Truth) -> tuple[Outcome, str] | None:
    """Why a point is no occasion for a verdict; nothing if it is."""
    service = _service_of(event.data, points.service)
    return _outside(duty, known, event.data, event.time, service) or _scope(fits)


# --- holds ------------------------------------------------------------------------------------------------------------


def holds(check: Holds, duty: Duty, known: Known) -> Iterator[Verdict]:
    """Each point satisfies a condition."""
    for event, fits in known.points(check.of):
        occasion, proof = _event_occasion(event), (("event", event),)
        if outside := _point_outside(duty, known, check.of, event, fits):
            yield Verdict(occasion, event.time, *outside, evidence=proof)
            continue
        judged: Event | None = event
        if check.decided:
            found = list(known.preceding(check.decided.points, check.decided.matching, event.data, event.time))
            judged = found[-1] if found else None
        if judged is None:
            yield Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-decision-recorded", evidence=proof)
            continue
        if judged is not event:
            proof = (("decision", judged), ("event", event))
        said = judged.data.get(check.shown)
        figures: dict[str, int | str] = {} if said is None else {check.shown: _shown(said)}
        match known.truth(check.condition, judged.data, judged.time):
            case True:
                yield Verdict(occasion, event.time, Outcome.FULFILLED, "met", figures, proof)
            case False:
                cures = _cures_of(check.condition)
                yield Verdict(occasion, event.time, Outcome.VIOLATED, "not-met", figures, proof, cures)
            case None:
                reason = "not-recorded" if said is None else "unclassified"
                yield Verdict(occasion, event.time, Outcome.UNDETERMINED, reason, figures, proof)


def _cures_of(condition: Condition) -> tuple[Cure, ...]:
    """The values that would have satisfied a condition on one field."""
    if isinstance(condition, Among):
        return tuple(Cure("instead", str(value)) for value in sorted(condition.yes, key=str))
    return ()


def _shown(value: FieldValue) -> int | str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return ("yes" if value else "no") if isinstance(value, bool) else value


# --- covered, before --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Announcement:
    """How one span of notice stands towards one act: what fits, and since when it announced this start."""

    span: Span
    version: Version
    in_force: bool
    after: bool
    fits: Truth
    named: Truth
    announces: Truth
    since: int
    moved: str | None
    """`postponed` if an earlier version with an earlier start counts, `brought-forward` if one with a later start does not."""

    @property
    def truth(self) -> Truth:
        """Whether it announces the act, as far as is known."""
        return _every((self.in_force, self.fits, self.named, self.announces))


def covered_before(check: CoveredBefore, duty: Duty, known: Known) -> Iterator[Verdict]:
    """`[start - lead, start]` of each act lies inside one span in force that announces this start."""
    notices = known.opened_spans(check.by)
    for act in known.opened_spans(check.of):
        fields, opening = act.versions[-1].fields, act.versions[0].event
        for item in _items(fields, check.each):
            occasion = {name: _shown_key(value) for name, value in zip(check.of.key, act.key, strict=True)}
            if check.each and item is not None:
                occasion[check.each[1]] = item
            proof = (("act", opening),)
            outside = _outside(duty, known, fields, act.opened, item) or _scope(
                known.truth(check.of.where, fields, act.opened)
            )
            if outside:
                yield Verdict(occasion, act.opened, *outside, evidence=proof)
                continue
            seen = [_announcement(check, duty, known, notice, act, item) for notice in notices]
            verdict = _notice_verdict(check, seen, act, occasion)
            yield verdict
            if verdict.outcome is Outcome.FULFILLED and check.announced.overrun:
                best = min((one for one in seen if one.truth), key=lambda one: one.since)
                yield from _overrun(check, best, act, occasion, known.at)


def _items(fields: Fields, each: Pair | None) -> tuple[str | None, ...]:
    """The items of an act, each an occasion of its own."""
    if each is None:
        return (None,)
    value = fields.get(each[0])
    return value if isinstance(value, tuple) else (str(value),)


def _shown_key(value: FieldValue | None) -> str:
    return "" if value is None else str(_shown(value))


def _announcement(
    check: CoveredBefore, duty: Duty, known: Known, notice: Span, act: Span, item: str | None
) -> Announcement:
    """How a notice stands towards the act. The version in force when the act begins speaks; earlier ones may add lead."""
    start, fields = act.opened, act.versions[-1].fields
    at_start = [version for version in notice.versions if version.since <= start]
    version = at_start[-1] if at_start else notice.versions[0]

    def fits(one: Version) -> Truth:
        return _every((known.truth(check.by.where, one.fields, start), _agree(check.matching, fields, one.fields)))

    def named(one: Version) -> Truth:
        return True if check.covers is None or item is None else _names(one.fields.get(check.covers), item, duty.annex)

    since, moved = version.since, None
    for earlier, later in reversed(list(zip(at_start, at_start[1:], strict=False))):
        step = _moved(check, earlier, later)
        moved = moved or step
        if not (fits(earlier) and named(earlier)) or step in ("brought-forward", "moved-too-late"):
            break
        if step == "postponed" and not check.announced.postponed_keeps_lead:
            break
        since = earlier.since
    return Announcement(
        span=notice,
        version=version,
        in_force=bool(at_start) and (notice.closed is None or notice.closed > start),
        after=not at_start,
        fits=fits(version),
        named=named(version),
        announces=_announces(check, version, start),
        since=since,
        moved=moved,
    )


def _moved(check: CoveredBefore, earlier: Version, later: Version) -> str | None:
    """How an amendment moved the announced start."""
    before, after = earlier.fields.get(check.announced.start), later.fields.get(check.announced.start)
    if before is None or after is None or before == after:
        return None if before == after else "brought-forward"
    if _whole(after) < _whole(before):
        return "brought-forward"
    return "postponed" if later.since < _whole(before) else "moved-too-late"


def _names(covers: FieldValue | None, item: str, annex: frozenset[str]) -> Truth:
    """Whether a list of services names one; `*` names all, and all of them name `*`."""
    if not isinstance(covers, tuple):
        return None
    return EVERY_SERVICE in covers or item in covers or (item == EVERY_SERVICE and annex <= set(covers))


def _announces(check: CoveredBefore, version: Version, start: int) -> Truth:
    """Whether a version announces this very start, or a window that it lies in."""
    said = _optional(version.fields.get(check.announced.start))
    if said is None:
        return None
    if said == start:
        return True
    until = _optional(version.fields.get(check.announced.end)) if check.announced.end else None
    return check.announced.inside_window and until is not None and said <= start < until


def _notice_verdict(
    check: CoveredBefore, seen: Sequence[Announcement], act: Span, occasion: dict[str, str]
) -> Verdict:
    """The verdict on one act and item, from how every notice stands towards it."""
    start, proof = act.opened, ("act", act.versions[0].event)
    sure = sorted((one for one in seen if one.truth), key=lambda one: one.since)
    if sure:
        best = sure[0]
        lead = start - best.since
        enough = lead >= check.lead if check.closed else lead > check.lead
        figures: dict[str, int | str] = {"start": start, "since": best.since, "lead": lead, "required": check.lead}
        evidence = (*(("notice", version.event) for version in best.span.versions if version.since <= start), proof)
        if enough:
            postponed = best.moved == "postponed"
            return Verdict(
                occasion, start, Outcome.FULFILLED, "postponed-in-time" if postponed else "in-time",
                figures, evidence, grade=Grade.ADVISORY if postponed else None,
            )  # fmt: skip
        figures["short"] = check.lead - lead
        cures = (Cure("notice-by", start - check.lead), Cure("start-from", best.since + check.lead))
        if not any(one.truth is None and start - one.since >= check.lead for one in seen):
            reason = best.moved if best.moved in ("brought-forward", "moved-too-late") else "notice-too-late"
            return Verdict(occasion, start, Outcome.VIOLATED, reason, figures, evidence, cures)
    figures = {"start": start, "required": check.lead}
    unclear = next((one for one in seen if one.truth is None and start - one.since >= check.lead), None)
    if unclear:
        evidence = (("notice", unclear.version.event), proof)
        return Verdict(occasion, start, Outcome.UNDETERMINED, "notice-unclear", figures, evidence)
    return _missed(check, seen, act, occasion)


NEAR_MISSES = ("notice-withdrawn", "notice-elsewhere", "service-not-named", "other-time-announced", "notice-after-start")


def _missed(check: CoveredBefore, seen: Sequence[Announcement], act: Span, occasion: dict[str, str]) -> Verdict:
    """The verdict where no notice announces the act: a breach that names the nearest miss, or unknown."""
    start, proof = act.opened, ("act", act.versions[0].event)
    figures: dict[str, int | str] = {"start": start, "required": check.lead}
    cures = (Cure("notice-by", start - check.lead),)
    misses = [(NEAR_MISSES.index(miss), one.since, one) for one in seen if (miss := _near_miss(check, one, start))]
    if not check.by.complete:
        return Verdict(occasion, start, Outcome.UNDETERMINED, "no-evidence", figures, (proof,), cures)
    if not misses:
        return Verdict(occasion, start, Outcome.VIOLATED, "no-notice", figures, (proof,), cures)
    rank, _, nearest = min(misses, key=lambda miss: miss[:2])
    events = [version.event for version in nearest.span.versions]
    figures["since"] = nearest.since
    if NEAR_MISSES[rank] == "notice-withdrawn" and nearest.span.closing:
        events.append(nearest.span.closing)
        figures["withdrawn"] = nearest.span.closing.time
    if NEAR_MISSES[rank] == "other-time-announced":
        figures["announced-start"] = _whole(nearest.version.fields[check.announced.start])
    evidence = (*(("notice", event) for event in events), proof)
    return Verdict(occasion, start, Outcome.VIOLATED, NEAR_MISSES[rank], figures, evidence, cures)


def _near_miss(check: CoveredBefore, one: Announcement, start: int) -> str | None:
    """What kept a notice from counting, if only one thing did."""
    if one.after:
        return "notice-after-start" if one.announces and one.named else None
    if one.announces and one.named and one.fits and not one.in_force:
        return "notice-withdrawn"
    if one.in_force and one.announces and one.named and one.fits is False:
        return "notice-elsewhere"
    if one.in_force and one.announces and one.fits and one.named is False:
        return "service-not-named"
    if one.in_force and one.fits and one.named and one.announces is False:
        said = _whole(one.version.fields[check.announced.start])
        return "other-time-announced" if abs(said - start) <= check.lead else None
    return None


def _overrun(
    check: CoveredBefore, best: Announcement, act: Span, occasion: dict[str, str], at: int
) -> Iterator[Verdict]:
    """What outlasts the announced end is another matter: unplanned until somebody attests what it was."""
    end = best.version.fields.get(check.announced.end) if check.announced.end else None
    until = act.closed if act.closed is not None else at
    if end is None or until <= _whole(end):
        return
    attested = check.announced.overrun_attested
    said = act.versions[-1].fields.get(attested) if attested else None
    evidence = (("notice", best.version.event), ("act", act.versions[0].event))
    if act.closing:
        evidence = (*evidence, ("end", act.closing))
    figures: dict[str, int | str] = {"announced-end": _whole(end), "until": until, "overrun": until - _whole(end)}
    outcome, reason = Outcome.UNDETERMINED, "overran"
    if said is not None:
        outcome, reason = Outcome.NOT_APPLICABLE, "overrun-attested"
    yield Verdict({**occasion, "part": "overrun"}, _whole(end), outcome, reason, figures, evidence)


# --- covered, at a point ----------------------------------------------------------------------------------------------


def covered_at(check: CoveredAt, duty: Duty, known: Known) -> Iterator[Verdict]:
    """At each point a matching span is in force; with `value`, both also say the same."""
    spans = known.opened_spans(check.by)
    for event, fits in known.points(check.of):
        occasion, proof = _event_occasion(event), ("event", event)
        if outside := _point_outside(duty, known, check.of, event, fits):
            yield Verdict(occasion, event.time, *outside, evidence=(proof,))
            continue
        instant = _optional(event.data.get(check.at)) if check.at else event.time
        if instant is None:
            yield Verdict(occasion, event.time, Outcome.UNDETERMINED, "instant-not-recorded", {}, (proof,))
            continue
        yield _covered_point(check, known, spans, event, instant)


def _covered_point(check: CoveredAt, known: Known, spans: Sequence[Span], event: Event, instant: int) -> Verdict:
    occasion, proof = _event_occasion(event), ("event", event)
    in_force = [
        (version, _every((known.truth(check.by.where, version.fields, instant),
                          _agree(check.matching, event.data, version.fields))))
        for span in spans if (version := span.version_at(instant))
    ]  # fmt: skip
    sure = [version for version, truth in in_force if truth]
    if check.value is None and sure:
        return Verdict(
            occasion, event.time, Outcome.FULFILLED, "in-force",
            {"since": sure[0].since}, (("record", sure[0].event), proof),
        )  # fmt: skip
    if check.value and sure:
        return _compared_value(check.value, sure, event, occasion)
    perhaps = [version for version, truth in in_force if truth is None]
    if perhaps:
        evidence = (*(("record", version.event) for version in perhaps), proof)
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "record-unclear", {}, evidence)
    return _uncovered_point(check, known, spans, event, instant)


def _compared_value(value: Pair, sure: Sequence[Version], event: Event, occasion: dict[str, str]) -> Verdict:
    said = event.data.get(value[0])
    same = [version for version in sure if version.fields.get(value[1]) == said]
    version = same[0] if same else sure[-1]
    evidence = (("record", version.event), ("event", event))
    announced = version.fields.get(value[1])
    if said is None or announced is None:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "value-not-recorded", {}, evidence)
    figures: dict[str, int | str] = {"said": _shown(said), "announced": _shown(announced), "since": version.since}
    if same:
        return Verdict(occasion, event.time, Outcome.FULFILLED, "as-announced", figures, evidence)
    if isinstance(said, int) and isinstance(announced, int):
        figures["difference"] = said - announced
    cures = (Cure("value", _shown(announced)),)
    return Verdict(occasion, event.time, Outcome.VIOLATED, "other-than-announced", figures, evidence, cures)


def _uncovered_point(check: CoveredAt, known: Known, spans: Sequence[Span], event: Event, instant: int) -> Verdict:
    """No span is in force at the point: a breach that names the nearest miss, or unknown."""
    occasion, proof = _event_occasion(event), ("event", event)
    matching = [span for span in spans if _agree(check.matching, event.data, span.versions[-1].fields)]
    later = [span for span in matching if span.opened > instant]
    earlier = [span for span in matching if span.closed is not None and span.closed <= instant]
    elsewhere = [span for span in matching if span.version_at(instant)]
    if not check.by.complete:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-evidence", {}, (proof,))
    if elsewhere:
        evidence = (("record", elsewhere[0].versions[0].event), proof)
        return Verdict(occasion, event.time, Outcome.VIOLATED, "elsewhere", {}, evidence)
    if later:
        first = later[0]
        figures: dict[str, int | str] = {"since": first.opened, "early": first.opened - instant}
        evidence = (proof, ("record", first.versions[0].event))
        cures = (Cure("not-before", first.opened),)
        return Verdict(occasion, event.time, Outcome.VIOLATED, "not-yet", figures, evidence, cures)
    if earlier:
        last = max(earlier, key=lambda span: span.closed or 0)
        evidence = (*((("record", last.closing),) if last.closing else ()), proof)
        return Verdict(occasion, event.time, Outcome.VIOLATED, "no-longer", {"closed": last.closed or 0}, evidence)
    return Verdict(occasion, event.time, Outcome.VIOLATED, "never", {}, (proof,))


# --- covered, throughout the term -------------------------------------------------------------------------------------


def covered_throughout(check: CoveredThroughout, duty: Duty, known: Known) -> Iterator[Verdict]:
    """For each place of the grid, spans are in force during the whole term.

    Before the first record of a place nothing is known of it, unless the log is complete. The closing of a span of
    which no opening is recorded proves what comes after it, and leaves open what came before.
    """
    spans = known.spans(check.by)
    for values in product(*(items for _, items in check.grid.axes)):
        place = {axis: value for (axis, _), value in zip(check.grid.axes, values, strict=True)}
        here = [span for span in spans if _span_at(span, check.by.key, place)]
        yield _throughout(check, duty, known, place, here)


def _span_at(span: Span, key: tuple[str, ...], place: Mapping[str, str]) -> bool:
    fields = dict(zip(key, span.key, strict=True))
    return all(fields.get(axis) in (value, EVERY_SERVICE) for axis, value in place.items())


def _throughout(
    check: CoveredThroughout, duty: Duty, known: Known, place: dict[str, str], here: Sequence[Span]
) -> Verdict:
    start, end = known.binding_since(), min(known.at, known.term.end)
    if known.at < known.term.start:
        return Verdict(place, known.term.start, Outcome.PENDING, "term-not-begun")
    covered, perhaps = Intervals(), Intervals()
    for span in here:
        for version, until in _lasting(span, end):
            truth = known.truth(check.by.where, version.fields, version.since)
            (covered if truth else perhaps if truth is None else Intervals()).add(version.since, until)
    seen_from = start if check.by.complete else min((_first_seen(span) for span in here), default=end)
    seen = Intervals([(max(start, seen_from), end)])
    gaps = seen.without(covered).without(perhaps).parts
    unknown = Intervals([(start, end)]).without(covered).without(Intervals(gaps)).parts
    events = tuple(("record", event) for span in here for event in _events_of(span))
    if gaps:
        figures: dict[str, int | str] = {
            "from": gaps[0][0], "until": gaps[0][1], "gaps": len(gaps), "uncovered": sum(b - a for a, b in gaps),
        }  # fmt: skip
        open_still = 1 if gaps[-1][1] == end else 0
        figures["open"] = open_still
        reason = "interrupted" if events else "never"
        if any(version.since <= gaps[0][0] for span in here if span.version_at(gaps[0][0]) for version in span.versions):
            reason = "elsewhere"
        cures = (Cure("from", gaps[0][0]),)
        return Verdict(place, gaps[0][0], Outcome.VIOLATED, reason, figures, events, cures)
    if unknown:
        figures = {"from": unknown[0][0], "until": unknown[0][1]}
        reason = "unclear" if events else "nothing-recorded"
        return Verdict(place, start, Outcome.UNDETERMINED, reason, figures, events)
    if known.at < known.term.end:
        return Verdict(place, start, Outcome.PENDING, "kept-so-far", {"until": known.at}, events)
    return Verdict(place, start, Outcome.FULFILLED, "kept", {}, events)


def _lasting(span: Span, end: int) -> Iterator[tuple[Version, int]]:
    """Each version of a span with the instant at which it stops speaking."""
    until = end if span.closed is None else min(span.closed, end)
    for version, following in zip(span.versions, (*span.versions[1:], None), strict=True):
        yield version, following.since if following else until


def _first_seen(span: Span) -> int:
    if span.versions:
        return span.opened
    assert span.closed is not None
    return span.closed


def _events_of(span: Span) -> Iterator[Event]:
    yield from (version.event for version in span.versions)
    if span.closing:
        yield span.closing


class Intervals:
    """A set of instants as half-open intervals, united and in order."""

    def __init__(self, parts: Iterable[tuple[int, int]] = ()) -> None:
        self.parts: list[tuple[int, int]] = [part for part in parts if part[0] < part[1]]

    def add(self, since: int, until: int) -> None:
        """Unite with `[since, until)`."""
        if since >= until:
            return
        joined = [part for part in self.parts if part[0] <= until and since <= part[1]]
        apart = [part for part in self.parts if part not in joined]
        since, until = min([since, *(a for a, _ in joined)]), max([until, *(b for _, b in joined)])
        self.parts = sorted([*apart, (since, until)])

    def without(self, other: "Intervals") -> "Intervals":
        """What is in this set and not in the other."""
        parts = self.parts
        for since, until in other.parts:
            parts = [piece for a, b in parts for piece in ((a, min(b, since)), (max(a, until), b)) if piece[0] < piece[1]]
        return Intervals(parts)

    def clipped(self, since: int, until: int) -> "Intervals":
        """What lies in `[since, until)`."""
        return Intervals((max(a, since), min(b, until)) for a, b in self.parts)

    @property
    def length(self) -> int:
        """How long it is in all, in microseconds."""
        return sum(until - since for since, until in self.parts)


# --- covered, at the end of the term ----------------------------------------------------------------------------------


def covered_at_end(check: CoveredAtEnd, duty: Duty, known: Known) -> Iterator[Verdict]:
    """At the end of the term a successor is in force: signed by then, effective by then."""
    end, occasion = known.term.end, {"term": duty.clause}
    signed = sorted(
        (event for points in check.by for event, fits in known.points(points) if fits), key=_order
    )
    evidence = tuple(("successor", event) for event in signed)
    in_time = [event for event in signed if event.time <= end]
    effective = [event for event in in_time if _optional(event.data.get(check.effective, end + 1)) or 0]
    timely = [event for event in effective if check.effective in event.data and _whole(event.data[check.effective]) <= end]
    if timely:
        figures: dict[str, int | str] = {"end": end, "signed": timely[0].time}
        yield Verdict(occasion, end, Outcome.FULFILLED, "renewed", figures, evidence)
    elif known.at <= end:
        yield Verdict(occasion, end, Outcome.PENDING, "not-yet-due", {"end": end}, evidence)
    elif any(check.effective not in event.data for event in in_time):
        yield Verdict(occasion, end, Outcome.UNDETERMINED, "effect-not-recorded", {"end": end}, evidence)
    elif not signed and not check.complete:
        yield Verdict(occasion, end, Outcome.UNDETERMINED, "no-evidence", {"end": end})
    else:
        yield _not_renewed(check, signed, occasion, end, evidence)


def _not_renewed(
    check: CoveredAtEnd, signed: Sequence[Event], occasion: dict[str, str], end: int,
    evidence: tuple[tuple[str, Event], ...],
) -> Verdict:  # fmt: skip
    cures = (Cure("signed-by", end),)
    figures: dict[str, int | str] = {"end": end}
    if not signed:
        return Verdict(occasion, end, Outcome.VIOLATED, "no-successor", figures, evidence, cures)
    first = signed[0]
    figures["signed"] = first.time
    since = _optional(first.data.get(check.effective))
    if since is not None and since > end:
        figures |= {"effective": since, "gap": since - end}
        return Verdict(occasion, end, Outcome.VIOLATED, "gap", figures, evidence, (*cures, Cure("effective-by", end)))
    return Verdict(occasion, end, Outcome.VIOLATED, "signed-late", {**figures, "late": first.time - end}, evidence, cures)


# --- followed ---------------------------------------------------------------------------------------------------------


def followed(check: Followed, duty: Duty, known: Known) -> Iterator[Verdict]:
    """After each point, a matching one within a time; where the text gives no time, the duty stays pending."""
    for event, fits in known.points(check.of):
        if outside := _point_outside(duty, known, check.of, event, fits):
            yield Verdict(_event_occasion(event), event.time, *outside, evidence=(("event", event),))
            continue
        answers = [
            answer
            for answer, meant in known.points(check.by)
            if meant and answer.time >= event.time and _agree(check.matching, event.data, answer.data)
        ]
        answer = answers[0] if answers else None
        yield _untimed(known, event, answer) if check.within is None else _timed(check, check.within, known, event, answer)


def _untimed(known: Known, event: Event, answer: Event | None) -> Verdict:
    occasion, proof = _event_occasion(event), ("event", event)
    end = max(known.term.end, *(until or known.term.end for _, until in known.renewals()), known.term.end)
    if answer and answer.time < end:
        figures: dict[str, int | str] = {"after": answer.time - event.time}
        return Verdict(occasion, event.time, Outcome.FULFILLED, "done", figures, (proof, ("answer", answer)))
    reason = "no-time-given" if known.at < end else "unresolved-at-end"
    return Verdict(occasion, event.time, Outcome.PENDING, reason, {"end": end}, (proof,))


def _timed(check: Followed, within: int, known: Known, event: Event, answer: Event | None) -> Verdict:
    occasion, proof, due = _event_occasion(event), ("event", event), event.time + within
    figures: dict[str, int | str] = {"due": due, "required": within}

    def timely(instant: int) -> bool:
        return instant <= due if check.closed else instant < due

    if answer:
        figures["after"] = answer.time - event.time
        evidence = (proof, ("answer", answer))
        if timely(answer.time):
            return Verdict(occasion, event.time, Outcome.FULFILLED, "in-time", figures, evidence)
        figures["late"] = answer.time - due
        return Verdict(occasion, event.time, Outcome.VIOLATED, "late", figures, evidence, (Cure("by", due),))
    if timely(known.at):
        return Verdict(occasion, event.time, Outcome.PENDING, "due", figures, (proof,))
    if not check.complete:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-evidence", figures, (proof,))
    return Verdict(occasion, event.time, Outcome.VIOLATED, "missing", figures, (proof,), (Cure("by", due),))


def done_by(check: DoneBy, duty: Duty, known: Known) -> Iterator[Verdict]:
    """For each place of the grid, a matching event before the due instant."""
    for values in product(*(items for _, items in check.grid.axes)):
        place = {axis: value for (axis, _), value in zip(check.grid.axes, values, strict=True)}
        yield _done(check, known, place)


def _done(check: DoneBy, known: Known, place: dict[str, str]) -> Verdict:
    figures: dict[str, int | str] = {"due": check.due}
    done = [event for event, fits in known.points(check.by) if fits and _at_place(event, place)]
    if done:
        evidence = (("done", done[0]),)
        if done[0].time < check.due:
            return Verdict(place, check.due, Outcome.FULFILLED, "done-in-time", figures, evidence)
        figures["late"] = done[0].time - check.due
        return Verdict(place, check.due, Outcome.VIOLATED, "done-late", figures, evidence, (Cure("by", check.due),))
    if known.at < check.due:
        return Verdict(place, check.due, Outcome.PENDING, "not-yet-due", figures)
    undone = [event for event, fits in known.points(check.undone) if fits and _at_place(event, place)] if check.undone else []
    if undone or check.complete:
        evidence = tuple(("undone", event) for event in undone)
        reason = "attested-undone" if undone else "not-done"
        return Verdict(place, check.due, Outcome.VIOLATED, reason, figures, evidence, (Cure("by", check.due),))
    return Verdict(place, check.due, Outcome.UNDETERMINED, "nothing-recorded", figures)


def _at_place(event: Event, place: Mapping[str, str]) -> bool:
    return all(event.data.get(axis) in (value, EVERY_SERVICE) for axis, value in place.items())


# --- measured ---------------------------------------------------------------------------------------------------------

MILLION = 1_000_000


def measured(check: Measured, duty: Duty, known: Known) -> Iterator[Verdict]:
    """The share of the window in which no counted span is open, for each item; overlaps count once."""
    start, end = known.binding_since(), min(known.at, known.term.end)
    spans = known.opened_spans(check.of)
    watched = known.opened_spans(check.observed) if check.observed else []
    for item in check.items:
        down, perhaps = Intervals(), Intervals()
        evidence: list[tuple[str, Event]] = []
        for span in spans:
            if not _names_item(span.versions[-1].fields.get(check.each[0]), item):
                continue
            truth = known.truth(check.of.where, span.versions[-1].fields, span.opened)
            until = end if span.closed is None else min(span.closed, end)
            if truth is False or span.opened >= end or until <= start:
                continue
            (down if truth else perhaps).add(max(span.opened, start), until)
            evidence += [("act", event) for event in _events_of(span)]
        unseen = _unseen(check, watched, item, start, end)
        figures: dict[str, int | str] = {
            "down": down.length,
            "perhaps-down": perhaps.without(down).length,
            "unobserved": unseen.without(down).without(perhaps).length,
            "window": check.window,
        }
        yield _measure(check, known, {check.each[1]: item}, figures, tuple(evidence))


def _names_item(value: FieldValue | None, item: str) -> bool:
    named = value if isinstance(value, tuple) else (value,)
    return item in named or EVERY_SERVICE in named


def _unseen(check: Measured, watched: Sequence[Span], item: str, start: int, end: int) -> Intervals:
    """The time in which nobody watched; none where the norm asks for no proof of watching."""
    if check.observed is None:
        return Intervals()
    seen = Intervals()
    for span in watched:
        if item in span.key or EVERY_SERVICE in span.key:
            seen.add(span.opened, end if span.closed is None else span.closed)
    return Intervals([(start, end)]).without(seen)


def _measure(
    check: Measured, known: Known, occasion: dict[str, str], figures: dict[str, int | str],
    evidence: tuple[tuple[str, Event], ...],
) -> Verdict:  # fmt: skip
    down, window = _whole(figures["down"]), check.window
    worst = down + _whole(figures["perhaps-down"]) + _whole(figures["unobserved"])
    figures["available-millionths"] = (window - down) * MILLION // window
    figures["at-worst-millionths"] = max(0, (window - worst) * MILLION // window)
    time, over = known.term.start, known.at >= known.term.end
    if check.target is None:
        reason = "no-target" if _whole(figures["unobserved"]) == 0 else "no-target-partly-observed"
        return Verdict(occasion, time, Outcome.UNDETERMINED, reason, figures, evidence)
    figures["target-millionths"] = check.target
    if (window - down) * MILLION < check.target * window:
        allowed = window - check.target * window // MILLION
        return Verdict(
            occasion, time, Outcome.VIOLATED, "below-target", figures, evidence, (Cure("down-at-most", allowed),)
        )
    if not over:
        return Verdict(occasion, time, Outcome.PENDING, "measuring", figures, evidence)
    if (window - worst) * MILLION < check.target * window:
        return Verdict(occasion, time, Outcome.UNDETERMINED, "perhaps-below-target", figures, evidence)
    return Verdict(occasion, time, Outcome.FULFILLED, "met-target", figures, evidence)


# --- same -------------------------------------------------------------------------------------------------------------

Kind = tuple[FieldValue | None, ...]


@dataclass(frozen=True, slots=True)
class Class:
    """Points that are alike: what must agree, and what tells them apart where it is recorded (`None`: not recorded)."""

    alike: Kind
    version: str
    apart: Kind

    def may_be(self, other: "Class") -> bool:
        """Whether nothing that is recorded tells the two classes apart."""
        return (self.alike, self.version) == (other.alike, other.version) and all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in zip(self.apart, other.apart, strict=True)
        )


def same(check: Same, duty: Duty, known: Known) -> Iterator[Verdict]:
    """Points that are alike hold the same value. Only what is recorded may tell them apart."""
    classes: dict[Class, list[Event]] = {}
    for event, fits in known.points(check.of):
        outside = _point_outside(duty, known, check.of, event, fits)
        if outside is None and (check.value not in event.data or any(name not in event.data for name in check.alike)):
            outside = Outcome.UNDETERMINED, "not-comparable"
        if outside:
            yield Verdict(_event_occasion(event), event.time, *outside, evidence=(("event", event),))
        else:
            classes.setdefault(_class_of(check, known, event), []).append(event)
    for one, members in classes.items():
        rivals = [
            event for other, events in classes.items() if other != one and one.may_be(other) for event in events
            if event.data[check.value] not in {member.data[check.value] for member in members}
        ]  # fmt: skip
        yield _same_verdict(check, known, one, members, rivals)


def _class_of(check: Same, known: Known, event: Event) -> Class:
    return Class(
        alike=tuple(event.data[name] for name in check.alike),
        version=_version_in_force(check, known, event),
        apart=(
            *(event.data.get(name) for name in check.told_apart),
            *(_lawful_value(difference, check, known, event) for difference in check.lawful),
        ),
    )


def _version_in_force(check: Same, known: Known, event: Event) -> str:
    """The tariff that was in force: a lawful change of the tariff is no discrimination."""
    if check.version is None:
        return ""
    for span in known.opened_spans(check.version):
        version = span.version_at(event.time)
        if (
            version
            and known.truth(check.version.where, version.fields, event.time)
            and _agree(check.version_matching, event.data, version.fields)
        ):
            return version.event.id
    return ""


def _lawful_value(difference: LawfulDifference, check: Same, known: Known, event: Event) -> FieldValue | None:
    """The value of a lawful difference for an event, `""` where it does not apply, `None` where it is not recorded."""
    valid = (difference.since is None or difference.since <= event.time) and (
        difference.until is None or event.time < difference.until
    )
    applies = not difference.services or event.data.get(check.service) in difference.services
    if not (valid and applies):
        return ""
    if difference.record is None:
        return event.data.get(difference.field)
    if difference.field not in event.data:
        return ""
    for span in known.opened_spans(difference.record):
        version = span.version_at(event.time)
        if version and _agree(difference.matching, event.data, version.fields):
            return event.data[difference.field]
    return ""


def _same_verdict(
    check: Same, known: Known, one: Class, members: Sequence[Event], rivals: Sequence[Event]
) -> Verdict:
    names = (*check.told_apart, *(difference.field for difference in check.lawful))
    occasion = {name: _shown_key(value) for name, value in zip(check.alike, one.alike, strict=True)}
    if check.version:
        occasion["version"] = one.version
    occasion |= {name: _shown_key(value) for name, value in zip(names, one.apart, strict=True) if value not in (None, "")}
    missing = ", ".join(name for name, value in zip(names, one.apart, strict=True) if value is None)
    counts: dict[FieldValue, int] = {}
    for member in members:
        counts[member.data[check.value]] = counts.get(member.data[check.value], 0) + 1
    usual = max(counts, key=lambda value: counts[value])
    figures: dict[str, int | str] = {
        "compared": len(members), "usual": _shown(usual), "differing": len(members) - counts[usual],
    }  # fmt: skip
    if missing:
        figures["not-recorded"] = missing
    if len(counts) > 1:
        differing = [member for member in members if member.data[check.value] != usual]
        pair = min(
            ((member, other) for other in differing for member in members if member.data[check.value] == usual),
            key=lambda pair: (abs(pair[0].time - pair[1].time), _order(pair[1]), _order(pair[0])),
        )
        figures["other"] = _shown(pair[1].data[check.value])
        grade = Grade.PRESUMPTION if missing else None
        return Verdict(
            occasion, differing[0].time, Outcome.VIOLATED, "unequal-as-recorded" if missing else "unequal", figures,
            (("usual", pair[0]), *(("differing", event) for event in differing)), (Cure("value", _shown(usual)),), grade,
        )  # fmt: skip
    proof = tuple(("compared", member) for member in members)
    if rivals:
        evidence = (*proof, *(("perhaps-alike", event) for event in rivals))
        return Verdict(occasion, members[0].time, Outcome.UNDETERMINED, "condition-not-recorded", figures, evidence)
    if known.at < known.term.end:
        return Verdict(occasion, members[0].time, Outcome.PENDING, "equal-so-far", figures, proof)
    reason = "equal" if len(members) > 1 else "nobody-alike"
    return Verdict(occasion, members[0].time, Outcome.FULFILLED, reason, figures, proof)


# --- judging ----------------------------------------------------------------------------------------------------------


def verdicts(duty: Duty, known: Known) -> Iterator[Verdict]:
    """The verdicts of a duty's check."""
    match duty.check:
        case Holds() as check:
            return holds(check, duty, known)
        case CoveredBefore() as check:
            return covered_before(check, duty, known)
        case CoveredAt() as check:
            return covered_at(check, duty, known)
        case CoveredThroughout() as check:
            return covered_throughout(check, duty, known)
        case CoveredAtEnd() as check:
            return covered_at_end(check, duty, known)
        case Followed() as check:
            return followed(check, duty, known)
        case DoneBy() as check:
            return done_by(check, duty, known)
        case Measured() as check:
            return measured(check, duty, known)
        case Same() as check:
            return same(check, duty, known)


def judge(
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
) -> list[Finding]:
    """All findings of a log, as of the instant `at`, with what was recorded by `known_at` (by default, all of it).

    A pure function: the order of `events`, repetitions apart, does not matter. Findings come in the order of
    the duties, then of their time, then of their id.
    """
    seen = sorted(
        (event for event in events if event.time <= at and (known_at is None or event.recorded <= known_at)),
        key=_order,
    )
    known = Known(seen, at, term)
    findings: list[Finding] = []
    for duty in duties:
        reads, begins = event_types_read(duty.check), occasion_type(duty.check)
        tainting = tuple(line.place for line in set_aside if line.type is None or line.type in reads)
        found = [_finding(duty, verdict, tainting) for verdict in verdicts(duty, known)]
        found += [_unreadable(duty, line, term) for line in set_aside if line.type is not None and line.type == begins]
        findings += sorted(found, key=lambda finding: (finding.time, finding.id))
    return findings


def _finding(duty: Duty, verdict: Verdict, tainting: tuple[str, ...]) -> Finding:
    grade = verdict.grade
    if grade is None and verdict.outcome is Outcome.VIOLATED:
        grade = Grade(duty.grade)
    return Finding(
        id=finding_id(duty.norm, verdict.occasion),
        norm=duty.norm,
        clause=duty.clause,
        kind=duty.kind,
        outcome=verdict.outcome,
        grade=grade,
        reason=verdict.reason,
        bearer=duty.bearer,
        counterparty=duty.counterparty,
        occasion=verdict.occasion,
        time=verdict.time,
        figures=verdict.figures,
        evidence=tuple(
            Evidence(role, event.source, event.id, event.type, event.time, event.recorded)
            for role, event in verdict.evidence
        ),
        cures=verdict.cures,
        choices=duty.choices,
        tainted=tainting,
    )


def _unreadable(duty: Duty, line: SetAside, term: Term) -> Finding:
    """The finding for an occasion whose event was set aside: it happened, and nothing can be said of it."""
    occasion = {"line": line.place}
    verdict = Verdict(occasion, term.start, Outcome.UNDETERMINED, "event-set-aside", {"line": line.place})
    return _finding(duty, verdict, (line.place,))


def occasion_type(check: Check) -> str | None:
    """The event type each event of which is an occasion of the check, if it has one."""
    match check:
        case CoveredBefore(of=of):
            return of.opens
        case Holds(of=of) | CoveredAt(of=of) | Followed(of=of) | Same(of=of):
            return of.event
        case _:
            return None


def event_types_read(check: object) -> frozenset[str]:
    """Every event type that a check, or any part of it, reads."""
    found: set[str] = set()
    if isinstance(check, Points):
        found.add(check.event)
    if isinstance(check, Spans):
        found |= {check.opens, *check.amends, *((check.closes,) if check.closes else ())}
    if isinstance(check, tuple | frozenset):
        return frozenset().union(*(event_types_read(part) for part in check), found)
    for name in getattr(check, "__slots__", ()):
        found |= event_types_read(getattr(check, name))
    return frozenset(found)
