"""The language server: which question of the protocol is answered by which function."""

import asyncio
from functools import partial
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from slakit._version import __version__
from slakit.consistency.plain import group
from slakit.language_server import answers
from slakit.language_server.desk import Desk, Examine
from slakit.language_server.places import file_of, uri_of
from slakit.messages import Language

PAUSE = 0.15
"""Seconds without a stroke after which a text is looked at."""


def serve(examine: Examine, language: Language) -> None:
    """Speak with an editor over standard input and output until it says goodbye."""
    Serving(Desk(examine, language)).server.start_io()


class Serving:
    """One editor being served."""

    def __init__(self, desk: Desk) -> None:
        # whole texts: pygls applies changes by `str.splitlines`, which counts lines as no editor does
        whole = types.TextDocumentSyncKind.Full
        self.desk = desk
        self.server = LanguageServer("slakit", __version__, text_document_sync_kind=whole)
        self._pending: dict[Path, asyncio.Task[None]] = {}
        self._versions: dict[Path, int] = {}
        marks = types.CompletionOptions(trigger_characters=[" ", '"', "{", "["])
        repairing = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        for name, answer, options in (
            (types.INITIALIZE, self.initialize, None),
            (types.TEXT_DOCUMENT_DID_OPEN, self.opened, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, self.changed, None),
            (types.TEXT_DOCUMENT_DID_SAVE, self.saved, None),
            (types.TEXT_DOCUMENT_DID_CLOSE, self.closed, None),
            (types.TEXT_DOCUMENT_HOVER, self.hover, None),
            (types.TEXT_DOCUMENT_DEFINITION, self.definition, None),
            (types.TEXT_DOCUMENT_COMPLETION, self.completions, marks),
            (types.TEXT_DOCUMENT_CODE_ACTION, self.repairs, repairing),
        ):
            # pygls writes attributes on what it is given, which a bound method does not bear
            self.server.feature(name, options)(partial(answer))

    @property
    def codec(self) -> PositionCodec:
        """How the editor counts within a line; it says so when it begins."""
        return self.server.workspace.position_codec

    def initialize(self, params: types.InitializeParams) -> None:
        """Take the language that the editor asks for."""
        wish = group(params.initialization_options).get("language")
        if wish in ("fa", "en"):
            self.desk.language = "fa" if wish == "fa" else "en"

    # --- what is written

    async def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Look at a text at once."""
        if file := file_of(params.text_document.uri):
            self._versions[file] = params.text_document.version
            self.desk.texts.open(file, params.text_document.text)
            self._look(file, after=0)

    async def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Look at a text when nobody has touched a key for a moment."""
        if file := file_of(params.text_document.uri):
            self._versions[file] = params.text_document.version
            self.desk.texts.open(file, params.content_changes[-1].text)
            self._look(file, after=PAUSE)

    async def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Look at once."""
        if file := file_of(params.text_document.uri):
            self._look(file, after=0)

    async def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Go back to what is saved."""
        if file := file_of(params.text_document.uri):
            self._versions.pop(file, None)
            self.desk.texts.close(file)
            self._look(file, after=0)

    def _look(self, file: Path, *, after: float) -> None:
        if earlier := self._pending.pop(file, None):
            earlier.cancel()
        self._pending[file] = asyncio.get_running_loop().create_task(self._look_at(file, after))

    async def _look_at(self, file: Path, after: float) -> None:
        await asyncio.sleep(after)
        for at, faults in self.desk.faults_around(file).items():
            shown = answers.diagnostics(faults, self.desk, self.codec)
            told = types.PublishDiagnosticsParams(uri_of(at), shown, self._versions.get(at))
            self.server.text_document_publish_diagnostics(told)

    # --- what is asked

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What something means."""
        return answers.hover(params, self.desk, self.codec)

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """Where something is declared."""
        return answers.definition(params, self.desk, self.codec)

    def completions(self, params: types.CompletionParams) -> types.CompletionList:
        """What can be named."""
        return types.CompletionList(
            is_incomplete=False, items=answers.completions(params, self.desk, self.codec)
        )

    def repairs(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be written instead."""
        return answers.repairs(params, self.desk, self.codec)
