import pytest
from hypothesis import given
from hypothesis import strategies as st

from slakit.text import (
    ascii_digits,
    bidi_controls,
    fold,
    isolate,
    persian_digits,
    strip_isolates,
    visible,
)

PERSIAN_TEXT = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from("يىیكکڪهةۀەآأؤئ ًُٰٔـ۰٩7\u00a0\u200b\u200c\u200d\u200e\u202e\u2066\u2068\u2069")
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("مديريت فناوري", "مدیریت فناوری"),
        ("شكايات", "شکایات"),
        ("مصطفى", "مصطفی"),
        ("ڪتاب", "کتاب"),
        ("مادة", "ماده"),
        ("نامۀ", "نامه"),
        ("نامه\u0654", "نامه"),
        ("ہھە", "ههه"),
        ("مسئول", "مسیول"),
        ("رأی مؤثر", "رای موثر"),
        ("مُدیریّت", "مدیریت"),
        ("اعلـــام", "اعلام"),
        ("۷۲ ٧٢ 72", "72 72 72"),
        ("خدمت\u200cگیرنده", "خدمت گیرنده"),
        ("خدمت\u00a0گیرنده", "خدمت گیرنده"),
        ("  یک\t\n دو\u2003سه ", "یک دو سه"),
        ("\u200fمتن\u202e\u2066\u2069\ufeff", "متن"),
        ("\ufefc\ufee3", "لام"),
        ("Portal", "Portal"),
        ("cafe\u0301", "café"),
        ("", ""),
    ],
)
def test_spellings_of_the_same_words_fold_to_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_alef_with_madda_is_a_letter_of_its_own() -> None:
    """«آن» and «ان» are different words, however the madda is stored."""
    assert fold("آن") == fold("ا\u0653ن") == "آن" != fold("ان")


def test_gaf_is_no_kaf_and_a_broken_word_stays_broken() -> None:
    assert fold("گاو") == "گاو"
    assert fold("ا ستانداري") == "ا ستانداری"


@given(PERSIAN_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(PERSIAN_TEXT, PERSIAN_TEXT)
def test_a_zero_width_non_joiner_folds_as_a_space_does(before: str, after: str) -> None:
    assert fold(f"{before}\u200c{after}") == fold(f"{before} {after}")


def test_digits_change_between_scripts_and_nothing_else_does() -> None:
    assert ascii_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ۷۲٫۵ ७") == "0123456789 0123456789 72٫5 ७"
    assert persian_digits("0123456789 ٠١٢٣٤٥٦٧٨٩ 72.5 ७") == "۰۱۲۳۴۵۶۷۸۹ ۰۱۲۳۴۵۶۷۸۹ ۷۲.۵ ७"


@given(PERSIAN_TEXT)
def test_digits_survive_the_way_to_persian_and_back(text: str) -> None:
    assert ascii_digits(persian_digits(text)) == ascii_digits(text)


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("hours-before", "\u2066hours-before\u2069"),
        ("5-4", "\u20665-4\u2069"),
        ("۱۳۹۸/۱۲/۲۹", "\u2066۱۳۹۸/۱۲/۲۹\u2069"),
        ("", "\u2066\u2069"),
        ("پرتال", "\u2068پرتال\u2069"),
        ("portal پرتال", "\u2068portal پرتال\u2069"),
        ("שלום", "\u2068שלום\u2069"),
        ("a \u2067b\u2069 c", "\u2066a \u2067b\u2069 c\u2069"),
    ],
)
def test_a_value_is_isolated_by_the_direction_of_its_letters(text: str, isolated: str) -> None:
    assert isolate(text) == isolated


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("a\u2069b", "\u2066a⟨PDI⟩b\u2069"),
        ("a\u2067b", "\u2066a⟨RLI⟩b\u2069"),
        ("\u2069\u2066", "\u2066⟨PDI⟩⟨LRI⟩\u2069"),
        ("a\u202eb\u202c", "\u2066a⟨RLO⟩b⟨PDF⟩\u2069"),
    ],
)
def test_a_value_cannot_reach_out_of_its_isolate(text: str, isolated: str) -> None:
    """A direction control in a recorded value would turn the sentence around it."""
    assert isolate(text) == isolated


@given(st.text().filter(lambda text: not bidi_controls(text)))
def test_stripping_takes_off_what_isolating_put_on(text: str) -> None:
    assert strip_isolates(isolate(text)) == text


def test_every_direction_control_is_pointed_at() -> None:
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert bidi_controls("-".join(controls)) == tuple(range(0, 23, 2))
    assert bidi_controls("خدمت\u200cگیرنده \u00a0\u200d\ufeff") == ()


def test_positions_count_characters_and_not_bytes() -> None:
    assert bidi_controls("😀ی\u200f") == (2,)


def test_what_cannot_be_seen_is_written_by_its_name_or_number() -> None:
    assert visible("a b\u200cc\u00a0d\te\nf\u202eg\ufeff") == "a b⟨ZWNJ⟩c⟨NBSP⟩d⟨TAB⟩e⟨LF⟩f⟨RLO⟩g⟨BOM⟩"
    assert visible("\x00\ud800\u2003") == "⟨U+0000⟩⟨U+D800⟩⟨U+2003⟩"


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"]) | st.just(" ")))
def test_text_that_can_be_seen_is_shown_as_it_is(text: str) -> None:
    assert visible(text) == text
