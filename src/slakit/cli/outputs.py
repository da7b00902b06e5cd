"""Where results go and in which format: `--format X --output F`, in pairs and as often as wanted."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from slakit.reports.faults.listing import Listing

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub Actions names the file for the summary of a step."""


class Output:
    """A format, and the file it is written to; standard output where there is none."""

    __slots__ = ("file", "format")

    def __init__(self, format: str | None = None, file: str | None = None) -> None:  # noqa: A002  as the option says
        self.format = format
        self.file = file


class PairOutputs(argparse.Action):
    """Gathers `--format` and `--output` into `outputs`: each joins the last of the other kind that is still alone."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[str] | None,
        option_string: str | None = None,
    ) -> None:
        """Take one of the options."""
        outputs: list[Output] = [*(getattr(namespace, "outputs", None) or ())]
        value = str(values)
        wanted = "format" if option_string == "--format" else "file"
        if outputs and getattr(outputs[-1], wanted) is None:
            setattr(outputs[-1], wanted, value)
        else:
            outputs.append(Output(**{wanted: value}))
        namespace.outputs = outputs


def paired(outputs: Sequence[Output] | None, voice: Voice) -> list[tuple[str, str | None]]:
    """The outputs asked for, text on standard output if none was. Raises `Refused` if two would share a place."""
    pairs = [(output.format or "text", output.file) for output in outputs or [Output()]]
    files = [os.path.realpath(file) if file else None for _, file in pairs]
    for at, file in enumerate(files):
        if file in files[:at]:
            shared = (
                voice.said("same output", file=pairs[at][1] or "")
                if file
                else voice.said("two on standard output")
            )
            raise Refused(shared, voice.said("give each an output"))
    return pairs


def write(listing: "Listing", pairs: Sequence[tuple[str, str | None]], voice: Voice) -> None:
    """Write a listing in every format that was asked for."""
    from slakit.cli.results import results
    from slakit.reports.faults import writer

    for name, file in pairs:
        lines = writer(name)
        with results(file, voice) as stream:
            for line in lines(listing):
                stream.write(line + "\n")
        if name == "github":
            summarize(listing, voice)


def summarize(listing: "Listing", voice: Voice) -> None:
    """Add everything to the summary of the job, where GitHub Actions names a file for it."""
    from slakit.reports.faults.github import summary

    file = os.environ.get(STEP_SUMMARY)
    if not file or not listing.items:
        return
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n", errors="backslashreplace") as stream:
            stream.write(summary(listing))
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(voice.said("cannot write", file=file, problem=why)) from problem
