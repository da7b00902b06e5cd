"""What a lint rule is: a name in words, how much it weighs, its check, and its page in both languages."""

from collections.abc import Callable, Iterator

from slakit.errors import Fault, Severity
from slakit.frozen import Frozen
from slakit.messages import Language
from slakit.review.lint.edition import EditionDocuments


class Page(Frozen):
    """What the page of a rule says in one language: what it finds, why that matters, and what it lets pass."""

    summary: str
    why: str
    exceptions: str


class Rule(Frozen):
    """A lint rule; `avoid` and `prefer` are YAML, the same in both languages, and tests hold them to be true.

    An error makes the edition wrong; a warning is for its editors to mend; advice is on what only those who sign the
    next edition can mend, or a guess from words that a person must confirm. The check may leave the severity of its
    faults as it is: `slakit.review.lint.lint` gives them that of the rule. A rule on waivers has no check of its own.
    """

    name: str
    severity: Severity
    check: Callable[[EditionDocuments], Iterator[Fault]] | None
    avoid: str
    prefer: str
    en: Page
    fa: Page

    def page(self, language: Language) -> Page:
        """The page in a language."""
        return self.fa if language == "fa" else self.en
