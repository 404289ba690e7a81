"""How the networks of `keras.applications` come through: read from both forms, printed, executed, compared.

    uv run tests/reading/architectures.py [NAME …]

Prints for each how many cards it becomes, what of the catalogue it lacks (named when it is read, not guessed), how many
layers, settings and connections differ from Keras's own, how far the answers of the executed code are apart with the
same weights, and how long reading and analysing took. Anything that differs makes the exit code 1.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras

from designer.analysis import analyse
from designer.catalogue import kind_named
from designer.graph.design import Design
from designer.reading import read_file, read_text
from tests.reading.architecture import answers_apart, differences, layers_of

NAMES = [
    "VGG16",
    "ResNet50",
    "ResNet50V2",
    "MobileNet",
    "MobileNetV2",
    "MobileNetV3Small",
    "DenseNet121",
    "InceptionV3",
    "Xception",
    "InceptionResNetV2",
    "EfficientNetB0",
    "EfficientNetV2B0",
    "NASNetMobile",
    "ConvNeXtTiny",
    "EfficientNetV2L",
]
CLOSE = 1e-5

T = TypeVar("T")


def timed(do: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and the milliseconds it took."""
    start = time.perf_counter()
    found = do()
    return found, (time.perf_counter() - start) * 1000


def row(name: str) -> bool:
    """Print the line of one network; says whether all of it came through."""
    model = getattr(keras.applications, name)(weights=None)
    text = model.to_json()
    reading, read_ms = timed(lambda: read_text(text, apart=False))
    analysis, analysed_ms = timed(lambda: analyse(reading.design))
    differ = [*differences(model, reading.design), *(f"in the file: {what}" for what in saved(model))]
    lacking = sorted({type(layer).__name__ for layer in layers_of(model) if not known(layer)})
    apart = "-" if lacking else f"{answers_apart(model, reading.design):.0e}"
    print(
        f"{name:<20}{len(reading.design.graph.nodes):>7}{model.count_params():>13,}{len(differ):>8}{apart:>9}"
        f"{read_ms:>9.0f}{analysed_ms:>9.1f}   {', '.join(lacking)}",
        flush=True,
    )
    for what in differ[:5]:
        print(f"    {what}")
    same = apart == "-" or float(apart) <= CLOSE
    return same and not differ and analysis.parameters == (analysis.parameters if lacking else model.count_params())


def saved(model: Any) -> list[str]:
    """What differs in the design that comes from the model's .keras file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net.keras"
        model.save(path)
        design: Design = read_file(path, apart=False).design
    return list(differences(model, design))


def known(layer: Any) -> bool:
    return type(layer).__name__ == "InputLayer" or kind_named(type(layer).__name__) is not None


def main(names: list[str]) -> int:
    print(
        f"{'':<20}{'cards':>7}{'weights':>13}{'differ':>8}{'answers':>9}{'read ms':>9}{'analyse':>9}   not in the catalogue"
    )
    failed = [name for name in names if not row(name)]  # all of them are shown
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or NAMES))
