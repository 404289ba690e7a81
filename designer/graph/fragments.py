"""Parts of a design on their own: what copy takes, the clipboard carries and paste adds."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from designer.graph.bends import level_of
from designer.graph.blocks import TOP, contents
from designer.graph.design import Block, Comment, Design, Frame, Layout, Node, Position, Wire
from designer.graph.naming import copied_name, fresh_ids
from designer.graph.sharing import settled


class Fragment(msgspec.Struct, frozen=True, omit_defaults=True):
    """Some things of a canvas with the wires among them: what copy takes and paste adds.

    `inside` says which of them lie in which of its own blocks; `bends` has the points of its wires.
    """

    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...] = ()
    positions: dict[str, Position] = {}
    frames: tuple[Frame, ...] = ()
    comments: tuple[Comment, ...] = ()
    blocks: tuple[Block, ...] = ()
    inside: dict[str, str] = {}
    bends: tuple[tuple[Wire, tuple[Position, ...]], ...] = ()

    def ids(self) -> Iterator[str]:
        """The ids of everything in it."""
        for things in (self.nodes, self.frames, self.comments, self.blocks):
            yield from (thing.id for thing in things)

    @property
    def outermost(self) -> list[str]:
        """The ids of what lies in none of its blocks."""
        return [id for id in self.ids() if id not in self.inside]


def fragment_of(design: Design, ids: Collection[str], *, with_inputs: bool = False) -> Fragment:
    """What copying these things takes, blocks with all that is in them.

    `with_inputs` keeps the wires that come into them too.
    """
    layout = design.layout
    taken = set(ids).union(*(contents(layout, id) for id in ids if id in layout.blocks))
    wires = tuple(w for w in design.graph.wires if w.target in taken and (with_inputs or w.source in taken))
    return Fragment(
        nodes=tuple(node for node in design.graph.nodes.values() if node.id in taken),
        wires=wires,
        positions={id: place for id, place in layout.positions.items() if id in taken},
        frames=tuple(frame for frame in layout.frames.values() if frame.id in taken),
        comments=tuple(comment for comment in layout.comments.values() if comment.id in taken),
        blocks=tuple(block for block in layout.blocks.values() if block.id in taken),
        inside={id: home for id, home in layout.inside.items() if id in taken and home in taken},
        bends=tuple((wire, layout.bends[wire]) for wire in wires if wire in layout.bends),
    )


def freshened(fragment: Fragment, design: Design, offset: Position = (0.0, 0.0)) -> Fragment:
    """The same fragment with ids and names the design does not have, moved by `offset`.

    What lies in a block keeps its place in there. Wires that come from outside the fragment are kept where the
    design has their source.
    """
    ids = _fresh(fragment, design)
    names = {node.name for node in design.graph.nodes.values()}
    nodes = []
    for id, node in zip(fresh_ids(design, len(fragment.nodes)), _of_its_own(fragment.nodes), strict=True):
        name = copied_name(node, names)
        names.add(name)
        nodes.append(replace(node, id=id, name=name, shares=ids.get(node.shares, "")))
    known = design.graph.nodes.keys() | {node.id for node in fragment.nodes}
    wires = {
        wire: replace(wire, source=ids.get(wire.source, wire.source), target=ids[wire.target])
        for wire in fragment.wires
        if wire.target in ids and wire.source in known
    }
    return Fragment(
        tuple(nodes),
        tuple(dict.fromkeys(wires.values())),
        _moved(fragment, ids, offset),
        tuple(replace(frame, id=ids[frame.id]) for frame in fragment.frames),
        tuple(replace(comment, id=ids[comment.id]) for comment in fragment.comments),
        tuple(replace(block, id=ids[block.id]) for block in fragment.blocks),
        {ids[id]: ids[home] for id, home in fragment.inside.items() if id in ids and home in ids},
        tuple(
            (wires[wire], _along(fragment, wire, points, offset)) for wire, points in fragment.bends if wire in wires
        ),
    )


def _of_its_own(nodes: tuple[Node, ...]) -> Iterable[Node]:
    """The nodes without ties to what is not among them: of twins whose owner was left behind the first owns the layer."""
    alike = settled({node.id: node for node in nodes})
    return [alike[node.id] for node in nodes] if any(node.shares for node in nodes) else nodes


def _fresh(fragment: Fragment, design: Design) -> dict[str, str]:
    ids: dict[str, str] = {}
    kinds = (("n", fragment.nodes), ("f", fragment.frames), ("c", fragment.comments), ("b", fragment.blocks))
    for letter, things in kinds:
        own = [thing.id for thing in things]
        ids.update(zip(own, fresh_ids(design, len(own), letter), strict=True))
    return ids


def _moved(fragment: Fragment, ids: Mapping[str, str], offset: Position) -> dict[str, Position]:
    still = (0.0, 0.0)
    places = {id: place for id, place in fragment.positions.items() if id in ids}
    return {ids[id]: _shifted([place], still if id in fragment.inside else offset)[0] for id, place in places.items()}


def _along(fragment: Fragment, wire: Wire, points: Collection[Position], offset: Position) -> tuple[Position, ...]:
    inside = level_of(Layout(inside=fragment.inside), wire) != TOP
    return _shifted(points, (0.0, 0.0) if inside else offset)


def _shifted(points: Collection[Position], offset: Position) -> tuple[Position, ...]:
    return tuple((x + offset[0], y + offset[1]) for x, y in points)
