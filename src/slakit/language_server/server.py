"""The language server: the protocol of editors on one side, documents on the other."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from slakit._version import __version__
from slakit.consistency.plain import group
from slakit.document import Document
from slakit.errors import Fault, InvalidDocument
from slakit.language_server.completing import choice_at
from slakit.language_server.fixing import replacements
from slakit.language_server.meanings import meaning, term_at, term_meaning
from slakit.language_server.references import Declared, declared, meant_at
from slakit.language_server.surroundings import agreement_around, file_of_vocabulary, surroundings_of
from slakit.language_server.texts import Texts
from slakit.language_server.wording import words
from slakit.loading import Reader
from slakit.messages import Language, help_for, message
from slakit.source import Place

PAUSE = 0.15
"""Seconds without a stroke after which a text is looked at."""
_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
_WHOLE_TEXTS = types.TextDocumentSyncKind.Full


@dataclass(frozen=True, slots=True)
class Examined:
    """The files that were looked at, and what is wrong with them."""

    files: frozenset[Path]
    faults: tuple[Fault, ...]


Examine = Callable[[Iterable[Path], Reader, Language], Examined]
"""Examines editions and documents as `slakit validate` does."""


def serve(examine: Examine, language: Language) -> None:
    """Speak with an editor over standard input and output until it says goodbye."""
    _server(Desk(examine, language)).start_io()


class Desk:
    """What is open, what was said of it, and in which language."""

    def __init__(self, examine: Examine, language: Language) -> None:
        self.language = language
        self.texts = Texts()
        self._examine = examine
        self._told: dict[Path, dict[Path, tuple[Fault, ...]]] = {}

    def faults_around(self, file: Path) -> dict[Path, tuple[Fault, ...]]:
        """Look at everything that a document belongs to: the faults of each file, also of those that have none now."""
        around = agreement_around(file)
        whole = around or file
        named = [path.parent if path == around else path for path in dict.fromkeys((around, file)) if path and self.texts.is_ours(path)]
        examined = self._examine(named, self.texts.read, self.language) if named else Examined(frozenset(), ())
        files = {*self._told.get(whole, ()), *examined.files, file}
        found: dict[Path, tuple[Fault, ...]] = dict.fromkeys(files, ())
        for fault in examined.faults:
            if fault.place:
                at = Path(fault.place.file)
                found[at] = (*found.get(at, ()), fault)
        self._told[whole] = found
        return found

    def faults_of(self, file: Path) -> tuple[Fault, ...]:
        """What was last said of a file."""
        return self._told.get(agreement_around(file) or file, {}).get(file, ())

    def document(self, file: Path) -> Document | None:
        """The document as it is written now, if it can be read."""
        try:
            return self.texts.read(file) if self.texts.is_ours(file) else None
        except InvalidDocument:
            return None


def _server(desk: Desk) -> LanguageServer:
    server = LanguageServer("slakit", __version__, text_document_sync_kind=_WHOLE_TEXTS)
    pending: dict[Path, asyncio.Task[None]] = {}

    async def look_at(file: Path, *, after: float = 0.0) -> None:
        await asyncio.sleep(after)
        for at, faults in desk.faults_around(file).items():
            shown = [_diagnostic(fault, desk, server) for fault in faults]
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(_uri(at), shown))

    def look_soon(file: Path, *, after: float) -> None:
        if earlier := pending.pop(file, None):
            earlier.cancel()
        pending[file] = asyncio.get_running_loop().create_task(look_at(file, after=after))

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        wish = group(params.initialization_options).get("language")
        if wish in ("fa", "en"):
            desk.language = "fa" if wish == "fa" else "en"

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        if file := _file(params.text_document.uri):
            desk.texts.open(file, params.text_document.text)
            look_soon(file, after=0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        if file := _file(params.text_document.uri):
            desk.texts.open(file, params.content_changes[-1].text)
            look_soon(file, after=PAUSE)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        if file := _file(params.text_document.uri):
            look_soon(file, after=0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        if file := _file(params.text_document.uri):
            desk.texts.close(file)
            look_soon(file, after=0)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        told = _meaning(desk, server, params)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told)) if told else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        return _definition(desk, server, params)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", '"', "{", "["]))
    def completion(params: types.CompletionParams) -> types.CompletionList:
        return types.CompletionList(is_incomplete=False, items=_completions(desk, server, params))

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def repairs(params: types.CodeActionParams) -> list[types.CodeAction]:
        return _repairs(desk, server, params)

    return server


# --- answers -----------------------------------------------------------------------------------------------------


def _diagnostic(fault: Fault, desk: Desk, server: LanguageServer) -> types.Diagnostic:
    assert fault.place is not None, fault
    told, cure = message(fault, desk.language), help_for(fault, desk.language)
    lines = [told, f"{words('help', desk.language)}{cure}"] if cure else [told]
    return types.Diagnostic(
        range=_range(fault.place, desk, server),
        message="\n".join(_own_direction(line, desk.language) for line in lines),
        severity=_SEVERITIES[fault.severity],
        code=fault.rule,
        source="slakit",
    )


def _meaning(desk: Desk, server: LanguageServer, params: types.HoverParams) -> str | None:
    file = _file(params.text_document.uri)
    document = desk.document(file) if file else None
    if file is None or document is None:
        return None
    offset = _offset(params.position, document, server)
    path, at_key = document.path_at(offset)
    if term := term_at(document, path, offset):
        return term_meaning(document, term, desk.language)
    around = surroundings_of(file, desk.texts)
    meant = meant_at(document, path, around, at_key=at_key)
    return meaning(meant, around, desk.language) if meant else None


def _definition(desk: Desk, server: LanguageServer, params: types.DefinitionParams) -> types.Location | None:
    file = _file(params.text_document.uri)
    document = desk.document(file) if file else None
    if file is None or document is None:
        return None
    path, at_key = document.path_at(_offset(params.position, document, server))
    if other := _named_file(document, path, file.parent):
        beginning = types.Position(0, 0)
        return types.Location(_uri(other), types.Range(beginning, beginning))
    around = surroundings_of(file, desk.texts)
    meant = meant_at(document, path, around, at_key=at_key)
    place = declared(meant, around) if meant else None
    return _location(place, desk, server) if place else None


def _named_file(document: Document, path: tuple[str | int, ...], folder: Path) -> Path | None:
    """The file that an agreement names: its annex, its vocabulary, the signed text."""
    data = group(document.data)
    match path:
        case ("vocabulary",) if "services" in data and isinstance(data["vocabulary"], str):
            return file_of_vocabulary(data["vocabulary"], folder)
        case ("services",) if isinstance(data["services"], str):
            return folder / data["services"]
        case ("source", "file"):
            return folder / str(group(data["source"])["file"])
    return None


def _location(place: Declared, desk: Desk, server: LanguageServer) -> types.Location:
    at = place.document.place_of(place.path, key=place.at_key)
    return types.Location(_uri(Path(at.file)), _range_in(place.document.text, at, server))


def _completions(
    desk: Desk, server: LanguageServer, params: types.CompletionParams
) -> list[types.CompletionItem]:
    file = _file(params.text_document.uri)
    document = desk.document(file) if file else None
    if file is None or document is None:
        return []
    around = surroundings_of(file, desk.texts)
    choice = choice_at(document, _offset(params.position, document, server), around)
    if choice is None:
        return []
    end = params.position
    start = types.Position(end.line, end.character - choice.begun)
    kind = types.CompletionItemKind.Field if choice.meant.kind == "field" else types.CompletionItemKind.Reference
    items = []
    for name in choice.names:
        meant = type(choice.meant)(choice.meant.kind, name, choice.meant.owner, choice.meant.sides)
        told = meaning(meant, around, desk.language)
        items.append(
            types.CompletionItem(
                label=name,
                kind=kind,
                detail=words(choice.meant.kind, desk.language),
                documentation=types.MarkupContent(types.MarkupKind.Markdown, told) if told else None,
                text_edit=types.TextEdit(types.Range(start, end), choice.text(name)),
            )
        )
    return items


def _repairs(desk: Desk, server: LanguageServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    file = _file(params.text_document.uri)
    if file is None:
        return []
    text = desk.texts.text(file)
    actions = []
    for fault in desk.faults_of(file):
        diagnostic = _diagnostic(fault, desk, server)
        if not _touch(diagnostic.range, params.range):
            continue
        for repair in replacements(fault, _written(text, fault.place)):
            edit = types.TextEdit(diagnostic.range, repair.new)
            actions.append(
                types.CodeAction(
                    title=words("change to", desk.language, new=repair.name),
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[diagnostic],
                    is_preferred="other" not in fault.arguments,
                    edit=types.WorkspaceEdit(changes={params.text_document.uri: [edit]}),
                )
            )
    return actions


def _touch(one: types.Range, other: types.Range) -> bool:
    def edge(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    return edge(one.start) <= edge(other.end) and edge(other.start) <= edge(one.end)


def _own_direction(line: str, language: Language) -> str:
    return f"\u2067{line}\u2069" if language == "fa" else line


# --- places ------------------------------------------------------------------------------------------------------


def _file(uri: str) -> Path | None:
    """The file of a URI; of a text that has no file yet, nothing can be said."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def _uri(file: Path) -> str:
    return from_fs_path(str(file)) or file.as_uri()


def _lines(text: str) -> list[str]:
    """The lines of a text as the protocol counts them; `str.splitlines` knows more ends of lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _range(place: Place, desk: Desk, server: LanguageServer) -> types.Range:
    return _range_in(desk.texts.text(Path(place.file)), place, server)


def _range_in(text: str, place: Place, server: LanguageServer) -> types.Range:
    """A place in the units of the editor, which counts a rare character as two."""
    whole = types.Range(
        types.Position(place.line - 1, place.column - 1), types.Position(place.end_line - 1, place.end_column - 1)
    )
    return server.workspace.position_codec.range_to_client_units(_lines(text), whole)


def _offset(position: types.Position, document: Document, server: LanguageServer) -> int:
    ours = server.workspace.position_codec.position_from_client_units(_lines(document.text), position)
    return document.offset(ours.line + 1, ours.character + 1)


def _written(text: str, place: Place | None) -> str:
    """What stands at a place of one line; a longer one is no word that could be written otherwise."""
    lines = _lines(text)
    if place is None or place.line != place.end_line or place.line > len(lines):
        return ""
    return lines[place.line - 1][place.column - 1 : place.end_column - 1]
