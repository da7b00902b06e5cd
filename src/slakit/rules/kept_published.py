"""The rule kind `kept-published`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from slakit.checks import CoveredThroughout
from slakit.lowering import Setting
from slakit.models import said
from slakit.norms import Norm
from slakit.selectors import RecordSelector


class KeptPublished(Norm):
    """Something must stand, for each place of a grid, during the whole term.

    Each combination of `for-each` (each service and each thing) is one occasion. An interruption that is recorded is a
    violation from its first instant on; before the first record nothing is known, and the occasion stays undetermined,
    unless the log by its nature holds every such event. Until the end of the term a duty that was kept so far is pending.
    """

    CHOICES: ClassVar[tuple[str, ...]] = ("publication-duty",)

    rule: Literal["kept-published"]
    of: Annotated[RecordSelector, Field(json_schema_extra={"x-selects": "of"}), said("what must stand", "آنچه باید برقرار بماند")]
    for_each: Annotated[
        dict[str, Literal["services"] | tuple[str, ...]],
        Field(min_length=1, json_schema_extra={"x-refers-to": "grid", "x-of": "of"}),
        said("the places: a field and its values; `services` stands for every service of the annex", "برای هر خدمت و هر مورد"),
    ]

    def lower(self, setting: Setting) -> CoveredThroughout:
        """**covered**: the whole term inside spans of the record, for each place."""
        setting.choice("publication-duty")
        return CoveredThroughout(setting.grid(self.for_each), setting.spans(self.of))
