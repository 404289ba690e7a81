"""The panels around the canvas: they dock, float, hide, and are where they were left."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from designer.ui.actions import PANELS, Panel
from designer.ui.dock_parts import Blank, Room, TitleBar
from designer.ui.entrance import entrance
from designer.ui.language import tr

BOTTOM = (290, 0.42)
SIZES = {"lesson": (380, 0.28), "palette": (220, 0.17), "inspector": (360, 0.28)}
"""How wide the panels of each side are at first, and how high those at the bottom, in pixels at the usual size of text and
as a share of the window at most: the canvas keeps more than half of its width."""

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}

ROOMY = 260
"""So many letters wide is a window in which panels at the bottom have room beside each other."""


class Docks(QObject):
    """All panels of one window, by name."""

    changed = Signal()
    """Panels were shown, hidden or moved."""
    said = Signal(str)
    """A panel that is locked was asked for: why it does not come."""

    def __init__(self, window: QMainWindow, panels: dict[str, QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._panels = panels
        self._away: QByteArray | None = None
        self._locked: frozenset[str] = frozenset()
        self._why = ""
        self.docks: dict[str, QDockWidget] = {}
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.GroupedDragging
            | QMainWindow.DockOption.AnimatedDocks
        )
        window.setCorner(Qt.Corner.BottomRightCorner, AREAS["right"])
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._settled)
        for panel in PANELS:
            if panel.name in panels:
                self._add(panel, panels[panel.name])
        self.reset()

    def shown(self) -> frozenset[str]:
        """The names of the panels that are open, even behind another tab."""
        return frozenset(name for name, dock in self.docks.items() if not dock.isHidden())

    def in_front(self, name: str) -> bool:
        """Whether a panel is shown and not behind another tab, which Qt keeps beside the window."""
        dock = self.docks[name]
        return not dock.isHidden() and (dock.isFloating() or self._window.rect().intersects(dock.geometry()))

    def toggle(self, name: str) -> None:
        """Put the keyboard into a panel, shown and in front; hide it if the keyboard is there already."""
        if self.with_keyboard() == name:
            self.leave()
            self.docks[name].hide()
        else:
            self.enter(name)

    def walk(self, step: int) -> None:
        """Take the keyboard to the next panel one can see, or the one before; the canvas is one of the round."""
        round = ["", *(name for name in self.docks if self.in_front(name))]
        here = self.with_keyboard()
        name = round[((round.index(here) if here in round else 0) + step) % len(round)]
        if name:
            self.enter(name)
        else:
            self.leave()

    def with_keyboard(self) -> str:
        """The name of the panel the keyboard is in, or nothing."""
        focus = QApplication.focusWidget()
        return next((name for name, dock in self.docks.items() if focus and dock.isAncestorOf(focus)), "")

    def enter(self, name: str) -> None:
        """Bring a panel up and put the keyboard where it was in it last, or at its start."""
        if not self.bring_up(name):
            return
        self.docks[name].activateWindow()
        entrance(self._panels[name]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Give the keyboard back to the canvas."""
        self._window.activateWindow()
        self._window.centralWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nothing in a panel had a use for leaves the panel."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        return super().eventFilter(watched, event)

    def bring_up(self, name: str) -> bool:
        """Show a panel, in front of the tabs beside it, unless it is locked. Says whether it did."""
        if name in self._locked:
            self.said.emit(self._why)
            return False
        self.docks[name].show()
        self.docks[name].raise_()
        return True

    def lock(self, names: Iterable[str] = (), why: str = "") -> None:
        """Hide these panels and keep them hidden, whoever asks for them, with a sentence for who does; no others any more."""
        self._locked, self._why = frozenset(names), why
        for name, dock in self.docks.items():
            dock.toggleViewAction().setEnabled(name not in self._locked)
        self._hide_locked()

    def locked(self, name: str) -> bool:
        """Whether a panel is kept hidden."""
        return name in self._locked

    def _hide_locked(self) -> None:
        for name in self._locked:
            self.docks[name].hide()

    def set_title(self, name: str, title: str) -> None:
        """Rename a panel's tab."""
        shown = tr(title)
        if self.docks[name].windowTitle() != shown:
            self.docks[name].setWindowTitle(shown)

    def reset(self) -> None:
        """Put every panel where it was at first."""
        first: dict[str, QDockWidget] = {}
        self.let_down("bottom")
        for panel in PANELS:
            dock = self.docks.get(panel.name)
            if dock is None:
                continue
            dock.setFloating(False)
            self._window.addDockWidget(AREAS[panel.side], dock)
            beside = first.setdefault(panel.side, dock)
            if beside is not dock and panel.side == "bottom":
                self._window.tabifyDockWidget(beside, dock)
            elif beside is not dock:
                across = Qt.Orientation.Horizontal if panel.side == "left" else Qt.Orientation.Vertical
                self._window.splitDockWidget(beside, dock, across)
            dock.setVisible(panel.at_first and panel.name not in self._locked)
        if "training" in self.docks:
            self.docks["training"].raise_()
        if self._locked:
            self.said.emit(self._why)
        self.give_room(first.values())

    def part(self, name: str) -> None:
        """Have a panel beside the others at the bottom where there is room, and not behind a tab of theirs."""
        letters = self._window.width() / self._window.fontMetrics().averageCharWidth()
        if letters >= ROOMY and self._window.tabifiedDockWidgets(self.docks[name]):
            self._window.addDockWidget(AREAS["bottom"], self.docks[name], Qt.Orientation.Horizontal)

    def let_down(self, side: str) -> None:
        """Let the panels of a side, left or bottom, have the corner between these two."""
        self._window.setCorner(Qt.Corner.BottomLeftCorner, AREAS[side])

    def restore(self, state: QByteArray) -> None:
        """Where the panels were when `saved` was asked. While they are put away, they come there afterwards."""
        if self._away is not None:
            self._away = state
        elif not state.isEmpty():
            self._window.restoreState(state)
            self._hide_locked()

    def saved(self) -> QByteArray:
        """Where the panels are, or will be once they are not put away any more; to be kept."""
        return self._window.saveState() if self._away is None else self._away

    def put_away(self, but: str = "") -> None:
        """Hide every panel `but` one for a while; what comes up meanwhile changes nothing of where all are afterwards."""
        self._away = self.saved()
        for name, dock in self.docks.items():
            if name != but:
                dock.hide()

    def take_back(self) -> QByteArray:
        """Put every panel where it was before they were put away, which is what this says."""
        state, self._away = self.saved(), None
        self.restore(state)
        return state

    def give_room(self, docks: Iterable[QDockWidget]) -> None:
        """Make panels as large as they are at first."""
        scale = max(1.0, self._window.fontMetrics().height() / 17)
        across: dict[QDockWidget, int] = {}
        down: dict[QDockWidget, int] = {}
        for dock in docks:
            pixels, share = SIZES.get(dock.objectName(), BOTTOM)
            lies_below = self._window.dockWidgetArea(dock) == AREAS["bottom"]
            most = share * (self._window.height() if lies_below else self._window.width())
            (down if lies_below else across)[dock] = int(min(pixels * scale, most))
        for sizes, way in ((across, Qt.Orientation.Horizontal), (down, Qt.Orientation.Vertical)):
            self._window.resizeDocks(list(sizes), list(sizes.values()), way)
        if "inspector" in self.docks and "code" in self.docks:
            pair = [self.docks["inspector"], self.docks["code"]]
            self._window.resizeDocks(pair, [int(430 * scale), int(330 * scale)], Qt.Orientation.Vertical)

    def _add(self, panel: Panel, content: QWidget) -> None:
        dock = QDockWidget(tr(panel.title), self._window)
        dock.setObjectName(panel.name)
        dock.setWidget(Room(content))
        dock.installEventFilter(self)
        dock.setTitleBarWidget(TitleBar(dock))
        dock.topLevelChanged.connect(self._moved)
        dock.dockLocationChanged.connect(self._moved)
        dock.visibilityChanged.connect(self._moved)
        self.docks[panel.name] = dock

    def _moved(self, how: object = None) -> None:
        self._settle.start(0)

    def _settled(self) -> None:
        """A floating panel has the system's title, a tab none but the tab, any other the slim one."""
        for dock in self.docks.values():
            tabbed = not dock.isFloating() and bool(self._window.tabifiedDockWidgets(dock))
            title = dock.titleBarWidget()
            wanted: type[QWidget] | None = None if dock.isFloating() else Blank if tabbed else TitleBar
            if (type(title) if title is not None else None) is not wanted:
                dock.setTitleBarWidget(None if wanted is None else wanted(dock))  # type: ignore[arg-type]
                if title is not None:
                    title.deleteLater()
        self._clear_bars()
        self.changed.emit()

    def _clear_bars(self) -> None:
        """Move bars of tabs that no panel has out of the window, where Qt puts them itself: from panels that were put away
        it leaves some over the title of another. Hidden ones it would show again."""
        shown = [dock for dock in self.docks.values() if not dock.isHidden() and not dock.isFloating()]
        tabs = {dock.windowTitle() for dock in shown if self._window.tabifiedDockWidgets(dock)}
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not any(bar.tabText(at) in tabs for at in range(bar.count())):
                bar.move(-2 * bar.width(), -2 * bar.height())
