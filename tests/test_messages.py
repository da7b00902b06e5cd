"""Messages: both catalogues say the same things, and a Persian sentence never turns a value around."""

import re
import tomllib
from importlib.resources import files

import pytest

from slakit import calendars, formats, messages
from slakit.errors import Fault
from slakit.messages import Language, help_for, message, render
from slakit.source import Place
from slakit.text import strip_isolates

LANGUAGES: tuple[Language, ...] = ("en", "fa")
PLACE = Place("a.yaml", 3, 5, 3, 16)


def catalogue(language: Language) -> dict[str, dict[str, str | list[str]]]:
    content = (files("slakit") / "catalogues" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def placeholders(entry: str | list[str]) -> list[list[str]]:
    templates = [entry] if isinstance(entry, str) else entry
    return [sorted(set(re.findall(r"\{[^{}\s]*\}", template))) for template in templates]


def test_both_catalogues_have_the_same_rules_words_and_placeholders() -> None:
    english, persian = catalogue("en"), catalogue("fa")

    assert list(english) == list(persian)
    for rule, table in english.items():
        assert {entry: placeholders(said) for entry, said in table.items()} == {
            entry: placeholders(said) for entry, said in persian[rule].items()
        }, rule


def test_each_table_of_a_catalogue_read_by_itself_says_what_the_whole_file_says() -> None:
    for language in LANGUAGES:
        by_itself = messages._catalogue(language)
        assert {name: by_itself._table(name) for name in by_itself._tables} == catalogue(language)


def test_every_placeholder_has_a_form_that_is_known() -> None:
    known = re.compile(r"\{[a-z]+(_[a-z]+)*(:(list|words|word))?\}")
    for language in LANGUAGES:
        for table in catalogue(language).values():
            for said in table.values():
                for names in placeholders(said):
                    assert [name for name in names if not known.fullmatch(name)] == []


def test_english_messages_begin_small_and_end_without_a_full_stop() -> None:
    for rule, table in catalogue("en").items():
        if rule == "layout":
            continue
        for said in table.values():
            for template in [said] if isinstance(said, str) else said:
                assert not template.endswith("."), (rule, template)
                assert template[0] == template[0].lower(), (rule, template)


def test_persian_messages_use_persian_letters_and_no_arabic_ones() -> None:
    text = (files("slakit") / "catalogues" / "fa.toml").read_text(encoding="utf-8")

    assert [letter for letter in "يكىة" if letter in text] == []
    assert [
        mark for mark in ["\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069"] if mark in text
    ] == []


def test_every_reason_and_format_has_words() -> None:
    words = catalogue("en")["words"]
    needed = {*calendars.TIME_REASONS, *calendars.DURATION_REASONS, *formats.FORMATS}

    assert sorted(needed - words.keys()) == []


def test_a_rule_without_a_clause_or_a_place_is_told_plainly() -> None:
    fault = Fault("unknown-key", None, arguments={"key": "hour_before"})

    assert render(fault, "en") == "unknown key `hour_before`\n  help: no key is allowed here"


def test_a_message_names_place_clause_group_and_cure() -> None:
    arguments: dict[str, str | int] = {"key": "hour_before", "within": "norm", "suggestion": "hours-before"}
    fault = Fault("unknown-key", PLACE, "5.4", arguments)

    assert render(fault, "en") == (
        "a.yaml:3:5: clause 5.4: unknown key `hour_before` in a norm\n  help: did you mean `hours-before`?"
    )
    assert render(fault, "fa") == (
        "a.yaml:3:5: \u2067بند \u20665.4\u2069: کلید «\u2066hour_before\u2069» در الزام شناخته نیست\u2069\n"
        "  \u2067راهنما: آیا منظور «\u2066hours-before\u2069» است؟\u2069"
    )
    assert message(fault, "en") == "unknown key `hour_before` in a norm"
    assert help_for(fault, "en") == "did you mean `hours-before`?"


def test_a_warning_says_that_it_is_one() -> None:
    fault = Fault("merge-key", PLACE, "5.4", severity="warning")

    assert render(fault, "en").startswith(
        "a.yaml:3:5: warning: clause 5.4: the merge key `<<` is not allowed\n"
    )
    assert render(fault, "fa").startswith("a.yaml:3:5: \u2067هشدار: بند \u20665.4\u2069: کلید ادغام ")


def test_a_list_in_a_message_quotes_each_of_its_items() -> None:
    fault = Fault("one-of-keys-missing", None, arguments={"allowed": "norms\ndefines"})

    assert message(fault, "en") == "one of these keys is missing: `norms`, `defines`"
    assert message(fault, "fa") == (
        "هیچ‌یک از این کلیدها نوشته نشده است: «\u2066norms\u2069»، «\u2066defines\u2069»"
    )


def test_a_word_that_the_catalogue_lacks_leaves_the_shorter_message() -> None:
    assert message(Fault("unknown-key", None, arguments={"key": "x", "within": "gadget"}), "en") == (
        "unknown key `x`"
    )


def test_a_whole_quotation_is_isolated_when_only_part_of_it_is_a_value() -> None:
    assert help_for(Fault("key-is-no-text", None, arguments={"key": "5"}), "fa") == (
        'آن را در علامت نقل قول بگذارید: «\u2066"5"\u2069»'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_can_neither_break_the_line_nor_leave_its_isolate(language: Language) -> None:
    fault = Fault("unexpected-here", PLACE, arguments={"found": "a\nb\u2069\u202e{line}" + "x" * 100})
    line = render(fault, language).split("\n")[0]

    assert "a⟨LF⟩b⟨PDI⟩⟨RLO⟩{line}xxx" in line
    assert "…" in line
    assert "x" * 70 not in line


def test_a_persian_value_is_isolated_by_its_own_direction() -> None:
    fault = Fault("unexpected-here", None, arguments={"found": "همدان 5-4"})

    assert "«\u2068همدان 5-4\u2069»" in message(fault, "fa")


def test_nothing_in_latin_letters_stands_loose_in_a_persian_message() -> None:
    """What stands loose are names of techniques and single letters, which cannot be turned around."""
    harmless = {"UTF", "FEFF", "YAML", "U", "a", "f", "slakit"}
    persian = messages._catalogue("fa")
    for rule, (told, helps) in messages.templates("fa").items():
        for template in (*told, *helps):
            names = re.findall(r"\{([a-z_]+)(:word)?", template)
            filled = persian._filled(template, {name: "text" if form else "5-4" for name, form in names})
            loose = re.sub("[\u2066\u2068][^\u2069]*\u2069", "", filled)
            assert set(re.findall("[A-Za-z]+", loose)) <= harmless, (rule, loose)
            assert "5-4" not in loose, (rule, loose)


def test_an_unknown_rule_or_language_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        render(Fault("no-such-rule", None), "en")
    with pytest.raises(KeyError, match="de"):
        render(Fault("merge-key", None), "de")  # type: ignore[arg-type]  # a language that is not there


def test_a_fault_that_lacks_its_arguments_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError, match="rule `duplicate-key`: no message fits the arguments \\['key'\\]"):
        message(Fault("duplicate-key", None, arguments={"key": "a"}), "en")


OUT_OF_REACH: tuple[tuple[str, dict[str, str | int], str, str], ...] = (
    (
        "cannot-read",
        {"file": "a.yaml", "reason": "no-such-file"},
        ("cannot read `a.yaml`: there is no such file\n  help: check the path and that it is there"),
        ("«a.yaml» خوانده نشد: چنین فایلی وجود ندارد\n  راهنما: مسیر و بودن آن را بررسی کنید"),
    ),
    (
        "cannot-read",
        {"file": "a.yaml", "reason": "no-permission"},
        (
            "cannot read `a.yaml`: you are not permitted to read it\n"
            "  help: check the path and that it is there"
        ),
        ("«a.yaml» خوانده نشد: اجازهٔ خواندن آن را ندارید\n  راهنما: مسیر و بودن آن را بررسی کنید"),
    ),
    (
        "file-too-large",
        {"most": 4194304},
        ("the file has more than 4194304 bytes\n  help: split it, and keep logs and annexes out of it"),
        (
            "فایل بیش از ۴۱۹۴۳۰۴ بایت دارد\n"
            "  راهنما: آن را چند فایل کنید و گزارش رویدادها و پیوست‌ها را بیرون بگذارید"
        ),
    ),
    (
        "too-deep",
        {"most": 64},
        (
            "more than 64 lists and groups stand inside one another\n"
            "  help: check the indentation, and whether brackets are closed"
        ),
        (
            "بیش از ۶۴ فهرست و گروه درون یکدیگر آمده است\n"
            "  راهنما: تورفتگی سطرها و بسته بودن کروشه‌ها و آکولادها را بررسی کنید"
        ),
    ),
    (
        "too-many-nodes",
        {"most": 250000},
        ("the file holds more than 250000 keys and values\n  help: split it into several files"),
        ("فایل بیش از ۲۵۰۰۰۰ کلید و مقدار دارد\n  راهنما: آن را چند فایل کنید"),
    ),
    (
        "text-too-long",
        {"most": 65536, "length": 65537},
        (
            "the text has 65537 characters; at most 65536 are allowed\n"
            "  help: split it, or check whether a closing quote is missing"
        ),
        (
            "متن ۶۵۵۳۷ نویسه دارد؛ حداکثر ۶۵۵۳۶ نویسه مجاز است\n"
            "  راهنما: آن را چند تکه کنید یا ببینید علامت نقل قول پایانی جا نیفتاده باشد"
        ),
    ),
    (
        "too-many-faults",
        {"most": 1000},
        (
            "more than 1000 mistakes; the rest of the file was not looked at\n"
            "  help: correct the ones above and try again"
        ),
        ("بیش از ۱۰۰۰ خطا؛ بقیهٔ فایل بررسی نشد\n  راهنما: خطاهای بالا را برطرف کنید و دوباره بیازمایید"),
    ),
    (
        "yaml-syntax",
        {"problem": "found a sheep"},
        (
            "the text cannot be read as YAML: found a sheep\n"
            "  help: check the quotes, brackets, colons and indentation around this place"
        ),
        (
            "متن را نمی‌توان YAML خواند: found a sheep\n"
            "  راهنما: علامت‌های نقل قول، کروشه‌ها، دونقطه‌ها و تورفتگی این بخش را بررسی کنید"
        ),
    ),
)
"""Rules that a small file cannot break."""


@pytest.mark.parametrize(("rule", "arguments", "english", "persian"), OUT_OF_REACH)
def test_a_limit_and_a_file_that_cannot_be_read_are_told_in_both_languages(
    rule: str, arguments: dict[str, str | int], english: str, persian: str
) -> None:
    fault = Fault(rule, None, arguments=arguments)

    assert render(fault, "en") == english
    assert strip_isolates(render(fault, "fa")) == persian
