"""The answers to what an editor asks, in the terms of the protocol."""

from pathlib import Path

from lsprotocol import types
from pygls.workspace import PositionCodec

from slakit.consistency.plain import group
from slakit.document import Document
from slakit.document import Path as DocumentPath
from slakit.errors import Fault
from slakit.language_server.completing import choice_at
from slakit.language_server.desk import Desk
from slakit.language_server.fixing import Repair
from slakit.language_server.fixing import repairs as repairs_of
from slakit.language_server.meanings import meaning, term_at, term_meaning
from slakit.language_server.places import file_of, offset_of, range_between, range_of, uri_of
from slakit.language_server.references import Meant, declared, meant_at, value_at
from slakit.language_server.surroundings import (
    Surroundings,
    file_of_calendar,
    file_of_vocabulary,
    surroundings_of,
)
from slakit.language_server.texts import schema_of
from slakit.language_server.wording import words
from slakit.messages import Language, help_for, message
from slakit.review.manuscript import Manuscript
from slakit.source import Place
from slakit.text import persian_digits

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "advice": types.DiagnosticSeverity.Information,
}
Asked = types.HoverParams | types.DefinitionParams | types.CompletionParams


def diagnostic(fault: Fault, place: Place, desk: Desk, codec: PositionCodec) -> types.Diagnostic:
    """A fault with its place, as the editor shows it: what is wrong, and the cure in a line of its own."""
    told, cure = message(fault, desk.language), help_for(fault, desk.language)
    lines = [told, f"{words('help', desk.language)}{cure}"] if cure else [told]
    return types.Diagnostic(
        range=range_of(place, desk.texts.text(Path(place.file)), codec),
        message="\n".join(_own_direction(line, desk.language) for line in lines),
        severity=_SEVERITIES[fault.severity],
        code=fault.rule,
        source="slakit",
    )


def diagnostics(faults: tuple[Fault, ...], desk: Desk, codec: PositionCodec) -> list[types.Diagnostic]:
    """The faults of one file as the editor shows them."""
    return [diagnostic(fault, fault.place, desk, codec) for fault in faults if fault.place]


def hover(asked: Asked, desk: Desk, codec: PositionCodec) -> types.Hover | None:
    """What the name or the word under the pointer means."""
    if (found := _asked_of(asked, desk, codec)) is None:
        return None
    file, document, offset = found
    path, _ = document.path_at(offset)
    if term := term_at(document, path, offset):
        told: str | None = term_meaning(document, term, desk.language)
    else:
        meant, around = _meant(file, document, offset, desk)
        told = meaning(meant, around, desk.language) if meant else None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told)) if told else None


def definition(asked: Asked, desk: Desk, codec: PositionCodec) -> types.Location | None:
    """Where the name under the cursor is declared, in whatever file; or the file that is named."""
    if (found := _asked_of(asked, desk, codec)) is None:
        return None
    file, document, offset = found
    if other := _named_file(document, document.path_at(offset)[0], file.parent):
        beginning = types.Position(0, 0)
        return types.Location(uri_of(other), types.Range(beginning, beginning))
    meant, around = _meant(file, document, offset, desk)
    if meant is None or (target := declared(meant, around)) is None:
        return None
    place = target.document.place_of(target.path, key=target.at_key)
    return types.Location(uri_of(Path(place.file)), range_of(place, target.document.text, codec))


def completions(asked: Asked, desk: Desk, codec: PositionCodec) -> list[types.CompletionItem]:
    """The names that can be written at the cursor."""
    if (found := _asked_of(asked, desk, codec)) is None:
        return []
    file, document, offset = found
    around = surroundings_of(file, desk.texts)
    if (choice := choice_at(document, offset, around)) is None:
        return []
    end = asked.position
    written = types.Range(types.Position(end.line, end.character - choice.begun), end)
    meant = choice.meant
    named = [Meant(meant.kind, name, meant.owner, meant.sides) for name in choice.names]
    return [
        types.CompletionItem(
            label=one.name,
            kind=types.CompletionItemKind.Field
            if one.kind == "field"
            else types.CompletionItemKind.Reference,
            detail=words(one.kind, desk.language),
            documentation=_markdown(meaning(one, around, desk.language)),
            text_edit=types.TextEdit(written, choice.text(one.name)),
        )
        for one in named
    ]


def repairs(asked: types.CodeActionParams, desk: Desk, codec: PositionCodec) -> list[types.CodeAction]:
    """What can be written instead where the faults in a stretch of text are."""
    if (file := file_of(asked.text_document.uri)) is None:
        return []
    manuscript, actions = Manuscript(str(file), desk.texts.text(file)), []
    for fault in desk.faults_of(file):
        if fault.place is None or not _touch(
            (shown := diagnostic(fault, fault.place, desk, codec)).range, asked.range
        ):
            continue
        for repair in repairs_of(fault, manuscript):
            edits = [
                types.TextEdit(range_between(edit.start, edit.end, manuscript.text, codec), edit.new_text)
                for edit in repair.edits
            ]
            actions.append(
                types.CodeAction(
                    title=_title(repair, desk.language),
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[shown],
                    is_preferred=repair.is_preferred,
                    edit=types.WorkspaceEdit(changes={asked.text_document.uri: edits}),
                )
            )
    return actions


def _title(repair: Repair, language: Language) -> str:
    if len(repair.edits) > 1:
        count = str(len(repair.edits))
        return words("mend several", language, count=persian_digits(count) if language == "fa" else count)
    return words("change to", language, new=repair.new) if repair.new else words("remove", language)


# --- what was asked of -------------------------------------------------------------------------------------------


def _asked_of(asked: Asked, desk: Desk, codec: PositionCodec) -> tuple[Path, Document, int] | None:
    """The file, its document and the offset; nothing if the document cannot be read as it is now."""
    file = file_of(asked.text_document.uri)
    document = desk.document(file) if file else None
    return (file, document, offset_of(asked.position, document, codec)) if file and document else None


def _meant(file: Path, document: Document, offset: int, desk: Desk) -> tuple[Meant | None, Surroundings]:
    around = surroundings_of(file, desk.texts)
    path, at_key = document.path_at(offset)
    return meant_at(schema_of(document), document.data, path, around, at_key=at_key), around


def _named_file(document: Document, path: DocumentPath, folder: Path) -> Path | None:
    """The file that a document names: annex, vocabulary, signed text or calendar of an agreement, or another calendar."""
    data = group(document.data)
    match schema_of(document), path:
        case "agreement", ("vocabulary",) if isinstance(data["vocabulary"], str):
            return file_of_vocabulary(data["vocabulary"], folder)
        case "agreement", ("services",) if isinstance(data["services"], str):
            return folder / data["services"]
        case "agreement", ("source", "file"):
            return folder / str(group(data["source"])["file"])
        case ("agreement", ("calendars", str())) | ("calendar", ("holidays-of", int())):
            return file_of_calendar(str(value_at(data, path)), folder)
    return None


def _touch(one: types.Range, other: types.Range) -> bool:
    def edge(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    return edge(one.start) <= edge(other.end) and edge(other.start) <= edge(one.end)


def _markdown(told: str | None) -> types.MarkupContent | None:
    return types.MarkupContent(types.MarkupKind.Markdown, told) if told else None


def _own_direction(line: str, language: Language) -> str:
    return f"\u2067{line}\u2069" if language == "fa" else line
