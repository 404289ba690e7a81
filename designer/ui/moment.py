"""The moment that menus and buttons are made for, and the questions about it: what can be done now, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from designer.analysis.wrapping import can_hold, held_in
from designer.graph.blocks import contents
from designer.graph.design import Node, Wire
from designer.graph.sharing import shared_ids
from designer.ui.canvas.wire_shapes import Style
from designer.ui.session import Session
from designer.ui.training.controller import RunController
from designer.ui.training.run import Phase
from designer.ui.worker_link import FAILED


@dataclass(frozen=True)
class Moment:
    """What decides which actions can be done now."""

    session: Session
    run: RunController
    theme: str
    engine: str
    """The state of the link to the worker."""
    shown: frozenset[str]
    """The names of the panels that are shown, of the overview, and of what helps to present."""
    snaps: bool = True
    """Whether what is dragged falls in with what is near."""
    wires: frozenset[Wire] = frozenset()
    """The wires that are selected."""
    has_dot: bool = False
    """Whether a dot on a wire is chosen."""
    style: Style = "curved"
    """How wires are drawn."""
    runs: int = 0
    """How many runs are selected in their table."""
    deleted_runs: int = 0
    """How many the last deletion took."""
    in_lesson: bool = False
    """Whether a lesson is on."""


Question = Callable[[Moment], bool]


def always(moment: Moment) -> bool:
    return True


def can_undo(moment: Moment) -> bool:
    return bool(moment.session.snapshot.undo_label)


def can_redo(moment: Moment) -> bool:
    return bool(moment.session.snapshot.redo_label)


def undo_text(moment: Moment) -> str:
    return f"Undo {moment.session.snapshot.undo_label}".strip()


def redo_text(moment: Moment) -> str:
    return f"Redo {moment.session.snapshot.redo_label}".strip()


def has_selection(moment: Moment) -> bool:
    return bool(moment.session.selection)


def can_wrap(kind: str, moment: Moment) -> bool:
    return any(can_hold(kind, node) for node in _selected_nodes(moment))


def can_unwrap(moment: Moment) -> bool:
    return any(held_in(node) is not None for node in _selected_nodes(moment))


def _selected_nodes(moment: Moment) -> Iterator[Node]:
    """The selected layers, those in selected blocks too."""
    design = moment.session.design
    for id in moment.session.selection:
        ids = contents(design.layout, id) if id in design.layout.blocks else (id,)
        yield from (design.graph.nodes[one] for one in ids if one in design.graph.nodes)


def has_two(moment: Moment) -> bool:
    return len(moment.session.selection) > 1


def has_three(moment: Moment) -> bool:
    return len(moment.session.selection) > 2


def has_frame(moment: Moment) -> bool:
    return not moment.session.selection.isdisjoint(moment.session.design.layout.frames)


def has_things(moment: Moment) -> bool:
    return any(True for _ in moment.session.design.ids())


def has_layers(moment: Moment) -> bool:
    return bool(moment.session.design.graph.nodes)


def has_layers_selected(moment: Moment) -> bool:
    design = moment.session.design
    return any(id in design.graph.nodes or id in design.layout.blocks for id in moment.session.selection)


def has_dense(moment: Moment) -> bool:
    """Whether one Dense layer is selected."""
    chosen, nodes = moment.session.selection, moment.session.design.graph.nodes
    return len(chosen) == 1 and all(id in nodes and nodes[id].kind == "Dense" for id in chosen)


def has_shared(moment: Moment) -> bool:
    """Whether a selected layer is one that another card uses too."""
    selection = moment.session.selection
    return bool(selection) and not selection.isdisjoint(shared_ids(moment.session.design.graph.nodes))


def has_block_selected(moment: Moment) -> bool:
    return not moment.session.selection.isdisjoint(moment.session.design.layout.blocks)


def has_blocks(moment: Moment) -> bool:
    return bool(moment.session.design.layout.blocks)


def has_bookmarks(moment: Moment) -> bool:
    return bool(moment.session.design.layout.bookmarks)


def does_snap(moment: Moment) -> bool:
    return moment.snaps


def has_wires(moment: Moment) -> bool:
    return bool(moment.session.design.graph.wires)


def has_wire(moment: Moment) -> bool:
    return bool(moment.wires)


def has_bent_wire(moment: Moment) -> bool:
    return not moment.wires.isdisjoint(moment.session.design.layout.bends)


def has_dot(moment: Moment) -> bool:
    return moment.has_dot


def is_sound(moment: Moment) -> bool:
    return has_layers(moment) and not moment.session.snapshot.analysis.errors


def has_problems(moment: Moment) -> bool:
    snapshot = moment.session.snapshot
    return bool(snapshot.analysis.problems or snapshot.data_fault)


def can_train_or_pause(moment: Moment) -> bool:
    return moment.run.phase is not Phase.PREPARING


def can_step(moment: Moment) -> bool:
    return moment.run.phase not in (Phase.PREPARING, Phase.RUNNING)


def can_go_on(moment: Moment) -> bool:
    return moment.run.can_go_on


def can_keep(moment: Moment) -> bool:
    return moment.run.can_keep


def is_in_lesson(moment: Moment) -> bool:
    return moment.in_lesson


def is_active(moment: Moment) -> bool:
    return moment.run.active


def has_run(moment: Moment) -> bool:
    return moment.runs == 1


def has_runs(moment: Moment) -> bool:
    return moment.runs > 0


def has_deleted_runs(moment: Moment) -> bool:
    return moment.deleted_runs > 0


def can_judge(moment: Moment) -> bool:
    return moment.run.has_network


def engine_is_off(moment: Moment) -> bool:
    return moment.engine == FAILED


def train_text(moment: Moment) -> str:
    return {Phase.RUNNING: "Pause", Phase.PAUSED: "Go on", Phase.PREPARING: "Starting…"}.get(moment.run.phase, "Train")


def train_icon(moment: Moment) -> str:
    return "mdi6.pause" if moment.run.phase is Phase.RUNNING else "mdi6.play"


@dataclass(frozen=True)
class IsShown:
    """Whether one panel, or the overview, is shown."""

    panel: str

    def __call__(self, moment: Moment) -> bool:
        return self.panel in moment.shown


@dataclass(frozen=True)
class IsTheme:
    """Whether one theme is chosen."""

    name: str

    def __call__(self, moment: Moment) -> bool:
        return moment.theme == self.name


@dataclass(frozen=True)
class IsStyle:
    """Whether wires are drawn in one style."""

    style: Style

    def __call__(self, moment: Moment) -> bool:
        return moment.style == self.style


@dataclass(frozen=True)
class HasBookmark:
    """Whether there is a bookmark of one number."""

    number: int

    def __call__(self, moment: Moment) -> bool:
        return self.number <= len(moment.session.design.layout.bookmarks)


@dataclass(frozen=True)
class BookmarkText:
    """What an action says that is about one bookmark."""

    number: int
    there: str
    absent: str

    def __call__(self, moment: Moment) -> str:
        marks = moment.session.design.layout.bookmarks
        known = self.number <= len(marks)
        return self.there.format(self.number, marks[self.number - 1].name) if known else self.absent.format(self.number)
