"""The Training tab: what one presses, how the run goes, its curves, its settings and how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.ui.action_button import ActionButton
from designer.ui.action_set import ActionSet
from designer.ui.actions import TRAINING
from designer.ui.elided import Elided
from designer.ui.language import tr
from designer.ui.parts import Sentence, scrolled, set_shown
from designer.ui.plain import tip
from designer.ui.session import Session, Snapshot
from designer.ui.training import words
from designer.ui.training.controller import RunController
from designer.ui.training.one_batch import BatchCheck
from designer.ui.training.results import Results
from designer.ui.training.rewind import RewindBar
from designer.ui.training.rewinding import Rewinding
from designer.ui.training.run import Phase
from designer.ui.training.settings_form import TrainingForm
from designer.ui.training.smoothing import Smoothing
from designer.ui.training.surface.panel import SurfacePanel
from designer.ui.worker_link import READY, WorkerLink

EMPTY = "Press Train to see the loss fall"
STALE = "From before your last change"
CURVES_PAGE = 1
"""Of the charts; on the page before stands what to press."""
SPARE_LETTERS = 8
"""What is left beside the buttons before some of them do without words."""
STATUS_LETTERS = 45
"""How much of the status should be seen beside the buttons."""


class TrainingPanel(QWidget):
    """Buttons and status on top; settings, curves and results side by side."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, session: Session, run: RunController, link: WorkerLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._run = run
        self._link = link
        self._curves = None  # type: ignore[var-annotated]
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(10, 6, 10, 6)
        self._bar.setSpacing(6)
        self.status = Elided()
        self.stale = QLabel(tr(STALE))
        self.stale.setProperty("quiet", True)
        self.stale.setContentsMargins(0, 0, 16, 0)
        self.stale.setToolTip(
            tr("These curves and numbers are of the network, data or settings as they were. Train again.")
        )
        self.trainer = QLabel()
        self.trainer.setProperty("quiet", True)
        self.log_scale = QCheckBox(tr("Log scale"))
        self.log_scale.setToolTip(tr("Draw the loss over a logarithmic scale, to see how it falls when it is small"))
        self.log_scale.toggled.connect(self._set_log)
        self.smoothing = Smoothing()
        self.smoothing.changed.connect(self._smooth)
        self.second = QComboBox()
        self.second.setAccessibleName(tr("What is drawn beside the loss"))
        self.second.setToolTip(tr("What is drawn beside the loss"))
        self.second.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.second.activated.connect(self._choose_second)
        self._session = session
        self.forecast = Elided()
        self.forecast.setProperty("quiet", True)
        self.forecast.setContentsMargins(10, 2, 10, 2)
        self.batch = BatchCheck(run, link, self)
        self.batch.changed.connect(self._show_verdict)
        self._verdict = Sentence("", "notice")
        self.form = TrainingForm(session)
        self.results = Results()
        self.surface = SurfacePanel(session, run, link)
        self.rewinding = Rewinding(run, link, self)
        self.rewinding.evaluated.connect(self.refresh)
        self.rewind = RewindBar(self.rewinding)
        self.rewind.pointed.connect(self._point)
        self._lay_out()
        run.changed.connect(self.refresh)
        run.calmed.connect(self._foresee)
        session.snapshot_changed.connect(self._unsure)
        run.began.connect(self._began)
        run.advanced.connect(self._advanced)
        link.state_changed.connect(self._engine_changed)
        self.refresh()

    def add_buttons(self, actions: ActionSet) -> None:
        """Put what trains in front, small: the toolbar has it large, but a floating panel may be far from there."""
        for at, id in enumerate((*TRAINING, "one_batch")):
            self._bar.insertWidget(at, ActionButton(actions[id], "small"))

    def load_curves(self) -> Iterator[None]:
        """Bring the curves, which are heavy to make: in steps, so that whoever calls can do other things between."""
        from designer.ui.training.chart import Legend
        from designer.ui.training.curves import CHARTS, Curves

        yield
        curves = Curves(charts=0)
        for _ in range(CHARTS):
            yield
            curves.add_chart()
        yield
        self._curves = curves
        self._curves.told.connect(self._tell_values)
        self._curves.taking.said.connect(self.said)
        self._curves.set_log(self.log_scale.isChecked())
        self._curves.set_smoothing(self.smoothing.weight)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Legend())
        rows.addWidget(self._curves, 1)
        rows.addWidget(self.rewind)
        self._charts.addWidget(page)
        if self._run.run is not None:
            self._began()

    @property
    def curves(self):  # type: ignore[no-untyped-def]
        """The curves, or nothing while they are not loaded."""
        return self._curves

    def refresh(self) -> None:
        """Say how the run stands."""
        run, phase = self._run.run, self._run.phase
        if self._curves is not None and phase is Phase.FINISHED:
            self._curves.advance()
            self._offer_second()
        self._say(words.status(phase, run, self._link.state == READY))
        self._foresee()
        name, help = words.TRAINERS.get(run.trainer if run else "", ("", ""))
        self.stale.setVisible(self._run.outdated)
        self._place_status()
        self.trainer.setText(tr(name))
        self.trainer.setToolTip(tip(tr(f"{help}\n{run.reason}".strip())) if run else "")
        self._sentence.say(words.remarks(phase, run))
        judged = run if self._run.at_rest and run is not None and run.evaluation is not None else None
        self.results.show_run(judged)
        self._results_area.setVisible(judged is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space trains or pauses, unless a field or button of the panel took it."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._run.train_or_pause()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._bar.addSpacing(6)
        self._bar.addWidget(self.status, 1)
        self._bar.addStretch(0)
        self._bar.addWidget(self.stale)
        self._bar.addWidget(self.trainer)
        self._bar.addSpacing(6)
        self._bar.addWidget(self.smoothing)
        self._bar.addWidget(self.log_scale)
        self._bar.addWidget(self.second)
        set_shown(self.second, False)
        self._charts = QStackedWidget()
        empty = QLabel(tr(EMPTY))
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setProperty("quiet", True)
        empty.setWordWrap(True)
        self._charts.addWidget(empty)
        self._sentence = Sentence("", "notice")
        middle = QWidget()
        middle.setProperty("panel", True)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._above_curves = QHBoxLayout()
        self._above_curves.setContentsMargins(10, 4, 10, 0)
        column.addLayout(self._above_curves)
        column.addWidget(self.forecast)
        column.addWidget(self._verdict)
        column.addWidget(self._sentence)
        column.addWidget(self._charts, 1)
        self._results_area = scrolled(self.results, sideways=True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for widget in (scrolled(self.form), middle, self.surface, self._results_area):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 460, 210, 220])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar)
        layout.addWidget(split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_status()

    def _place_status(self) -> None:
        """Where the buttons leave the status no room, it stands above the curves."""
        letter = self.fontMetrics().averageCharWidth()
        # asked as a whole: Qt ends the item of a widget that changes its row, and Python would take the next for it
        buttons = self._bar.sizeHint().width() + self.smoothing.full_width - self.smoothing.sizeHint().width()
        self.smoothing.set_compact(self.width() < buttons + SPARE_LETTERS * letter)
        row = self._above_curves if self.width() < buttons + STATUS_LETTERS * letter else None
        if (self._above_curves.count() > 0) is not (row is not None):
            if row is not None:
                row.addWidget(self.status)
            else:
                self._bar.insertWidget(self._bar.indexOf(self.stale) - 1, self.status, 1)

    def _began(self) -> None:
        if self._curves is not None:
            self._curves.show_run(self._run.run)
            self._offer_second()
            self._charts.setCurrentIndex(CURVES_PAGE)

    def _foresee(self) -> None:
        """Say what a run will take, while none is on: as the status, unless that still tells of the last run."""
        run, text = self._run, ""
        if not run.active and (run.phase is Phase.IDLE or run.outdated):
            text = words.foreseen(run.ahead.forecast, self._session.design.training)
        aside = bool(text) and run.phase is not Phase.IDLE
        self.forecast.setText(text)
        set_shown(self.forecast, aside)
        if run.phase is Phase.IDLE:
            self._say(text or words.status(run.phase, run.run, self._link.state == READY))

    def _unsure(self, snapshot: Snapshot) -> None:
        """What was foreseen was of the design before."""
        self._foresee()

    def _show_verdict(self) -> None:
        self._verdict.say(self.batch.sentence)

    def _advanced(self) -> None:
        if self._curves is not None:
            self._curves.advance()
        self._say(words.status(self._run.phase, self._run.run, True))

    def _engine_changed(self, state: str) -> None:
        self.form.precision.show_device(self._link.ready.device if self._link.ready else "")
        self.refresh()

    def _offer_second(self) -> None:
        """List what this run measures beside the loss."""
        from designer.ui.training.curves import curve_names

        names = curve_names(self._run.run)[1:]
        if names != [self.second.itemData(at) for at in range(self.second.count())]:
            chosen = self.second.currentData()
            self.second.clear()
            for name in names:
                self.second.addItem(tr(name.replace("_", " ")), name)
            self.second.setCurrentIndex(max(0, self.second.findData(chosen)))
        set_shown(self.second, len(names) > 1)

    def _choose_second(self, index: int) -> None:
        if self._curves is not None:
            self._curves.set_second(self.second.itemData(index) or "")

    def _set_log(self, on: bool) -> None:
        if self._curves is not None:
            self._curves.set_log(on)

    def _smooth(self, weight: float) -> None:
        if self._curves is not None:
            self._curves.set_smoothing(weight)

    def _point(self, epoch: int) -> None:
        if self._curves is not None:
            self._curves.mark(epoch)

    def _tell_values(self, text: str) -> None:
        if text:
            self._say(text)
        else:
            self.refresh()

    def _say(self, text: str) -> None:
        self.status.setText(text)
