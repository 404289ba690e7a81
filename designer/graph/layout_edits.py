"""Edits of what lies on the canvas beside the network: frames, comments, blocks, bends and bookmarks."""

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from designer.errors import EditError
from designer.graph.bends import moved_along
from designer.graph.blocks import TOP, contents, home_of, members
from designer.graph.design import Block, Bookmark, Comment, Design, Frame, Layout, Position, Wire
from designer.graph.edits import Edit, move, remove
from designer.graph.upkeep import without

# --- frames and comments ------------------------------------------------------------------------


def put_frame(frame: Frame, position: Position | None = None, label: str = "") -> Edit:
    """Add `frame` at a position, or change the one that has its id."""

    def change(design: Design) -> Design:
        layout = _with_place(design, frame.id, position, frame.id in design.layout.frames)
        return replace(design, layout=replace(layout, frames={**layout.frames, frame.id: frame}))

    return Edit(label or f"Frame {frame.title}".strip(), change)


def put_comment(comment: Comment, position: Position | None = None, label: str = "") -> Edit:
    """Add `comment` at a position, or change the one that has its id."""

    def change(design: Design) -> Design:
        layout = _with_place(design, comment.id, position, comment.id in design.layout.comments)
        return replace(design, layout=replace(layout, comments={**layout.comments, comment.id: comment}))

    return Edit(label or "Comment", change)


def take_off(ids: Collection[str], *, reconnect: bool = False) -> Edit:
    """Take off whatever has these ids: nodes with their wires, blocks with all that is in them, frames, comments.

    With `reconnect`, what each node had on its two sides is joined.
    """

    def change(design: Design) -> Design:
        gone = _all_of(design, ids)
        nodes = [node for id, node in design.graph.nodes.items() if id in gone]
        if nodes:
            design = remove(nodes, reconnect=reconnect)(design)
        return replace(design, layout=without(design.layout, gone))

    return Edit(f"Delete {len(ids)} things" if len(ids) != 1 else "Delete", change)


def rearrange(
    positions: Mapping[str, Position], frames: Mapping[str, Frame], straight: Collection[Wire], label: str
) -> Edit:
    """Put things elsewhere, give frames other sizes, and lead wires straight that went through bends."""

    def change(design: Design) -> Design:
        layout = move(positions)(design).layout
        if not frames.keys() <= layout.frames.keys():
            raise EditError("Expected frames of this design, found one it does not have.")
        bends = {wire: at for wire, at in layout.bends.items() if wire not in straight}
        return replace(design, layout=replace(layout, frames={**layout.frames, **frames}, bends=bends))

    return Edit(label, change)


# --- blocks -------------------------------------------------------------------------------------


def collapse(block: Block, ids: Collection[str], position: Position) -> Edit:
    """Fold things that lie on the same level into a new block there."""
    return collapse_all([(block, ids)], {block.id: position}, f"Fold into {block.name}")


def collapse_all(parts: Sequence[tuple[Block, Collection[str]]], positions: Mapping[str, Position], label: str) -> Edit:
    """Fold several parts, each into a new block on its level. `positions` says where each block goes."""

    def change(design: Design) -> Design:
        layout = design.layout
        inside, blocks = dict(layout.inside), dict(layout.blocks)
        for block, ids in parts:
            homes = {home_of(layout, id) for id in ids}
            if not ids or not all(design.has(id) for id in ids) or len(homes) != 1:
                raise EditError("Expected layers that lie beside each other, found none. Select some and try again.")
            if design.has(block.id) or block.id in blocks:
                raise EditError(f"Expected a new block, found {block.id!r}, which the design has already.")
            inside.update(dict.fromkeys(ids, block.id))
            if home := homes.pop():
                inside[block.id] = home
            blocks[block.id] = block
        places = {**layout.positions, **positions}
        return replace(design, layout=replace(layout, blocks=blocks, inside=inside, positions=places))

    return Edit(label, change)


def expand(block: Block) -> Edit:
    """Put everything in a block back where the block lies, and take the block off.

    The things keep their places among each other, and lie around the block's; bookmarks of the block show them there.
    """

    def change(design: Design) -> Design:
        layout = design.layout
        if block.id not in layout.blocks:
            raise EditError("Expected a block of this design, found one it does not have.")
        own, home = members(layout, block.id), home_of(layout, block.id)
        dx, dy = _back(layout, block.id, own)
        moved = {id: (layout.positions[id][0] + dx, layout.positions[id][1] + dy) for id in own}
        positions, bends = {**layout.positions, **moved}, moved_along(layout, moved)
        inside = {id: at for id, at in layout.inside.items() if at != block.id}
        if home != TOP:
            inside.update(dict.fromkeys(own, home))
        marks = tuple(
            replace(mark, x=mark.x + dx, y=mark.y + dy, block=home) if mark.block == block.id else mark
            for mark in layout.bookmarks
        )
        layout = replace(layout, positions=positions, inside=inside, bends=bends, bookmarks=marks)
        return replace(design, layout=without(layout, {block.id}))

    return Edit(f"Unfold {block.name}", change)


def rename_block(block: Block, name: str) -> Edit:
    """Give a block another name. Raises `EditError` if it is empty."""

    def change(design: Design) -> Design:
        if not name.strip():
            raise EditError("Expected a name, found none. Type at least one character.")
        if block.id not in design.layout.blocks:
            raise EditError("Expected a block of this design, found one it does not have.")
        blocks = {**design.layout.blocks, block.id: Block(block.id, name)}
        return replace(design, layout=replace(design.layout, blocks=blocks))

    return Edit(f"Rename {block.name} to {name}", change)


def put_into(ids: Collection[str], block: str) -> Edit:
    """Let things lie in a block, or on the outermost level, wherever they lay."""

    def change(design: Design) -> Design:
        kept = {id: home for id, home in design.layout.inside.items() if id not in ids}
        inside = {**kept, **dict.fromkeys(ids, block)} if block else kept
        return (
            design if inside == design.layout.inside else replace(design, layout=replace(design.layout, inside=inside))
        )

    return Edit("Move into a block", change)


def within(edit: Edit, block: str) -> Edit:
    """The same edit, with everything it adds put into `block`: the one that is entered."""
    if block == TOP:
        return edit

    def change(design: Design) -> Design:
        after = edit(design)
        if block not in after.layout.blocks:
            return after
        known = set(design.ids())
        fresh = [id for id in after.ids() if id not in known and id not in after.layout.inside]
        if not fresh:
            return after
        inside = {**after.layout.inside, **dict.fromkeys(fresh, block)}
        return replace(after, layout=replace(after.layout, inside=inside))

    return Edit(edit.label, change)


# --- bends and bookmarks ------------------------------------------------------------------------


def bend(wire: Wire, points: Sequence[Position], label: str = "Bend wire") -> Edit:
    """Lead a wire through these points, or straight if there are none."""

    def change(design: Design) -> Design:
        if wire not in design.graph.wires:
            raise EditError("Expected a wire of this design, found one it does not have.")
        bends = {**design.layout.bends, wire: tuple(points)}
        if not points:
            del bends[wire]
        return replace(design, layout=replace(design.layout, bends=bends))

    return Edit(label, change)


def set_bookmarks(bookmarks: Sequence[Bookmark], label: str) -> Edit:
    """Keep these views to come back to. Raises `EditError` if one is of a block that is not there."""

    def change(design: Design) -> Design:
        if not {mark.block for mark in bookmarks} <= {TOP, *design.layout.blocks}:
            raise EditError("Expected bookmarks of this design's blocks, found one of a block it does not have.")
        return replace(design, layout=replace(design.layout, bookmarks=tuple(bookmarks)))

    return Edit(label, change)


# --- helpers ------------------------------------------------------------------------------------


def _all_of(design: Design, ids: Collection[str]) -> set[str]:
    missing = [id for id in ids if not design.has(id)]
    if missing:
        raise EditError(f"Expected things of this design, found {missing[0]!r}, which it does not have.")
    gone = set(ids)
    for id in ids:
        if id in design.layout.blocks:
            gone |= contents(design.layout, id)
    return gone


def _with_place(design: Design, id: str, position: Position | None, known: bool) -> Layout:
    if position is None and not known:
        raise EditError("Expected a place for what is new, found none.")
    if not known and design.has(id):
        raise EditError(f"Expected a new id, found {id!r}, which the design has already.")
    layout = design.layout
    return layout if position is None else replace(layout, positions={**layout.positions, id: position})


def _back(layout: Layout, block: str, own: Sequence[str]) -> Position:
    """The way from the middle of what is in a block to where the block lies now."""
    places = [layout.positions[id] for id in own]
    x, y = layout.positions[block]
    if not places:
        return 0.0, 0.0
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    return x - (left + right) / 2, y - (top + bottom) / 2
