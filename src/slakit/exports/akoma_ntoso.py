"""The text of an agreement as Akoma Ntoso 3.0 (OASIS LegalDocML): sections, clauses with anchors, definitions, annex.

Each clause has an anchor (`eId`) made of its section and its number, such as `sec_5__clause_5.4`, which others can cite.
The text is that of the authoritative language, character by character; defined words are marked where the clause
that defines them has them.

Specification: Akoma Ntoso Version 1.0 (OASIS Standard, 2018), XML vocabulary 3.0 and naming convention.
"""

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Final
from xml.etree import ElementTree as ET

from slakit.agreement import Clause
from slakit.annex import Service
from slakit.calendars import parse_day
from slakit.exports.left_out import Exported, LeftOut, written_norms
from slakit.loading import Edition
from slakit.messages import Language

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE: Final = "urn:slakit:akoma-ntoso"
_XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_EDITOR: Final = "#slakit"
_LANGUAGES: Final = {
    "fa": "fas",
    "en": "eng",
    "ar": "ara",
    "ku": "kur",
    "fr": "fra",
    "de": "deu",
    "tr": "tur",
}
"""The codes of ISO 639-2 that names of expressions use."""
_NO_COUNTRY: Final = "zz"
_MIXED: Final = frozenset({"p", "heading", "def"})


def akoma_ntoso(edition: Edition, language: Language) -> Exported:
    """The text of an edition; `language` is that in which the file says what it leaves out."""
    writing = _Writing(edition)
    root = writing.root()
    norms = (norm.lacks("norm", rule=str(norm.data["rule"])) for norm in written_norms(edition))
    left_out = (*writing.left_out, *norms)
    proprietary = root.find(f".//{{{NAMESPACE}}}proprietary")
    assert proprietary is not None
    for one in left_out:
        ET.SubElement(proprietary, f"{{{OWN_NAMESPACE}}}leftOut", _norm_of(one)).text = one.said(language)
    _indent(root, 0)
    for prefix, namespace in (("", NAMESPACE), ("slakit", OWN_NAMESPACE)):
        ET.register_namespace(prefix, namespace)
    written = ET.tostring(root, encoding="unicode", xml_declaration=False)
    return Exported(f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n', left_out)


class _Writing:
    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._agreement = edition.agreement
        self._language = edition.agreement.language
        self.left_out: list[LeftOut] = [
            LeftOut("remarks"),
            LeftOut("last-day", values=(("day", self._agreement.term.until),)),
        ]
        others = sorted(
            {language for clause in self._agreement.clauses for language in clause.text} - {self._language}
        )
        if others:
            self.left_out.insert(0, LeftOut("translations", values=(("languages", ", ".join(others)),)))

    def root(self) -> ET.Element:
        root = ET.Element(f"{{{NAMESPACE}}}akomaNtoso")
        document = _sub(root, "doc", name="agreement")
        self._meta(document)
        before, sections, annex = _parts(self._agreement.clauses)
        if before:
            preface = _sub(document, "preface")
            preface.set(_XML_LANGUAGE, self._language)
            for clause in before:
                self._text(_sub(preface, "p", eId=f"preface__p_{clause.heading}"), clause)
        body = _sub(document, "mainBody")
        body.set(_XML_LANGUAGE, self._language)
        for heading, clauses in sections:
            self._section(body, heading, clauses)
        self._annex(body, annex)
        return root

    # --- what is known of the document ---

    def _meta(self, document: ET.Element) -> None:
        meta = _sub(document, "meta")
        identification = _sub(meta, "identification", source=_EDITOR)
        term = self._agreement.term
        day = str(parse_day(term.first_day).named_in("gregorian"))
        called = "first-day-of-term" if term.from_ == term.first_day else "inferred-first-day-of-term"
        country = _country_of(self._agreement.time_zone)
        if country == _NO_COUNTRY:
            self.left_out.append(LeftOut("country", values=(("zone", self._agreement.time_zone),)))
        work = f"/akn/{country}/doc/{day}/{self._agreement.agreement}-{_named(self._agreement.edition)}"
        expression = f"{work}/{_LANGUAGES.get(self._language, self._language)}@{day}"
        for level, uri in (
            ("FRBRWork", work),
            ("FRBRExpression", expression),
            ("FRBRManifestation", f"{expression}.xml"),
        ):
            element = _sub(identification, level)
            _sub(
                element,
                "FRBRthis",
                value=f"{uri.removesuffix('.xml')}/!main" + (".xml" if uri.endswith(".xml") else ""),
            )
            _sub(element, "FRBRuri", value=uri)
            _sub(element, "FRBRdate", date=day, name=called)
            _sub(element, "FRBRauthor", href=f"#{self._provider()}")
            if level == "FRBRWork":
                _sub(element, "FRBRcountry", value=country)
            if level == "FRBRExpression":
                _sub(element, "FRBRlanguage", language=_LANGUAGES.get(self._language, self._language))
        self._references(meta)
        _sub(meta, "proprietary", source=_EDITOR)

    def _provider(self) -> str:
        parties = self._agreement.parties
        return next((party.party for party in parties if party.role == "provider"), parties[0].party)

    def _references(self, meta: ET.Element) -> None:
        references = _sub(meta, "references", source=_EDITOR)
        _sub(
            references,
            "TLCOrganization",
            eId="slakit",
            href="/akn/ontology/organization/slakit",
            showAs="slakit",
        )
        for party in self._agreement.parties:
            name = party.name.get(self._language) or next(iter(party.name.values()))
            href = f"/akn/ontology/organization/{party.party}"
            _sub(references, "TLCOrganization", eId=party.party, href=href, showAs=name)
        for clause in self._agreement.clauses:
            for definition in clause.defines or ():
                word = definition.words.get(self._language, definition.term)
                href = f"/akn/ontology/term/{definition.term}"
                _sub(references, "TLCTerm", eId=f"term-{definition.term}", href=href, showAs=word)

    # --- the text ---

    def _section(self, body: ET.Element, heading: Clause | None, clauses: Sequence[Clause]) -> None:
        if heading is None:
            for clause in clauses:
                self._clause(body, "", clause)
            return
        name = f"sec_{_named(heading.heading or '')}"
        section = _sub(body, "section", eId=name)
        self._text(_sub(section, "heading"), heading)
        for clause in clauses:
            self._clause(section, f"{name}__", clause)

    def _clause(self, parent: ET.Element, within: str, clause: Clause) -> None:
        name = f"{within}clause_{_named(clause.clause or '')}"
        content = _sub(_sub(parent, "clause", eId=name), "content")
        self._text(_sub(content, "p"), clause)

    def _text(self, element: ET.Element, clause: Clause) -> None:
        """Write the text of a clause, with its defined words marked where they first stand."""
        text = clause.text.get(self._language, "")
        marks: list[tuple[int, int, str]] = []
        for definition in clause.defines or ():
            word = definition.words.get(self._language)
            found = re.finditer(re.escape(word), text) if word else iter(())
            spans = ((one.start(), one.end()) for one in found)
            free = (span for span in spans if all(span[1] <= mark[0] or mark[1] <= span[0] for mark in marks))
            if (span := next(free, None)) is not None:
                marks.append((*span, definition.term))
            else:
                self.left_out.append(LeftOut("undefined-word", values=(("word", word or definition.term),)))
        marks.sort()
        element.text = text[: marks[0][0]] if marks else text
        for position, (start, end, term) in enumerate(marks):
            mark = _sub(element, "def", refersTo=f"#term-{term}")
            mark.text = text[start:end]
            mark.tail = text[end : marks[position + 1][0] if position + 1 < len(marks) else len(text)]

    def _annex(self, body: ET.Element, headings: Sequence[Clause]) -> None:
        annex = _sub(body, "hcontainer", name="annex", eId="hcontainer_annex")
        if headings:
            self._text(_sub(annex, "heading"), headings[0])
        content = _sub(annex, "content")
        services = self._edition.annex.services
        shared = self._edition.annex.office
        has_code = any(service.code for service in services)
        has_office = bool(shared) or any(service.office for service in services)
        columns = 2 + has_code + has_office
        heads = headings[1:]
        if len(heads) != columns:
            for clause in heads:
                self._text(_sub(content, "p"), clause)
        table = _sub(content, "table", eId="hcontainer_annex__table_1")
        if len(heads) == columns:
            row = _sub(table, "tr")
            for clause in heads:
                self._text(_sub(_sub(row, "th"), "p"), clause)
        for service in services:
            row = _sub(table, "tr", eId=f"hcontainer_annex__table_1__tr_{service.row}")
            for cell in self._cells(service, has_code=has_code, has_office=has_office):
                _sub(_sub(row, "td"), "p").text = cell

    def _cells(self, service: Service, *, has_code: bool, has_office: bool) -> Iterator[str]:
        yield str(service.row)
        if has_code:
            yield service.code or ""
        if has_office:
            office = service.office or self._edition.annex.office or {}
            yield office.get(self._language, "")
        yield service.title.get(self._language, "")


Section = tuple[Clause | None, tuple[Clause, ...]]


def _parts(clauses: Sequence[Clause]) -> tuple[list[Clause], list[Section], list[Clause]]:
    """Headings before everything, sections with their clauses, and headings after everything, which are the annex's."""
    first = next((at for at, clause in enumerate(clauses) if clause.clause is not None), len(clauses))
    last = max((at for at, clause in enumerate(clauses) if clause.clause is not None), default=-1)
    opening = first - 1 if first and first <= last else first
    sections: list[tuple[Clause | None, list[Clause]]] = []
    for clause in clauses[opening : last + 1]:
        if clause.clause is None:
            sections.append((clause, []))
        else:
            if not sections:
                sections.append((None, []))
            sections[-1][1].append(clause)
    told: list[Section] = [(heading, tuple(within)) for heading, within in sections]
    return list(clauses[:opening]), told, list(clauses[last + 1 :]) if last >= 0 else []


def _country_of(zone: str) -> str:
    """The country of a time zone by the time-zone data, in small letters; `zz` for a zone of none.

    >>> _country_of("Asia/Tehran"), _country_of("UTC")
    ('ir', 'zz')
    """
    table = files("tzdata") / "zoneinfo" / "zone.tab"
    for line in table.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 2 and cells[2] == zone:
            return cells[0].lower()
    return _NO_COUNTRY


def _named(text: str) -> str:
    """A number or an id as a part of an anchor: no space, nothing that a URI would have to escape."""
    return re.sub(r"[^\w.-]+", "-", text)


def _norm_of(one: LeftOut) -> dict[str, str]:
    return {"norm": one.norm, "clause": one.clause} if one.norm else {}


def _sub(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _indent(element: ET.Element, depth: int) -> None:
    """Give each element that holds no text a line of its own; the text of the agreement stays as it is."""
    if element.tag.rpartition("}")[2] in _MIXED or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
