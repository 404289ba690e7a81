"""The pictures of shapes with numbers beside them: data of two parts and two targets."""

from __future__ import annotations

from designer.data.examples import PREVIEW_ROWS, LoadedParts, number_column, target_column
from designer.data.layout import Layout
from designer.data.patterns import shapes
from designer.graph.specs import Shapes

CLASSES = ("disc", "square", "cross")
BESIDE = ("distance", "light")


def load_shapes(source: Shapes) -> LoadedParts:
    """The pictures, what stands beside them, and what is to be told."""
    x, y = shapes(source.size, source.noise, source.seed)
    columns = (
        number_column("picture", x["picture"]),
        *(number_column(name, x["beside"][:, at]) for at, name in enumerate(BESIDE)),
        target_column("size", y["size"], ()),
        target_column("shape", y["shape"], CLASSES),
    )
    height, width = x["picture"].shape[1:3]
    preview = tuple(
        (f"{height} x {width} image", *(f"{value:.4g}" for value in beside), f"{size:.4g}", CLASSES[shape])
        for beside, size, shape in zip(
            x["beside"][:PREVIEW_ROWS], y["size"][:PREVIEW_ROWS, 0], y["shape"][:PREVIEW_ROWS, 0], strict=True
        )
    )
    sources = {"picture": ("picture",), "beside": BESIDE}
    layouts = {"picture": Layout(), "beside": Layout(tuple((name, ()) for name in BESIDE))}
    return LoadedParts({**x}, y, columns, preview, {"shape": CLASSES}, sources, layouts=layouts)
