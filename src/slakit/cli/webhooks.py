"""`--webhook URL` of `watch` and `serve`: where findings are sent, and what is told when they cannot be."""

from typing import TYPE_CHECKING, Final, Literal, Protocol

from slakit.cli.secret_files import line_of
from slakit.cli.wording import Refused, Said, Voice

if TYPE_CHECKING:
    from slakit.loading import Edition
    from slakit.monitoring.store import Entry
    from slakit.monitoring.webhook import Trouble, Webhook

VARIABLE: Final = "SLAKIT_WEBHOOK_SECRET"


class Asked(Protocol):
    """What a command was called with."""

    webhook: str | None
    webhook_secret_file: str | None
    insecure_webhook: bool
    tell: Literal["all", "unkept"] | None


def webhook_of(asked: Asked, edition: "Edition", known_at: int | None, voice: Voice) -> "Webhook | None":
    """The webhook that was asked for, if one was. Raises `Refused` for an address or a secret that is none."""
    if asked.webhook is None:
        for option, given in (
            ("--webhook-secret-file", asked.webhook_secret_file is not None),
            ("--insecure-webhook", asked.insecure_webhook),
        ):
            if given:
                raise Refused(voice.said("option needs webhook", option=option))
        return None
    from slakit.changes import is_unkept
    from slakit.monitoring.webhook import Webhook, WrongAddress, address_of
    from slakit.reports.ledger_lines import LedgerLines

    try:
        address = address_of(asked.webhook, may_be_insecure=asked.insecure_webhook)
    except WrongAddress as wrong:
        raise Refused(
            voice.said(f"webhook {wrong.reason}"), voice.said(f"webhook cure {wrong.reason}")
        ) from wrong
    host, lines, sends_all = address.netloc, LedgerLines(edition, known_at), asked.tell != "unkept"

    def written(entry: "Entry") -> bytes | None:
        return lines.line(entry.seq, entry.told) if sends_all or is_unkept(entry.told) else None

    def tell(trouble: "Trouble") -> None:
        voice.remark(
            voice.said(
                "webhook fails" if trouble.seq else "webhook fails warning",
                host=host,
                row=trouble.seq,
                problem=trouble.problem,
                seconds=round(trouble.pause),
            ),
            _cure_of(trouble.problem, voice),
        )

    return Webhook(address, written, secret=_secret(asked, voice), tell=tell)


def _cure_of(problem: str, voice: Voice) -> Said | None:
    from slakit.monitoring.webhook import UNKNOWN_CERTIFICATE

    if problem.startswith("HTTP 3"):
        return voice.said("not redirected")
    return voice.said("trust certificate") if problem.startswith(UNKNOWN_CERTIFICATE) else None


def _secret(asked: Asked, voice: Voice) -> str | None:
    """What deliveries are signed with, of a file or of the environment; nothing if they are not."""
    from slakit.monitoring.webhook import is_secret

    secret = line_of(asked.webhook_secret_file, VARIABLE, voice)
    if secret is not None and not is_secret(secret):
        raise Refused(voice.said("short secret"), voice.said("make token"))
    return secret
