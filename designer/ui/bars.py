"""The menus, the toolbar and the keys of a window, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from designer.ui.action_button import ActionButton
from designer.ui.action_set import ActionSet, Filler
from designer.ui.actions import MENUS, TOOLBAR, TRAINING
from designer.ui.bookmark_menus import BookmarkMenus
from designer.ui.moment import Moment
from designer.ui.tabbing import LeadsOn
from designer.ui.theme import themes

if TYPE_CHECKING:
    from designer.ui.window import Window


def actions_of(window: Window) -> ActionSet:
    """Every action, bound to the part of the window that does it, with the menus filled."""
    homes = {"window": window, "canvas": window.canvas, "training": window.training, "runs": window.runs.panel}
    actions = ActionSet(_targets(window), homes, window)
    actions.fill_bar(window.menuBar(), MENUS, _fillers(window))
    return actions


def moment_of(window: Window) -> Moment:
    """What decides now which actions can be done."""
    canvas = window.canvas.canvas
    return Moment(
        session=window.session,
        run=window.run,
        theme=themes().choice,
        engine=window.link.state,
        shown=window.docks.shown() | ({"minimap"} if window.canvas.minimap.wanted else set()) | window.presenting.shown,
        wires=canvas.marked.wires,
        has_dot=canvas.dots.chosen is not None,
        style=canvas.wires.style,
        snaps=canvas.snaps,
        runs=window.runs.selected,
        deleted_runs=window.runs.commands.deleted,
        in_lesson=window.lessons.on,
    )


def toolbar_of(window: Window, actions: ActionSet) -> QToolBar:
    """What is done most often, with training on the right."""
    bar = QToolBar("Tools")
    bar.setObjectName("tools")
    bar.setMovable(False)
    side = round(1.3 * window.fontMetrics().height())
    bar.setIconSize(QSize(side, side))
    bar.toggleViewAction().setVisible(False)
    bar.installEventFilter(LeadsOn(bar))
    for id in TOOLBAR:
        if id is None:
            bar.addSeparator()
        else:
            bar.addAction(actions[id])
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    for id in TRAINING:
        bar.addWidget(ActionButton(actions[id], "primary" if id == "train" else "plain"))
    return bar


def _targets(window: Window) -> dict[str, Any]:
    """What the table of actions calls by these names."""
    canvas = window.canvas
    return {
        "window": window,
        "choices": window.choices,
        "presenting": window.presenting,
        "showing": window.showing,
        "files": window.files,
        "reporting": window.reporting,
        "exports": window.exports,
        "pictures": window.pictures,
        "session": window.session,
        "canvas": canvas,
        "flow": canvas.flow,
        "sharing": canvas.sharing,
        "areas": canvas.areas,
        "blocks": canvas.folding,
        "leading": canvas.leading,
        "entering": canvas.entering,
        "arrange": canvas.arrange,
        "find": canvas.find,
        "minimap": canvas.minimap,
        "bookmarks": canvas.bookmarks,
        "repeats": window.repeating,
        "learning": window.learning,
        "docks": window.docks,
        "run": window.run,
        "rewinding": window.training.rewinding,
        "batch": window.training.batch,
        "runs": window.runs.commands,
        "run_exports": window.runs.exports,
        "series": window.runs.series,
        "lessons": window.lessons,
        "writing": window.lessons.writing,
        "trained": window.trained,
        "judging": window.trained.judging,
        "try_panel": window.trained.try_panel,
    }


def _fillers(window: Window) -> dict[str, Filler]:
    marks = BookmarkMenus(window.canvas.bookmarks)
    return {
        "recent": window.files.fill_recent,
        "rename_bookmark": marks.fill_rename,
        "remove_bookmark": marks.fill_remove,
        "further_bookmarks": marks.fill_further,
    }
