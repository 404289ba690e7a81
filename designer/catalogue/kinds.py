"""Every kind by name, in the order the palette shows them."""

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue import core
from designer.catalogue.schema import Kind

FAMILIES: Mapping[str, tuple[Kind, ...]] = MappingProxyType({"Core": core.KINDS})

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kinds in FAMILIES.values() for kind in kinds})


def kind_named(name: str) -> Kind | None:
    """The kind with this Keras class name, if the catalogue has it."""
    return KINDS.get(name)
