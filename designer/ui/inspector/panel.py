"""The inspector: what is selected, its settings as a form, and what follows from them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from designer.ui.inspector.many_page import ManyPage
from designer.ui.inspector.node_page import NodePage
from designer.ui.inspector.overview import Overview
from designer.ui.parts import column, scrolled
from designer.ui.session import Session, Snapshot


class Inspector(QWidget):
    """Shows the whole network, one node, or what several nodes have in common.

    A page is made anew only when other nodes are selected or their kind changes; while it stays, so do the
    keyboard and the cursor.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._pages = QStackedWidget()
        self.page: Overview | NodePage | ManyPage | None = None
        column(spacing=0, parent=self).addWidget(self._pages)
        session.snapshot_changed.connect(self.show_snapshot)
        session.selection_changed.connect(self.show_selection)
        self.show_snapshot(session.snapshot)

    def show_selection(self, selection: frozenset[str]) -> None:
        """Show what is selected now."""
        self.show_snapshot(self._session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this snapshot of what is selected."""
        nodes = snapshot.design.graph.nodes
        chosen = tuple(sorted((id, nodes[id].kind) for id in self._session.selection if id in nodes))
        if chosen != self._shown or self.page is None:
            self._shown = chosen
            self._put(self._page([id for id, _ in chosen]))
        self.page.show_snapshot(snapshot)

    def focus_first_field(self) -> None:
        """Put the keyboard into the first setting."""
        if self.page is not None:
            self.page.focus_first_field()

    def _page(self, ids: list[str]) -> Overview | NodePage | ManyPage:
        if not ids:
            return Overview(self._session)
        return NodePage(self._session, ids[0]) if len(ids) == 1 else ManyPage(self._session, ids)

    def _put(self, page: Overview | NodePage | ManyPage) -> None:
        old = self._pages.currentWidget()
        self.page = page
        area = scrolled(page)
        self._pages.addWidget(area)
        self._pages.setCurrentWidget(area)
        if old is not None:
            self._session.end_gesture()
            self._pages.removeWidget(old)
            old.deleteLater()
