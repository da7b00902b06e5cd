"""Pages into PDF files, by WeasyPrint: shaped, laid out and paged without a browser."""

import base64
from typing import TYPE_CHECKING, Final

import pydyf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from slakit.reports.paper.fonts import NON_JOINER, STAND_INS, paper_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from weasyprint.document import Document

_WEIGHTS: Final = {"Regular": 400, "Bold": 700}
_ARCHIVED: Final = "pdf/a-2a"
"""What the files keep of ISO 19005: everything is inside, each glyph has its letters, and the structure is told."""


def printed(page: str) -> bytes:
    """The PDF file of a page that was made for paper (`medium="paper"`); nothing is loaded for it from anywhere.

    The same page gives the same file.
    """
    stand_in = next((letter for letter in STAND_INS if letter not in page), NON_JOINER)
    head, closing, body = page.partition("</head>")
    fonts = FontConfiguration()
    content: bytes = HTML(
        string=f"{head}{closing}{body.replace(NON_JOINER, stand_in)}",
        url_fetcher=URLFetcher(allowed_protocols=("data",)),
    ).write_pdf(
        stylesheets=[CSS(string=_faces(), font_config=fonts)],
        font_config=fonts,
        finisher=_telling_as(stand_in, NON_JOINER),
        pdf_variant=_ARCHIVED,
        pdf_identifier=b"slakit",
    )
    return content


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:Vazirmatn;font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(paper_font(name)).decode()})}}"
        for name, weight in _WEIGHTS.items()
    )


def _telling_as(stand_in: str, meant: str) -> "Callable[[Document, pydyf.PDF], None]":
    """What lets a stand-in be read as what is meant: where a file tells the letters of its glyphs, and in its outline."""
    before, after = (f" <{letter.encode('utf-16-be').hex()}>".encode() for letter in (stand_in, meant))

    def finish(_document: "Document", pdf: pydyf.PDF) -> None:
        for one in pdf.objects:
            if isinstance(one, pydyf.Stream) and b"begincmap" in one.stream:
                one.stream = [line.replace(before, after) for line in one.stream]
            elif isinstance(one, pydyf.Dictionary) and isinstance(title := one.get("Title"), pydyf.String):
                one["Title"] = pydyf.String(title.string.replace(stand_in, meant))

    return finish
