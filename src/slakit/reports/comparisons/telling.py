"""One change in words: what every format lays out in its own way."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeGuard

from slakit.calendars import Digits, Language
from slakit.findings import joined_items
from slakit.reports.comparisons.words import WORDS
from slakit.reports.comparisons.written import declared_fields, written_fields
from slakit.reports.explanation import verdict_words
from slakit.reports.names import Names
from slakit.reports.norms_in_words import key_in_words, titles
from slakit.reports.sentences import sentence
from slakit.text import isolate

if TYPE_CHECKING:
    from slakit.agreement import Approval
    from slakit.comparison.changes import Change, Comparison, Witness
    from slakit.comparison.norms import Part
    from slakit.comparison.replays import Replay, Replayed
    from slakit.events.event import Event, FieldValue
    from slakit.findings import Finding
    from slakit.loading import Edition
    from slakit.vocabulary import FieldOfEvent


LANGUAGES: Final = frozenset({"fa", "en"})
NAMES: Final = frozenset({"id", "clause", "service"})
"""Parts that are names: another one is no other wording."""
CLAUSES: Final = frozenset({"clause", "prevails"})
"""Keys within a value that name a clause."""
MOST_EVENTS: Final = 12
"""Events of a log that are told; JSON has all, and `--save-witness` saves them."""
MOST_FINDINGS: Final = 3
"""Findings of one edition that are told of a log."""


@dataclass(frozen=True)
class Telling:
    """A comparison told in a language."""

    comparison: "Comparison"
    language: Language
    digits: Digits

    @cached_property
    def _old(self) -> Names:
        return Names(self.comparison.old, self.language, self.digits)

    @cached_property
    def _new(self) -> Names:
        return Names(self.comparison.new, self.language, self.digits)

    def said(self, name: str, /, **values: str) -> str:
        """Words of the table, with values that are already kept apart."""
        return WORDS[name][self.language].format_map(values)

    def apart(self, text: str) -> str:
        """A name or a value, kept from disturbing the direction of a Persian line."""
        return isolate(text) if self.language == "fa" else text

    # --- the whole ---

    def title(self) -> str:
        """Which two editions are compared."""
        new = self.comparison.new.agreement
        old = self.comparison.old.agreement.edition
        return self.said(
            "title",
            agreement=self._new.words(new.title),
            old=self._new.number(old),
            new=self._new.number(new.edition),
        )

    def summary(self) -> str:
        """How many changes there are of each strength."""
        counts = self.comparison.counts()
        told = (f"{self.said(one.value)}: {self._new.count(number)}" for one, number in counts.items())
        return self._new.listed(told) if counts else self.said("nothing changed")

    def remarks(self) -> list[str]:
        """The approvals that are of no use, and those that have expired."""
        both = (("unused", self.comparison.unused_approvals), ("expired", self.comparison.expired_approvals))
        return [self._approval_remark(f"approval {name}", one) for name, several in both for one in several]

    def _approval_remark(self, name: str, one: "Approval") -> str:
        return self.said(
            name, subject=self.said(one.subject), name=self.apart(one.name), strength=self.said(one.strength),
            change=self.apart(one.change), until=self._new.number(one.until),
        )  # fmt: skip

    # --- one change ---

    def heading(self, change: "Change") -> str:
        """The clause, and what changed: `clause 5.4, norm planned-outage-notice`."""
        if (change.subject, change.kind) == ("clause", "moved"):
            return self.said("clause number", clause=self._new.clause(change.name))
        if (said := f"{change.subject} {change.name}") in ("setting title", "setting source"):
            return self.said(said)
        is_clause = change.subject == "clause"
        called = self._new.clause(change.name) if is_clause else self.apart(change.name)
        name = "" if change.name == change.subject else f" {called}"
        what = f"{self.said(change.subject)}{name}"
        if not change.clause or is_clause:
            return what
        return self._new.listed((self.said("clause number", clause=self._new.clause(change.clause)), what))

    def verdict(self, change: "Change") -> str:
        """How it changed and how strong it is: `removed, weaker`."""
        of_subject = f"{change.kind} {change.subject}"
        said = of_subject if of_subject in WORDS else change.kind
        kind = () if change.kind == "changed" else (self.said(said, was=self._was_called(change)),)
        is_plain = change.kind in ("reworded", "renamed", "moved") and change.strength.value == "equal"
        return self._new.listed((*kind, *(() if is_plain else (self.said(change.strength.value),))))

    def _was_called(self, change: "Change") -> str:
        """The id or the number that something had before."""
        names = [part.old for part in change.parts if part.name in ("clause", "service")]
        if not names or change.subject == "service":
            return self.apart(str(names[0])) if names else ""
        return self._old.clause(str(names[0]))

    def views(self, change: "Change") -> list[str]:
        """What it is to the recipients and to the provider."""
        return [
            self.said("recipients", view=self.said(change.recipients)),
            self.said("provider", view=self.said(change.provider)),
        ]

    def ground(self, change: "Change") -> str:
        """What the strength rests on."""
        count = self._new.count(change.searched)
        of_words = change.ground == "text" and change.effects
        name = "ground words" if of_words else f"ground {change.ground}"
        if change.ground == "search" and change.counter:
            name = "ground search counter"
        if any(part.name == "asked-by" for part in change.parts):
            name = "ground shared"
        for special in (f"ground {change.kind}", f"ground {change.kind} {change.subject}"):
            name = special if special in WORDS else name
        return self.said(name if name in WORDS else f"{name} {change.strength.value}", count=count)

    def effects(self, change: "Change") -> str | None:
        """The norms that it bears on, if it is no norm itself."""
        if change.ground == "text" and change.effects:
            return self.said(
                "rest on it", norms=self._new.listed(self.apart(norm) for norm, _ in change.effects)
            )
        norms = self._new.listed(
            f"{self.apart(norm)} ({self.said(relation.value)})" for norm, relation in change.effects
        )
        return self.said("bears on", norms=norms) if norms else None

    def parts(self, change: "Change") -> list[tuple[str, str, str, str]]:
        """Of each part: what it is called, what it was, what it is, and how that stands to it."""
        meanings = self._meanings(change)
        return [
            row for part in change.parts for row in self._rows(change, part, self._part_name(part, meanings))
        ]

    def _rows(self, change: "Change", part: "Part", name: str) -> Iterator[tuple[str, str, str, str]]:
        """A part in one row, or words in one for each language in which they differ: the authoritative one, then this one."""
        is_said = part.order.measure == "said" and part.name not in NAMES
        how = self.said("reworded" if is_said else part.relation.value)
        if part.old == part.new is not None:
            how = self.said("written alike", how=how)
        if not (_is_words(part.old) and _is_words(part.new)):
            was, now = (
                self._value(change, part.name, value, names)
                for value, names in ((part.old, self._old), (part.new, self._new))
            )
            yield name, was, now, how
            return
        apart = [one for one in {**part.old, **part.new} if part.old.get(one) != part.new.get(one)]
        signed = self.comparison.new.agreement.language
        left = (
            [self.said(f"language {one}") for one in part.new if one not in apart] if signed in apart else []
        )
        if left:
            how = self.said("not translated anew", how=how, languages=self._new.listed(left))
        for one in [one for one in dict.fromkeys((signed, self.language)) if one in apart] or apart:
            language = self.said(f"language {one}")
            yield (
                name if apart == [self.language] else self.said("in language", name=name, language=language),
                self._in_one_line(part.old.get(one)),
                self._in_one_line(part.new.get(one)),
                how if signed in apart else self.said("translation only"),
            )

    def _in_one_line(self, words: str | None) -> str:
        """Words of any language on one line, kept apart from what stands beside them."""
        if words is None:
            return self.said("not written")
        line = " ".join(words.split())
        return self._new.quoted(line) if self.language == "fa" else isolate(line)

    def _meanings(self, change: "Change") -> Mapping[str, str]:
        if change.subject != "norm":
            return {}
        from slakit.rules import RULE_KINDS

        for edition in (self.comparison.new, self.comparison.old):
            for _, norm in edition.agreement.norms():
                if norm.id == change.name:
                    return titles(RULE_KINDS[norm.rule], self.language)
        return {}

    def _part_name(self, part: "Part", meanings: Mapping[str, str]) -> str:
        if part.name in ("elsewhere", "asked-by"):
            return self.said(part.name)
        meaning = meanings.get(part.name)
        return f"{self.apart(part.name)} ({meaning})" if meaning else self.apart(part.name)

    def _value(self, change: "Change", key: str, value: object, names: Names) -> str:
        """A value as the document has it, or in Persian in words, for there the words of documents are foreign."""
        if self.language == "fa" and value is not None and change.subject == "norm":
            norm = next((one for _, one in names.edition.agreement.norms() if one.id == change.name), None)
            words = norm and key_in_words(norm, key, names)
            if words:
                return words
        return self._written(value)

    def _written(self, value: object) -> str:
        """A value as the document has it, on one line."""
        if value is None:
            return self.said("not written")
        if _is_words(value) and self.language in value:
            return self._in_one_line(value[self.language])
        if isinstance(value, dict):
            listed = self._new.listed(
                f"{self._key(key)}: {self._under(key, one)}" for key, one in value.items()
            )
            return listed if self.language == "fa" else f"{{{listed}}}"
        return self.apart(value if isinstance(value, str) else _flow(value))

    def _under(self, key: str, value: object) -> str:
        """What stands under a key within a value; the number of a clause in the digits of the language."""
        is_number = key in CLAUSES and isinstance(value, str)
        return self._new.clause(str(value)) if is_number else self._written(value)

    def _key(self, key: str) -> str:
        """A key of the document within a value, in Persian in words where there are some."""
        is_told = self.language == "fa" and f"key {key}" in WORDS
        return self.said(f"key {key}") if is_told else self.apart(key)

    # --- what shows it ---

    def logs(self, change: "Change") -> Iterator["LogTold"]:
        """The logs that show a change, each with what the two editions find of it."""
        if change.witness:
            yield self._log("witness", change.witness)
        if change.counter:
            yield self._log("counter", change.counter)

    def _log(self, name: str, witness: "Witness") -> "LogTold":
        """A log with the findings that differ: those that are violated on one side, and what the other says of them."""
        was, now = (witness.old, witness.new) if name == "witness" else (witness.new, witness.old)
        events = [self.event(event) for event in witness.events[:MOST_EVENTS]]
        if len(witness.events) > MOST_EVENTS:
            events.append(self.said("more events", count=self._new.count(len(witness.events) - MOST_EVENTS)))
        return LogTold(
            self.said(f"{name} {witness.shows}"),
            events or [self.said("nothing happens")],
            [
                *self._found("as was", self._old, [one for one in was if one.id in witness.told]),
                *self._found("as is", self._new, [one for one in now if one.id in witness.told]),
            ],
        )

    def event(self, event: "Event") -> str:
        """An event of a log: when, what, and what it says."""
        editions = [self.comparison.old, self.comparison.new]
        if event.type not in editions[0].vocabulary.events:
            editions.reverse()
        edition, _ = editions
        names = self._old if edition is self.comparison.old else self._new
        title = names.words(edition.vocabulary.events[event.type].title)
        if self.language == "fa":
            said = names.listed(self._field(event, name, editions) for name in event.data)
        else:
            written = written_fields(event, *editions)
            said = names.listed(f"{name}: {_flow(value)}" for name, value in written.items())
        return f"{names.instant(event.time)} {title} ({said})"

    def _field(self, event: "Event", name: str, editions: Sequence["Edition"]) -> str:
        """A field of an event in the words of the first edition that has it: a log may speak in those of both."""
        edition = next(one for one in editions if name in declared_fields(event, one))
        names = self._old if edition is self.comparison.old else self._new
        field = declared_fields(event, edition)[name]
        return f"{names.words(field.title)}: {_in_words(event.data[name], field, names)}"

    def _found(self, name: str, names: Names, findings: Sequence["Finding"]) -> Iterator[str]:
        """What an edition finds of a log, the first few findings of it."""
        edition = names.number(names.edition.agreement.edition)
        for one in findings[:MOST_FINDINGS]:
            words = f"{verdict_words(one, self.language)}: {sentence(one, names.edition, self.language, digits=self.digits)}"
            yield self.said(name, edition=edition, verdict=words)
        if not findings:
            yield self.said(name, edition=edition, verdict=self.said("no finding"))

    # --- approvals, replays ---

    def approval(self, change: "Change") -> str:
        """Who approved it and why, or the name by which it can be approved."""
        if change.approval is None:
            return self.said("to approve", change=self.apart(change.fingerprint))
        one = change.approval
        return self.said(
            "approved", party=self._new.party(one.approved_by), until=self._new.number(one.until),
            reason=self._new.words(one.reason),
        )  # fmt: skip

    def replay(self, replay: "Replay") -> Iterator[str]:
        """What would have been found otherwise of a log."""
        yield self.said(
            "replay", count=self._new.count(replay.judged), changed=self._new.count(len(replay.changed))
        )
        yield from (self.replayed(one) for one in replay.changed)

    def replayed(self, one: "Replayed") -> str:
        """One finding that would have been another."""
        was, now = (
            verdict_words(finding, self.language) if finding else self.said("no finding")
            for finding in (one.old, one.new)
        )
        return self.said("replayed", finding=self.apart(one.id), old=was, new=now)


@dataclass(frozen=True, slots=True)
class LogTold:
    """A log that shows a change, in words: its events, and what was found of them."""

    title: str
    events: list[str]
    found: list[str]


def _in_words(value: "FieldValue", field: "FieldOfEvent", names: Names) -> str:
    if isinstance(value, bool):
        return names.word("yes" if value else "no")
    return names.value(joined_items(value) if isinstance(value, tuple) else value, field)


def _is_words(value: object) -> TypeGuard[dict[str, str]]:
    """Whether a value is the same words in one or more languages."""
    return (
        isinstance(value, dict)
        and bool(value)
        and value.keys() <= LANGUAGES
        and set(map(type, value.values())) == {str}
    )


def _flow(value: object) -> str:
    """A value in one line of YAML."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_flow(one) for one in value) + "]"
        case str():
            return value
        case _:
            return json.dumps(value)
