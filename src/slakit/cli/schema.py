"""`slakit schema`: the JSON Schemas of the documents."""

import json
from typing import Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.wording import Refused, Voice

DOCUMENTS = {
    "agreement": {"en": "an edition of an agreement: agreement.yaml", "fa": "یک ویرایش از توافق‌نامه: agreement.yaml"},
    "services": {"en": "its annex of services: services.yaml", "fa": "پیوست خدمات آن: services.yaml"},
    "vocabulary": {"en": "the events and records that a log can hold", "fa": "رویدادها و سندهایی که گزارش می‌تواند داشته باشد"},
    "calendar": {"en": "working hours, holidays and closures", "fa": "ساعات کار، تعطیلی‌های رسمی و موردی"},
    "cases": {"en": "cases with the findings expected of them: cases/*.yaml", "fa": "نمونه‌های آزمون با یافته‌های مورد انتظار: cases/*.yaml"},
    "mapping": {"en": "what the columns of a foreign table mean", "fa": "معنای ستون‌های جدول دیگران"},
    "signature": {"en": "who signed an edition, with which key: signatures/*.yaml", "fa": "چه کسی ویرایش را با چه کلیدی امضا کرده است: signatures/*.yaml"},
    "event": {"en": "one line of a log: an event as CloudEvents JSON", "fa": "یک سطر گزارش: رویداد در قالب CloudEvents JSON"},
    "finding": {"en": "one line of `slakit check --format jsonl`", "fa": "یک سطر از خروجی «slakit check --format jsonl»"},
    "fault": {"en": "the output of `slakit validate --format json`", "fa": "خروجی «slakit validate --format json»"},
    "comparison": {"en": "the output of `slakit diff --format json`", "fa": "خروجی «slakit diff --format json»"},
}  # fmt: skip
"""The documents that have a schema, and what each is."""


class Asked(Protocol):
    """What the command was called with."""

    name: str | None
    editor: bool
    output: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """List the documents, or print the schema of one as it is shipped."""
    with results(asked.output, voice) as stream:
        if asked.name is None:
            width = max(map(len, DOCUMENTS))
            for name, about in DOCUMENTS.items():
                stream.write(f"{name:{width}}  {voice.whole(about[voice.language])}\n")
        else:
            stream.write(_schema(asked.name, voice, editor=asked.editor))
    return Exit.NOTHING_FOUND


def _schema(name: str, voice: Voice, *, editor: bool) -> str:
    from slakit.schema import editor_schema_named, schema_named
    from slakit.spelling import VALUE_LIKENESS, suggestions

    if name not in DOCUMENTS:
        likely = voice.meant(suggestions(name, DOCUMENTS, VALUE_LIKENESS))
        raise Refused(
            voice.said("no schema", found=name),
            likely or voice.said("choose", allowed=voice.listed(DOCUMENTS)),
        )
    schema = editor_schema_named(name) if editor else schema_named(name)
    if schema is None:
        raise Refused(voice.said("no editor schema", found=name))
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
