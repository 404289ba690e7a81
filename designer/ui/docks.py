"""The panels around the canvas: they dock, float, hide, and are where they were left."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QTabWidget, QToolButton, QWidget

from designer.ui.actions import PANELS, Panel
from designer.ui.theme import icon, themes

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}


class TitleBar(QWidget):
    """A slim title with the two things one can do to a docked panel."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.label = QLabel(dock.windowTitle())
        self.label.setProperty("heading", True)
        self.float_button = self._button("Float this panel")
        self.close_button = self._button("Hide this panel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 4, 2)
        layout.setSpacing(0)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.float_button)
        layout.addWidget(self.close_button)
        dock.windowTitleChanged.connect(self.label.setText)
        self._dock = dock
        self.float_button.clicked.connect(self._float)
        self.close_button.clicked.connect(dock.close)
        themes().changed.connect(self._tint)
        self._tint()

    def _button(self, help: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(help)
        button.setAccessibleName(help)
        button.setAutoRaise(True)
        side = max(24, self.fontMetrics().height() + 6)
        button.setFixedSize(side, side)
        button.setIconSize(QSize(side - 10, side - 10))
        return button

    def _float(self) -> None:
        self._dock.setFloating(True)

    def _tint(self) -> None:
        self.float_button.setIcon(icon("mdi6.dock-window", "quiet"))
        self.close_button.setIcon(icon("mdi6.close", "quiet"))


class Docks(QObject):
    """All panels of one window, by name."""

    changed = Signal()
    """Panels were shown, hidden or moved."""

    def __init__(self, window: QMainWindow, panels: dict[str, QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self.docks: dict[str, QDockWidget] = {}
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.GroupedDragging
            | QMainWindow.DockOption.AnimatedDocks
        )
        window.setCorner(Qt.Corner.BottomLeftCorner, AREAS["bottom"])
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

    def toggle(self, name: str) -> None:
        """Hide a panel; show and raise it if it is hidden or behind another tab."""
        dock = self.docks[name]
        if dock.isHidden() or dock.visibleRegion().isEmpty():
            self.bring_up(name)
        else:
            dock.hide()

    def bring_up(self, name: str) -> None:
        """Show a panel, in front of the tabs beside it."""
        self.docks[name].show()
        self.docks[name].raise_()

    def set_title(self, name: str, title: str) -> None:
        """Rename a panel's tab."""
        if self.docks[name].windowTitle() != title:
            self.docks[name].setWindowTitle(title)

    def reset(self) -> None:
        """Put every panel where it was at first."""
        first: dict[str, QDockWidget] = {}
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
                self._window.splitDockWidget(beside, dock, Qt.Orientation.Vertical)
            dock.show()
        if "training" in self.docks:
            self.docks["training"].raise_()
        self._size(first)

    def restore(self, state: QByteArray) -> None:
        """Where the panels were when `saved` was asked."""
        if not state.isEmpty():
            self._window.restoreState(state)

    def saved(self) -> QByteArray:
        """Where the panels are, to be kept."""
        return self._window.saveState()

    def _size(self, first: dict[str, QDockWidget]) -> None:
        scale = max(1.0, self._window.fontMetrics().height() / 17)
        sides = [("left", 220), ("right", 360)]
        docks = [first[side] for side, _ in sides if side in first]
        widths = [int(width * scale) for side, width in sides if side in first]
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        if "bottom" in first:
            self._window.resizeDocks([first["bottom"]], [int(290 * scale)], Qt.Orientation.Vertical)
        if "inspector" in self.docks and "code" in self.docks:
            pair = [self.docks["inspector"], self.docks["code"]]
            self._window.resizeDocks(pair, [int(430 * scale), int(330 * scale)], Qt.Orientation.Vertical)

    def _add(self, panel: Panel, content: QWidget) -> None:
        dock = QDockWidget(panel.title, self._window)
        dock.setObjectName(panel.name)
        dock.setWidget(content)
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
        self.changed.emit()


class Blank(QWidget):
    """The title of a panel whose tab names it already."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setFixedHeight(0)
