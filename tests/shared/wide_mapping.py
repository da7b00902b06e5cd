"""A mapping that reads two events from some rows, and in them every kind of field that a cell can be."""

import json
from collections.abc import Mapping

from slakit.mapping_document import MappingDocument


def wide_mapping(mapping: MappingDocument, also_if: Mapping[str, list[str]] | None = None) -> MappingDocument:
    """The mapping of the Hamadan portal with more events, of which notices stand where this is `also_if` true."""
    told = mapping.model_dump(by_alias=True, exclude_none=True, mode="json")
    told["events"] = [
        *told["events"],
        {  # a second event of a payment, with every kind of field that a cell can be
            "event": "exemption.announced",
            "when": {"نوع رویداد": ["پرداخت", "معافیت"]},
            "id": {"row-number": True},
            "time": {"column": "ساعت"},
            "recorded": {"columns": ["تاریخ", "ساعت"]},
            "fields": {
                "exemption": {"column": "بابت"},
                "service": {"column": "ردیف خدمت"},
                "channel": {"constant": "portal"},
            },
        },
        {
            "event": "notice.published",
            "when": {"نوع رویداد": ["اطلاعیه", "true", "1"]} | dict(also_if or {}),
            "id": {"columns": ["شماره پیگیری"], "prefix": ""},
            "time": {"columns": ["تاریخ", "ساعت"]},
            "fields": {
                "notice": {"column": "شماره پیگیری"},
                "covers": {"column": "ردیف خدمت", "separator": ";", "values": "service"},
                "start": {"columns": ["تاریخ", "ساعت"]},
            },
        },
    ]
    return MappingDocument.model_validate_json(json.dumps(told))
