"""The inspector: what is selected, its settings as a form, and what follows from them."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from designer.graph.blocks import contents
from designer.graph.design import Design
from designer.ui.inspector.block_page import BlockPage
from designer.ui.inspector.many_page import ManyPage
from designer.ui.inspector.node_page import NodePage
from designer.ui.inspector.overview import Overview
from designer.ui.parts import column, scrolled
from designer.ui.session import Session, Snapshot

Page: TypeAlias = Overview | NodePage | ManyPage | BlockPage


class Inspector(QWidget):
    """Shows the whole network, one node, or what several nodes have in common.

    A page is made anew only when other nodes are selected or their kind changes; while it stays, so do the
    keyboard and the cursor.
    """

    enter_requested = Signal(str)
    """What lies in this block is wanted."""
    unfold_requested = Signal(str)
    """This block should be no more."""
    told = Signal(object)
    """A `Problem` to be shown over the network."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._pages = QStackedWidget()
        self.page: Page | None = None
        column(spacing=0, parent=self).addWidget(self._pages)
        session.snapshot_changed.connect(self.show_snapshot)
        session.selection_changed.connect(self.show_selection)
        self.show_snapshot(session.snapshot)

    def show_selection(self, selection: frozenset[str]) -> None:
        """Show what is selected now."""
        self.show_snapshot(self._session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this snapshot of what is selected."""
        chosen = tuple(sorted(_chosen(snapshot.design, self._session.selection).items()))
        if chosen != self._shown or self.page is None:
            self._shown = chosen
            self._put(self._page([id for id, _ in chosen]))
        self.page.show_snapshot(snapshot)

    def focus_first_field(self) -> None:
        """Put the keyboard into the first setting."""
        if self.page is not None:
            self.page.focus_first_field()

    def _page(self, ids: list[str]) -> Page:
        if not ids:
            return Overview(self._session)
        if ids[0] in self._session.design.layout.blocks:
            page = BlockPage(self._session, ids[0])
            page.enter_requested.connect(self.enter_requested)
            page.unfold_requested.connect(self.unfold_requested)
            return page
        if len(ids) > 1:
            return ManyPage(self._session, ids)
        page_of_one = NodePage(self._session, ids[0])
        page_of_one.problems.told.connect(self.told)
        return page_of_one

    def _put(self, page: Page) -> None:
        old = self._pages.currentWidget()
        self.page = page
        area = scrolled(page)
        self._pages.addWidget(area)
        self._pages.setCurrentWidget(area)
        if old is not None:
            self._session.end_gesture()
            self._pages.removeWidget(old)
            old.deleteLater()


def _chosen(design: Design, selection: frozenset[str]) -> dict[str, str]:
    """The layers selected and their kinds, those in blocks too; or the block, if that is all."""
    nodes, blocks = design.graph.nodes, design.layout.blocks
    folded = [id for id in selection if id in blocks]
    if len(folded) == 1 and not any(id in nodes for id in selection):
        return {folded[0]: "block"}
    inner = (contents(design.layout, id) for id in folded)
    return {id: nodes[id].kind for id in selection.union(*inner) if id in nodes}
