"""A small editor without a window: it speaks the language server protocol over standard input and output.

Two servers are driven by it: `slakit lsp`, and the yaml-language-server that editors bring, at a pinned version.
"""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import pytest

ROOT = Path(__file__).parents[2]
YAML_LANGUAGE_SERVER = "1.25.0"
CACHE = ROOT / ".venv" / "yaml-language-server" / YAML_LANGUAGE_SERVER
LONGEST_WAIT = 30.0
"""Seconds after which a server that says nothing is taken for dead."""

Message = dict[str, Any]


class Editor:
    """An editor with a server: it opens files, waits for what is said of them, and asks."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        options: Mapping[str, object] | None = None,
        settings: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
        capabilities: Mapping[str, object] | None = None,
    ) -> None:
        self.settings = settings or {}
        self._process = subprocess.Popen(  # noqa: S603  a server of ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
        )
        self._said: queue.Queue[Message] = queue.Queue()
        self._asked = 0
        self._versions: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self.diagnosed: dict[str, Message] = {}
        self._reader = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
        self._reader.start()
        self.about = self.ask(
            "initialize",
            processId=os.getpid(),
            rootUri=ROOT.as_uri(),
            workspaceFolders=[{"uri": ROOT.as_uri(), "name": "slakit"}],
            capabilities=capabilities or _CAPABILITIES,
            initializationOptions=options or {},
        )
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self.settings)

    # --- what an editor does

    def open(self, path: Path, text: str | None = None) -> list[Message]:
        """Open a file, with a text that need not be saved; what is wrong with it, once the server has said so."""
        shown = path.read_text("utf-8") if text is None else text
        if path.as_uri() in self._open:
            return self.change(path, shown)
        self._texts[path.as_uri()] = shown
        version = self._next_version(path)
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": version, "text": shown}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.diagnostics(path)

    def show(self, path: Path) -> None:
        """Have a file open as it is saved, and leave it open."""
        saved = path.read_text("utf-8")
        if path.as_uri() not in self._open:
            self.open(path, saved)
        elif self._texts[path.as_uri()] != saved:
            self.tell_change(path, saved)

    def change(self, path: Path, text: str) -> list[Message]:
        """Write another text over a file that is open; what is then wrong with it."""
        self.tell_change(path, text)
        return self.diagnostics(path)

    def tell_change(self, path: Path, text: str) -> None:
        """Write another text over a file that is open."""
        version = self._next_version(path)
        self._texts[path.as_uri()] = text
        self.tell(
            "textDocument/didChange",
            textDocument={"uri": path.as_uri(), "version": version},
            contentChanges=[{"text": text}],
        )

    def _next_version(self, path: Path) -> int:
        uri = path.as_uri()
        self._open[uri] = self._versions[uri] = self._versions.get(uri, 0) + 1
        return self._versions[uri]

    def close(self, path: Path) -> None:
        """Close a file without saving it, and wait until the server has taken back what it said of it."""
        del self._open[path.as_uri()]
        self.tell("textDocument/didClose", textDocument={"uri": path.as_uri()})
        self.diagnostics(path)

    def diagnostics(self, path: Path) -> list[Message]:
        """What the server says next of a file, as it is now: what it said of an earlier text may still come in."""
        uri = path.as_uri()
        self.diagnosed.pop(uri, None)
        while uri not in self.diagnosed or not self._is_of_now(uri):
            self.listen()
        return list(self.diagnosed[uri]["diagnostics"])

    def _is_of_now(self, uri: str) -> bool:
        """Whether the text was meant that is open now; a server that names no version is believed."""
        names_versions = self.about.get("serverInfo", {}).get("name") == "slakit"
        return not names_versions or self.diagnosed[uri].get("version") == self._open.get(uri)

    def at(self, method: str, path: Path, line: int, character: int, **more: object) -> Any:  # noqa: ANN401  any JSON value
        """Ask something about a position (both numbers from 0)."""
        position = {"line": line, "character": character}
        return self.ask(method, textDocument={"uri": path.as_uri()}, position=position, **more)

    # --- the protocol

    def ask(self, method: str, **params: object) -> Any:  # noqa: ANN401  any JSON value
        """Send a request and wait for its answer."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self.listen()
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise RuntimeError(message["error"])
                return message["result"]

    def tell(self, method: str, **params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def quit(self) -> int:
        """End the server as the protocol wants it; its exit code."""
        self.ask("shutdown")
        self.tell("exit")
        try:
            return self._process.wait(timeout=LONGEST_WAIT)
        finally:
            self._process.kill()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()
            self._reader.join(timeout=1)

    def _send(self, message: Message) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        stream.flush()

    def listen(self) -> Message:
        """Take in the next thing that the server says."""
        message = self._said.get(timeout=LONGEST_WAIT)
        match message:
            case {"method": "exit"}:
                raise RuntimeError("the server has ended")
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                self.diagnosed[params["uri"]] = params
            case {"method": "workspace/configuration", "id": number, "params": {"items": list(items)}}:
                found = [self.settings.get(item.get("section", "")) for item in items]
                self._send({"id": number, "result": found})
            case {"method": str(), "id": number}:
                self._send({"id": number, "result": None})
        return message

    def _read(self, stream: IO[bytes]) -> None:
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._said.put(json.loads(stream.read(length)))
        self._said.put({"method": "exit"})  # it has ended


_CAPABILITIES: Mapping[str, object] = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
        },
        "definition": {"linkSupport": False},
    },
}  # fmt: skip


class Unavailable(Exception):
    """The server cannot be had on this machine; the words say why."""


def server_script() -> Path:
    """The script of the yaml-language-server, fetched once into `.venv`; raises `Unavailable` where that is impossible."""
    if shutil.which("node") is None or (npm := shutil.which("npm")) is None:
        raise Unavailable("yaml-language-server: node and npm are not installed")
    package = CACHE / "node_modules" / "yaml-language-server"
    script = package / "bin" / "yaml-language-server"
    if not script.is_file():
        # tests run side by side: none may find what another one is still fetching
        fetched = CACHE.with_name(f"{CACHE.name}.{os.getpid()}")
        fetched.mkdir(parents=True)
        install = [npm, "install", "--prefix", str(fetched), "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(  # noqa: S603  npm, with a pinned version
            [*install, f"yaml-language-server@{YAML_LANGUAGE_SERVER}"],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        if not done.returncode and not script.is_file():
            with suppress(OSError):  # another one was here first
                fetched.rename(CACHE)
        shutil.rmtree(fetched, ignore_errors=True)
        if done.returncode or not script.is_file():
            raise Unavailable(
                f"yaml-language-server {YAML_LANGUAGE_SERVER} could not be fetched: {done.stderr[-200:]}"
            )
    return script


def _yaml_language_server() -> Path:
    """The script of the server; skips the test by name where there is none."""
    try:
        return server_script()
    except Unavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def yaml_editor() -> Iterator[Editor]:
    """An editor with the real yaml-language-server, told nothing: the modelines alone name the schemas."""
    yaml = {"completion": True, "hover": True, "validate": True, "schemaStore": {"enable": False}}
    editor = Editor(["node", str(_yaml_language_server()), "--stdio"], settings={"yaml": yaml})
    yield editor
    editor.quit()


@pytest.fixture(scope="module", params=["en", "fa"])
def language(request: pytest.FixtureRequest) -> str:
    """The language that a server is asked to speak."""
    return str(request.param)


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    """An editor with `slakit lsp`."""
    yield from _served("en")


@pytest.fixture(scope="module")
def speaking_editor(language: str) -> Iterator[Editor]:
    """An editor with `slakit lsp`, which speaks one of the languages."""
    yield from _served(language)


def _served(language: str) -> Iterator[Editor]:
    if find_spec("pygls") is None:
        pytest.skip("slakit lsp: the extra `lsp` (pygls) is not installed")
    editor = Editor([sys.executable, "-m", "slakit", "lsp"], options={"language": language})
    yield editor
    assert editor.quit() == 0
