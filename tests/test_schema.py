"""Documents against schemas: every mismatch in the words of a reader, at its place, and nothing ever fetched."""

import re
import socket
import time
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import pytest

from slakit import schema
from slakit.document import parse
from slakit.errors import Fault, SlakitError
from slakit.formats import FORMATS, has_format
from slakit.messages import render
from slakit.schema import Schema, faults, fits, schema_named
from slakit.schema_fit import Fit
from slakit.schema_mismatch import group_of
from slakit.source import Place
from slakit.spelling import suggestions
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from collections.abc import Callable

# the rule that the case is there for, the schema, the document, and all that is said of it in both languages
MISMATCHES: tuple[tuple[str, Schema, str, str, str], ...] = (
    (
        "unknown-key",
        {"type": "object", "properties": {"hours-before": {}, "channel": {}}, "additionalProperties": False},
        "hour_before: 72\n",
        "a.yaml:1:1: unknown key `hour_before`\n  help: did you mean `hours-before`?",
        "a.yaml:1:1: کلید «hour_before» شناخته نیست\n  راهنما: آیا منظور «hours-before» است؟",
    ),
    (
        "unknown-key",
        {
            "type": "object",
            "properties": {"hours-before": {}},
            "additionalProperties": False,
            "x-name": "norm",
        },
        "chanel: 72\n",
        "a.yaml:1:1: unknown key `chanel` in a norm\n  help: the keys allowed here: `hours-before`",
        "a.yaml:1:1: کلید «chanel» در الزام شناخته نیست\n  راهنما: کلیدهای مجاز در اینجا: «hours-before»",
    ),
    (
        "unknown-key",
        {"type": "object", "properties": {"outage": {}, "outrage": {}}, "additionalProperties": False},
        "outtage: 1\n",
        "a.yaml:1:1: unknown key `outtage`\n  help: did you mean `outage`?",
        "a.yaml:1:1: کلید «outtage» شناخته نیست\n  راهنما: آیا منظور «outage» است؟",
    ),
    (
        "unknown-key",
        {
            "type": "object",
            "properties": {"a": {"type": "object", "additionalProperties": False}},
            "additionalProperties": False,
        },
        "a: {b: 1}\n",
        "a.yaml:1:5: unknown key `b`\n  help: no key is allowed here",
        "a.yaml:1:5: کلید «b» شناخته نیست\n  راهنما: اینجا هیچ کلیدی مجاز نیست",
    ),
    (
        "unknown-key",
        {"type": "object", "properties": {"svc-19": {}}, "additionalProperties": False},
        "svc-99: 1\n",
        "a.yaml:1:1: unknown key `svc-99`\n  help: the keys allowed here: `svc-19`",
        "a.yaml:1:1: کلید «svc-99» شناخته نیست\n  راهنما: کلیدهای مجاز در اینجا: «svc-19»",
    ),
    (
        "unknown-key",
        {"type": "object", "properties": {"channel": {}}, "additionalProperties": False},
        "channel: 1\nchanel: 2\n",
        "a.yaml:2:1: unknown key `chanel`\n  help: the keys allowed here: `channel`",
        "a.yaml:2:1: کلید «chanel» شناخته نیست\n  راهنما: کلیدهای مجاز در اینجا: «channel»",
    ),
    (
        "unknown-key",
        {
            "$defs": {"w": {"properties": {"at": {}}}},
            "allOf": [{"$ref": "#/$defs/w"}],
            "properties": {"by": {}},
            "unevaluatedProperties": False,
        },
        "at: 1\nbx: 2\n",
        "a.yaml:2:1: unknown key `bx`\n  help: the keys allowed here: `by`, `at`",
        "a.yaml:2:1: کلید «bx» شناخته نیست\n  راهنما: کلیدهای مجاز در اینجا: «by»، «at»",
    ),
    (
        "unknown-key",
        {
            "type": "object",
            "required": ["rule"],
            "properties": {"rule": {"enum": ["every", "never"]}},
            "allOf": [
                {
                    "if": {"properties": {"rule": {"const": "every"}}, "required": ["rule"]},
                    "then": {
                        "type": "object",
                        "properties": {"rule": {}, "within": {"type": "string", "format": "duration"}},
                        "additionalProperties": False,
                    },
                },
                {
                    "if": {"properties": {"rule": {"const": "never"}}, "required": ["rule"]},
                    "then": {
                        "type": "object",
                        "properties": {"rule": {}, "hours-before": {"type": "integer"}},
                        "additionalProperties": False,
                    },
                },
            ],
        },
        "rule: never\nhour-before: 72\n",
        "a.yaml:2:1: unknown key `hour-before`\n  help: did you mean `hours-before`?",
        "a.yaml:2:1: کلید «hour-before» شناخته نیست\n  راهنما: آیا منظور «hours-before» است؟",
    ),
    (
        "missing-key",
        {"required": ["a", "b"]},
        "a: 1\n",
        "a.yaml:1:1: the key `b` is missing\n  help: add `b: …`",
        "a.yaml:1:1: کلید «b» نوشته نشده است\n  راهنما: بیفزایید: «b: …»",
    ),
    (
        "missing-key",
        {
            "type": "object",
            "properties": {
                "a": {
                    "items": {
                        "type": "object",
                        "properties": {"obliges": {}, "obligus": {}},
                        "additionalProperties": False,
                        "required": ["obliges"],
                        "x-name": "norm",
                    }
                }
            },
            "additionalProperties": False,
        },
        "a:\n  - {obligs: x}\n",
        (
            "a.yaml:2:5: the key `obliges` is missing in a norm\n"
            "  help: is it the key `obligs` that is meant?\n"
            "a.yaml:2:6: unknown key `obligs` in a norm\n"
            "  help: did you mean `obliges` or `obligus`?"
        ),
        (
            "a.yaml:2:5: کلید «obliges» در الزام نوشته نشده است\n"
            "  راهنما: آیا منظور از «obligs» همین کلید است؟\n"
            "a.yaml:2:6: کلید «obligs» در الزام شناخته نیست\n"
            "  راهنما: آیا منظور «obliges» یا «obligus» است؟"
        ),
    ),
    (
        "unknown-key",
        {
            "type": "object",
            "properties": {
                "a": {
                    "items": {
                        "type": "object",
                        "properties": {"obliges": {}},
                        "additionalProperties": False,
                        "required": ["obliges"],
                        "x-name": "norm",
                    }
                }
            },
            "additionalProperties": False,
        },
        "a:\n  - {obligs: x}\n",
        "a.yaml:2:6: unknown key `obligs` in a norm\n  help: did you mean `obliges`?",
        "a.yaml:2:6: کلید «obligs» در الزام شناخته نیست\n  راهنما: آیا منظور «obliges» است؟",
    ),
    (
        "unknown-key",
        {
            "type": "object",
            "properties": {
                "term": {"properties": {"from": {}, "until": {}}, "required": ["from", "until"]},
                "title": {},
            },
            "additionalProperties": False,
        },
        "term:\n  from: a\nuntil: b\n",
        (
            "a.yaml:1:1: the key `until` is missing\n"
            "  help: add `until: …`\n"
            "a.yaml:3:1: unknown key `until`\n"
            "  help: if it belongs to `term`, indent it as the keys of that group are"
        ),
        (
            "a.yaml:1:1: کلید «until» نوشته نشده است\n"
            "  راهنما: بیفزایید: «until: …»\n"
            "a.yaml:3:1: کلید «until» شناخته نیست\n"
            "  راهنما: اگر جزء «term» است، آن را هم‌ستون با کلیدهای همان گروه بنویسید"
        ),
    ),
    (
        "missing-key",
        {"type": "object", "properties": {"a": {"required": ["b"]}}, "additionalProperties": False},
        "a:\n  c: 1\n",
        "a.yaml:1:1: the key `b` is missing\n  help: add `b: …`",
        "a.yaml:1:1: کلید «b» نوشته نشده است\n  راهنما: بیفزایید: «b: …»",
    ),
    (
        "missing-key-beside",
        {"dependentRequired": {"a": ["b"]}},
        "a: 1\n",
        "a.yaml:1:1: the key `b` is missing; it belongs to the key `a`\n  help: add `b: …`, or delete `a`",
        (
            "a.yaml:1:1: کلید «b» که همراه «a» می‌آید نوشته نشده است\n"
            "  راهنما: بیفزایید: «b: …»، یا «a» را پاک کنید"
        ),
    ),
    (
        "one-of-keys-missing",
        {"x-one-of-keys": ["norms", "defines"]},
        "a: 1\n",
        "a.yaml:1:1: one of these keys is missing: `norms`, `defines`\n  help: write exactly one of them",
        (
            "a.yaml:1:1: هیچ‌یک از این کلیدها نوشته نشده است: «norms»، «defines»\n"
            "  راهنما: درست یکی از آن‌ها را بنویسید"
        ),
    ),
    (
        "one-of-keys-missing",
        {"x-name": "clause", "x-one-of-keys": ["norms", "defines"]},
        "a: 1\n",
        (
            "a.yaml:1:1: one of these keys is missing in a clause: `norms`, `defines`\n"
            "  help: write exactly one of them"
        ),
        (
            "a.yaml:1:1: هیچ‌یک از این کلیدها در بند نوشته نشده است: «norms»، «defines»\n"
            "  راهنما: درست یکی از آن‌ها را بنویسید"
        ),
    ),
    (
        "one-of-keys-many",
        {"x-one-of-keys": ["norms", "defines", "x"]},
        "norms: 1\ndefines: 2\n",
        "a.yaml:2:1: only one of these keys may stand here: `norms`, `defines`\n  help: keep one of them",
        (
            "a.yaml:2:1: از این کلیدها تنها یکی می‌تواند اینجا باشد: «norms»، «defines»\n"
            "  راهنما: یکی از آن‌ها را نگه دارید"
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"clause": {"type": "string"}}, "additionalProperties": False},
        "clause: 5.10\n",
        'a.yaml:1:9: expected a text, found a number: `5.10`\n  help: put it in quotes: `"5.10"`',
        (
            "a.yaml:1:9: انتظار متن می‌رفت، ولی عدد نوشته شده است: «5.10»\n"
            '  راهنما: آن را در علامت نقل قول بگذارید: «"5.10"»'
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
        "a: true\n",
        (
            "a.yaml:1:4: expected a text, found yes-or-no (`true` or `false`): `true`\n"
            '  help: put it in quotes: `"true"`'
        ),
        (
            "a.yaml:1:4: انتظار متن می‌رفت، ولی بله یا خیر («true» یا «false») نوشته شده است: «true»\n"
            '  راهنما: آن را در علامت نقل قول بگذارید: «"true"»'
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": ["string", "array"]}}, "additionalProperties": False},
        "a: {b: 1}\n",
        "a.yaml:1:4: expected a text or a list, found a group of keys",
        "a.yaml:1:4: انتظار متن یا فهرست می‌رفت، ولی گروهی از کلیدها نوشته شده است",
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": False},
        "a: ۷۲\n",
        (
            "a.yaml:1:4: expected a whole number, found a text: `۷۲`\n"
            "  help: write it with these digits and without quotes: `72`"
        ),
        (
            "a.yaml:1:4: انتظار عدد صحیح می‌رفت، ولی متن نوشته شده است: «۷۲»\n"
            "  راهنما: آن را با این رقم‌ها و بدون علامت نقل قول بنویسید: «72»"
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "number"}}, "additionalProperties": False},
        "a: '7.5'\n",
        "a.yaml:1:4: expected a number, found a text: `7.5`\n  help: write it without quotes: `7.5`",
        (
            "a.yaml:1:4: انتظار عدد می‌رفت، ولی متن نوشته شده است: «7.5»\n"
            "  راهنما: آن را بدون علامت نقل قول بنویسید: «7.5»"
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": False},
        "a: 7.0\n",
        "a.yaml:1:4: expected a whole number, found a number: `7.0`",
        "a.yaml:1:4: انتظار عدد صحیح می‌رفت، ولی عدد نوشته شده است: «7.0»",
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "boolean"}}, "additionalProperties": False},
        "a: 'true'\n",
        (
            "a.yaml:1:4: expected yes-or-no (`true` or `false`), found a text: `true`\n"
            "  help: write it without quotes: `true`"
        ),
        (
            "a.yaml:1:4: انتظار بله یا خیر («true» یا «false») می‌رفت، ولی متن نوشته شده است: «true»\n"
            "  راهنما: آن را بدون علامت نقل قول بنویسید: «true»"
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
        "a:\n",
        "a.yaml:1:3: expected a text, found nothing\n  help: write the value behind `a:`",
        "a.yaml:1:3: انتظار متن می‌رفت، ولی هیچ نوشته شده است\n  راهنما: مقدار را پس از «a:» بنویسید",
    ),
    (
        "value-not-allowed",
        {"type": "object", "properties": {"a": {"type": "array", "items": {"enum": ["thursday", "friday"]}}}},
        "a: [thursday، friday]\n",
        (
            "a.yaml:1:5: `thursday، friday` is not allowed here\n"
            "  help: write each as an item of its own: a Latin comma (`,`) parts them, and not `،`"
        ),
        (
            "a.yaml:1:5: «thursday، friday» در اینجا مجاز نیست\n"
            "  راهنما: هر یک را موردی جدا بنویسید: ویرگول لاتین («,») موردها را از هم جدا می‌کند، نه «،»"
        ),
    ),
    (
        "malformed-value",
        {
            "type": "object",
            "properties": {"a": {"type": "array", "items": {"type": "string", "format": "hours-of-day"}}},
        },
        "a: [07:30-12:30، 13:30-14:30]\n",
        (
            "a.yaml:1:5: expected hours of a day such as `08:00-16:30`, found `07:30-12:30، 13:30-14:30`: it is no time\n"
            "  help: write each as an item of its own: a Latin comma (`,`) parts them, and not `،`"
        ),
        (
            "a.yaml:1:5: انتظار ساعت‌هایی از روز مانند «08:00-16:30» می‌رفت، ولی «07:30-12:30، 13:30-14:30» نوشته شده است: زمان نیست\n"
            "  راهنما: هر یک را موردی جدا بنویسید: ویرگول لاتین («,») موردها را از هم جدا می‌کند، نه «،»"
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}}},
        "a:\n  -b: c\n",
        "a.yaml:2:3: expected a list, found a group of keys\n  help: write `- b: …`",
        "a.yaml:2:3: انتظار فهرست می‌رفت، ولی گروهی از کلیدها نوشته شده است\n  راهنما: بنویسید: «- b: …»",
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}}},
        "a:\n  -b\n",
        "a.yaml:2:3: expected a list, found a text: `-b`\n  help: write `- b`",
        "a.yaml:2:3: انتظار فهرست می‌رفت، ولی متن نوشته شده است: «-b»\n  راهنما: بنویسید: «- b»",
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
        "a:\n  پاسخ کار: سه روز\n",
        (
            "a.yaml:2:3: expected a text, found a group of keys\n"
            "  help: if `پاسخ کار: …` is text, put the whole of it in quotes, or write `|-` behind its key"
        ),
        (
            "a.yaml:2:3: انتظار متن می‌رفت، ولی گروهی از کلیدها نوشته شده است\n"
            "  راهنما: اگر «پاسخ کار: …» متن است، همهٔ آن را در علامت نقل قول بگذارید، یا پس از کلیدش «|-» بنویسید"
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"enum": ["1398", "1399"]}}, "additionalProperties": False},
        "a: 1398\n",
        'a.yaml:1:4: expected a text, found a number: `1398`\n  help: put it in quotes: `"1398"`',
        (
            "a.yaml:1:4: انتظار متن می‌رفت، ولی عدد نوشته شده است: «1398»\n"
            '  راهنما: آن را در علامت نقل قول بگذارید: «"1398"»'
        ),
    ),
    (
        "wrong-type",
        {"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "additionalProperties": False},
        "a: [x]\n",
        "a.yaml:1:4: expected a text, found a list\n  help: write it without brackets: `x`",
        "a.yaml:1:4: انتظار متن می‌رفت، ولی فهرست نوشته شده است\n  راهنما: آن را بدون کروشه بنویسید: «x»",
    ),
    (
        "wrong-type",
        {
            "type": "object",
            "properties": {"a": {"anyOf": [{"type": "string"}, {"type": "array"}]}},
            "additionalProperties": False,
        },
        "a: 5\n",
        'a.yaml:1:4: expected a text or a list, found a number: `5`\n  help: put it in quotes: `"5"`',
        (
            "a.yaml:1:4: انتظار متن یا فهرست می‌رفت، ولی عدد نوشته شده است: «5»\n"
            '  راهنما: آن را در علامت نقل قول بگذارید: «"5"»'
        ),
    ),
    (
        "value-not-allowed",
        {
            "type": "object",
            "properties": {"a": {"enum": ["portal", "sms", "letter"]}},
            "additionalProperties": False,
        },
        "a: portel\n",
        "a.yaml:1:4: `portel` is not allowed here\n  help: did you mean `portal`?",
        "a.yaml:1:4: «portel» در اینجا مجاز نیست\n  راهنما: آیا منظور «portal» است؟",
    ),
    (
        "value-not-allowed",
        {
            "type": "object",
            "properties": {"a": {"enum": ["portal", "sms", True]}},
            "additionalProperties": False,
        },
        "a: 5\n",
        "a.yaml:1:4: `5` is not allowed here\n  help: the values allowed here: `portal`, `sms`, `true`",
        "a.yaml:1:4: «5» در اینجا مجاز نیست\n  راهنما: مقدارهای مجاز در اینجا: «portal»، «sms»، «true»",
    ),
    (
        "value-not-allowed",
        {"type": "object", "properties": {"a": {"const": "agreement/v1"}}, "additionalProperties": False},
        "a: services/v9\n",
        "a.yaml:1:4: `services/v9` is not allowed here\n  help: the values allowed here: `agreement/v1`",
        "a.yaml:1:4: «services/v9» در اینجا مجاز نیست\n  راهنما: مقدارهای مجاز در اینجا: «agreement/v1»",
    ),
    (
        "value-not-allowed",
        {
            "type": "object",
            "properties": {"a": {"enum": ["svc-01", "svc-02"]}},
            "additionalProperties": False,
        },
        "a: svc-09\n",
        "a.yaml:1:4: `svc-09` is not allowed here\n  help: the values allowed here: `svc-01`, `svc-02`",
        "a.yaml:1:4: «svc-09» در اینجا مجاز نیست\n  راهنما: مقدارهای مجاز در اینجا: «svc-01»، «svc-02»",
    ),
    (
        "value-not-allowed",
        {"type": "object", "properties": {"a": {"enum": ["bat", "cat"]}}, "additionalProperties": False},
        "a: aat\n",
        "a.yaml:1:4: `aat` is not allowed here\n  help: did you mean `bat` or `cat`?",
        "a.yaml:1:4: «aat» در اینجا مجاز نیست\n  راهنما: آیا منظور «bat» یا «cat» است؟",
    ),
    (
        "value-not-allowed",
        {
            "type": "object",
            "properties": {
                "a": {"oneOf": [{"const": "unspecified"}, {"type": "string", "format": "duration"}]}
            },
            "additionalProperties": False,
        },
        "a: unspecifed\n",
        "a.yaml:1:4: `unspecifed` is not allowed here\n  help: did you mean `unspecified`?",
        "a.yaml:1:4: «unspecifed» در اینجا مجاز نیست\n  راهنما: آیا منظور «unspecified» است؟",
    ),
    (
        "value-not-allowed",
        {
            "type": "object",
            "properties": {"a": {"anyOf": [{"const": "x"}, {"enum": ["y", "z"]}]}},
            "additionalProperties": False,
        },
        "a: q\n",
        "a.yaml:1:4: `q` is not allowed here\n  help: the values allowed here: `x`, `y`, `z`",
        "a.yaml:1:4: «q» در اینجا مجاز نیست\n  راهنما: مقدارهای مجاز در اینجا: «x»، «y»، «z»",
    ),
    (
        "value-not-allowed",
        {
            "oneOf": [
                {
                    "type": "object",
                    "properties": {"kind": {"const": "notice"}, "hours": {"type": "integer"}},
                    "additionalProperties": False,
                    "required": ["kind", "hours"],
                },
                {
                    "type": "object",
                    "properties": {"kind": {"const": "fee"}, "amount": {"type": "integer"}},
                    "additionalProperties": False,
                    "required": ["kind", "amount"],
                },
            ]
        },
        "kind: notise\nhours: 5\n",
        "a.yaml:1:7: `notise` is not allowed here\n  help: did you mean `notice`?",
        "a.yaml:1:7: «notise» در اینجا مجاز نیست\n  راهنما: آیا منظور «notice» است؟",
    ),
    (
        "malformed-value",
        {
            "type": "object",
            "properties": {
                "a": {"oneOf": [{"const": "unspecified"}, {"type": "string", "format": "duration"}]}
            },
            "additionalProperties": False,
        },
        "a: P1M\n",
        "a.yaml:1:4: expected a duration such as `72 hours`, `3 days` or `2 working-days of office-hours`, found `P1M`: a duration is written in words",
        "a.yaml:1:4: انتظار مدتی مانند «72 hours» یا «3 days» یا «2 working-days of office-hours» می‌رفت، ولی «P1M» نوشته شده است: مدت با واژه نوشته می‌شود",
    ),
    (
        "malformed-value",
        {
            "type": "object",
            "properties": {"a": {"type": "string", "format": "duration"}},
            "additionalProperties": False,
        },
        "a: ۷۲ hours\n",
        (
            "a.yaml:1:4: expected a duration such as `72 hours`, `3 days` or `2 working-days of office-hours`, found `۷۲ hours`: the digits must be 0 to 9\n"
            "  help: write it with these digits: `72 hours`"
        ),
        (
            "a.yaml:1:4: انتظار مدتی مانند «72 hours» یا «3 days» یا «2 working-days of office-hours» می‌رفت، ولی «۷۲ hours» نوشته شده است: رقم‌ها باید 0 تا 9 باشند\n"
            "  راهنما: آن را با این رقم‌ها بنویسید: «72 hours»"
        ),
    ),
    (
        "malformed-value",
        {"type": "object", "properties": {"a": {"format": "jalali-date"}}, "additionalProperties": False},
        "a: 1398/12/30\n",
        (
            "a.yaml:1:4: expected a Jalali date such as `1398/12/29`, found `1398/12/30`: there is no such day\n"
            "  help: `1398/12` has 29 days"
        ),
        (
            "a.yaml:1:4: انتظار تاریخ جلالی مانند «1398/12/29» می‌رفت، ولی «1398/12/30» نوشته شده است: چنین روزی وجود ندارد\n"
            "  راهنما: «1398/12» ۲۹ روز دارد"
        ),
    ),
    (
        "malformed-value",
        {"type": "object", "properties": {"a": {"format": "date"}}, "additionalProperties": False},
        "a: 1398/12/29\n",
        "a.yaml:1:4: expected a Gregorian date such as `2020-03-19`, found `1398/12/29`",
        "a.yaml:1:4: انتظار تاریخ میلادی مانند «2020-03-19» می‌رفت، ولی «1398/12/29» نوشته شده است",
    ),
    (
        "malformed-value",
        {
            "type": "object",
            "properties": {"a": {"format": "identifier", "pattern": "^[a-z-]+$"}},
            "additionalProperties": False,
        },
        "a: IT\n",
        "a.yaml:1:4: expected a name of small letters, digits and hyphens such as `it-management`, found `IT`",
        "a.yaml:1:4: انتظار نامی از حروف کوچک لاتین و رقم و خط تیره مانند «it-management» می‌رفت، ولی «IT» نوشته شده است",
    ),
    (
        "malformed-value",
        {
            "type": "object",
            "properties": {"a": {"pattern": "^[0-9]+$", "examples": ["12"]}},
            "additionalProperties": False,
        },
        "a: x\n",
        "a.yaml:1:4: `x` is not written as it should be\n  help: write it as in `12`",
        "a.yaml:1:4: «x» به شکل درست نوشته نشده است\n  راهنما: آن را مانند «12» بنویسید",
    ),
    (
        "malformed-value",
        {"type": "object", "properties": {"a": {"pattern": "^[0-9]+$"}}, "additionalProperties": False},
        'a: "12\\n"\n',
        "a.yaml:1:4: `12⟨LF⟩` is not written as it should be",
        "a.yaml:1:4: «12⟨LF⟩» به شکل درست نوشته نشده است",
    ),
    (
        "malformed-key",
        {"propertyNames": {"format": "identifier"}},
        "Ab: 1\n",
        "a.yaml:1:1: expected a name of small letters, digits and hyphens such as `it-management` as the key, found `Ab`\n  help: did you mean `ab`?",
        "a.yaml:1:1: برای کلید انتظار نامی از حروف کوچک لاتین و رقم و خط تیره مانند «it-management» می‌رفت، ولی «Ab» نوشته شده است\n  راهنما: آیا منظور «ab» است؟",
    ),
    (
        "unknown-key",
        {"propertyNames": {"enum": ["saturday", "sunday"]}},
        "saterday: 1\n",
        "a.yaml:1:1: unknown key `saterday`\n  help: did you mean `saturday`?",
        "a.yaml:1:1: کلید «saterday» شناخته نیست\n  راهنما: آیا منظور «saturday» است؟",
    ),
    (
        "malformed-key",
        {"propertyNames": {"pattern": "^[a-z]+$"}},
        "Ab: 1\n",
        "a.yaml:1:1: the key `Ab` is not written as it should be",
        "a.yaml:1:1: کلید «Ab» به شکل درست نوشته نشده است",
    ),
    (
        "too-few",
        {"type": "object", "properties": {"a": {"minItems": 2}}, "additionalProperties": False},
        "a: [1]\n",
        "a.yaml:1:1: at least 2 needed, found 1",
        "a.yaml:1:1: دست‌کم ۲ مورد لازم است، ولی ۱ مورد نوشته شده است",
    ),
    (
        "too-few",
        {"type": "object", "properties": {"a": {"minProperties": 1}}, "additionalProperties": False},
        "a: {}\n",
        "a.yaml:1:1: at least 1 needed, found 0",
        "a.yaml:1:1: دست‌کم ۱ مورد لازم است، ولی ۰ مورد نوشته شده است",
    ),
    (
        "too-many",
        {"type": "object", "properties": {"a": {"maxItems": 1}}, "additionalProperties": False},
        "a: [1, 2]\n",
        "a.yaml:1:1: at most 1 allowed, found 2",
        "a.yaml:1:1: حداکثر ۱ مورد مجاز است، ولی ۲ مورد نوشته شده است",
    ),
    (
        "too-short",
        {"type": "object", "properties": {"a": {"minLength": 1}}, "additionalProperties": False},
        "a: ''\n",
        "a.yaml:1:4: the text is empty",
        "a.yaml:1:4: متن خالی است",
    ),
    (
        "too-short",
        {"type": "object", "properties": {"a": {"minLength": 3}}, "additionalProperties": False},
        "a: ab\n",
        "a.yaml:1:4: the text has 2 characters; at least 3 are needed",
        "a.yaml:1:4: متن ۲ نویسه دارد؛ دست‌کم ۳ نویسه لازم است",
    ),
    (
        "too-long",
        {"type": "object", "properties": {"a": {"maxLength": 3}}, "additionalProperties": False},
        "a: abcd\n",
        "a.yaml:1:4: the text has 4 characters; at most 3 are allowed",
        "a.yaml:1:4: متن ۴ نویسه دارد؛ حداکثر ۳ نویسه مجاز است",
    ),
    (
        "out-of-range",
        {"type": "object", "properties": {"a": {"minimum": 1}}, "additionalProperties": False},
        "a: 0\n",
        "a.yaml:1:4: `0` is too small; at least 1 is needed",
        "a.yaml:1:4: «0» کم است؛ دست‌کم ۱ لازم است",
    ),
    (
        "out-of-range",
        {"type": "object", "properties": {"a": {"maximum": 99.5}}, "additionalProperties": False},
        "a: 100\n",
        "a.yaml:1:4: `100` is too large; at most 99.5 is allowed",
        "a.yaml:1:4: «100» زیاد است؛ حداکثر 99.5 مجاز است",
    ),
    (
        "out-of-range",
        {"type": "object", "properties": {"a": {"exclusiveMinimum": 0}}, "additionalProperties": False},
        "a: 0\n",
        "a.yaml:1:4: `0` is too small; it must be more than 0",
        "a.yaml:1:4: «0» کم است؛ باید بیشتر از ۰ باشد",
    ),
    (
        "out-of-range",
        {"type": "object", "properties": {"a": {"exclusiveMaximum": 1}}, "additionalProperties": False},
        "a: 1.0\n",
        "a.yaml:1:4: `1.0` is too large; it must be less than 1",
        "a.yaml:1:4: «1.0» زیاد است؛ باید کمتر از ۱ باشد",
    ),
    (
        "out-of-range",
        {"type": "object", "properties": {"a": {"multipleOf": 5}}, "additionalProperties": False},
        "a: 7\n",
        "a.yaml:1:4: `7` is not a multiple of 5",
        "a.yaml:1:4: «7» مضربی از ۵ نیست",
    ),
    (
        "repeated-item",
        {"type": "object", "properties": {"a": {"uniqueItems": True}}, "additionalProperties": False},
        "a:\n  - {x: 1, y: 2}\n  - 3\n  - {y: 2, x: 1}\n",
        "a.yaml:4:5: this item stands in the list twice; first at line 2\n  help: delete one of the two",
        (
            "a.yaml:4:5: این مورد دو بار در فهرست آمده است؛ بار نخست در سطر ۲\n"
            "  راهنما: یکی از آن دو را پاک کنید"
        ),
    ),
    (
        "does-not-fit",
        {"type": "object", "properties": {"a": {"not": {"type": "string"}}}, "additionalProperties": False},
        "a: x\n",
        "a.yaml:1:4: what is written here does not fit (not): `x`",
        "a.yaml:1:4: آنچه اینجا نوشته شده با الگوی سند نمی‌خواند (not): «x»",
    ),
    (
        "does-not-fit",
        {"type": "object", "properties": {"a": {"contains": {"const": 1}}}, "additionalProperties": False},
        "a: [2]\n",
        "a.yaml:1:1: what is written here does not fit (contains)",
        "a.yaml:1:1: آنچه اینجا نوشته شده با الگوی سند نمی‌خواند (contains)",
    ),
    (
        "does-not-fit",
        {
            "type": "object",
            "properties": {"a": {"oneOf": [{"type": "string"}, {"minLength": 1}]}},
            "additionalProperties": False,
        },
        "a: x\n",
        "a.yaml:1:4: what is written here does not fit (oneOf): `x`",
        "a.yaml:1:4: آنچه اینجا نوشته شده با الگوی سند نمی‌خواند (oneOf): «x»",
    ),
    (
        "does-not-fit",
        {"type": "object", "properties": {"a": {"uniqueItems": True}}, "additionalProperties": False},
        "a: [1, 1.0]\n",
        "a.yaml:1:1: what is written here does not fit (uniqueItems)",
        "a.yaml:1:1: آنچه اینجا نوشته شده با الگوی سند نمی‌خواند (uniqueItems)",
    ),
    (
        "unknown-key",
        {
            "oneOf": [
                {
                    "type": "object",
                    "properties": {"kind": {"const": "notice"}, "hours": {"type": "integer"}},
                    "additionalProperties": False,
                    "required": ["kind", "hours"],
                },
                {
                    "type": "object",
                    "properties": {"kind": {"const": "fee"}, "amount": {"type": "integer"}},
                    "additionalProperties": False,
                    "required": ["kind", "amount"],
                },
            ]
        },
        "kind: fee\namout: 5\n",
        "a.yaml:2:1: unknown key `amout`\n  help: did you mean `amount`?",
        "a.yaml:2:1: کلید «amout» شناخته نیست\n  راهنما: آیا منظور «amount» است؟",
    ),
    (
        "out-of-range",
        {
            "type": "object",
            "properties": {"a": {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1}]}},
            "additionalProperties": False,
        },
        "a: 0\n",
        "a.yaml:1:4: `0` is too small; at least 1 is needed",
        "a.yaml:1:4: «0» کم است؛ دست‌کم ۱ لازم است",
    ),
)


def found(content: str, of: Schema) -> list[Fault]:
    document = parse(content.encode(), "a.yaml")
    return faults(document, of, clause_of=document.clause_at)


@pytest.mark.parametrize(("rule", "of", "content", "english", "persian"), MISMATCHES)
def test_a_mismatch_is_told_in_both_languages(
    rule: str, of: Schema, content: str, english: str, persian: str
) -> None:
    told = found(content, of)

    assert rule in [fault.rule for fault in told]
    assert "\n".join(render(fault, "en") for fault in told) == english
    assert strip_isolates("\n".join(render(fault, "fa") for fault in told)) == persian


@pytest.mark.parametrize("looked_quickly", [False, True])
def test_a_document_that_fits_has_no_faults(*, looked_quickly: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not looked_quickly:
        monkeypatch.setattr(schema, "fits", lambda _data, _schema: False)
    of: Schema = {"type": "object", "properties": {"a": {"format": "duration"}}, "x-one-of-keys": ["a", "b"]}

    assert found("a: 72 hours\n", of) == []
    assert found("b: 1\n", of) == []


def test_faults_are_sorted_by_place_and_name_their_clause() -> None:
    of: Schema = {
        "properties": {
            "term": {"type": "integer"},
            "clauses": {"items": {"properties": {"norms": {"items": {"required": ["rule"]}}}}},
        }
    }
    told = found("clauses:\n  - clause: '5.4'\n    norms:\n      - a: 1\nterm: x\n", of)

    assert told == [
        Fault("missing-key", Place("a.yaml", 4, 9, 4, 13), "5.4", {"key": "rule"}),
        Fault(
            "wrong-type",
            Place("a.yaml", 5, 7, 5, 8),
            None,
            {"expected": "whole-number", "found_type": "text", "found": "x", "in_digits": "4"},
        ),
    ]


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("[a]", {"only": "a"}),
        ("['a: b']", {"only": "'a: b'"}),
        ("\n- >-\n  a\n", {}),
        ("[a, b]", {"count": 2}),
        ("[]", {}),
        ("{days: 3}", {"instead": "3 days"}),
        ("{days: many}", {}),
        ("{days: 3, hours: 2}", {}),
    ],
)
def test_a_cure_says_which_text_may_stand_for_a_list_or_a_group(
    written: str, cure: dict[str, object]
) -> None:
    (fault,) = found(f"of: {written}\n", {"properties": {"of": {"type": "string", "format": "duration"}}})
    kept = {name: fault.arguments[name] for name in ("only", "count", "instead") if name in fault.arguments}
    assert kept == cure


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("a", "[a]"),
        ("a, b", "[…]"),
        ("a}, a", "[…]"),
        ("'a, b'", "['a, b']"),
        ('"a # b"', '["a # b"]'),
        ('"5"', '["5"]'),
        ("5", '["5"]'),
        ("true", '["true"]'),
        ("|-\n  a", "[…]"),
        ("''", "[…]"),
        ("~", "[…]"),
        ("{}", "[…]"),
    ],
)
def test_a_cure_says_in_brackets_what_was_written(written: str, cure: str) -> None:
    """A comma or a bracket would be one of the list there, and a number in quotes is a text."""
    of = {"type": "array", "items": {"type": "string"}}
    (fault,) = found(f"of: {written}\n", {"properties": {"of": of}})
    assert fault.arguments.get("listed") == cure
    if "…" not in cure:
        was, cured = (
            group_of(parse(f"of: {one}\n".encode(), "a.yaml").data)["of"] for one in (written, cure)
        )
        assert cured == [was if isinstance(was, str) else written]


def test_a_fault_that_two_parts_of_a_schema_find_is_told_once() -> None:
    part = {"required": ["b"]}

    assert len(found("a: 1\n", {"allOf": [part, part], **part})) == 1


def test_a_schema_that_leads_outside_itself_is_an_error_and_opens_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    of: Schema = {"properties": {"a": {"$ref": "http://127.0.0.1:9/x.json"}}}

    with pytest.raises(SlakitError, match=re.escape("http://127.0.0.1:9/x.json")):
        found("a: 1\n", of)


def test_a_schema_is_found_by_the_name_of_its_document() -> None:
    assert schema_named("agreement")["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema_named("agreement") is schema_named("agreement")


@pytest.mark.parametrize("name", ["agrement", "../agreement", "agreement/v1", ""])
def test_a_schema_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(SlakitError, match=f"there is no schema `{name}`"):
        schema_named(name)


FORMS = [
    ("date", ["2020-03-19", "2020-02-29"], ["2019-02-29", "1398/12/29", "1398-12-30", "2020-3-1"]),
    ("jalali-date", ["1398/02/31", "1399/12/30"], ["1398/12/30", "2020-03-19", "1398/2/31", "1501/01/01"]),
    ("day", ["1398/02/31", "2020-03-19"], ["1398/12/30", "2020-02-30", "1398-02-31", ""]),
    ("local-time", ["1398/05/10 09:01", "2019-08-01T09:01:00.5"], ["1398/05/10", "1398/05/10 24:00", "09:01"]),
    ("instant", ["2019-08-01T09:01:00+04:30", "2019-08-01t09:01:00.123456z"], ["2019-08-01T09:01:00", "1398/05/10"]),
    ("instant", [], ["2019-08-01T09:01:00.1234567Z", "2019-06-30T23:59:60Z"]),
    ("time-of-event", ["1398/05/10 09:01", "2019-08-01T09:01:00Z", "1398/05/10"], ["tomorrow", "1398/12/30 09:01"]),
    ("duration", ["72 hours", "1 day", "2 working-days of office-hours"], ["72", "unspecified", "P1M", "72  hours"]),
    ("identifier", ["a", "it-management", "svc-01"], ["", "A", "1a", "a-", "a--b", "a\n", "a_b", "شهر"]),
    ("event-type", ["request.submitted", "a.b.c"], ["request", "request.", "a.B", "a.b\n"]),
    ("language-code", ["fa", "en", "ckb"], ["", "f", "Fa", "fa-IR", "fa\n", "فارسی"]),
    ("clause-number", ["5.4", "6.a", "1", "5.10", "5.4-2", "12A", "الف-2", "ماده 5", "5(a)", "§ 5", "5 (2)"], ["", "5.", "5.4\n", "5.4 ", "۵.۴", "“5.4”", "\u200f5.4", "5. 4", "(", "5  4"]),
    ("heading-id", ["annex-row", "5", "title", "عنوان"], ["", "annex ", "annex\u200c", "«5»"]),
    ("edition", ["1398", "1399-autumn", "2024/25", "v1.2", "1398+1"], ["", "۱۳۹۸", "1398 ", "\u200f1398", "«1398»"]),
    ("fingerprint", ["0" * 12, "67e036520a0d"], ["0" * 11, "0" * 13, "A" * 12, "g" * 12]),
    ("sha256", ["0" * 64, "9a" * 32], ["0" * 63, "0" * 65, "A" * 64, "g" * 64]),
    ("time-zone", ["Asia/Tehran", "UTC"], ["", "Asia/Teheran", "Tehran", "../zones", "+03:30"]),
    ("service-code", ["10031076000", "10012656000sh13"], ["1003107600", "100310760000000000", "10031076000-1", "۱۰۰۳۱۰۷۶۰۰۰"]),
    ("percentage-below-all", ["50%", "0%", "99.9999%"], ["100%", "100.0%", "-1%", "50"]),
    ("percentage-of-some", ["2.5%", "0.0001%", "99.9999%", "00.1%", "10%"], ["0%", "0.0%", "00%", "100%", "100.0%", "2.5"]),
    ("percentage", ["99.5%", "0%", "100%", "99.9999%"], ["99.5", "100.5%", "101%", "99,5%", "99.99999%", ".5%", "۹۹%"]),
    ("hours-of-day", ["08:00-16:30", "00:00-24:00", "23:59-24:00"], ["8:00-16:30", "16:30-08:00", "08:00-08:00", "24:00-24:00", "08:00-24:01", "08:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fitting", "unfitting"), FORMS)
def test_a_format_takes_what_it_means_and_nothing_else(
    name: str, fitting: list[str], unfitting: list[str]
) -> None:
    assert [text for text in fitting if not has_format(name, text)] == []
    assert [text for text in unfitting if has_format(name, text)] == []


def test_every_format_is_tested_and_only_texts_are_looked_at() -> None:
    assert {name for name, _, _ in FORMS} == FORMATS.keys()
    assert all(has_format(name, 5) for name in FORMATS)


def test_a_time_in_a_gap_of_some_zone_is_not_the_business_of_a_format() -> None:
    assert has_format("local-time", "1398/01/02 00:30")
    assert has_format("local-time", "1398/06/30 23:30 +03:30")


@pytest.mark.parametrize(
    ("written", "candidates", "expected"),
    [
        ("hour_before", ["hours-before", "channel"], {"suggestion": "hours-before"}),
        ("Norms", ["norms"], {"suggestion": "norms"}),
        ("aat", ["cat", "bat", "aaz"], {"suggestion": "aaz", "other": "bat"}),
        ("svc-99", ["svc-19", "svc-98"], {}),
        ("svc-3", ["svc-03", "svc-13", "svc-30"], {"suggestion": "svc-03"}),
        ("svc-030", ["svc-03", "svc-30"], {"suggestion": "svc-30"}),
        ("service-1", ["services-1"], {"suggestion": "services-1"}),
        ("xyz", ["norms"], {}),
        ("norm", [], {}),
    ],
)
def test_a_suggestion_is_the_closest_word_or_the_two_that_are_equally_close(
    written: str, candidates: list[str], expected: dict[str, str]
) -> None:
    assert suggestions(written, candidates, 0.6) == expected


# --- the quick look


def verdicts(content: str, of: Schema) -> tuple[bool, bool]:
    document = parse(content.encode(), "a.yaml")
    slow = next(iter(schema._validator(of).iter_errors(document.data)), None) is None
    return fits(document.data, of), slow


VALID: tuple[tuple[Schema, str], ...] = (
    ({"pattern": "^[a-z]+$"}, "a: 1\n"),
    ({"properties": {"a": {"type": "integer"}}}, "a: 7\n"),
    ({"properties": {"a": {"type": "number"}}}, "a: 7.5\n"),
    ({"properties": {"a": {"format": "day"}}}, "a: 1398/12/29\n"),
    ({"properties": {"a": {"x-one-of-keys": ["b"]}}}, "a: 5\n"),
    ({"x-one-of-keys": ["a", "b"], "allOf": [{"required": ["a"]}]}, "a: 5\n"),
    ({"properties": {"a": {"enum": [True, "x"]}}}, "a: true\n"),
    ({"properties": {"a": {"anyOf": [{"type": "string"}, {"const": 2}]}}}, "a: 2\n"),
    ({"if": {"required": ["b"]}, "then": {"required": ["c"]}}, "a: 2\n"),
)


def test_the_quick_look_gives_the_same_verdict_on_every_document() -> None:
    wrong = [(of, content) for _, of, content, _, _ in MISMATCHES]

    assert [case for case in wrong if verdicts(case[1], case[0]) != (False, False)] == []
    assert [case for case in VALID if verdicts(case[1], case[0]) != (True, True)] == []


EDITIONS = sorted((FilePath(__file__).parents[1] / "agreements").rglob("agreement.yaml"))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda file: file.parent.name)
def test_the_quick_look_gives_the_same_verdict_on_every_broken_line_of_an_agreement(
    edition: FilePath,
) -> None:
    """Each line in turn is deleted, and the last letter of each line is lost."""
    of, lines = schema_named("agreement"), edition.read_text("utf-8").split("\n")
    compared = 0
    for number in range(6, min(len(lines), 120), 3):
        for line in ([], [lines[number][:-1]]):
            content = "\n".join([*lines[:number], *line, *lines[number + 1 :]])
            try:
                fast, slow = verdicts(content, of)
            except SlakitError:
                continue  # it is no YAML any more
            assert fast == slow, content
            compared += 1
    assert compared > 20


def test_a_schema_with_a_keyword_that_the_quick_look_does_not_know_is_left_to_jsonschema() -> None:
    unknown: tuple[Schema, ...] = (
        {"oneOf": [{"required": ["a"]}]},
        {"patternProperties": {"a": {}}, "properties": {}},
        {"if": True, "else": True},
        {"const": {"a": 1}},
        {"enum": [1], "const": 1},
        {"$ref": "#/properties/a"},
        {"$ref": "#/$defs/b", "$defs": {}},
    )
    assert [of for of in unknown if fits({"a": 1}, of)] == []


@pytest.mark.parametrize("name", ["agreement", "services", "vocabulary", "calendar", "cases", "event"])
def test_the_quick_look_knows_every_keyword_of_our_own_schemas(name: str) -> None:
    """Every part is compiled, also those that no document leads to; fitting or not, each answers."""
    fit = Fit(schema_named(name))
    parts = [part for part in parts_of(schema_named(name)) if part]
    assert len(parts) > 5
    for part in parts:
        assert fit.check(part)(None) in (True, False)


def parts_of(schema: object) -> list[dict[str, object]]:
    """Every part of a schema: what stands behind a keyword that holds one, a list or a group of them."""
    part = schema if isinstance(schema, dict) else {}
    inner = [
        part[key] for key in ("items", "additionalProperties", "propertyNames", "if", "then") if key in part
    ]
    inner += [one for key in ("anyOf", "allOf") for one in part.get(key, ())]
    inner += [one for key in ("properties", "$defs") for one in part.get(key, {}).values()]
    return [part, *(found for one in inner for found in parts_of(one))]


def test_a_schema_is_compiled_once_however_often_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[Schema] = []
    compile_it: Callable[[Schema], object] = schema._compile

    def counted(of: Schema) -> object:
        compiled.append(of)
        return compile_it(of)

    monkeypatch.setattr(schema, "_compile", counted)
    of: Schema = {"required": ["b"]}
    for _ in range(3):
        assert len(found("a: 1\n", of)) == 1
    assert compiled == [of]


def test_a_group_with_many_unknown_keys_is_told_quickly() -> None:
    keys: Schema = {f"key-{letter}{number}": {} for letter in "abcdefghij" for number in range(5)}
    content = "".join(f"kez-{number}x: 1\n" for number in range(300))
    started = time.process_time()

    assert len(found(content, {"properties": keys, "additionalProperties": False})) == 300
    assert time.process_time() - started < 5
