"""What can be done in the window lessons are written in, in one table: its menus, buttons and keys are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from designer.lessons.reading import TAGS
from designer.lessons.writing.forms import entry
from designer.ui.actions import Action
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.theme import icon, themes

TABLE = (
    Action("save", "&Save", "Write the lesson to its file", "filing.save", ("Ctrl+S",), "mdi6.content-save-outline"),
    Action("save_as", "Save &as…", "Write it under another name, its pictures with it", "filing.save_as", ("Ctrl+Shift+S",)),
    Action("pack", "&Pack…", "Put the lesson and its pictures into one file to give away", "filing.pack", ("Ctrl+Shift+P",), "mdi6.package-variant-closed"),
    Action("close", "&Close", "Go back to the canvas", "writer.close", ("Ctrl+W",)),
    Action("try", "&Try as a student", "Play the lesson from this step; nothing of it is kept", "writer.try_it", ("F5",), "mdi6.school-outline"),
    Action("validate", "&Validate", "Look for faults, and hold the lesson against its own attempts", "writer.validate", ("F7",), "mdi6.check-decagram-outline"),
    Action("validate_train", "Validate with t&raining", "The same, and train what the checks of runs ask for", "writer.validate_training", ("Shift+F7",)),
    Action("step_add", "&New step", "Begin another step behind this one", "writer.add_step", ("Ctrl+Shift+N",), "mdi6.plus"),
    Action("step_copy", "&Duplicate step", "Put a copy behind it", "writer.duplicate_step", ("Ctrl+D",), "mdi6.content-copy"),
    Action("step_up", "Move step &up", "Before the one above it", "writer.move_up", ("Alt+Up",), "mdi6.arrow-up"),
    Action("step_down", "Move step d&own", "Behind the one below it", "writer.move_down", ("Alt+Down",), "mdi6.arrow-down"),
    Action("step_remove", "&Remove step", "Undo brings it back", "writer.remove_step", ("Ctrl+Del",), "mdi6.delete-outline"),
    Action("change", "&Change this piece…", "What the cursor is in, as a form", "inserting.change", ("F2",), "mdi6.form-select"),
    Action("front", "&About the lesson…", "Title, minutes, level and what comes before it", "inserting.front"),
    Action("hint", "&Hint", "A help that is opened on request", "inserting.hint", ("Ctrl+Shift+H",)),
    Action("picture", "&Picture…", "A picture, copied beside the lesson", "inserting.picture"),
    Action("formula", "&Formula", "A formula as TeX writes it", "inserting.formula"),
    Action("start", "&What is on the canvas, to begin with", "The step begins with this network and its data", "inserting.start"),
    Action("view", "Panels, &layers and locks…", "What the step shows, and what it keeps as it is", "inserting.view", ("Ctrl+L",)),
    Action("solution", "A s&olution", "Right answers, and what is on the canvas where something is to be drawn", "inserting.solution"),
    Action("wrong", "Wron&g attempts", "One for each check that none fails yet", "inserting.wrong"),
)  # fmt: skip
CHECKS = "checks"
MENUS: Mapping[str, tuple[str | None, ...]] = {
    "&Lesson": ("try", "validate", "validate_train", None, "save", "save_as", "pack", None, "close"),
    "&Step": ("step_add", "step_copy", "step_up", "step_down", None, "step_remove"),
    "&Insert": (
        "front", None, "step_add", "hint", "picture", "formula", None, "start", "view", CHECKS, None, "solution", "wrong", None, "change",
    ),
}  # fmt: skip
BUTTONS = ("save", "try", "validate", "pack", "change")
STEP_BUTTONS = ("step_add", "step_copy", "step_up", "step_down", "step_remove")

Call = Callable[[], object]


class Commands(QObject):
    """The table's actions, each bound to a method of one of some objects."""

    def __init__(self, targets: Mapping[str, object], check: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self.qt = {action.id: self._made(action, targets) for action in TABLE}
        self.checks = {tag: self._made_check(tag, check) for tag in TAGS}
        themes().changed.connect(self.tint)
        self.tint()

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into a bar."""
        for title, ids in MENUS.items():
            menu = bar.addMenu(tr(title))
            menu.setToolTipsVisible(True)
            for id in ids:
                if id is None:
                    menu.addSeparator()
                elif id == CHECKS:
                    self._fill_checks(menu.addMenu(tr("Chec&k")))
                else:
                    menu.addAction(self.qt[id])

    def tint(self) -> None:
        """Take the icons in the theme's colours."""
        for action in TABLE:
            if action.icon:
                self.qt[action.id].setIcon(icon(action.icon))

    def _fill_checks(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        menu.addActions(list(self.checks.values()))

    def _made(self, action: Action, targets: Mapping[str, object]) -> QAction:
        made = QAction(tr(action.text), self)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        keys = f" ({made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})" if action.keys else ""
        made.setToolTip(tip(f"{made.text().replace('&', '').rstrip('…')}{keys}\n{tr(action.help)}"))
        target, method = action.call.split(".")
        made.triggered.connect(partial(_call, getattr(targets[target], method)))
        return made

    def _made_check(self, tag: str, check: Callable[[str], object]) -> QAction:
        made = QAction(tr(entry(tag)), self)
        made.setObjectName(f"check_{tag}")
        made.triggered.connect(partial(_call, partial(check, tag)))
        return made


def _call(call: Call, checked: bool = False) -> None:
    call()
