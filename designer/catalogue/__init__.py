"""The layers that exist: one declaration each, from which everything else is derived."""

from designer.catalogue.counting import count_formula
from designer.catalogue.kinds import FAMILIES, KINDS, kind_named
from designer.catalogue.schema import check_settings

__all__ = ["FAMILIES", "KINDS", "check_settings", "count_formula", "kind_named"]
