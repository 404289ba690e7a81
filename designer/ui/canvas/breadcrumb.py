"""Where the canvas is: the way from the network to the entered block, at the top left. Each step leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from designer.graph.blocks import TOP, way_up
from designer.ui import theme
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.session import Snapshot
from designer.ui.tabbing import LeadsOn

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

NETWORK = "Network"
WIDEST = 22
"""How many letters of a block's name are shown."""


class Breadcrumb(QFrame):
    """Hidden on the outermost level."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.setObjectName("breadcrumb")
        self.setAccessibleName(tr("Where you are"))
        self._view = view
        self._shown: list[tuple[str, str]] = []
        self.steps: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 6, 3)
        self._row.setSpacing(2)
        self.hide()
        view.canvas.level_changed.connect(self._look)
        view.session.snapshot_changed.connect(self._look)
        theme.themes().changed.connect(self._restyle)

    @property
    def words(self) -> list[str]:
        """What it says, step by step."""
        return [name for _, name in self._shown]

    def _look(self, changed: Snapshot | str | None = None) -> None:
        """Show the way to the level that is entered now."""
        layout, level = self._view.session.design.layout, self._view.canvas.level
        blocks = [] if level == TOP else [level, *way_up(layout, level)]
        way = [(id, layout.blocks[id].name) for id in reversed(blocks) if id in layout.blocks]
        shown = [(TOP, NETWORK), *way] if way else []
        if shown != self._shown:
            self._shown = shown
            self._build()

    def _build(self) -> None:
        while self._row.count():
            item = self._row.takeAt(0)
            if item is not None and item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.steps = [self._step(id, name) for id, name in self._shown]
        for at, step in enumerate(self.steps):
            if at:
                between = QLabel("›")
                between.setProperty("quiet", True)
                self._add(between)
            self._add(step)
        self._restyle()
        self.setVisible(bool(self.steps))
        self._row.activate()
        self.setGeometry(QRect(QPoint(10, 10), self.sizeHint()))
        self.raise_()

    def _add(self, part: QWidget) -> None:
        self._row.addWidget(part)
        part.show()  # at once, so that the room it takes is known

    def _step(self, id: str, name: str) -> QToolButton:
        step = _Step(self._view, id, name)
        if id == self._shown[-1][0]:
            step.setEnabled(False)
            step.setProperty("here", True)
        return step

    def _restyle(self) -> None:
        current = theme.themes().current
        self.setStyleSheet(
            f"#breadcrumb {{ background: {current.raised}; border: 1px solid {current.border}; border-radius: 6px; }}"
            f"QToolButton {{ color: {current.accent}; border: 1px solid transparent; padding: 3px 6px; min-height: 18px; }}"
            f"QToolButton:hover, QToolButton:focus {{ border-color: {current.accent}; border-radius: 4px; }}"
            f'QToolButton[here="true"] {{ color: {current.text}; }}'
        )


class _Step(QToolButton):
    """One level on the way."""

    def __init__(self, view: CanvasView, id: str, name: str) -> None:
        super().__init__()
        self._view, self._id = view, id
        width = QFontMetrics(self.font()).averageCharWidth() * WIDEST
        self.setText(QFontMetrics(self.font()).elidedText(name, Qt.TextElideMode.ElideRight, width).replace("&", "&&"))
        self.setToolTip(tip(name))
        self.setAccessibleName(tr(f"Go out to {name}"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.installEventFilter(LeadsOn(self))
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._view.folding.go_out(self._id)
