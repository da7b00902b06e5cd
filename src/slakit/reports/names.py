"""How things are called and figures are written in a language: what the sentences of a report are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar, cast

from slakit.calendars import (
    Calendar,
    Digits,
    Language,
    day_of,
    end_of_day,
    parse_day,
    parse_duration,
    show_day,
    show_time,
    time_zone,
)
from slakit.findings import items_of
from slakit.reports.figures import FigureKind
from slakit.reports.writing import Writing

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.calendars import Day
    from slakit.findings import Evidence
    from slakit.loading import Edition
    from slakit.models import Scalar
    from slakit.norms import Norm
    from slakit.selectors import EventSelector, RecordSelector, Wanted
    from slakit.vocabulary import FieldOfEvent

_T = TypeVar("_T")
_NOT_SAID: Final = object()
MOST_KEPT: Final = 100_000
"""Sayings that are kept at most, some tens of megabytes: many instants occur once and never again."""

_UNITS: Final[dict[str, dict[Language, str]]] = {
    "microseconds": {"en": "microseconds", "fa": "میکروثانیه"},
    "seconds": {"en": "seconds", "fa": "ثانیه"},
    "minutes": {"en": "minutes", "fa": "دقیقه"},
    "hours": {"en": "hours", "fa": "ساعت"},
    "days": {"en": "days", "fa": "روز"},
    "weeks": {"en": "weeks", "fa": "هفته"},
    "months": {"en": "months", "fa": "ماه"},
    "years": {"en": "years", "fa": "سال"},
    "civil-days": {"en": "clear days", "fa": "روز کامل"},
    "working-days": {"en": "working days", "fa": "روز کاری"},
    "working-hours": {"en": "working hours", "fa": "ساعت کاری"},
}
"""The units of a duration. A clear day is one of which nothing is left out: not the first, not the last."""

EVERY_SERVICE: Final = "*"
MOST_SERVICES_NAMED: Final = 3
"""Services that a sentence names where there are several; the figure has them all."""


@dataclass(frozen=True, slots=True)
class Names(Writing):
    """The names and the writing of one edition in one language.

    In Persian every name and every figure stands between invisible marks (`slakit.text.isolate`), so that
    dates and ids keep their direction, and numbers have Persian digits unless `digits` says otherwise.
    """

    edition: "Edition"
    language: Language
    digits: Digits = "persian"
    kept: dict[tuple[object, ...], object] = dataclass_field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was said once, for the many findings that say it again."""

    def once(self, key: tuple[object, ...], say: Callable[[], _T]) -> _T:
        """What is said under a key, made the first time and then kept; `say` must depend on nothing else."""
        if (said := self.kept.get(key, _NOT_SAID)) is _NOT_SAID:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            said = self.kept[key] = say()
        return cast("_T", said)

    def norm(self, name: str) -> "Norm":
        """A norm of the edition; raises `KeyError` if it has none of that name."""
        return self.once(("norms",), lambda: {norm.id: norm for _, norm in self.edition.agreement.norms()})[
            name
        ]

    # --- words ---

    def chosen(self, words: Mapping[str, str]) -> str:
        """Words in this language, else in the authoritative one, else in any."""
        for language in (self.language, self.edition.agreement.language):
            if language in words:
                return words[language]
        return next(iter(words.values()))

    def words(self, words: Mapping[str, str]) -> str:
        """The chosen words, kept apart."""
        return self.apart(self.chosen(words))

    # --- who and what ---

    def party(self, party: str) -> str:
        """The name of a party; its id if the agreement does not list it."""
        return self.once(("party", party), lambda: self._party(party))

    def _party(self, party: str) -> str:
        for listed in self.edition.agreement.parties:
            if listed.party == party:
                return self.words(listed.name)
        return self.apart(party)

    def service(self, service: str) -> str:
        """A service by its row, its id and its title in the annex; by its id alone if it is not annexed."""
        return self.once(("service", service), lambda: self._service(service))

    def _service(self, service: str) -> str:
        if service == EVERY_SERVICE:
            return self.word("all services")
        for row in self.edition.annex.services:
            if row.service == service:
                title = self.quoted(self.chosen(row.title))
                return f"{self.word('row')} {self.count(row.row)} ({self.apart(service)}{self.word('comma')}{title})"
        return f"{self.word('service')} {self.apart(service)}"

    def services(self, services: Sequence[str]) -> str:
        """The first of several services, and how many more there are."""
        shown, rest = services[:MOST_SERVICES_NAMED], len(services) - MOST_SERVICES_NAMED
        more = (self.word("more").replace("{count}", self.count(rest)),) if rest > 0 else ()
        return self.listed((*map(self.service, shown), *more))

    def period(self, name: str) -> str:
        """A month, a quarter or a year by its name: `2024-05`, `quarter 2 of 2024`."""
        year, quarter, number = name.replace("/", "-").partition("-q")
        return (
            f"{self.word('quarter number')} {self.number(number)} {self.word('of')} {self.number(year)}"
            if quarter
            else self.number(name)
        )

    def clause(self, number: str) -> str:
        """The number of a clause."""
        return self.number(number)

    def kind(self, selector: "EventSelector | RecordSelector") -> str:
        """What a selector picks: what happened, or what the record is, as the vocabulary titles it."""
        vocabulary, name = self.edition.vocabulary, _selected(selector)
        titled = vocabulary.records[name] if name in vocabulary.records else vocabulary.events[name]
        return self.words(titled.title)

    def happening(self, evidence: "Evidence") -> str:
        """What an event of the evidence was, which one, and when: `a fee was charged (c-1, 1398/02/05 11:00)`."""
        kind = evidence.type
        title = self.once(("event", kind), lambda: self.words(self.edition.vocabulary.events[kind].title))
        return f"{title} ({self.apart(evidence.id)}{self.word('comma')}{self.instant(evidence.time)})"

    # --- fields and what they hold ---

    def fields(self, selector: "EventSelector | RecordSelector") -> dict[str, "FieldOfEvent"]:
        """The fields of what a selector picks."""
        name = _selected(selector)
        return self.once(("fields", name), lambda: self._fields(name))

    def _fields(self, name: str) -> dict[str, "FieldOfEvent"]:
        vocabulary = self.edition.vocabulary
        events = vocabulary.record_events(name) if name in vocabulary.records else (name,)
        return vocabulary.fields_of(*events)

    def value(self, raw: int | str, field: "FieldOfEvent | None") -> str:
        """What a field holds, by its type: words by their titles, money with its unit, times by the calendar."""
        if field is None:
            return self.count(raw) if isinstance(raw, int) else self.apart(raw)
        if field.list:
            return self.listed(self._single(part, field) for part in items_of(str(raw)))
        return self._single(raw, field)

    def _single(self, raw: int | str, field: "FieldOfEvent") -> str:
        match field.type:
            case "value":
                return self._listed_word(str(raw), field.values or "")
            case "service":
                return self.service(str(raw))
            case "boolean":
                return self.word(str(raw))
            case "rial":
                return self.money(int(raw))
            case "integer":
                unit = f" {self.words(field.unit)}" if field.unit else ""
                return f"{self.count(int(raw))}{unit}"
            case "instant":
                return self.instant(int(raw))
            case "day" | "last-day":
                return self.deadline(int(raw)) if field.type == "last-day" else self.day(int(raw))
            case "identifier" | "text":
                return self.apart(str(raw))

    def _listed_word(self, word: str, values: str) -> str:
        listed = self.edition.vocabulary.values[values].values
        return self.words(listed[word].title) if word in listed else self.apart(word)

    def conditions(self, where: Mapping[str, "Wanted"], fields: Mapping[str, "FieldOfEvent"]) -> str | None:
        """A `where` in words: the title of each field and what it must be; nothing if there is none."""
        return self.listed(
            f"{self.words(fields[name].title)}: {self.wanted(wanted, fields[name])}" for name, wanted in where.items()
        ) or None  # fmt: skip

    def wanted(self, wanted: "Wanted", field: "FieldOfEvent") -> str:
        """What a condition asks of a field, in words."""
        from slakit.selectors import GivenOrNot, NotAmong, Range

        match wanted:
            case Range(from_=low, to=high):
                bounds = (("from", low), ("to", high))
                return " ".join(
                    self.word(word) + self.value(at, field) for word, at in bounds if at is not None
                )
            case GivenOrNot(given=given):
                return self.word("recorded" if given else "not recorded")
            case NotAmong(not_=refused):
                return self.word("not") + self._any_of(refused, field)
            case _:
                return self._any_of(wanted, field)

    def _any_of(self, wanted: "Scalar | tuple[Scalar, ...]", field: "FieldOfEvent") -> str:
        values = wanted if isinstance(wanted, tuple) else (wanted,)
        return self.either(self.value(_written(value), field) for value in values)

    # --- figures ---

    @property
    def zone(self) -> "ZoneInfo":
        """The time zone of the agreement's local times."""
        return self.once(("zone",), lambda: time_zone(self.edition.agreement.time_zone))

    def duration(self, written: str) -> str:
        """A duration in the unit in which it is written, with the calendar's title: `2 working days (office hours)`."""
        duration = parse_duration(written)
        unit = _UNITS[duration.unit][self.language]
        unit = unit.removesuffix("s") if duration.amount == 1 and self.language == "en" else unit
        words = self.number(f"{duration.amount} {unit}")
        return f"{words} ({self.calendar(duration.of)})" if duration.of else words

    def calendar(self, name: str) -> str:
        """The title of a working calendar; its name if the agreement names none such."""
        for named in self.edition.calendars:
            if named.name == name:
                return self.words(named.title)
        return self.apart(name)

    def instant(self, instant: int) -> str:
        """A local time of the agreement in its calendar; in a repeated hour with its offset."""
        return self.once(("instant", instant), lambda: self._instant(instant))

    def _instant(self, instant: int) -> str:
        day, clock = self._day_and_clock(instant)
        return f"{self.number(day)}{self.word('at')}{self.apart(self.clock(clock))}"

    def unmarked_instant(self, instant: int) -> str:
        """What `instant` says without the marks that keep it apart."""
        return self.unmarked(*self._day_and_clock(instant))

    def unmarked(self, day: str, clock: str) -> str:
        """A day and a clock as `instant` says them, without marks."""
        return f"{self.in_digits(day)}{self.word('at')}{self.clock(clock)}"

    def _day_and_clock(self, instant: int) -> list[str]:
        return _local_time(instant, self.zone, self.edition.agreement.calendar).split(" ", 1)

    def deadline(self, instant: int) -> str:
        """A local time, or the day that ends at it."""
        return self.once(("deadline", instant), lambda: self._deadline(instant))

    def _deadline(self, instant: int) -> str:
        day = self._day(instant - 1)
        if end_of_day(day, self.zone) == instant:
            return self.word("end of") + self.number(show_day(day))
        return self.instant(instant)

    def day(self, instant: int) -> str:
        """The day of an instant."""
        return self.number(show_day(self._day(instant)))

    def written_day(self, text: str) -> str:
        """A day of the agreement, in its calendar."""
        return self.number(show_day(parse_day(text).named_in(self.edition.agreement.calendar)))

    def _day(self, instant: int) -> "Day":
        return day_of(instant, self.zone, self.edition.agreement.calendar)

    def figure(self, kind: FigureKind, raw: int | str, field: "FieldOfEvent | None" = None) -> str:
        """A figure of a finding, by what it is."""
        # the vocabulary keeps its fields, so that their ids are theirs as long as the edition is held
        return self.once((kind, raw, id(field)), lambda: self._figure(kind, raw, field))

    def _figure(self, kind: FigureKind, raw: int | str, field: "FieldOfEvent | None") -> str:
        match kind:
            case "value":
                return self.value(raw, field)
            case "text":
                return self.apart(str(raw))
            case "yes-or-no":
                return self.word(str(raw))
            case "service" | "services":
                return self.services([str(raw)] if kind == "service" else items_of(str(raw)))
            case "instant":
                return self.instant(int(raw))
            case "deadline":
                return self.deadline(int(raw))
            case "length":
                return self.length(int(raw))
            case "duration":
                return self.duration(raw) if isinstance(raw, str) else self.length(raw)
            case "count":
                return self.count(int(raw))
            case "share" | "points":
                return self.share(int(raw)) if kind == "share" else self.points(int(raw))
            case "factor":
                return self.factor(int(raw))


@lru_cache(maxsize=4096)
def _local_time(instant: int, zone: "ZoneInfo", calendar: Calendar) -> str:
    """What the clocks show, kept for the other language that a finding is told in."""
    return show_time(instant, zone, calendar)


def _selected(selector: "EventSelector | RecordSelector") -> str:
    """The event type or the record type that a selector names."""
    from slakit.selectors import EventSelector

    return selector.event if isinstance(selector, EventSelector) else selector.record


def _written(value: "Scalar") -> int | str:
    """A value as findings write it."""
    return ("yes" if value else "no") if isinstance(value, bool) else value
