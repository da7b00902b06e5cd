"""The command line: arguments, results, exit codes. Each command is a module that is imported when it is called."""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from io import FileIO, TextIOWrapper
from typing import TYPE_CHECKING, TextIO, cast

from slakit.cli.apart import must_lie_apart
from slakit.cli.arguments import language_of, understood
from slakit.cli.endings import Ending
from slakit.cli.exit_codes import Exit
from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from argparse import Namespace

__all__ = ["Exit", "called", "main"]

_MODULES = {"import": "importing"}
"""The commands whose names no module can have."""
_INTERRUPTED = "Query interrupted"
"""What DuckDB says of a query that was stopped by a signal; Python then knows nothing of it any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, by default the one that the program was called with, and give its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    sys.stdout = _held_back(sys.stdout)
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    ending = Ending()
    try:
        with ending:
            return _carried_out(given)
    except BrokenPipeError:
        _let_go(sys.stdout)
        return Exit.PIPE_CLOSED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    finally:
        for stream in (sys.stdout, sys.stderr):
            if not _is_written(stream):
                _let_go(stream)  # it has been told, where somebody can be told
        ending.end_by_signal()


def _carried_out(given: Sequence[str]) -> int:
    try:
        voice = Voice(language_of(given, os.environ))
    except Refused as refused:
        Voice("en").remark(refused.problem, refused.cure)
        return Exit.WRONG_INPUT
    return called(given, voice)


def called(given: Sequence[str], voice: Voice) -> Exit:
    """Carry out a command in a language; whatever is wrong with it is told, and given as its code."""
    try:
        return _written_by(_run(given, voice))
    except Refused as refused:
        voice.remark(refused.problem, refused.cure)
        return Exit.WRONG_INPUT
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as problem:
        if problem.errno == errno.EBADF:
            voice.remark(voice.said("stream closed"), voice.said("leave it open"))
            return Exit.WRONG_INPUT
        if problem.errno == errno.ENOENT and problem.filename is None and not _has_folder():
            voice.remark(voice.said("folder gone"), voice.said("change folder"))
            return Exit.WRONG_INPUT
        if not _is_written(sys.stdout):
            voice.remark(voice.said("cannot write", file="-", problem=problem.strerror or str(problem)))
            return Exit.WRONG_INPUT
        if problem.errno != errno.ENOSPC:
            return _failed(problem, voice, debug="--debug" in given)
        import tempfile  # it brings much along

        return _without_space(tempfile.gettempdir(), voice)
    except Exception as problem:  # whatever else it is, it is a mistake of slakit and must be told
        if str(problem) == _INTERRUPTED:
            raise KeyboardInterrupt from problem
        return _failed(problem, voice, debug="--debug" in given)


def _written_by(code: Exit) -> Exit:
    """The code of a command of which nothing is held back: that would fail when Python ends, and nobody would tell of it."""
    with suppress(ValueError):  # it is closed already, as by the server of an editor
        sys.stdout.flush()
    return code


def _run(given: Sequence[str], voice: Voice) -> Exit:
    from slakit.errors import EngineBrokeOff, InvalidDocument, OutOfRoom

    try:
        options = understood(given, voice)
    except SystemExit:  # help or version was asked for, and given
        return Exit.NOTHING_FOUND
    must_lie_apart(options, voice)
    module = _MODULES.get(options.command, options.command)
    run = cast("Callable[[Namespace, Voice], Exit]", import_module(f"slakit.cli.{module}").run)
    try:
        return run(options, voice)
    except InvalidDocument as error:
        voice.tell(error.faults)
        return Exit.WRONG_INPUT
    except EngineBrokeOff as loss:
        voice.remark(
            voice.said("engine broke off", engine=loss.engine, why=loss.arguments["why"]),
            voice.said("look into spark"),
        )
        return Exit.ENGINE_FAILED
    except OutOfRoom as lack:
        if lack.reason == "disk":
            return _without_space(lack.arguments["folder"], voice)
        voice.remark(
            voice.said("no room in memory", engine=lack.engine, why=lack.arguments["why"]),
            voice.said("give it memory"),
        )
        return Exit.ENGINE_FAILED


def _has_folder() -> bool:
    """Whether the folder that slakit was called in is still there."""
    try:
        os.getcwd()  # noqa: PTH109 -- `Path.cwd` is the same, and more
    except FileNotFoundError:
        return False
    return True


def _is_written(stream: TextIO) -> bool:
    """Whether nothing is held back that the system does not take."""
    try:
        stream.flush()
    except OSError:
        return False
    except ValueError:  # it is closed, and holds nothing
        return True
    return True


def _without_space(folder: str, voice: Voice) -> Exit:
    voice.remark(voice.said("no space", folder=folder), voice.said("give it space"))
    return Exit.ENGINE_FAILED


def _failed(problem: Exception, voice: Voice, *, debug: bool) -> Exit:
    if debug:
        import traceback

        traceback.print_exception(problem)
    why = str(problem).partition("\n")[0]
    voice.remark(
        voice.said("engine failed", kind=type(problem).__name__, problem=why), voice.said("report it")
    )
    return Exit.ENGINE_FAILED


def _stand_in_for_closed_streams() -> None:
    """Put something in the place of standard streams that were closed before slakit was called.

    To read or to write results there fails as the system has it, and is told as any other file is; what is said besides goes
    nowhere. The lowest free number is given to what is opened first, so no file of the command gets one of these.
    """
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_WRONLY), encoding="utf-8")  # noqa: PTH123, SIM115 -- a number
    if sys.stdout is None:
        closed = open(os.open(os.devnull, os.O_RDONLY), "wb", buffering=0)  # noqa: PTH123, SIM115 -- a number
        sys.stdout = TextIOWrapper(closed, encoding="utf-8", write_through=True)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- as long as the command runs


def _held_back(stream: TextIO) -> TextIO:
    """A stream that keeps what the system did not take; without buffers, as by PYTHONUNBUFFERED, Python forgets it in silence."""
    raw = getattr(stream, "buffer", None)
    if not isinstance(raw, FileIO):
        return stream
    return open(raw.fileno(), "w", buffering=1, encoding="utf-8", closefd=False)


def _speak_utf8(stream: TextIO) -> None:
    """Results are UTF-8 whatever the system speaks; a file name that is none is shown with its bytes."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go(stream: TextIO) -> None:
    """What is still in the buffer cannot be written: it must not be tried again when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError:
        stream.close()
