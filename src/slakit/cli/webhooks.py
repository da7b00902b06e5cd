"""`--webhook URL` of `watch` and `serve`: where findings are sent, and what is told when they cannot be."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from slakit.cli.wording import Refused, Voice

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


def webhook_of(asked: Asked, edition: "Edition", known_at: int | None, voice: Voice) -> "Webhook | None":
    """The webhook that was asked for, if one was. Raises `Refused` for an address or a secret that is none."""
    if asked.webhook is None:
        return None
    from slakit.monitoring.webhook import Webhook, WrongAddress, address_of
    from slakit.reports.changes import report_document

    try:
        address = address_of(asked.webhook, may_be_insecure=asked.insecure_webhook)
    except WrongAddress as wrong:
        raise Refused(
            voice.said(f"webhook {wrong.reason}"), voice.said(f"webhook cure {wrong.reason}")
        ) from wrong
    host = address.netloc

    def written(entry: "Entry") -> bytes:
        return json.dumps(
            report_document(entry.seq, entry.told, edition, known_at), ensure_ascii=False
        ).encode()

    def tell(trouble: "Trouble") -> None:
        voice.remark(
            voice.said(
                "webhook fails",
                host=host,
                row=trouble.seq,
                problem=trouble.problem,
                seconds=round(trouble.pause),
            )
        )

    return Webhook(address, written, secret=_secret(asked, voice), tell=tell)


def _secret(asked: Asked, voice: Voice) -> str | None:
    """What deliveries are signed with, of a file or of the environment; nothing if they are not."""
    from slakit.monitoring.webhook import is_secret

    secret = os.environ.get(VARIABLE)
    if asked.webhook_secret_file is not None:
        try:
            secret = Path(asked.webhook_secret_file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            why = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
            raise Refused(voice.said("cannot read", file=asked.webhook_secret_file, problem=why)) from problem
    if secret is not None and not is_secret(secret):
        raise Refused(voice.said("short secret"), voice.said("make token"))
    return secret
