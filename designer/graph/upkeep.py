"""Keeping a layout true to its graph: nothing in it may belong to what is gone."""

from collections.abc import Collection

from msgspec.structs import replace

from designer.graph.blocks import contents, way_up
from designer.graph.design import Graph, Layout


def tidied_up(layout: Layout, graph: Graph) -> Layout:
    """`layout` without what belongs to nodes and wires that are gone, and without empty blocks."""
    wires = set(graph.wires) if layout.bends else ()
    bends = {wire: at for wire, at in layout.bends.items() if wire in wires}
    if len(bends) != len(layout.bends):
        layout = replace(layout, bends=bends)
    known = graph.nodes.keys() | layout.blocks.keys() | layout.frames.keys() | layout.comments.keys()
    gone = layout.positions.keys() - known
    filled = {block for id in graph.nodes.keys() & layout.inside.keys() for block in way_up(layout, id)}
    empty = layout.blocks.keys() - filled
    # Frames and comments alone keep no block.
    lost = {id for block in empty for id in contents(layout, block)} if empty else set()
    gone = gone | empty | lost
    return without(layout, gone) if gone else layout


def without(layout: Layout, gone: Collection[str]) -> Layout:
    """`layout` with nothing of these ids in it."""
    return Layout(
        positions={id: at for id, at in layout.positions.items() if id not in gone},
        frames={id: frame for id, frame in layout.frames.items() if id not in gone},
        comments={id: comment for id, comment in layout.comments.items() if id not in gone},
        blocks={id: block for id, block in layout.blocks.items() if id not in gone},
        inside={id: home for id, home in layout.inside.items() if id not in gone and home not in gone},
        bends=layout.bends,
        bookmarks=tuple(mark for mark in layout.bookmarks if mark.block not in gone),
    )
