"""Pictures of the user's own can be read in the size an Input expects."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from designer.analysis.context import Context
from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.graph.specs import Images
from designer.values import Shape, shape_text

LARGEST_SIDE = 2048


def resized(context: Context, wanted: Shape) -> Iterator[Edit]:
    """Read the pictures of the data so that one is of this shape, if pictures can be."""
    source = context.drawn.data.source
    if not isinstance(source, Images) or len(wanted) != 3 or wanted[2] not in (1, 3):
        return
    height, width = wanted[0] or source.height, wanted[1] or source.width
    if max(height, width) > LARGEST_SIDE:
        return
    images = replace(source, height=height, width=width, channels=wanted[2])

    def change(design: Design) -> Design:
        return replace(design, data=replace(design.data, source=images))

    yield Edit(f"Resize the pictures to {shape_text((height, width, wanted[2]))}", change)
