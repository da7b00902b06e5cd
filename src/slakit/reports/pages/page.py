"""What every page stands on: its words, its style and script, its fonts, and the lock that lets it load nothing else."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from slakit._version import __version__
from slakit.reports.names import Names
from slakit.reports.pages.markup import Isolates, markup
from slakit.reports.pages.words import PAGE_WORDS
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.calendars import Language
    from slakit.models import Words

Medium = Literal["screen", "paper"]
"""What a page is made for."""

_DIRECTIONS: Final = {"fa": "rtl", "en": "ltr"}
_FONTS: Final = {"Regular": 400, "Bold": 700}


@dataclass(frozen=True, slots=True)
class Telling:
    """The names of an edition in a language, and the words of the pages."""

    names: Names

    @property
    def language(self) -> "Language":
        """The language of the page."""
        return self.names.language

    def said(self, word: str, **values: str) -> str:
        """An entry of the table with its values filled in; they stand in it as they are."""
        words = PAGE_WORDS[word][self.language]
        for name, value in values.items():
            words = words.replace("{" + name.rstrip("_") + "}", value)
        return words


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in the language that it is written in, to be shown as it stands."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """The direction that it is read in."""
        return _DIRECTIONS.get(self.language, "auto")


def passages(words: "Words", telling: Telling) -> tuple[Passage, Passage | None]:
    """A text in its authoritative language, and its translation into that of the page if there is one."""
    authoritative = telling.names.edition.agreement.language
    signed = authoritative if authoritative in words else next(iter(words))
    other = words.get(telling.language) if telling.language != signed else None
    translation = None if other is None else Passage(other.strip(), telling.language)
    return Passage(words[signed].strip(), signed), translation


def rendered(
    template: str,
    title: str,
    telling: Telling,
    shown: Mapping[str, object],
    medium: Medium = "screen",
) -> str:
    """A page: the template with what it shows. Nothing in it is loaded from anywhere, and no script but its own runs.

    For paper it is the same without what only a screen can do, for `slakit.reports.paper` to print.
    """
    environment = _environment(telling.language, medium)
    return environment.get_template(template).render(
        frame=f"{medium}.html",
        on_paper=medium == "paper",
        lang=telling.language,
        direction=_DIRECTIONS[telling.language],
        title=title,
        version=__version__,
        said=telling.said,
        **(_locked() if medium == "screen" else {"style": _paper_style(telling)}),
        **shown,
    )


@cache
def _locked() -> dict[str, object]:
    """Style and script of a page for screens, and the policy that lets nothing but these two take effect."""
    style, script = _asset("page.css") + _fonts(), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    return {"policy": policy, "style": Markup(style), "script": Markup(script)}  # noqa: S704  the same


def _paper_style(telling: Telling) -> Markup:
    """The style of a page for paper, of which each sheet has its number in the digits of the page."""
    digits = "persian" if telling.language == "fa" and telling.names.digits == "persian" else "decimal"
    numbers = {"page": f'" counter(page,{digits}) "', "pages": f'" counter(pages,{digits}) "'}
    numbered = telling.said("page of", **numbers)
    footer = f'@page{{@bottom-center{{content:"{numbered}"}}}}'
    return Markup(_asset("paper.css") + footer)  # noqa: S704  our own file and our own words


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment(language: "Language", medium: Medium) -> Environment:
    """The templates, of which every value is escaped and shown by `markup`, whether the template asks for it or not."""
    isolates: Isolates = "elements" if medium == "screen" else "characters"

    def safely(value: object) -> object:
        is_text = isinstance(value, str) and not isinstance(value, Markup)
        return markup(str(value), language, isolates) if is_text else value

    environment = Environment(
        loader=PackageLoader("slakit.reports.pages", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=safely,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = _plain
    return environment


def _plain(text: str) -> Markup:
    """A text for an attribute, where no element can stand: escaped, without isolates, other controls by their names."""
    return markup(strip_isolates(text), "fa")


def _asset(name: str) -> str:
    return (files("slakit.reports.pages") / "assets" / name).read_text(encoding="utf-8")


@cache
def _fonts() -> str:
    """The style that carries the fonts inside the page."""
    faces: list[str] = []
    for name, weight in _FONTS.items():
        content = (files("slakit.reports.pages") / "assets" / f"Vazirmatn-{name}.woff2").read_bytes()
        data = base64.b64encode(content).decode()
        faces.append(
            f"@font-face{{font-family:Vazirmatn;font-weight:{weight};font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)
