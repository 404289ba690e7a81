"""Where a .keras file keeps what belongs to each layer: a group of its HDF5 file, a folder of its assets, of one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from designer.graph.naming import automatic_name
from designer.reading.configured import DEEPEST, standing
from designer.reading.objects import model_of


@dataclass(frozen=True)
class Placed:
    """A layer in Keras's JSON: what stands there, where as notes say it, and the name of its group and folder."""

    row: Mapping[str, object]
    where: str
    place: str

    @property
    def name(self) -> str:
        """What the layer is called; empty if nothing says so."""
        config = self.row.get("config")
        found = config.get("name") if isinstance(config, Mapping) else self.row.get("name")
        return found if isinstance(found, str) else ""


def placed(config: Mapping[str, object], within: str = "", path: str = "", deep: int = 0) -> Iterator[Placed]:
    """Each layer in Keras's JSON, those of networks within the network too.

    The rule is that of `keras.src.saving.saving_lib`: `layers/dense`, `layers/dense_1`, …, counted for each class in
    the order of the JSON, and `layers/functional/layers/dense` in a network within it.
    """
    model = model_of(config)
    if model is None or deep > DEEPEST:
        return
    seen: Counter[str] = Counter()
    for at, row in enumerate(model.layers):
        kind = row.get("class_name") if isinstance(row, Mapping) else None
        if not isinstance(row, Mapping) or not isinstance(kind, str):
            continue
        plain = automatic_name(kind)
        place = f"{within}layers/{plain}" + (f"_{seen[plain]}" if seen[plain] else "")
        seen[plain] += 1
        where = standing(path, at, row)
        if model_of(row) is not None:
            yield from placed(row, f"{place}/", f"{where}.", deep + 1)
        else:
            yield Placed(row, where, place)


def places(config: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The name and the group of each layer that has a name."""
    return ((one.name, one.place) for one in placed(config) if one.name)
