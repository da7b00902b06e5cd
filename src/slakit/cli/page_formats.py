"""The files that pages are written as, and what each of them needs."""

from importlib import import_module
from pathlib import PurePath
from typing import Final, Literal

from slakit.cli.wording import Refused, Voice

Form = Literal["html", "pdf", "docx", "ics"]
_BY_ENDING: Final[dict[str, Form]] = {".pdf": "pdf", ".docx": "docx", ".ics": "ics"}
PACKAGES: Final = {"html": ("jinja2",), "docx": ("docx",), "pdf": ("weasyprint",), "ics": ("icalendar",)}
"""What has to be installed for each format, beside jinja2, which they all are made with."""
_NO_TEXT: Final = ("docx", "pdf")


def form_of(asked: Form | None, output: str | None) -> Form:
    """The format that is asked for, or that of the ending of the file.

    >>> form_of(None, "Report.PDF"), form_of(None, "report"), form_of("html", "report.pdf")
    ('pdf', 'html', 'html')
    """
    return asked or _BY_ENDING.get(PurePath(output or "").suffix.lower(), "html")


def need(form: str, output: str | None, voice: Voice) -> None:
    """Refuse a format that cannot be made here, or that cannot stand where it is to be written."""
    if form in _NO_TEXT and output is None:
        raise Refused(voice.said("file needed", format=form), voice.said("give it a file", format=form))
    for package in ("jinja2", *PACKAGES[form]):
        try:
            import_module(package)
        except ModuleNotFoundError:
            extra = form if form in _NO_TEXT else "report"
            missing = voice.said("page package missing", format=form)
            raise Refused(missing, voice.said("install extra", extra=extra)) from None
        except OSError:
            # WeasyPrint stands on libraries of the system, which no package of Python brings along
            raise Refused(
                voice.said("library missing", package=package), voice.said("install pango")
            ) from None
