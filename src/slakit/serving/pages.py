"""The pages of a server: how it stands, and the entrance where the token is given.

They load nothing but what this server gives: one font, one document of status, one stream.
"""

import json
import secrets
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from slakit.serving.words import STATUS_WORDS

if TYPE_CHECKING:
    from slakit.calendars import Language

_FACTS: Final = ("until", "events", "repeated", "set-aside")
_OUTCOMES: Final = ("violated", "undetermined", "pending", "fulfilled")


class Pages:
    """The pages of one agreement in one language; each answer has a nonce of its own, and allows no other script."""

    def __init__(self, title: str, language: "Language") -> None:
        self._title = title
        self._language = language

    def status(self) -> tuple[str, str]:
        """The page of status, and its content security policy."""
        told = {name: self._said(name) for name in ("no deadline", "live", "lost", "counting")}
        words = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
        facts = "".join(f'<div><dt>{self._said(name)}</dt><dd id="{name}">–</dd></div>' for name in _FACTS)
        body = (
            f'<section id="not-read-some" aria-labelledby="h-not-read" hidden><h2 id="h-not-read">{self._said("not-read")}</h2>'
            '<ol id="not-read"></ol></section>'
            + self._table("open", ("clause", "due", "time left", "duty"), "nothing open")
            + self._table("clauses", ("clause", *_OUTCOMES), "nothing told")
            + self._list("latest", "nothing told")
        )
        script = f'<script type="application/json" id="words">{words}</script>'
        return self._page(
            f'<p id="state" role="status"></p><dl class="facts">{facts}</dl>',
            body,
            script + '<script nonce="$nonce">' + _asset("status.js") + "</script>",
        )

    def entrance(self, *, is_wrong: bool) -> tuple[str, str]:
        """The page that asks for the token, and its content security policy."""
        problem = f'<p class="problem" role="alert">{self._said("wrong token")}</p>' if is_wrong else ""
        body = (
            f'<section>{problem}<form method="post" action="enter"><div><label for="token">{self._said("token")}</label>'
            '<input id="token" name="token" type="password" autocomplete="off" required></div>'
            f"<button>{self._said('enter')}</button></form></section>"
        )
        return self._page("", body, "")

    def _page(self, facts: str, body: str, script: str) -> tuple[str, str]:
        nonce = secrets.token_urlsafe(16)
        page = Template(_asset("status.html")).substitute(
            language=self._language,
            direction="rtl" if self._language == "fa" else "ltr",
            title=escape(f"{self._said('status')}: {self._title}"),
            facts=facts,
            body=body,
            script=script.replace("$nonce", nonce),
            nonce=nonce,
        )
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
            "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        )
        return page, policy

    def _table(self, name: str, columns: tuple[str, ...], nothing: str) -> str:
        heads = "".join(f'<th scope="col">{self._said(column)}</th>' for column in columns)
        more = (
            f'<p id="others" hidden>{self._said("others")} <span id="others-count"></span></p>'
            if name == "open"
            else ""
        )
        return (
            f'<section aria-labelledby="h-{name}"><h2 id="h-{name}">{self._said(name)}</h2>'
            f'<p id="{name}-none" hidden>{self._said(nothing)}</p>'
            f'<div class="scroll" id="{name}-some" tabindex="0" role="group" aria-labelledby="h-{name}" hidden>'
            f'<table><thead><tr>{heads}</tr></thead><tbody id="{name}"></tbody></table></div>{more}</section>'
        )

    def _list(self, name: str, nothing: str) -> str:
        return (
            f'<section aria-labelledby="h-{name}"><h2 id="h-{name}">{self._said(name)}</h2>'
            f'<p id="{name}-none" hidden>{self._said(nothing)}</p>'
            f'<div id="{name}-some" hidden><ol id="{name}"></ol></div></section>'
        )

    def _said(self, word: str) -> str:
        return escape(STATUS_WORDS[word][self._language])


@cache
def _asset(name: str) -> str:
    return (files("slakit.serving") / "assets" / name).read_text("utf-8")


@cache
def font() -> bytes:
    """The font of the pages, which is that of the reports."""
    return (files("slakit.reports.pages") / "assets" / "Vazirmatn-Regular.woff2").read_bytes()
