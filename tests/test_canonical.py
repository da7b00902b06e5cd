"""Canonical JSON is that of RFC 8785: its own examples, key order by UTF-16, and numbers as ECMAScript writes them."""

import json
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slakit.canonical import canonical, digest
from slakit.consistency.plain import group
from slakit.document import parse
from slakit.errors import InvalidDocument
from slakit.loading import load
from slakit.messages import render

ROOT = Path(__file__).parents[1]


def test_the_example_of_section_3_2_2_is_written_as_the_rfc_writes_it() -> None:
    text = r"""{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"""
    assert canonical(json.loads(text)).decode() == (
        r'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )


def test_keys_stand_in_the_order_of_utf_16_and_not_of_code_points() -> None:
    """The example of section 3.2.3: a character outside the first plane comes before U+FB33."""
    text = r"""{
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
    }"""
    assert list(json.loads(canonical(json.loads(text)))) == [
        "\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bits", "written"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("ffefffffffffffff", "-1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555554", "333333333.33333325"),
        ("41b3de4355555555", "333333333.3333333"),
        ("41b3de4355555556", "333333333.3333334"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_a_number_of_appendix_b_is_written_as_the_rfc_writes_it(bits: str, written: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(number).decode() == written


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), "\ud800", {1: "a"}])
def test_what_json_cannot_say_alike_everywhere_is_an_error(value: object) -> None:
    with pytest.raises(ValueError, match=r"exceeds|not representable|non-UTF-8|must be strings"):
        canonical(value)


@pytest.mark.parametrize(
    "text", ['a: "\\ud800"', 'a: "\\udc00x"', "a: 1234567890123456", "a: .inf", "a: .nan"]
)
def test_the_loader_lets_nothing_into_a_document_that_has_no_canonical_form(text: str) -> None:
    with pytest.raises(InvalidDocument) as raised:
        parse(text.encode(), "a.yaml")
    assert all(render(fault, "fa") for fault in raised.value.faults)


@given(st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-999_999, 999_999, places=6))
def test_every_number_that_a_document_may_have_has_a_canonical_form_that_reads_back(number: object) -> None:
    read = parse(f"a: {number}".encode(), "a.yaml").data
    assert json.loads(canonical(read)) == read


def test_numbers_that_are_equal_and_groups_in_another_order_have_one_digest() -> None:
    assert digest({"a": 1, "b": 2.50}) == digest({"b": 2.5, "a": 1.0})
    assert digest({"a": 1}) != digest({"a": "1"})


def test_the_digest_of_an_edition_is_that_of_its_canonical_form() -> None:
    edition = load(ROOT / "agreements" / "hamadan-governorate" / "1398")
    said = [
        {key: value for key, value in group(document.data).items() if key != "waivers"}
        for document in (edition.agreement_document, edition.annex_document, edition.vocabulary_document)
    ]
    assert edition.digest == digest(said)
    assert edition.parts == dict(zip(("agreement", "services", "vocabulary"), map(digest, said), strict=True))
