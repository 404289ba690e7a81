"""What things on the canvas are called in labels and sentences."""

from __future__ import annotations

from collections.abc import Collection

from designer.graph.design import Design

TITLE_LENGTH = 30


def named(design: Design, ids: Collection[str]) -> str:
    """The one thing by its name, or several counted: "my dropout", "3 layers", "2 layers and 1 comment"."""
    if len(ids) == 1:
        return name_of(design, next(iter(ids)))
    counts = counted(design, ids)
    return " and ".join([", ".join(counts[:-1]), counts[-1]] if len(counts) > 1 else counts)


def counted(design: Design, ids: Collection[str]) -> list[str]:
    """How many there are of each sort: ["3 layers", "1 frame"]."""
    layout = design.layout
    sorts = (("layer", design.graph.nodes), ("block", layout.blocks), ("frame", layout.frames))
    found = []
    for word, things in (*sorts, ("comment", layout.comments)):
        number = sum(id in things for id in ids)
        if number:
            found.append(f"{number} {word}" if number == 1 else f"{number} {word}s")
    return found


def name_of(design: Design, id: str) -> str:
    """What one thing is called."""
    layout = design.layout
    if id in design.graph.nodes:
        return design.graph.nodes[id].name
    if id in layout.blocks:
        return layout.blocks[id].name
    if id in layout.frames:
        return f"frame {_short(layout.frames[id].title)}".strip()
    return "comment" if id in layout.comments else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"
