"""The layers that exist: one declaration each, from which everything else is derived."""

from designer.catalogue.kinds import FAMILIES, KINDS, kind_named

__all__ = ["FAMILIES", "KINDS", "kind_named"]
