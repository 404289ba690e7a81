"""The Evaluation tab: from which rows, which output, and one sub-view at a time of those that fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListWidget, QStackedWidget, QWidget

from designer.judging.figures import Judged
from designer.ui.action_button import ActionButton
from designer.ui.action_set import ActionSet
from designer.ui.judging import words
from designer.ui.judging.judging import Judging
from designer.ui.judging.pages.confusion import ConfusionPage
from designer.ui.judging.pages.overview import OverviewPage
from designer.ui.judging.pages.worst import WorstPage
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, scrolled


@dataclass(frozen=True)
class PageKind:
    """A sub-view: its title, whether an output has it, and what makes it."""

    title: str
    fits: Callable[[Judged], bool]
    make: Callable[[Judging], QWidget]


def _always(found: Judged) -> bool:
    return True


def _has_classes(found: Judged) -> bool:
    return found.classes is not None


def _has_curves(found: Judged) -> bool:
    return found.classes is not None and bool(found.classes.roc)


def _has_calibration(found: Judged) -> bool:
    return found.classes is not None and found.classes.calibration is not None


def _has_numbers(found: Judged) -> bool:
    return found.numbers is not None


def _has_worst(found: Judged) -> bool:
    return bool(found.worst)


def _overview(judging: Judging) -> QWidget:
    return OverviewPage()


def _charts(name: str, judging: Judging) -> QWidget:
    # Imported here because it loads pyqtgraph, long after the window is shown.
    from designer.ui.judging.pages import charts

    made = {"curves": charts.CurvesPage, "calibration": charts.CalibrationPage}
    return made[name]() if name in made else charts.ResidualsPage(judging)


def _importance(judging: Judging) -> QWidget:
    from designer.ui.judging.pages.importance import ImportancePage

    return ImportancePage(judging)


PAGES = (
    PageKind("Overview", _always, _overview),
    PageKind("Confusion", _has_classes, ConfusionPage),
    PageKind("Curves", _has_curves, partial(_charts, "curves")),
    PageKind("Calibration", _has_calibration, partial(_charts, "calibration")),
    PageKind("Residuals", _has_numbers, partial(_charts, "residuals")),
    PageKind("Worst rows", _has_worst, WorstPage),
    PageKind("Columns", _has_worst, _importance),
)


class EvaluationPanel(QWidget):
    """A list of sub-views on the left, the one chosen on the right. Each is made when it is first looked at."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, judging: Judging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judging = judging
        self._pages: dict[str, QWidget] = {}
        self._shown: tuple[object, int, str] | None = None
        self.source = Sentence("", "quiet")
        self.stale = QLabel()
        self.stale.setProperty("notice", True)
        self.outputs = QComboBox()
        self.outputs.setAccessibleName(tr("Which output is looked at"))
        self.outputs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.outputs.activated.connect(self._choose)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What is shown"))
        self.list.addItems([tr(kind.title) for kind in PAGES])
        text = self.fontMetrics()
        widest = max(text.horizontalAdvance(tr(kind.title)) for kind in PAGES) + 3 * text.averageCharWidth()
        for at in range(len(PAGES)):
            self.list.item(at).setSizeHint(QSize(widest, text.height() + 10))
        self.list.setFixedWidth(widest + 4)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._choose)
        self.stack = QStackedWidget()
        self._empty = QLabel(tr(words.EMPTY))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("quiet", True)
        self._empty.setWordWrap(True)
        self._lay_out()
        judging.changed.connect(self.refresh)
        self.refresh()

    def add_buttons(self, actions: ActionSet) -> None:
        """Put what judges anew in front."""
        self._bar.insertWidget(0, ActionButton(actions["judge"], "small"))

    def page(self, title: str) -> QWidget:
        """A sub-view, made if need be."""
        if title not in self._pages:
            kind = next(kind for kind in PAGES if kind.title == title)
            page = self._pages[title] = kind.make(self._judging)
            for speaker in (page, getattr(page, "taking", None)):
                if hasattr(speaker, "said"):
                    speaker.said.connect(self.said)
            self.stack.addWidget(scrolled(page, sideways=True))
        return self._pages[title]

    def show_page(self, title: str) -> None:
        """Bring a sub-view up, if it fits."""
        for item in self.list.findItems(title, Qt.MatchFlag.MatchExactly):
            if not item.isHidden():
                self.list.setCurrentItem(item)

    def refresh(self) -> None:
        """Show what is known now."""
        judging, found = self._judging, self._judging.judgement
        self._empty.setText(tr(words.WAITING if judging.waiting else judging.fault or words.EMPTY))
        self._body.setVisible(found is not None)
        self._empty.setVisible(found is None)
        self.source.say(words.source_text(found, judging.epochs, judging.judged_while_running) if found else "")
        self.stale.setText(tr(words.EARLIER if judging.earlier else words.STALE))
        self.stale.setVisible(judging.stale)
        if found is None:
            return
        self._list_outputs([one.target for one in found.outputs])
        self._list_pages(found.outputs[self._at])
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @property
    def _at(self) -> int:
        return max(0, self.outputs.currentIndex())

    def _list_outputs(self, targets: list[str]) -> None:
        if [self.outputs.itemText(at) for at in range(self.outputs.count())] != targets:
            self.outputs.clear()
            self.outputs.addItems(targets)
        self.outputs.setVisible(len(targets) > 1)

    def _list_pages(self, found: Judged) -> None:
        """The titles of what fits; the one that was looked at stays if it does."""
        for at, kind in enumerate(PAGES):
            self.list.item(at).setHidden(not kind.fits(found))
        if self.list.currentItem().isHidden():
            self.list.setCurrentRow(0)

    def _choose(self, at: int) -> None:
        self.refresh()

    def _show(self) -> None:
        """Fill the sub-view that is looked at, once for each judgement."""
        found, item = self._judging.judgement, self.list.currentItem()
        if found is None or item is None or not self.isVisible():
            return
        title = PAGES[self.list.row(item)].title
        key = (found, self._at, title)
        page = self.page(title)
        self.stack.setCurrentWidget(page.parentWidget().parentWidget())
        if self._shown is None or self._shown[0] is not found or self._shown[1:] != key[1:]:
            self._shown = key
            page.show_output(found.outputs[self._at], self._at)  # type: ignore[attr-defined]

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(10, 6, 10, 6)
        self._bar.setSpacing(8)
        self._bar.addWidget(self.source, 1)
        self._bar.addWidget(self.outputs)
        self._bar.addWidget(self.stale)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        layout = column(spacing=0, parent=self)
        layout.addLayout(self._bar)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._empty, 1)
        self.setProperty("panel", True)
