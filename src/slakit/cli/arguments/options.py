"""Which commands there are, and what adds the options of each to its parser."""

from typing import Final

from slakit.cli.arguments.agreement_options import OF_AGREEMENTS
from slakit.cli.arguments.log_options import OF_LOGS

COMMANDS: Final = (
    "check",
    "watch",
    "serve",
    "ledger",
    "store",
    "report",
    "render",
    "export",
    "import",
    "validate",
    "test",
    "explain",
    "schema",
    "fix",
    "fmt",
    "init",
    "renew",
    "diff",
    "keys",
    "sign",
    "verify",
    "ci",
    "simulate",
    "lsp",
)
"""Each command, in the order of the help."""

OPTIONS: Final = {command: (OF_LOGS | OF_AGREEMENTS)[command] for command in COMMANDS}
"""What adds the options of each command to its parser."""
