"""Broken files and the exact words they are answered with; whole ones and the data and places they give."""

import os
import random
import sys
import time
from pathlib import Path as FilePath

import pytest

from slakit import document, yaml_events, yaml_reading, yaml_syntax
from slakit.document import Document, parse, read
from slakit.errors import Fault, InvalidDocument
from slakit.messages import render
from slakit.source import Place
from slakit.text import strip_isolates
from slakit.yaml_events import ParserName

PARSERS: tuple[ParserName, ...] = ("c", "pure")

# the rule that the case is there for, the file, and all that is said of it in English and in Persian
BROKEN: tuple[tuple[str, bytes, str, str], ...] = (
    (
        "not-utf-8",
        b"a: x\n\xd8\xb4 \xc7\n",
        (
            "a.yaml:2:3: the file is not UTF-8: byte 4 of this line has the value 0xC7\n"
            "  help: save the file again with the encoding UTF-8"
        ),
        (
            "a.yaml:2:3: کدگذاری فایل UTF-8 نیست: بایت شمارهٔ ۴ این سطر مقدار 0xC7 دارد\n"
            "  راهنما: فایل را با کدگذاری UTF-8 دوباره ذخیره کنید"
        ),
    ),
    (
        "not-utf-8",
        b"\xff\xfea\x00",
        (
            "a.yaml:1:1: the file is not UTF-8: byte 1 of this line has the value 0xFF\n"
            "  help: save the file again with the encoding UTF-8"
        ),
        (
            "a.yaml:1:1: کدگذاری فایل UTF-8 نیست: بایت شمارهٔ ۱ این سطر مقدار 0xFF دارد\n"
            "  راهنما: فایل را با کدگذاری UTF-8 دوباره ذخیره کنید"
        ),
    ),
    (
        "not-utf-8",
        b"a: \xed\xa0\x80\n",
        (
            "a.yaml:1:4: the file is not UTF-8: byte 4 of this line has the value 0xED\n"
            "  help: save the file again with the encoding UTF-8"
        ),
        (
            "a.yaml:1:4: کدگذاری فایل UTF-8 نیست: بایت شمارهٔ ۴ این سطر مقدار 0xED دارد\n"
            "  راهنما: فایل را با کدگذاری UTF-8 دوباره ذخیره کنید"
        ),
    ),
    (
        "byte-order-mark",
        b"\xef\xbb\xbfa: 1\n",
        (
            "a.yaml:1:1: an invisible byte order mark (U+FEFF) stands here\n"
            "  help: save the file as UTF-8 without a byte order mark"
        ),
        (
            "a.yaml:1:1: اینجا نشانهٔ نامرئی ترتیب بایت (U+FEFF) آمده است\n"
            "  راهنما: فایل را با کدگذاری UTF-8 و بدون نشانهٔ ترتیب بایت ذخیره کنید"
        ),
    ),
    (
        "byte-order-mark",
        b"a: x\xef\xbb\xbfy\n",
        (
            "a.yaml:1:5: an invisible byte order mark (U+FEFF) stands here\n"
            "  help: save the file as UTF-8 without a byte order mark"
        ),
        (
            "a.yaml:1:5: اینجا نشانهٔ نامرئی ترتیب بایت (U+FEFF) آمده است\n"
            "  راهنما: فایل را با کدگذاری UTF-8 و بدون نشانهٔ ترتیب بایت ذخیره کنید"
        ),
    ),
    (
        "control-character",
        b"a: x\x00\n",
        (
            "a.yaml:1:5: an invisible control character (U+0000) stands here\n"
            "  help: delete it, or type the text around it anew"
        ),
        (
            "a.yaml:1:5: اینجا یک نویسهٔ کنترلی نامرئی (U+0000) آمده است\n"
            "  راهنما: آن را پاک کنید یا متن پیرامونش را از نو بنویسید"
        ),
    ),
    (
        "control-character",
        b"a: \x7f\nb: \xc2\x80\n",
        (
            "a.yaml:1:4: an invisible control character (U+007F) stands here\n"
            "  help: delete it, or type the text around it anew\n"
            "a.yaml:2:4: an invisible control character (U+0080) stands here\n"
            "  help: delete it, or type the text around it anew"
        ),
        (
            "a.yaml:1:4: اینجا یک نویسهٔ کنترلی نامرئی (U+007F) آمده است\n"
            "  راهنما: آن را پاک کنید یا متن پیرامونش را از نو بنویسید\n"
            "a.yaml:2:4: اینجا یک نویسهٔ کنترلی نامرئی (U+0080) آمده است\n"
            "  راهنما: آن را پاک کنید یا متن پیرامونش را از نو بنویسید"
        ),
    ),
    (
        "line-separator",
        b"a: x\xe2\x80\xa8y\n",
        (
            "a.yaml:1:5: an unusual line separator (U+2028) stands here\n"
            "  help: delete it and press enter where a new line is meant"
        ),
        (
            "a.yaml:1:5: اینجا یک جداکنندهٔ نامتعارف سطر (U+2028) آمده است\n"
            "  راهنما: آن را پاک کنید و اگر سطر تازه لازم است کلید ورود را بزنید"
        ),
    ),
    (
        "line-separator",
        b"a: x\xc2\x85y\n",
        (
            "a.yaml:1:5: an unusual line separator (U+0085) stands here\n"
            "  help: delete it and press enter where a new line is meant"
        ),
        (
            "a.yaml:1:5: اینجا یک جداکنندهٔ نامتعارف سطر (U+0085) آمده است\n"
            "  راهنما: آن را پاک کنید و اگر سطر تازه لازم است کلید ورود را بزنید"
        ),
    ),
    (
        "directive",
        b"# c\n%YAML 1.1\n---\na: 1\n",
        "a.yaml:2:1: the directive `%YAML` has no meaning in this file\n  help: delete the line",
        "a.yaml:2:1: دستور «%YAML» در این فایل معنایی ندارد\n  راهنما: این سطر را پاک کنید",
    ),
    (
        "directive",
        b"%TAG ! tag:x,2000:\n---\na: 1\n",
        "a.yaml:1:1: the directive `%TAG` has no meaning in this file\n  help: delete the line",
        "a.yaml:1:1: دستور «%TAG» در این فایل معنایی ندارد\n  راهنما: این سطر را پاک کنید",
    ),
    (
        "empty-document",
        b"",
        (
            "a.yaml:1:1: the file is empty\n"
            "  help: write keys and their values, such as `document: agreement/v1`"
        ),
        (
            "a.yaml:1:1: فایل خالی است\n"
            "  راهنما: کلیدها و مقدارهایشان را بنویسید، مانند «document: agreement/v1»"
        ),
    ),
    (
        "empty-document",
        b"\n# c\n",
        (
            "a.yaml:1:1: the file is empty\n"
            "  help: write keys and their values, such as `document: agreement/v1`"
        ),
        (
            "a.yaml:1:1: فایل خالی است\n"
            "  راهنما: کلیدها و مقدارهایشان را بنویسید، مانند «document: agreement/v1»"
        ),
    ),
    (
        "empty-document",
        b"---\n",
        (
            "a.yaml:1:1: the file is empty\n"
            "  help: write keys and their values, such as `document: agreement/v1`"
        ),
        (
            "a.yaml:1:1: فایل خالی است\n"
            "  راهنما: کلیدها و مقدارهایشان را بنویسید، مانند «document: agreement/v1»"
        ),
    ),
    (
        "top-is-no-group",
        b"- a\n",
        (
            "a.yaml:1:1: the file does not consist of keys and their values\n"
            "  help: begin with a key and a colon, such as `document: agreement/v1`"
        ),
        (
            "a.yaml:1:1: فایل از کلیدها و مقدارهایشان تشکیل نشده است\n"
            "  راهنما: با یک کلید و دونقطه آغاز کنید، مانند «document: agreement/v1»"
        ),
    ),
    (
        "top-is-no-group",
        b"null\n",
        (
            "a.yaml:1:1: the file does not consist of keys and their values\n"
            "  help: begin with a key and a colon, such as `document: agreement/v1`"
        ),
        (
            "a.yaml:1:1: فایل از کلیدها و مقدارهایشان تشکیل نشده است\n"
            "  راهنما: با یک کلید و دونقطه آغاز کنید، مانند «document: agreement/v1»"
        ),
    ),
    (
        "top-is-no-group",
        b"x\n",
        (
            "a.yaml:1:1: the file does not consist of keys and their values\n"
            "  help: begin with a key and a colon, such as `document: agreement/v1`"
        ),
        (
            "a.yaml:1:1: فایل از کلیدها و مقدارهایشان تشکیل نشده است\n"
            "  راهنما: با یک کلید و دونقطه آغاز کنید، مانند «document: agreement/v1»"
        ),
    ),
    (
        "several-documents",
        b"a: 1\n---\nb: 2\n",
        (
            "a.yaml:2:1: a second document begins here\n"
            "  help: keep one document in a file: delete the line `---` or `...`, or move what follows to its own file"
        ),
        (
            "a.yaml:2:1: اینجا سند دومی آغاز شده است\n"
            "  راهنما: در هر فایل یک سند بگذارید: سطر «---» یا «...» را پاک کنید یا ادامه را به فایل دیگری ببرید"
        ),
    ),
    (
        "several-documents",
        b"a: 1\n...\nb: 2\n",
        (
            "a.yaml:3:1: a second document begins here\n"
            "  help: keep one document in a file: delete the line `---` or `...`, or move what follows to its own file"
        ),
        (
            "a.yaml:3:1: اینجا سند دومی آغاز شده است\n"
            "  راهنما: در هر فایل یک سند بگذارید: سطر «---» یا «...» را پاک کنید یا ادامه را به فایل دیگری ببرید"
        ),
    ),
    (
        "anchor",
        b"a: &x 1\n",
        (
            "a.yaml:1:4: the mark `&x` is not allowed\n"
            "  help: write each value where it belongs; if the text begins with `&`, put it in quotes"
        ),
        (
            "a.yaml:1:4: نشانهٔ «&x» مجاز نیست\n"
            "  راهنما: هر مقدار را سر جای خودش بنویسید؛ اگر متن با «&» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "anchor",
        b"\xd8\xb4\xd9\x87\xd8\xb1: &name {b: 1}\n",
        (
            "a.yaml:1:6: the mark `&name` is not allowed\n"
            "  help: write each value where it belongs; if the text begins with `&`, put it in quotes"
        ),
        (
            "a.yaml:1:6: نشانهٔ «&name» مجاز نیست\n"
            "  راهنما: هر مقدار را سر جای خودش بنویسید؛ اگر متن با «&» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "alias",
        b"a: *x\n",
        (
            "a.yaml:1:4: the reference `*x` is not allowed\n"
            "  help: write the value itself here; if the text begins with `*`, put it in quotes"
        ),
        (
            "a.yaml:1:4: ارجاع «*x» مجاز نیست\n"
            "  راهنما: خود مقدار را اینجا بنویسید؛ اگر متن با «*» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "alias",
        b"*x : 1\n",
        (
            "a.yaml:1:1: the reference `*x` is not allowed\n"
            "  help: write the value itself here; if the text begins with `*`, put it in quotes"
        ),
        (
            "a.yaml:1:1: ارجاع «*x» مجاز نیست\n"
            "  راهنما: خود مقدار را اینجا بنویسید؛ اگر متن با «*» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "tag",
        b"a: !!str 5\n",
        (
            "a.yaml:1:4: the tag `!!str` is not allowed\n"
            "  help: delete it; if the text begins with `!`, put it in quotes"
        ),
        (
            "a.yaml:1:4: برچسب «!!str» مجاز نیست\n"
            "  راهنما: آن را پاک کنید؛ اگر متن با «!» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "tag",
        b"a: !<tag:x> 5\n",
        (
            "a.yaml:1:4: the tag `!<tag:x>` is not allowed\n"
            "  help: delete it; if the text begins with `!`, put it in quotes"
        ),
        (
            "a.yaml:1:4: برچسب «!<tag:x>» مجاز نیست\n"
            "  راهنما: آن را پاک کنید؛ اگر متن با «!» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "tag",
        b"a: ! 5\n",
        (
            "a.yaml:1:4: the tag `!` is not allowed\n"
            "  help: delete it; if the text begins with `!`, put it in quotes"
        ),
        (
            "a.yaml:1:4: برچسب «!» مجاز نیست\n"
            "  راهنما: آن را پاک کنید؛ اگر متن با «!» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "tag",
        b"a: !e!x 5\n",
        (
            "a.yaml:1:4: the tag `!e!x` is not allowed\n"
            "  help: delete it; if the text begins with `!`, put it in quotes"
        ),
        (
            "a.yaml:1:4: برچسب «!e!x» مجاز نیست\n"
            "  راهنما: آن را پاک کنید؛ اگر متن با «!» آغاز می‌شود، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "merge-key",
        b"<<: {a: 1}\n",
        "a.yaml:1:1: the merge key `<<` is not allowed\n  help: write the keys themselves here",
        "a.yaml:1:1: کلید ادغام «<<» مجاز نیست\n  راهنما: خود کلیدها را اینجا بنویسید",
    ),
    (
        "key-is-no-text",
        b"5: x\n",
        'a.yaml:1:1: the key `5` is not a text\n  help: put it in quotes: `"5"`',
        'a.yaml:1:1: کلید «5» متن نیست\n  راهنما: آن را در علامت نقل قول بگذارید: «"5"»',
    ),
    (
        "key-is-no-text",
        b"true: x\n",
        'a.yaml:1:1: the key `true` is not a text\n  help: put it in quotes: `"true"`',
        'a.yaml:1:1: کلید «true» متن نیست\n  راهنما: آن را در علامت نقل قول بگذارید: «"true"»',
    ),
    (
        "key-is-no-text",
        b"~: x\n",
        'a.yaml:1:1: the key `~` is not a text\n  help: put it in quotes: `"~"`',
        'a.yaml:1:1: کلید «~» متن نیست\n  راهنما: آن را در علامت نقل قول بگذارید: «"~"»',
    ),
    (
        "key-is-no-text",
        b": x\n",
        "a.yaml:1:1: a key is missing here, or is not a text\n  help: write a key before the colon",
        "a.yaml:1:1: اینجا کلید نوشته نشده یا متن نیست\n  راهنما: پیش از دونقطه کلید را بنویسید",
    ),
    (
        "key-is-no-text",
        b"[a]: x\n",
        "a.yaml:1:1: a key is missing here, or is not a text\n  help: write a key before the colon",
        "a.yaml:1:1: اینجا کلید نوشته نشده یا متن نیست\n  راهنما: پیش از دونقطه کلید را بنویسید",
    ),
    (
        "key-is-no-text",
        b"{a: 1}: x\n",
        "a.yaml:1:1: a key is missing here, or is not a text\n  help: write a key before the colon",
        "a.yaml:1:1: اینجا کلید نوشته نشده یا متن نیست\n  راهنما: پیش از دونقطه کلید را بنویسید",
    ),
    (
        "key-is-no-text",
        b"5.4: x\n",
        'a.yaml:1:1: the key `5.4` is not a text\n  help: put it in quotes: `"5.4"`',
        'a.yaml:1:1: کلید «5.4» متن نیست\n  راهنما: آن را در علامت نقل قول بگذارید: «"5.4"»',
    ),
    (
        "question-mark-key",
        b"? a\n: x\n",
        (
            "a.yaml:1:3: the key `a` is written with a question mark\n"
            "  help: write the key, a colon and the value, such as `a: …`"
        ),
        (
            "a.yaml:1:3: کلید «a» با علامت سؤال نوشته شده است\n"
            "  راهنما: کلید و دونقطه و مقدار را بنویسید، مانند «a: …»"
        ),
    ),
    (
        "duplicate-key",
        b'a: 1\nb: 2\n"a": 3\n',
        (
            "a.yaml:3:1: the key `a` is written twice; first at line 1\n"
            "  help: delete one of the two, or give it another name"
        ),
        (
            "a.yaml:3:1: کلید «a» دو بار نوشته شده است؛ بار نخست در سطر ۱\n"
            "  راهنما: یکی از آن دو را پاک کنید یا نام دیگری به آن بدهید"
        ),
    ),
    (
        "unquoted-yes-no",
        b"a: no\n",
        (
            "a.yaml:1:4: `no` without quotes is read as yes-or-no by some programs and as text by others\n"
            '  help: write `true` or `false`, or put the word in quotes: `"no"`'
        ),
        (
            "a.yaml:1:4: «no» بدون علامت نقل قول را برخی برنامه‌ها بله یا خیر می‌خوانند و برخی متن\n"
            '  راهنما: «true» یا «false» بنویسید، یا واژه را در علامت نقل قول بگذارید: «"no"»'
        ),
    ),
    (
        "unquoted-yes-no",
        b"On: 1\n",
        (
            "a.yaml:1:1: `On` without quotes is read as yes-or-no by some programs and as text by others\n"
            '  help: write `true` or `false`, or put the word in quotes: `"On"`'
        ),
        (
            "a.yaml:1:1: «On» بدون علامت نقل قول را برخی برنامه‌ها بله یا خیر می‌خوانند و برخی متن\n"
            '  راهنما: «true» یا «false» بنویسید، یا واژه را در علامت نقل قول بگذارید: «"On"»'
        ),
    ),
    (
        "unquoted-clock-time",
        b"a: 12:30\n",
        (
            "a.yaml:1:4: `12:30` without quotes is read as a number by some programs\n"
            '  help: put it in quotes: `"12:30"`'
        ),
        (
            "a.yaml:1:4: «12:30» بدون علامت نقل قول را برخی برنامه‌ها عدد می‌خوانند\n"
            '  راهنما: آن را در علامت نقل قول بگذارید: «"12:30"»'
        ),
    ),
    (
        "octal-looking-number",
        b"a: 0650012345\n",
        (
            "a.yaml:1:4: `0650012345` without quotes is read as another number by some programs\n"
            '  help: put it in quotes: `"0650012345"`, or write the number without a leading zero or letters'
        ),
        (
            "a.yaml:1:4: «0650012345» بدون علامت نقل قول را برخی برنامه‌ها عدد دیگری می‌خوانند\n"
            '  راهنما: آن را در علامت نقل قول بگذارید: «"0650012345"»، یا عدد را بدون صفر آغازین و بدون حرف بنویسید'
        ),
    ),
    (
        "octal-looking-number",
        b"a: 0x1F\n",
        (
            "a.yaml:1:4: `0x1F` without quotes is read as another number by some programs\n"
            '  help: put it in quotes: `"0x1F"`, or write the number without a leading zero or letters'
        ),
        (
            "a.yaml:1:4: «0x1F» بدون علامت نقل قول را برخی برنامه‌ها عدد دیگری می‌خوانند\n"
            '  راهنما: آن را در علامت نقل قول بگذارید: «"0x1F"»، یا عدد را بدون صفر آغازین و بدون حرف بنویسید'
        ),
    ),
    (
        "exponent-number",
        b"a: 12e5\n",
        (
            "a.yaml:1:4: `12e5` without quotes is read as a number with an exponent\n"
            '  help: write the number out, or put it in quotes: `"12e5"`'
        ),
        (
            "a.yaml:1:4: «12e5» بدون علامت نقل قول عدد توان‌دار خوانده می‌شود\n"
            '  راهنما: عدد را کامل بنویسید، یا آن را در علامت نقل قول بگذارید: «"12e5"»'
        ),
    ),
    (
        "infinity-or-nan",
        b"a: .inf\n",
        (
            "a.yaml:1:4: `.inf` without quotes is read as a number that is infinite or undefined\n"
            '  help: write a finite number, or put it in quotes: `".inf"`'
        ),
        (
            "a.yaml:1:4: «.inf» بدون علامت نقل قول عدد بی‌نهایت یا نامعین خوانده می‌شود\n"
            '  راهنما: عدد متناهی بنویسید، یا آن را در علامت نقل قول بگذارید: «".inf"»'
        ),
    ),
    (
        "hyphenated-jalali-date",
        b"a: 1398-12-29\n",
        (
            "a.yaml:1:4: the Jalali date `1398-12-29` is written with hyphens, like a Gregorian one\n"
            "  help: write `1398/12/29`"
        ),
        (
            "a.yaml:1:4: تاریخ جلالی «1398-12-29» مانند تاریخ میلادی با خط تیره نوشته شده است\n"
            "  راهنما: بنویسید «1398/12/29»"
        ),
    ),
    (
        "hyphenated-jalali-date",
        b"a: 1398-2-5\n",
        (
            "a.yaml:1:4: the Jalali date `1398-2-5` is written with hyphens, like a Gregorian one\n"
            "  help: write `1398/02/05`"
        ),
        (
            "a.yaml:1:4: تاریخ جلالی «1398-2-5» مانند تاریخ میلادی با خط تیره نوشته شده است\n"
            "  راهنما: بنویسید «1398/02/05»"
        ),
    ),
    (
        "number-too-long",
        b"a: 1234567890123456789\n",
        (
            "a.yaml:1:4: the number `1234567890123456789` has more than 15 digits\n"
            "  help: if it is a code, put it in quotes"
        ),
        (
            "a.yaml:1:4: عدد «1234567890123456789» بیش از ۱۵ رقم دارد\n"
            "  راهنما: اگر کد است، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "number-too-long",
        b"a: 0.1234567890123456789\n",
        (
            "a.yaml:1:4: the number `0.1234567890123456789` has more than 15 digits\n"
            "  help: if it is a code, put it in quotes"
        ),
        (
            "a.yaml:1:4: عدد «0.1234567890123456789» بیش از ۱۵ رقم دارد\n"
            "  راهنما: اگر کد است، آن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "forbidden-escape",
        b'a: "x\\0"\n',
        (
            "a.yaml:1:6: `\\0` stands for a character that no text may hold\n"
            "  help: write the character itself, or delete it"
        ),
        (
            "a.yaml:1:6: «\\0» به جای نویسه‌ای است که در هیچ متنی مجاز نیست\n"
            "  راهنما: خود نویسه را بنویسید یا آن را پاک کنید"
        ),
    ),
    (
        "forbidden-escape",
        b'a: "\\ud83d"\n',
        (
            "a.yaml:1:5: `\\ud83d` stands for a character that no text may hold\n"
            "  help: write the character itself, or delete it"
        ),
        (
            "a.yaml:1:5: «\\ud83d» به جای نویسه‌ای است که در هیچ متنی مجاز نیست\n"
            "  راهنما: خود نویسه را بنویسید یا آن را پاک کنید"
        ),
    ),
    (
        "unknown-escape",
        b'a: "\\d"\n',
        (
            "a.yaml:1:5: `\\d` has no meaning between double quotes\n"
            "  help: write the backslash twice, or use single quotes"
        ),
        (
            "a.yaml:1:5: «\\d» میان دو علامت نقل قول جفت معنایی ندارد\n"
            "  راهنما: خط کج وارونه را دو بار بنویسید، یا علامت نقل قول تکی به کار ببرید"
        ),
    ),
    (
        "tab-indentation",
        b"a:\n\tb: 1\n\tc: 2\n",
        (
            "a.yaml:2:1: a tab stands in the indentation; lines: 2, 3\n"
            "  help: replace each tab by spaces, two for each level"
        ),
        (
            "a.yaml:2:1: در تورفتگی نویسهٔ تب آمده است؛ سطرها: ۲، ۳\n"
            "  راهنما: به جای هر تب فاصله بگذارید، برای هر سطح دو فاصله"
        ),
    ),
    (
        "tab-indentation",
        b"a: [\n\t1]\n",
        (
            "a.yaml:2:1: a tab stands in the indentation; lines: 2\n"
            "  help: replace each tab by spaces, two for each level"
        ),
        (
            "a.yaml:2:1: در تورفتگی نویسهٔ تب آمده است؛ سطرها: ۲\n"
            "  راهنما: به جای هر تب فاصله بگذارید، برای هر سطح دو فاصله"
        ),
    ),
    (
        "tab-between",
        b"a:\tb\n",
        "a.yaml:1:3: a tab stands outside quotes; lines: 1\n  help: replace it by a space",
        (
            "a.yaml:1:3: بیرون از علامت نقل قول نویسهٔ تب آمده است؛ سطرها: ۱\n"
            "  راهنما: به جای آن یک فاصله بگذارید"
        ),
    ),
    (
        "unclosed-quote",
        b'a: "x\nb: 1\n',
        (
            'a.yaml:1:4: the quote " that opens here is never closed\n'
            "  help: close it at the end of the text; inside a text in single quotes write ' twice"
        ),
        (
            'a.yaml:1:4: علامت نقل قول " که اینجا باز شده هرگز بسته نشده است\n'
            "  راهنما: آن را در پایان متن ببندید؛ درون متنی با علامت نقل قول تکی، علامت «'» را دو بار بنویسید"
        ),
    ),
    (
        "unclosed-quote",
        b"a: 'x\n",
        (
            "a.yaml:1:4: the quote ' that opens here is never closed\n"
            "  help: close it at the end of the text; inside a text in single quotes write ' twice"
        ),
        (
            "a.yaml:1:4: علامت نقل قول ' که اینجا باز شده هرگز بسته نشده است\n"
            "  راهنما: آن را در پایان متن ببندید؛ درون متنی با علامت نقل قول تکی، علامت «'» را دو بار بنویسید"
        ),
    ),
    (
        "unclosed-quote",
        b'a: "x\nb: 1\nc: "y"\n',
        (
            'a.yaml:1:4: the quote " that opens here is never closed\n'
            "  help: close it at the end of the text; inside a text in single quotes write ' twice"
        ),
        (
            'a.yaml:1:4: علامت نقل قول " که اینجا باز شده هرگز بسته نشده است\n'
            "  راهنما: آن را در پایان متن ببندید؛ درون متنی با علامت نقل قول تکی، علامت «'» را دو بار بنویسید"
        ),
    ),
    (
        "unclosed-quote",
        b"a: 'it''s x\nb: ['y']\n",
        (
            "a.yaml:1:4: the quote ' that opens here is never closed\n"
            "  help: close it at the end of the text; inside a text in single quotes write ' twice"
        ),
        (
            "a.yaml:1:4: علامت نقل قول ' که اینجا باز شده هرگز بسته نشده است\n"
            "  راهنما: آن را در پایان متن ببندید؛ درون متنی با علامت نقل قول تکی، علامت «'» را دو بار بنویسید"
        ),
    ),
    (
        "text-after-end",
        b'a: "x\n  y" z\n',
        (
            'a.yaml:2:6: something follows the closing `"`\n'
            "  help: delete it, or put the whole text between one pair of quotes"
        ),
        (
            'a.yaml:2:6: پس از «"» پایانی چیز دیگری آمده است\n'
            "  راهنما: آن را پاک کنید، یا همهٔ متن را میان یک جفت علامت نقل قول بگذارید"
        ),
    ),
    (
        "strange-indentation",
        "a:\n  b:\n    c: 1\n  \u00a0 d: 2\n    e: 3\n".encode(),
        "a.yaml:4:3: a blank that is no plain space (⟨NBSP⟩) stands in the indentation\n  help: replace it by a space",
        (
            "a.yaml:4:3: در تورفتگی نویسه‌ای آمده است که فاصلهٔ ساده نیست (⟨NBSP⟩)\n"
            "  راهنما: به جای آن یک فاصلهٔ ساده بگذارید"
        ),
    ),
    (
        "unclosed-bracket",
        b"a: [1, 2\nb: 3\n",
        (
            "a.yaml:1:4: the bracket `[` that opens here is not closed where it should be\n"
            "  help: write `]` after the last item, and a comma between items"
        ),
        (
            "a.yaml:1:4: «[» که اینجا باز شده در جای درست بسته نشده است\n"
            "  راهنما: پس از آخرین مورد «]» و میان موردها ویرگول لاتین بگذارید"
        ),
    ),
    (
        "colon-out-of-place",
        b"a: {b: one: two, c: 3}\n",
        (
            "a.yaml:1:11: a colon stands where it cannot be read\n"
            "  help: if it belongs to a text, put the whole text in quotes; if it follows a key, check the indentation"
        ),
        (
            "a.yaml:1:11: دونقطه در جایی آمده است که خوانده نمی‌شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ اگر پس از کلید است، تورفتگی را بررسی کنید"
        ),
    ),
    (
        "unclosed-bracket",
        b"a: {b: 1\nc: 3\n",
        (
            "a.yaml:1:4: the bracket `{` that opens here is not closed where it should be\n"
            "  help: write `}` after the last item, and a comma between items"
        ),
        (
            "a.yaml:1:4: «{» که اینجا باز شده در جای درست بسته نشده است\n"
            "  راهنما: پس از آخرین مورد «}» و میان موردها ویرگول لاتین بگذارید"
        ),
    ),
    (
        "unclosed-bracket",
        b"a: {b: 1\n",
        (
            "a.yaml:1:4: the bracket `{` that opens here is not closed where it should be\n"
            "  help: write `}` after the last item, and a comma between items"
        ),
        (
            "a.yaml:1:4: «{» که اینجا باز شده در جای درست بسته نشده است\n"
            "  راهنما: پس از آخرین مورد «}» و میان موردها ویرگول لاتین بگذارید"
        ),
    ),
    (
        "unclosed-bracket",
        b"a: {b: c #d, e: f}\ng: 1\n",
        (
            "a.yaml:1:4: the bracket `{` that opens here is not closed where it should be\n"
            "  help: `#` after a blank begins a remark: put the text in quotes, and write `}` after the last item"
        ),
        (
            "a.yaml:1:4: «{» که اینجا باز شده در جای درست بسته نشده است\n"
            "  راهنما: «#» پس از فاصله آغاز یادداشت است: متن را در علامت نقل قول بگذارید و پس از آخرین مورد «}» بنویسید"
        ),
    ),
    (
        "persian-comma",
        "a: {fa: ب، en: c}\n".encode(),
        (
            "a.yaml:1:10: `،` parts no items between brackets\n"
            "  help: write a Latin comma (`,`) in its place; if it belongs to a text, put the whole text in quotes"
        ),
        (
            "a.yaml:1:10: «،» میان کمانک‌ها موردها را از هم جدا نمی‌کند\n"
            "  راهنما: به جای آن ویرگول لاتین («,») بگذارید؛ اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "persian-comma",
        'a: ["3.1"، "3.2"]\n'.encode(),
        (
            "a.yaml:1:10: `،` parts no items between brackets\n"
            "  help: write a Latin comma (`,`) in its place; if it belongs to a text, put the whole text in quotes"
        ),
        (
            "a.yaml:1:10: «،» میان کمانک‌ها موردها را از هم جدا نمی‌کند\n"
            "  راهنما: به جای آن ویرگول لاتین («,») بگذارید؛ اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "persian-comma",
        "a:\n  {fa: ب،\n   en: c}\n".encode(),
        (
            "a.yaml:2:9: `،` parts no items between brackets\n"
            "  help: write a Latin comma (`,`) in its place; if it belongs to a text, put the whole text in quotes"
        ),
        (
            "a.yaml:2:9: «،» میان کمانک‌ها موردها را از هم جدا نمی‌کند\n"
            "  راهنما: به جای آن ویرگول لاتین («,») بگذارید؛ اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "dash-without-space",
        b"a:\n  - b: c\n    d: e\n  -b: f\n",
        "a.yaml:4:3: no space follows the hyphen that begins an item\n  help: write `- b:`",
        (
            "a.yaml:4:3: پس از خط تیره‌ای که مورد فهرست را آغاز می‌کند فاصله‌ای نیامده است\n"
            "  راهنما: بنویسید: «- b:»"
        ),
    ),
    (
        "unclosed-bracket",
        b"a: {b: 'c #d', e: f\ng: 1\n",
        (
            "a.yaml:1:4: the bracket `{` that opens here is not closed where it should be\n"
            "  help: write `}` after the last item, and a comma between items"
        ),
        (
            "a.yaml:1:4: «{» که اینجا باز شده در جای درست بسته نشده است\n"
            "  راهنما: پس از آخرین مورد «}» و میان موردها ویرگول لاتین بگذارید"
        ),
    ),
    (
        "dash-without-space",
        b"a:\n  -b: c\n   d: e\n",
        "a.yaml:2:3: no space follows the hyphen that begins an item\n  help: write `- b:`",
        (
            "a.yaml:2:3: پس از خط تیره‌ای که مورد فهرست را آغاز می‌کند فاصله‌ای نیامده است\n"
            "  راهنما: بنویسید: «- b:»"
        ),
    ),
    (
        "merge-conflict",
        b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n",
        (
            "a.yaml:2:1: a conflict of two changes was left here by git (`<<<<<<<`)\n"
            "  help: keep the lines that hold, and take out those that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
        ),
        (
            "a.yaml:2:1: «git» اینجا تعارض دو تغییر را باقی گذاشته است («<<<<<<<»)\n"
            "  راهنما: سطرهای درست را نگه دارید و سطرهایی را که با «<<<<<<<» و «=======» و «>>>>>>>» آغاز می‌شوند پاک کنید"
        ),
    ),
    (
        "lone-key",
        b"title: {fa: x, inclusive}\n",
        (
            "a.yaml:1:16: `inclusive` stands between braces with no colon after it\n"
            "  help: if it belongs to the text before the comma, put the whole text in quotes; "
            "if it is a key, write a colon and its value"
        ),
        (
            "a.yaml:1:16: پس از «inclusive» که میان آکولاد آمده دونقطه نیست\n"
            "  راهنما: اگر دنبالهٔ متنِ پیش از ویرگول است، همهٔ متن را در علامت نقل قول بگذارید؛ "
            "اگر کلید است، دونقطه و مقدار آن را بنویسید"
        ),
    ),
    (
        "colon-out-of-place",
        b"a: b: c\n",
        (
            "a.yaml:1:5: a colon stands where it cannot be read\n"
            "  help: if it belongs to a text, put the whole text in quotes; if it follows a key, check the indentation"
        ),
        (
            "a.yaml:1:5: دونقطه در جایی آمده است که خوانده نمی‌شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ اگر پس از کلید است، تورفتگی را بررسی کنید"
        ),
    ),
    (
        "colon-out-of-place",
        b"a:\n  b: 1\n   c: 2\n",
        (
            "a.yaml:3:5: a colon stands where it cannot be read\n"
            "  help: if it belongs to a text, put the whole text in quotes; if it follows a key, check the indentation"
        ),
        (
            "a.yaml:3:5: دونقطه در جایی آمده است که خوانده نمی‌شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ اگر پس از کلید است، تورفتگی را بررسی کنید"
        ),
    ),
    (
        "dash-out-of-place",
        b"a: - b\n",
        (
            "a.yaml:1:4: a list cannot begin here\n"
            "  help: begin the list on a new line; if the hyphen belongs to a text, put the text in quotes"
        ),
        (
            "a.yaml:1:4: فهرست نمی‌تواند از اینجا آغاز شود\n"
            "  راهنما: فهرست را از سطر تازه آغاز کنید؛ اگر خط تیره جزو متن است، متن را در علامت نقل قول بگذارید"
        ),
    ),
    (
        "missing-colon",
        b"a: 1\nb\nc: 2\n",
        (
            "a.yaml:2:1: no colon follows `b`\n"
            "  help: write a colon and a space after a key; if this line continues the text above, indent it further"
        ),
        (
            "a.yaml:2:1: پس از «b» دونقطه نیامده است\n"
            "  راهنما: پس از کلید دونقطه و یک فاصله بگذارید؛ اگر این سطر دنبالهٔ متن بالاست، تورفتگی آن را بیشتر کنید"
        ),
    ),
    (
        "block-text-header",
        b"a: |x\n  b\n",
        (
            "a.yaml:1:5: only `-`, `+` or a digit may follow the sign `|` on its line\n"
            "  help: begin the text on the next line, indented"
        ),
        (
            "a.yaml:1:5: پس از نشانهٔ «|» در همان سطر تنها «-» یا «+» یا یک رقم می‌آید\n"
            "  راهنما: متن را از سطر بعد با تورفتگی آغاز کنید"
        ),
    ),
    (
        "reserved-character",
        b"a: @x\n",
        (
            "a.yaml:1:4: a value cannot begin with `@` here\n"
            "  help: if it belongs to a text, put the whole text in quotes; otherwise delete it"
        ),
        (
            "a.yaml:1:4: اینجا مقدار نمی‌تواند با «@» آغاز شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ وگرنه آن را پاک کنید"
        ),
    ),
    (
        "reserved-character",
        b"a: ]\n",
        (
            "a.yaml:1:4: a value cannot begin with `]` here\n"
            "  help: if it belongs to a text, put the whole text in quotes; otherwise delete it"
        ),
        (
            "a.yaml:1:4: اینجا مقدار نمی‌تواند با «]» آغاز شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ وگرنه آن را پاک کنید"
        ),
    ),
    (
        "reserved-character",
        b"a: &\n",
        (
            "a.yaml:1:4: a value cannot begin with `&` here\n"
            "  help: if it belongs to a text, put the whole text in quotes; otherwise delete it"
        ),
        (
            "a.yaml:1:4: اینجا مقدار نمی‌تواند با «&» آغاز شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ وگرنه آن را پاک کنید"
        ),
    ),
    (
        "reserved-character",
        b"a: [b, , c]\n",
        (
            "a.yaml:1:8: a value cannot begin with `,` here\n"
            "  help: if it belongs to a text, put the whole text in quotes; otherwise delete it"
        ),
        (
            "a.yaml:1:8: اینجا مقدار نمی‌تواند با «,» آغاز شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ وگرنه آن را پاک کنید"
        ),
    ),
    (
        "text-after-end",
        b'a: "x" y\n',
        (
            'a.yaml:1:8: something follows the closing `"`\n'
            "  help: delete it, or put the whole text between one pair of quotes"
        ),
        (
            'a.yaml:1:8: پس از «"» پایانی چیز دیگری آمده است\n'
            "  راهنما: آن را پاک کنید، یا همهٔ متن را میان یک جفت علامت نقل قول بگذارید"
        ),
    ),
    (
        "text-after-end",
        b"a: [1] y\n",
        (
            "a.yaml:1:8: something follows the closing `]`\n"
            "  help: delete it, or put the whole text between one pair of quotes"
        ),
        (
            "a.yaml:1:8: پس از «]» پایانی چیز دیگری آمده است\n"
            "  راهنما: آن را پاک کنید، یا همهٔ متن را میان یک جفت علامت نقل قول بگذارید"
        ),
    ),
    (
        "bad-indentation",
        b"a:\n  b: 1\n c: 2\n",
        (
            "a.yaml:3:2: this line is not in line with the ones above it\n"
            "  help: give every key of a group and every item of a list the same indentation"
        ),
        (
            "a.yaml:3:2: این سطر با سطرهای بالای خود هم‌تراز نیست\n"
            "  راهنما: به همهٔ کلیدهای یک گروه و همهٔ موردهای یک فهرست تورفتگی یکسان بدهید"
        ),
    ),
    (
        "bad-indentation",
        b"- a\nb: c\n",
        (
            "a.yaml:2:1: this line is not in line with the ones above it\n"
            "  help: give every key of a group and every item of a list the same indentation"
        ),
        (
            "a.yaml:2:1: این سطر با سطرهای بالای خود هم‌تراز نیست\n"
            "  راهنما: به همهٔ کلیدهای یک گروه و همهٔ موردهای یک فهرست تورفتگی یکسان بدهید"
        ),
    ),
    (
        "bad-indentation",
        b" a: 1\nb: 2\n",
        (
            "a.yaml:2:1: this line is not in line with the ones above it\n"
            "  help: give every key of a group and every item of a list the same indentation"
        ),
        (
            "a.yaml:2:1: این سطر با سطرهای بالای خود هم‌تراز نیست\n"
            "  راهنما: به همهٔ کلیدهای یک گروه و همهٔ موردهای یک فهرست تورفتگی یکسان بدهید"
        ),
    ),
    (
        "unexpected-here",
        b"a: *b c\n",
        (
            "a.yaml:1:4: the reference `*b` is not allowed\n"
            "  help: write the value itself here; if the text begins with `*`, put it in quotes\n"
            "a.yaml:1:7: `c` is not expected here\n"
            "  help: check the quotes, commas and indentation before it"
        ),
        (
            "a.yaml:1:4: ارجاع «*b» مجاز نیست\n"
            "  راهنما: خود مقدار را اینجا بنویسید؛ اگر متن با «*» آغاز می‌شود، آن را در علامت نقل قول بگذارید\n"
            "a.yaml:1:7: انتظار «c» در اینجا نمی‌رفت\n"
            "  راهنما: علامت‌های نقل قول، ویرگول‌ها و تورفتگی پیش از آن را بررسی کنید"
        ),
    ),
    (
        "reserved-character",
        b"a: ? b\n",
        (
            "a.yaml:1:4: a value cannot begin with `?` here\n"
            "  help: if it belongs to a text, put the whole text in quotes; otherwise delete it"
        ),
        (
            "a.yaml:1:4: اینجا مقدار نمی‌تواند با «?» آغاز شود\n"
            "  راهنما: اگر جزو متن است، همهٔ متن را در علامت نقل قول بگذارید؛ وگرنه آن را پاک کنید"
        ),
    ),
)


def faults_in(content: bytes, parser: ParserName = "c") -> tuple[Fault, ...]:
    with pytest.raises(InvalidDocument) as raised:
        document._parse(content, "a.yaml", parser)
    return raised.value.faults


def rules_and_places(content: bytes, parser: ParserName = "c") -> list[tuple[str, str]]:
    return [(fault.rule, str(fault.place).removeprefix("a.yaml:")) for fault in faults_in(content, parser)]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(("rule", "content", "english", "persian"), BROKEN)
def test_a_broken_file_is_answered_in_both_languages(
    rule: str, content: bytes, english: str, persian: str, parser: ParserName
) -> None:
    faults = faults_in(content, parser)

    assert rule in [fault.rule for fault in faults]
    assert "\n".join(render(fault, "en") for fault in faults) == english
    assert strip_isolates("\n".join(render(fault, "fa") for fault in faults)) == persian


def test_the_compiled_parser_is_the_one_that_runs_here() -> None:
    """The lower bound of `ruamel.yaml.clib` is there for it: without it reading is ten times slower."""
    assert document.parser_in_use() == "c"


def test_the_pure_parser_runs_where_the_compiled_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    assert document.parser_in_use() == "pure"
    assert parse(b"a: 1\n", "a.yaml").data == {"a": 1}


@pytest.mark.parametrize("parser", PARSERS)
def test_words_and_numbers_without_quotes_have_the_values_of_yaml_1_2(parser: ParserName) -> None:
    content = """
        yes-or-no: [true, True, TRUE, false, False, FALSE]
        nothing: [null, Null, NULL, ~, ]
        whole: [0, -0, 7, -72, 123456789012345]
        decimal: [5.10, -0.5, 007.5]
        instant: 2020-03-19T20:30:00Z
        site: http://x:8
        clock: 12:60
        dates: [2020-03-19, 1398/12/29, 1199-01-01, 1600-01-01, 1398-123-1]
        text: [tRUE, nULL, +5, .5, 5., 1_000, 0b2, 0o8, ۷۲, y, n, yes please, v1.0]
        quoted: ["no", '12:30', "1398-12-29", '', "<<"]
    """
    data = document._parse(content.encode(), "a.yaml", parser).data

    assert repr(data) == repr(
        {
            "yes-or-no": [True, True, True, False, False, False],
            "nothing": [None, None, None, None],
            "whole": [0, 0, 7, -72, 123456789012345],
            "decimal": [5.1, -0.5, 7.5],
            "instant": "2020-03-19T20:30:00Z",
            "site": "http://x:8",
            "clock": "12:60",
            "dates": [
                "2020-03-19", "1398/12/29", "1199-01-01", "1600-01-01", "1398-123-1"
            ],
            "text": [
                "tRUE", "nULL", "+5", ".5", "5.", "1_000", "0b2", "0o8", "۷۲", "y", "n", "yes please", "v1.0",
            ],
            "quoted": ["no", "12:30", "1398-12-29", "", "<<"],
        }
    )  # fmt: skip


@pytest.mark.parametrize("word", ["no", "NO", "nO", "yes", "Yes", "on", "ON", "off", "Off"])
def test_yes_no_on_and_off_are_refused_in_any_case(word: str) -> None:
    assert rules_and_places(f"a: {word}\n".encode()) == [("unquoted-yes-no", "1:4")]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("12:30:59", "unquoted-clock-time"),
        ("-1:30", "unquoted-clock-time"),
        ("011", "octal-looking-number"),
        ("-07", "octal-looking-number"),
        ("00", "octal-looking-number"),
        ("0o17", "octal-looking-number"),
        ("0b1", "octal-looking-number"),
        ("1e5", "exponent-number"),
        ("-1.5E+3", "exponent-number"),
        (".5e1", "exponent-number"),
        ("-.inf", "infinity-or-nan"),
        (".NaN", "infinity-or-nan"),
        ("1200-1-1", "hyphenated-jalali-date"),
        ("1599-12-29", "hyphenated-jalali-date"),
        ("1398-99-99", "hyphenated-jalali-date"),
        ("-1234567890123456789", "number-too-long"),
        ("1234567890.123456789", "number-too-long"),
    ],
)
def test_a_word_that_readers_of_yaml_disagree_on_is_refused(written: str, rule: str) -> None:
    assert rules_and_places(f"a: {written}\n".encode()) == [(rule, "1:4")]


@pytest.mark.parametrize("parser", PARSERS)
def test_columns_count_the_letters_that_stand_before(parser: ParserName) -> None:
    content = "شهر: همدان\n😀😀: {کلید: 'مقدار', x: 1}\n".encode()
    found = document._parse(content, "a.yaml", parser)

    assert found.place_of(("شهر",), key=True) == Place("a.yaml", 1, 1, 1, 4)
    assert found.place_of(("شهر",)) == Place("a.yaml", 1, 6, 1, 11)
    assert found.place_of(("😀😀", "کلید"), key=True) == Place("a.yaml", 2, 6, 2, 10)
    assert found.place_of(("😀😀", "کلید")) == Place("a.yaml", 2, 12, 2, 19)
    assert found.written(("😀😀", "کلید")) == "'مقدار'"
    assert found.place_of(("😀😀",)) == Place("a.yaml", 2, 5, 2, 26)
    assert found.place_of(("😀😀", "x")) == Place("a.yaml", 2, 24, 2, 25)


WHOLE = """\
document: agreement/v1   # a comment
clauses:
  - clause: "5.4"
    text: |
      first
      second

    norms: []
  -
  - {a: , b: }
  - empty:
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("parser", PARSERS)
def test_every_value_and_key_has_its_place(parser: ParserName, line_end: str) -> None:
    found = document._parse(WHOLE.replace("\n", line_end).encode(), "a.yaml", parser)

    assert found.data == {
        "document": "agreement/v1",
        "clauses": [
            {"clause": "5.4", "text": "first\nsecond\n", "norms": []},
            None,
            {"a": None, "b": None},
            {"empty": None},
        ],
    }
    assert found.place_of(()) == Place("a.yaml", 1, 1, 11, 11)
    assert found.place_of((), key=True) == found.place_of(())
    assert found.place_of(("document",)) == Place("a.yaml", 1, 11, 1, 23)
    assert found.place_of(("clauses",)) == Place("a.yaml", 3, 3, 11, 11)
    assert found.place_of(("clauses", 0)) == Place("a.yaml", 3, 5, 8, 14)
    assert found.place_of(("clauses", 0), key=True) == found.place_of(("clauses", 0))
    assert found.place_of(("clauses", 0, "text")) == Place("a.yaml", 4, 11, 6, 13)
    assert found.place_of(("clauses", 0, "norms")) == Place("a.yaml", 8, 12, 8, 14)
    assert found.place_of(("clauses", 1)) == Place("a.yaml", 9, 4, 9, 4)
    assert found.place_of(("clauses", 2, "a")) == Place("a.yaml", 10, 8, 10, 8)
    assert found.place_of(("clauses", 2, "b")) == Place("a.yaml", 10, 13, 10, 13)
    assert found.place_of(("clauses", 3, "empty")) == Place("a.yaml", 11, 11, 11, 11)
    assert found.written(("clauses", 0, "clause")) == '"5.4"'
    assert found.written(("clauses", 0, "text")) == f"|{line_end}      first{line_end}      second"
    assert found.written(("clauses", 3, "empty")) == ""


@pytest.mark.parametrize(
    "path", [("x",), ("document", "x"), ("document", 0), ("clauses", 4), ("clauses", -1), ("clauses", "0")]
)
def test_a_path_that_the_document_does_not_have_is_a_key_error(path: document.Path) -> None:
    found = parse(WHOLE.encode(), "a.yaml")

    for ask in (found.place_of, found.written, lambda path: found.place_of(path, key=True)):
        with pytest.raises(KeyError):
            ask(path)


def test_a_path_knows_the_clause_it_lies_in() -> None:
    found = parse(WHOLE.encode(), "a.yaml")
    paths: list[document.Path] = [("clauses", 0, "norms"), ("clauses", 0), ("clauses", 1), ("document",), ()]

    assert [found.clause_at(path) for path in paths] == ["5.4", "5.4", None, None, None]


def test_a_mistake_in_a_clause_names_it_even_if_its_number_stands_below() -> None:
    content = b"term: no\nclauses:\n  - norms: [{at: 012}]\n    clause: '5.4'\n  - x: no\n"

    assert [(fault.rule, fault.clause) for fault in faults_in(content)] == [
        ("unquoted-yes-no", None),
        ("octal-looking-number", "5.4"),
        ("unquoted-yes-no", None),
    ]


@pytest.mark.parametrize("parser", PARSERS)
def test_all_mistakes_up_to_broken_syntax_are_told_in_file_order(parser: ParserName) -> None:
    content = "a: no\nb: &x 1\nc: *x\nd\u2028: 012\ne: 1\ne: 2\nf: [1\ng: no\n".encode()

    assert rules_and_places(content, parser) == [
        ("unquoted-yes-no", "1:4"),
        ("anchor", "2:4"),
        ("alias", "3:4"),
        ("line-separator", "4:2"),
        ("octal-looking-number", "4:5"),
        ("duplicate-key", "6:1"),
        ("unclosed-bracket", "7:4"),
    ]


def test_a_trap_in_a_value_whose_key_is_refused_is_still_told() -> None:
    assert rules_and_places(b"5: {b: no}\n5: [{c: on}]\n") == [
        ("key-is-no-text", "1:1"),
        ("unquoted-yes-no", "1:8"),
        ("key-is-no-text", "2:1"),
        ("unquoted-yes-no", "2:9"),
    ]


def test_tabs_inside_quotes_blocks_and_comments_are_nobodys_business() -> None:
    assert parse(b'a: "x\ty"\nb: |\n  x\n  \ty\nc: 1 # x\ty\n', "a.yaml").data == {
        "a": "x\ty",
        "b": "x\n\ty\n",
        "c": 1,
    }


def test_a_file_full_of_tabs_is_told_once_with_its_first_lines() -> None:
    (fault,) = faults_in(b"a:\n" + b"\tb: 1\n" * 12)

    assert fault == Fault(
        "tab-indentation", Place("a.yaml", 2, 1, 2, 2), None, {"lines": "2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …"}
    )


# --- limits


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LARGEST_FILE", 10)

    assert parse(b"a: 1234567", "a.yaml").data == {"a": 1234567}
    assert faults_in(b"a: 12345678") == (
        Fault("file-too-large", Place("a.yaml", 1, 1, 1, 1), None, {"most": 10}),
    )
    assert render(faults_in(b"a: 12345678")[0], "en") == (
        "a.yaml:1:1: the file has more than 10 bytes\n  help: split it, and keep logs and annexes out of it"
    )


@pytest.mark.parametrize("parser", PARSERS)
def test_lists_may_be_nested_as_deep_as_the_limit_and_no_deeper(parser: ParserName) -> None:
    inner = yaml_reading.DEEPEST_NESTING - 1
    deepest = f"a: {'[' * inner}{']' * inner}\n".encode()
    document._parse(deepest, "a.yaml", parser)

    (fault,) = faults_in(deepest.replace(b"[]", b"[[]]"), parser)
    assert fault == Fault("too-deep", Place("a.yaml", 1, 67, 1, 68), None, {"most": 64})
    assert render(fault, "en") == (
        "a.yaml:1:67: more than 64 lists and groups stand inside one another\n"
        "  help: check the indentation, and whether brackets are closed"
    )


def test_a_file_may_hold_as_many_nodes_as_the_limit_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reading, "MOST_NODES", 5)
    parse(b"a: 1\nb: 2\n", "a.yaml")

    (fault,) = faults_in(b"a: 1\nb: [2]\n")
    assert fault == Fault("too-many-nodes", Place("a.yaml", 2, 5, 2, 6), None, {"most": 5})
    assert render(fault, "en") == (
        "a.yaml:2:5: the file holds more than 5 keys and values\n  help: split it into several files"
    )


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    most = yaml_reading.LONGEST_SCALAR
    parse(f"a: {'ش' * most}\n".encode(), "a.yaml")

    (fault,) = faults_in(f"a: {'ش' * (most + 1)}\n".encode())
    assert render(fault, "en") == (
        "a.yaml:1:4: the text has 65537 characters; at most 65536 are allowed\n"
        "  help: split it, or check whether a closing quote is missing"
    )


def test_reading_stops_after_a_thousand_mistakes_and_says_so() -> None:
    most = yaml_reading.MOST_FAULTS
    faults = faults_in(b"- no\n" * (most + 5))

    assert [fault.rule for fault in faults] == ["unquoted-yes-no"] * most + ["too-many-faults"]
    assert render(faults[-1], "en") == (
        "a.yaml:1000:3: more than 1000 mistakes; the rest of the file was not looked at\n"
        "  help: correct the ones above and try again"
    )


HOSTILE = {
    "brackets": b"[" * 100_000,
    "braces": b"{" * 100_000,
    "dashes": b"- " * 100_000,
    "question marks": b"? " * 100_000,
    "anchors": b"- &a x\n" * 100_000,
    "aliases of aliases": b"a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
    "one long quote": b'a: "' + b"x" * 1_000_000,
    "one long word": b"a: " + b"x" * 1_000_000,
    "zeros": b"\0" * 1_000_000,
    "line ends": b"\n" * 1_000_000,
    "percent signs": b"%\n" * 500_000,
    "tabs": b"a: 1\n" + b"\t\n" * 200_000,
    "escapes": b'a: "' + b"\\0" * 400_000 + b'"',
    "surrogates": b"a: \xed\xa0\x80\xed\xb0\x80",
    "a file of another kind": random.Random(72).randbytes(200_000),  # noqa: S311 -- no secret
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_quickly(content: bytes) -> None:
    started = time.process_time()

    assert faults_in(content)
    assert time.process_time() - started < 2


# --- reading from disk


def test_a_file_is_read_under_the_path_it_was_asked_for(tmp_path: FilePath) -> None:
    file = tmp_path / "سند.yaml"
    file.write_bytes(b"a: 1\n")
    found = read(file)

    assert isinstance(found, Document)
    assert (found.name, found.data, found.text) == (str(file), {"a": 1}, "a: 1\n")


def test_a_file_that_is_missing_or_a_folder_is_an_invalid_document(tmp_path: FilePath) -> None:
    for path, english in (
        (tmp_path / "x.yaml", "there is no such file"),
        (tmp_path, "it is a folder"),
        (tmp_path / "x\0y", "the system does not give it out"),
    ):
        with pytest.raises(InvalidDocument) as raised:
            read(path)
        (fault,) = raised.value.faults
        assert (fault.rule, fault.place) == ("cannot-read", Place(str(path), 1, 1, 1, 1))
        assert f": {english}\n  help: check the path and that it is there" in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_one_may_not_read_is_an_invalid_document(tmp_path: FilePath) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\n")
    file.chmod(0)
    with pytest.raises(InvalidDocument) as raised:
        read(file)

    assert raised.value.faults[0].arguments["reason"] == "no-permission"


def test_a_complaint_that_no_rule_knows_keeps_its_own_words() -> None:
    complaint = yaml_syntax.Complaint("while dreaming", "found a sheep", 0, 3)
    mistake = yaml_syntax.mistake_of(complaint, "a: baa\n")

    assert mistake == yaml_syntax.SyntaxMistake(
        "yaml-syntax", 3, 6, {"problem": "while dreaming: found a sheep"}
    )
    fault = Fault("yaml-syntax", None, arguments=mistake.arguments)
    assert render(fault, "en") == (
        "the text cannot be read as YAML: while dreaming: found a sheep\n"
        "  help: check the quotes, brackets, colons and indentation around this place"
    )


def test_importing_the_module_imports_no_parser() -> None:
    """A command that reads no file must not pay for ruamel."""
    import subprocess

    code = "import sys, slakit.document; sys.exit('ruamel' in sys.modules or 'tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 -- our own code
    assert yaml_events.__doc__


@pytest.mark.parametrize("parser", ["c", "pure"])
def test_a_local_time_between_brackets_needs_no_quotes(parser: yaml_events.ParserName) -> None:
    """A colon or a question mark inside a text between brackets belongs to the text, as YAML 1.2 says."""
    loaded = document._parse(b"{at: 1398/05/10 09:01, b: [what?, a:b]}\n", "a.yaml", parser)
    assert loaded.data == {"at": "1398/05/10 09:01", "b": ["what?", "a:b"]}
