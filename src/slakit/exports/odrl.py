"""Norms as an ODRL 2.2 Agreement in JSON-LD: duties, permissions and prohibitions with parties, assets and constraints.

A norm that obliges is an obligation, one that forbids a prohibition, one that permits a permission. Its action is its
rule kind and its asset the events or records that it speaks of, with its conditions as refinements; both are named in
the profile `urn:slakit:odrl-profile:1`, for the vocabulary of ODRL has no such acts. What is owed to whom are its
assignee and assigner. ODRL knows neither powers nor evidence, so most keys of a norm are left out, each by its name.

Specification: ODRL Information Model 2.2 and ODRL Vocabulary & Expression 2.2 (W3C Recommendations, 2018).
"""

import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from slakit.calendars import show_utc
from slakit.calendars.durations import UnreadableDuration, parse_duration
from slakit.consistency.plain import Group, group
from slakit.exports.left_out import Exported, LeftOut, WrittenNorm, written_norms
from slakit.loading import Edition
from slakit.messages import Language

CONTEXT: Final = "http://www.w3.org/ns/odrl.jsonld"
PROFILE: Final = "urn:slakit:odrl-profile:1"
_TERMS: Final = {"slakit": f"{PROFILE}#"}
_BINDING: Final = {"obliges": "obligation", "forbids": "prohibition", "permits": "permission"}
_TYPES: Final = {"obligation": "Duty", "prohibition": "Prohibition", "permission": "Permission"}
_AFTER: Final = {"obligation": "consequence", "prohibition": "remedy"}
"""What ODRL calls a duty that arises when a rule is not kept."""
_LENGTHS: Final = {"at-least": "gteq", "within": "lteq", "at-most": "lteq"}
"""The keys that bound a length of time, and how."""
_ISO_UNITS: Final = {"minutes": "PT{}M", "hours": "PT{}H", "days": "P{}D", "months": "P{}M", "years": "P{}Y"}
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

Node = dict[str, object]


def odrl(edition: Edition, language: Language) -> Exported:
    """The norms of an edition as one policy; `language` is that in which it says what it leaves out."""
    writing = _Writing(edition)
    policy: Node = {
        "@context": [CONTEXT, _TERMS],
        "@type": "Agreement",
        "uid": writing.name("agreement"),
        "profile": PROFILE,
    }
    for kind, rules in writing.rules().items():
        policy[kind] = rules
    if not any(kind in policy for kind in _TYPES):
        policy["@type"] = "Set"
        writing.left_out.append(LeftOut("no-rule"))
    policy["slakit:leftOut"] = [one.said(language) for one in writing.left_out]
    return Exported(json.dumps(policy, ensure_ascii=False, indent=1) + "\n", tuple(writing.left_out))


class _Writing:
    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._agreement = edition.agreement
        self._norms = {norm.id: norm for norm in written_norms(edition)}
        self.left_out: list[LeftOut] = []
        if self._agreement.term.from_ != self._agreement.term.first_day:
            self.left_out.append(LeftOut("inferred", values=(("day", self._agreement.term.first_day),)))

    def name(self, *parts: str) -> str:
        """The name of a part of this edition as a URN."""
        steps = (self._agreement.agreement, self._agreement.edition, *parts)
        return "urn:slakit:" + ":".join(quote(step, safe="") for step in steps)

    def rules(self) -> dict[str, list[Node]]:
        """The rules of the policy by their kind; no kind has none."""
        found: dict[str, list[Node]] = {}
        for norm in self._norms.values():
            if (kind := self._kind(norm)) is None:
                self.left_out.append(norm.lacks("power" if "empowers" in norm.data else "no-counterparty"))
            else:
                found.setdefault(kind, []).append(self._rule(norm, kind))
                self.left_out += norm.rest()
        return found

    def _kind(self, norm: WrittenNorm) -> str | None:
        """The kind of rule that a norm becomes: an Agreement wants both parties of each, and ODRL has no powers."""
        kinds = (kind for key, kind in _BINDING.items() if key in norm.data)
        return next(kinds, None) if "towards" in norm.data else None

    def _rule(self, norm: WrittenNorm, kind: str) -> Node:
        norm.carried.update(("towards", *_BINDING))
        model = next(one for _, one in self._agreement.norms() if one.id == norm.id)
        constraints = [*self._term(), *self._lengths(norm), *self._allowed(norm)]
        if "conditions" in norm.data:
            constraints += self._conditions(norm, "conditions", group(norm.take("conditions")))
        rule: Node = {
            "@type": _TYPES[kind],
            "uid": self.name("norm", norm.id),
            "assignee": self._party(model.bearer),
            "assigner": self._party(str(model.towards)),
            "action": f"slakit:{norm.data['rule']}",
            **self._target(norm),
            "constraint": constraints,
            "slakit:clause": norm.clause,
            "dct:description": [
                {"@value": text, "@language": language}
                for language, text in self._agreement.clause(norm.clause).text.items()
            ],
        }
        if opened := list(self._opened(norm, kind)):
            rule[_AFTER[kind]] = opened
        return rule

    def _party(self, party: str) -> Node:
        names = next(one.name for one in self._agreement.parties if one.party == party)
        told = [{"@value": name, "@language": language} for language, name in names.items()]
        return {"@type": "Party", "uid": self.name("party", party), "vcard:fn": told}

    def _target(self, norm: WrittenNorm) -> Node:
        """The asset: the events or records of the norm, and its conditions on their fields."""
        of = group(norm.take("of"))
        kind = next((one for one in ("event", "record") if one in of), None)
        if kind is None:
            norm.carried.discard("of")
            return {"target": self.name("services")}
        vocabulary = self._edition.vocabulary
        asset = f"urn:slakit:{vocabulary.vocabulary}:{quote(vocabulary.version, safe='')}:{kind}:{of[kind]}"
        refinements = list(self._conditions(norm, "of", group(of.get("where"))))
        if not refinements:
            return {"target": asset}
        return {"target": {"@type": "AssetCollection", "source": asset, "refinement": refinements}}

    def _conditions(self, norm: WrittenNorm, key: str, where: Group) -> Iterator[Node]:
        for field, wanted in where.items():
            match wanted:
                case {"not": list(values)}:
                    yield _constraint(f"slakit:{field}", "isNoneOf", {"@list": values})
                case {"not": value}:
                    yield _constraint(f"slakit:{field}", "neq", value)
                case {"given": _}:
                    self.left_out.append(norm.lacks("condition", key=key, field=field))
                case dict():
                    ends = (("from", "gteq"), ("to", "lteq"))
                    yield from (
                        _constraint(f"slakit:{field}", how, wanted[end]) for end, how in ends if end in wanted
                    )
                case list():
                    yield _constraint(f"slakit:{field}", "isAnyOf", {"@list": wanted})
                case _:
                    yield _constraint(f"slakit:{field}", "eq", wanted)

    def _term(self) -> Iterator[Node]:
        """From the first instant of the term on, and before the first one after it."""
        term = self._edition.term
        for operator, instant in (("gteq", term.start), ("lt", term.end)):
            yield _constraint("dateTime", operator, {"@value": show_utc(instant), "@type": f"{_XSD}dateTime"})

    def _lengths(self, norm: WrittenNorm) -> Iterator[Node]:
        for key, operator in _LENGTHS.items():
            if (length := _iso(norm.data.get(key))) is not None:
                norm.carried.add(key)
                yield _constraint(f"slakit:{key}", operator, {"@value": length, "@type": f"{_XSD}duration"})

    def _allowed(self, norm: WrittenNorm) -> Iterator[Node]:
        """The values to which a field is bound, as of channels and of bodies."""
        for key in ("only", "competent"):
            values = norm.data.get(key)
            if isinstance(values, list) and isinstance(norm.data.get("by"), str):
                norm.carried.update((key, "by"))
                yield _constraint(f"slakit:{norm.data['by']}", "isAnyOf", {"@list": values})

    def _opened(self, norm: WrittenNorm, kind: str) -> Iterator[str]:
        """The duties that arise when this norm is not kept."""
        norm.carried.add("otherwise")
        others = norm.data.get("otherwise")
        for other in others if isinstance(others, list) else ():
            if kind in _AFTER and self._kind(self._norms[other]) == "obligation":
                yield self.name("norm", other)
            else:
                self.left_out.append(norm.lacks("opened-norm", other=str(other)))


def _constraint(left: str, operator: str, right: object) -> Node:
    return {"@type": "Constraint", "leftOperand": left, "operator": operator, "rightOperand": right}


def _iso(written: object) -> str | None:
    """A length of time as ISO 8601 has it; working time and civil days have no such form.

    >>> _iso("72 hours"), _iso("10 working-days of office-hours"), _iso("unspecified")
    ('PT72H', None, None)
    """
    try:
        duration = parse_duration(str(written))
    except UnreadableDuration:
        return None
    form = _ISO_UNITS.get(duration.unit)
    return form.format(duration.amount) if form and duration.of is None else None
