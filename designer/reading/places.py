"""Where a .keras file keeps the weights of each layer: its HDF5 file has a group for each, named by class and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from designer.graph.naming import automatic_name
from designer.reading.configured import DEEPEST
from designer.reading.objects import model_of


def places(config: Mapping[str, object], within: str = "", deep: int = 0) -> Iterator[tuple[str, str]]:
    """The name and the group of each layer in Keras's JSON, those of networks within the network too.

    The rule is that of `keras.src.saving.saving_lib`: `layers/dense`, `layers/dense_1`, …, counted for each class in
    the order of the JSON, and `layers/functional/layers/dense` in a network within it.
    """
    model = model_of(config)
    if model is None or deep > DEEPEST:
        return
    seen: Counter[str] = Counter()
    for row in model.layers:
        kind = row.get("class_name") if isinstance(row, Mapping) else None
        if not isinstance(row, Mapping) or not isinstance(kind, str):
            continue
        plain = automatic_name(kind)
        place = f"{within}layers/{plain}" + (f"_{seen[plain]}" if seen[plain] else "")
        seen[plain] += 1
        if model_of(row) is not None:
            yield from places(row, f"{place}/", deep + 1)
        else:
            name = _name(row)
            if name:
                yield name, place


def _name(row: Mapping[str, object]) -> str:
    """What a layer is called."""
    config = row.get("config")
    found = config.get("name") if isinstance(config, Mapping) else row.get("name")
    return found if isinstance(found, str) else ""
