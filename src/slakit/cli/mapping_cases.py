"""`slakit test MAPPING`: run the cases of a mapping."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.wording import Refused, Said, Voice
from slakit.text import fold, isolate

if TYPE_CHECKING:
    from slakit.cli.test import Asked
    from slakit.mapping_document import MappingCase
    from slakit.source import Place
    from slakit.sources.cases import RowResult


def is_mapping(path: str) -> bool:
    """Whether a path names a mapping and no agreement."""
    from slakit.document import read
    from slakit.errors import InvalidDocument

    if not Path(path).is_file():
        return False
    try:
        data = read(Path(path)).data
    except InvalidDocument:
        return False  # whoever reads it as an agreement tells what is wrong with it
    return isinstance(data, dict) and data.get("document") == "mapping/v1"


def run(asked: "Asked", voice: Voice) -> Exit:
    """Run and write; 1 if a case does not hold."""
    from slakit.document import read
    from slakit.sources.cases import run_cases
    from slakit.sources.mappings import read_mapping

    file = Path(asked.agreement)
    mapping, vocabulary = read_mapping(file)
    document = read(file)
    if not mapping.cases:
        raise Refused(voice.said("no cases", agreement=asked.agreement), voice.said("add row cases"))
    ran = [
        (document.place_of(("cases", number, "case")), result)
        for number, result in enumerate(run_cases(mapping, vocabulary))
        if asked.word is None or _has_word(result.case, asked.word)
    ]
    if not ran:
        raise Refused(voice.said("no case selected", word=asked.word or ""))
    with results(asked.output, voice) as stream:
        for line in _json(ran) if asked.format == "json" else _text(ran, voice):
            stream.write(line + "\n")
    failing = any(result.differences for _, result in ran)
    return Exit.FINDINGS if failing else Exit.NOTHING_FOUND


def _has_word(case: "MappingCase", word: str) -> bool:
    wanted = fold(word).casefold()
    return any(wanted in fold(text).casefold() for text in (case.case, *case.title.values()))


def _text(ran: Sequence[tuple["Place", "RowResult"]], voice: Voice) -> Iterator[str]:
    failing = 0
    for place, result in ran:
        if not result.differences:
            continue
        failing += 1
        title = result.case.title.get(voice.language) or next(iter(result.case.title.values()))
        shown = Said(isolate(title) if voice.language == "fa" else title)
        told = voice.said("case fails", case=result.case.case, title=shown)
        yield f"{place.file}:{place.line}: {voice.whole(told)}"
        for difference in result.differences:
            for name, text in (("row expected", difference.expected), ("row found", difference.found)):
                line = voice.said(name, event=text) if text else voice.said(f"{name} nothing")
                yield "  " + voice.whole(line)
    cases = voice.counted("case", len(ran))
    yield voice.said("cases fail" if failing else "cases hold", cases=cases, failing=failing)


def _json(ran: Sequence[tuple["Place", "RowResult"]]) -> Iterator[str]:
    cases = [
        {
            "file": place.file,
            "line": place.line,
            "case": result.case.case,
            "title": dict(result.case.title),
            "holds": not result.differences,
            "differences": [{"expected": one.expected, "found": one.found} for one in result.differences],
        }
        for place, result in ran
    ]
    yield json.dumps({"cases": cases}, ensure_ascii=False, indent=2)
