"""Where the documentation speaks of a rule."""

from slakit.messages import rules
from slakit.review.lint import LINT_RULES


def page_of(rule: str) -> str:
    """The page of a fault, of a lint rule or of a rule kind, relative to the root of slakit's documentation and code.

    >>> page_of("unknown-key"), page_of("advance-notice")
    ('docs/faults.md#unknown-key', 'docs/rules/advance-notice.md')
    """
    if rule in LINT_RULES:
        return f"docs/lint/{rule}.md"
    return f"docs/faults.md#{rule}" if rule in rules() else f"docs/rules/{rule}.md"
