"""The Inside tab: every layer with its weights and gradients, what is amiss, and the charts of the one selected."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from designer.ui.elided import Elided
from designer.ui.inside.amiss import remarks
from designer.ui.inside.contents import charts_of, dead_text, told
from designer.ui.inside.hand import Hand
from designer.ui.inside.measuring import Measuring
from designer.ui.inside.model import InsideModel
from designer.ui.inside.table import InsideTable
from designer.ui.inside.weights_page import WeightsPage
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, scrolled
from designer.ui.session import Session

EMPTY = (
    "Here you see how large the weights and gradients of each layer are, before, while and after it trains.\n"
    "There is nothing to measure yet: draw a network with something to learn, and give the engine a moment."
)
UNCHOSEN = "Select a layer here or on the canvas to see its charts."
MOST_REMARKS = 3
CHARTS_MS = 500
"""Between two drawings of the charts, each of which takes as long as twenty of the table."""


class InsidePanel(QWidget):
    """Measures while it is seen, and only then."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, session: Session, measuring: Measuring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._measuring = session, measuring
        self._hand: Hand | None = None
        self._watched = False
        self.told = Elided()
        self.told.setProperty("quiet", True)
        self.amiss = Sentence("", "notice")
        self.model = InsideModel(self)
        self.table = InsideTable(self.model)
        self.table.chosen.connect(self._choose)
        self.charts = None  # type: ignore[var-annotated]
        self._hint = _note(UNCHOSEN)
        self._empty = _note(EMPTY)
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.timeout.connect(self._show_charts)
        self._lay_out()
        measuring.changed.connect(self.refresh)
        session.selection_changed.connect(self._selected)
        session.snapshot_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, what: object = None) -> None:
        """Show what was measured last, as far as the design still has it."""
        found, nodes = self._measuring.measured, self._session.design.graph.nodes
        names = {id: nodes[id].name if id in nodes else id for id in found.layers}
        sentences = remarks(found, names)
        self._body.setVisible(bool(found.layers))
        self._empty.setVisible(not found.layers)
        self.told.setText(tr(told(found) if found.layers else ""))
        self.amiss.say("\n".join(list(sentences.values())[:MOST_REMARKS]))
        self.model.show_measured(found, names, sentences)
        self.table.go_to(self.layer)
        self._draw_soon()

    def add_hand(self, hand: Hand) -> None:
        """Put the weights of the selected layer beside its charts, to be set by this hand."""
        self._hand = hand
        self.weights = WeightsPage(hand)
        self._tabs.addTab(self.weights, tr("Weights by hand"))

    def edit_weights(self) -> None:
        """Put the keyboard into the weights of the selected layer."""
        self._tabs.setCurrentWidget(self.weights)
        self.weights.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def watch(self, on: bool) -> None:
        """Somebody looks at it from now on, or nobody does."""
        self._watched = on
        self._measuring.watch(on)
        self._show_charts()

    @property
    def layer(self) -> str:
        """The layer that is looked at: the one selected, if it was measured."""
        chosen = self._session.selection
        return next(iter(chosen)) if len(chosen) == 1 and not chosen.isdisjoint(self._measuring.measured.layers) else ""

    def _choose(self, id: str) -> None:
        if self._session.design.has(id):
            self._session.select({id})

    def _selected(self, what: object = None) -> None:
        self.table.go_to(self.layer)
        self._pace.stop()
        self._show_charts()

    def _draw_soon(self) -> None:
        """Draw the charts, which are slow to draw, some time after they were drawn last."""
        if not self._pace.isActive():
            self._pace.start(CHARTS_MS)

    def _show_charts(self) -> None:
        id, found = self.layer, self._measuring.measured
        by_hand = self._tabs.currentIndex() > 0
        if self._hand is not None:
            self._hand.watch(id if self._watched and by_hand else "")
        self._hint.setVisible(not id)
        self._tabs.setVisible(bool(id))
        if not id or not self._watched or by_hand:
            return
        if self.charts is None:
            # Imported here because it loads pyqtgraph, long after the window is shown.
            from designer.ui.judging.pages.charts import ChartsPage

            self.charts = ChartsPage()
            self.charts.said.connect(self.said)
            self._page.addWidget(self.charts)
        name = self._session.design.graph.nodes[id].name
        contents = charts_of(name, found.layers[id], self._measuring.norms.of(id))
        self.charts.show_charts(dead_text(found.layers[id], found.rows), *contents)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setProperty("panel", True)
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self._hint, 1)
        page = QWidget()
        self._page = column(parent=page)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(scrolled(page, sideways=True), tr("Charts"))
        self._tabs.currentChanged.connect(self._selected)
        self._side.addWidget(self._tabs, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([600, 500])
        self._body = QWidget()
        inner = column(spacing=4, parent=self._body)
        inner.addWidget(self.told)
        inner.addWidget(self.amiss)
        inner.addWidget(split, 1)
        layout = column(margin=8, spacing=4, parent=self)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._empty, 1)
        self.setProperty("panel", True)


def _note(text: str) -> QLabel:
    """Words where there is nothing to show."""
    label = QLabel(tr(text))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setProperty("quiet", True)
    label.setWordWrap(True)
    return label
