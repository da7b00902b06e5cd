"""Where the documentation speaks of a rule."""

from slakit.messages import rules


def page_of(rule: str) -> str:
    """The page of a fault or of a rule kind, relative to the root of slakit's documentation and code.

    >>> page_of("unknown-key"), page_of("advance-notice")
    ('docs/faults.md#unknown-key', 'docs/rules/advance-notice.md')
    """
    return f"docs/faults.md#{rule}" if rule in rules() else f"docs/rules/{rule}.md"
