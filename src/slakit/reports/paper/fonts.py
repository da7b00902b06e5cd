"""The fonts of the pages, changed so that a Persian text can be taken out of a PDF file as it was put in.

A PDF file holds glyphs in the order of the eye, and readers turn those of a line from right to left around to get its
text. Two things are lost so. The ligature of lam and alef is one glyph for two letters, which most readers turn around
too; here each of the two has a glyph, and together they look like the ligature. And a zero-width non-joiner has no glyph
at all; here it is told by a letter that joins nothing and that nobody sees.
"""

from copy import deepcopy
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from fontTools.otlLib.builder import buildCoverage, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

NON_JOINER: Final = "\u200c"
STAND_INS: Final = "\u08ad\u0674"
"""Letters read from the right that join neither neighbour (Joining_Type U) and that no Persian text has."""

_CHAINING, _LIGATURE, _MARK_TO_BASE, _MARK_TO_LIGATURE = 6, 4, 4, 5
"""Types of the look-ups of OpenType: two of glyph substitution, and two of glyph positioning."""


@cache
def paper_font(name: str) -> bytes:
    """A font of the pages (`Regular` or `Bold`) as a TrueType file, with each of `STAND_INS` as an invisible letter."""
    content = (files("slakit.reports.pages") / "assets" / f"Vazirmatn-{name}.woff2").read_bytes()
    font = TTFont(BytesIO(content), recalcTimestamp=False)
    font.flavor = None
    for letter in STAND_INS:
        invisible = _without_ink(font, f"stand-in-{ord(letter):04x}")
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(letter)] = invisible
    for lookup in list(font["GSUB"].table.LookupList.Lookup):
        if lookup.LookupType == _LIGATURE:
            _part_ligatures(lookup, font)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _without_ink(font: TTFont, name: str) -> str:
    """Add a glyph that shows nothing and is no unit wide."""
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (0, 0)
    return name


def _part_ligatures(lookup: otTables.Lookup, font: TTFont) -> None:
    """Let a look-up of ligatures of lam and alef put two glyphs for two letters instead."""
    pairs = [
        (first, ligature.Component[0], ligature.LigGlyph)
        for table in lookup.SubTable
        for first, ligatures in table.ligatures.items()
        for ligature in ligatures
    ]
    if not all(_is_lam(first) for first, _, _ in pairs):
        return
    tables = font["GSUB"].table.LookupList.Lookup
    chained = []
    for first, second, ligature in pairs:
        drawn, silent = f"{ligature}.drawn", f"{ligature}.silent"
        font["glyf"][drawn] = deepcopy(font["glyf"][ligature])
        font["hmtx"][drawn] = font["hmtx"][ligature]
        _without_ink(font, silent)
        _let_marks_stand(font, ligature, silent)
        records = []
        for at, mapping in enumerate(({first: drawn}, {second: silent})):
            inner = otTables.Lookup()
            inner.LookupType, inner.LookupFlag = 1, lookup.LookupFlag
            inner.SubTable = [buildSingleSubstSubtable(mapping)]
            inner.SubTableCount = 1
            record = otTables.SubstLookupRecord()
            record.SequenceIndex, record.LookupListIndex = at, len(tables)
            tables.append(inner)
            records.append(record)
        chained.append(_context(first, second, records, font))
    lookup.LookupType, lookup.SubTable, lookup.SubTableCount = _CHAINING, chained, len(chained)


def _is_lam(glyph: str) -> bool:
    """Whether a glyph is a form of lam: the plain one, or the one of Kurdish."""
    return glyph in ("uniFEDF", "uniFEE0") or glyph.startswith("uni06B5")


def _context(
    first: str, second: str, records: list[otTables.SubstLookupRecord], font: TTFont
) -> otTables.ChainContextSubst:
    """The rule that a glyph before another becomes something, and the other too."""
    context = otTables.ChainContextSubst()
    context.Format = 3
    context.BacktrackCoverage, context.LookAheadCoverage = [], []
    order = font.getReverseGlyphMap(rebuild=True)
    context.InputCoverage = [buildCoverage([glyph], order) for glyph in (first, second)]
    context.SubstLookupRecord = records
    return context


def _let_marks_stand(font: TTFont, ligature: str, silent: str) -> None:
    """Let vowel signs stand over the silent alef as they stand over that of the ligature: both begin at its left edge."""
    extended = [
        (lookup, table)
        for lookup in font["GPOS"].table.LookupList.Lookup
        for table in list(lookup.SubTable)
        if hasattr(table, "ExtSubTable")
    ]
    bases = next(lookup for lookup, table in extended if table.ExtSubTable.LookupType == _MARK_TO_BASE)
    for _, outer in extended:
        table = outer.ExtSubTable
        if table.LookupType != _MARK_TO_LIGATURE or ligature not in table.LigatureCoverage.glyphs:
            continue
        at = table.LigatureCoverage.glyphs.index(ligature)
        over_alef = otTables.BaseRecord()
        over_alef.BaseAnchor = table.LigatureArray.LigatureAttach[at].ComponentRecord[-1].LigatureAnchor
        standing = otTables.MarkBasePos()
        standing.Format, standing.ClassCount = 1, table.ClassCount
        standing.MarkCoverage, standing.MarkArray = table.MarkCoverage, table.MarkArray
        standing.BaseCoverage = buildCoverage([silent], font.getReverseGlyphMap(rebuild=True))
        standing.BaseArray = otTables.BaseArray()
        standing.BaseArray.BaseRecord, standing.BaseArray.BaseCount = [over_alef], 1
        wrapped = otTables.ExtensionPos()
        wrapped.Format, wrapped.ExtensionLookupType, wrapped.ExtSubTable = 1, _MARK_TO_BASE, standing
        bases.SubTable.append(wrapped)
        bases.SubTableCount = len(bases.SubTable)
