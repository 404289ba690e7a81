"""The one window: panels around the canvas, the menus, and the few connections between the parts."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from designer import __version__
from designer.graph.design import Design
from designer.ui import highlight
from designer.ui.autosave import Autosave
from designer.ui.bars import actions_of, moment_of, toolbar_of
from designer.ui.canvas.view import CanvasView
from designer.ui.centre import Centre
from designer.ui.choices import Choices
from designer.ui.code_view import CodeView
from designer.ui.command_palette import CommandPalette
from designer.ui.data.dropping import dropped_data
from designer.ui.data_panel import DataPanel
from designer.ui.data_reader import EXAMPLES, DataReader
from designer.ui.docks import Docks
from designer.ui.exporting.commands import ExportCommands
from designer.ui.file_commands import FileCommands
from designer.ui.file_guard import FileGuard
from designer.ui.foreign import dropped
from designer.ui.importing import plots_imported
from designer.ui.insight import Insight
from designer.ui.inspector.panel import Inspector
from designer.ui.language import tr
from designer.ui.learning import Learning
from designer.ui.lessons.room import TEXTS, LessonsRoom
from designer.ui.palette import Palette
from designer.ui.pictures.commands import PictureCommands
from designer.ui.placing import place
from designer.ui.presenting.presentation import Presentation
from designer.ui.problems import ProblemsPanel, all_problems
from designer.ui.repeating import Repeating
from designer.ui.reporting import Reporting
from designer.ui.runs.room import RunsRoom
from designer.ui.session import Session, Snapshot
from designer.ui.settings import Preferences
from designer.ui.shortcuts import ShortcutSheet
from designer.ui.showing.showing import Showing
from designer.ui.status import StatusLine
from designer.ui.trained import Trained
from designer.ui.training.controller import RunController
from designer.ui.training.panel import TrainingPanel
from designer.ui.warming import Steps, Warming
from designer.ui.worker_link import WorkerLink

BROKEN = "The network cannot be trained like this. The Problems tab says why, and what to do."


class Window(QMainWindow):
    """Puts the parts together. `folder` is where unsaved work is kept."""

    painted = Signal()
    """The window was on the screen for the first time."""

    def __init__(self, folder: Path, preferences: Preferences, link: WorkerLink | None = None) -> None:
        super().__init__()
        self.preferences = preferences
        self.session = Session(parent=self)
        self.link = link or WorkerLink()
        self.link.setParent(self)
        self.reader = DataReader(self.session, self.link, self)
        self.run = RunController(self.session, self.link, self)
        self.trained = Trained(self.session, self.run, self.link, self)
        self.autosave = Autosave(self.session, folder / "work", self)
        self.guard = FileGuard(self.session, folder / "open", self)
        self.files = FileCommands(self.session, self.autosave, self.guard, self.preferences, self)
        self.runs = RunsRoom(folder, self.session, self.run, self.link, self.files, self)
        self.lessons = LessonsRoom(folder, self.session, self.run, self.files, self)
        self.learning = Learning(folder / "habits.json", self)
        self.reporting = Reporting(folder, self.link, self)
        self.exports = ExportCommands(self.session, self.preferences, self.run, self.link, self)
        self.setAcceptDrops(True)
        self._steps = Steps(self)
        self._warming = Warming((EXAMPLES, highlight.WORDS, *TEXTS), self)
        self._make_views()
        self._make_actions()
        self._connect()
        self.status.show_engine(self.link.state)
        self._shown = self._painted = self._broken = False

    # --- coming and going ---

    def open(self, path: Path | None, starter: Design) -> None:
        """Show the work of last time, or the file asked for, or the starter."""
        if not self.autosave.restore(path) and not (path is not None and self.files.open_path(path)):
            self.session.start(starter)
        self.centre.greet(starter)

    def start(self) -> None:
        """Start the worker and load what is heavy; called once the window is on the screen."""
        self.link.start()
        self._warming.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.docks.restore(self.preferences.layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)  # once the panels are painted too

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) is not None or dropped_data(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.files.open_path(path)
        elif (data := dropped_data(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.docks.bring_up("data")
            self.data.use_file(data)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never asks: the work is kept and comes back."""
        self.lessons.close()
        self.preferences.geometry = self.presenting.geometry()
        self.preferences.layout = self.docks.saved()
        self.preferences.write()
        self.hide()
        self.presenting.leave()
        self.code.following.settle()
        self.autosave.close()
        self.guard.close()
        self.learning.close()
        self.repeating.close()
        self.runs.close()
        for reader in (self.files.foreign.reader, self.canvas.pasted.reader, self.code.following):
            reader.close()
        self.link.stop()
        self._warming.stop()
        super().closeEvent(event)

    # --- what actions call ---

    def edit_code(self) -> None:
        """Put the keyboard into the code, at the selected layer."""
        if self.docks.bring_up("code"):
            self.code.edit()

    def retry_engine(self) -> None:
        """Start the training engine after it gave up."""
        self.link.retry()

    def show_commands(self) -> None:
        """Open the command palette."""
        self._refresh()
        self.commands.open()

    def show_shortcuts(self) -> None:
        """Open the sheet of keys and gestures."""
        self._sheet = ShortcutSheet(self)
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet.show()

    def show_about(self) -> None:
        """Say what this is."""
        self._tell(f"Layerloom {__version__}: draw a neural network, train it, take its Keras code home. MIT licence.")

    # --- putting together ---

    def _make_views(self) -> None:
        session = self.session
        self.canvas = CanvasView(session)
        self.palette_panel = Palette(session, favourites=self.preferences.favourites)
        self.inspector = Inspector(session)
        self.code = CodeView(session)
        self.training = TrainingPanel(session, self.run, self.link)
        self.training.smoothing.remember_in(self.preferences)
        self.problems = ProblemsPanel(session)
        self.showing = Showing(self.canvas, session)
        self.data = DataPanel(session)
        self.choices = Choices(self.canvas, self.palette_panel, self.preferences, self)
        self.repeating = Repeating(self.canvas, self)
        self.centre = Centre(session, self.canvas, self.repeating, self.guard, self.preferences)
        self.setCentralWidget(self.centre)
        self.insight = Insight(self.canvas, self.run, self.link, self)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        place(self, self.preferences.geometry)
        self.docks = Docks(self, self._panels())
        self.trained.follow(self.training, self.docks)
        self.training.rewinding.keep_wanted.connect(self.runs.keeper.keep_now)
        self.lessons.follow(self.canvas, self.palette_panel, self.code, self.docks)
        self.lessons.follow_making(self.trained.hand, self.exports)
        self.presenting = Presentation(self, self.canvas, self.docks, self.lessons)

    def _panels(self) -> dict[str, QWidget]:
        return {
            "lesson": self.lessons.panel,
            "palette": self.palette_panel,
            "inspector": self.inspector,
            "code": self.code,
            "training": self.training,
            "problems": self.problems,
            "data": self.data,
            "runs": self.runs.panel,
            **self.trained.panels,
        }

    def _make_actions(self) -> None:
        self.pictures = PictureCommands(self.canvas, self.preferences, self)
        self.actions_ = actions_of(self)
        self.training.add_buttons(self.actions_)
        self.runs.add_actions(self.actions_)
        self.trained.add_buttons(self.actions_)
        self.commands = CommandPalette(self.actions_, self)
        self.addToolBar(toolbar_of(self, self.actions_))
        self.presenting.follow(self.actions_)

    def _connect(self) -> None:
        self._connect_sentences()
        self._connect_work()
        self._connect_views()
        self._warming.loaded.connect(self._loaded)
        self._title()
        self._refresh()

    def _connect_sentences(self) -> None:
        """Whatever has something to say says it in the status line, or in a box that stays."""
        for said in (
            *(self.session.said, self.run.said, self.files.said, self.link.said, self.link.lost, self.autosave.failed),
            *(self.exports.said, self.pictures.said, self.learning.said, self.code.text.said, self.trained.said),
            *(self.runs.said, self.reporting.said, self.lessons.said, self.presenting.said, self.docks.said),
            self.data.facts.said,
        ):
            said.connect(self.status.say)
        for refused in (self.files.refused, self.exports.refused, self.pictures.refused, self.lessons.refused):
            refused.connect(self._tell)
        self.files.unsaved.connect(self._offer_elsewhere)
        self.run.refused.connect(self._show_problems)

    def _connect_work(self) -> None:
        """What files, runs and the worker do leads to other work."""
        self.session.file_changed.connect(self._title)
        self.autosave.outdated.connect(self.guard.doubt)
        self.centre.file.take_wanted.connect(self.files.take_new_version)
        self.centre.file.elsewhere_wanted.connect(self.actions_["save_as"].trigger)
        self.actions_.begins.connect(self.reporting.trail.add)
        for about in (self.actions_.asked, self.files.replaced):
            about.connect(self.code.following.settle)
        self.run.began.connect(self._show_training)
        self.link.state_changed.connect(self._engine_changed)
        self.status.retry.connect(self.link.retry)
        self.canvas.canvas.wired.connect(self.learning.note)
        self.canvas.adding.habits = self.learning.habits
        self.centre.welcome.tried.connect(self.actions_["train"].trigger)
        self.centre.welcome.looked.connect(self.files.start_from_example)
        self.files.replaced.connect(self.centre.unread.hide)
        self.files.imported.connect(self.centre.show_imported)
        for begun in (self.runs.begin, self.start, self.repeating.begin):
            self.painted.connect(begun)

    def _connect_views(self) -> None:
        """What one view shows leads to another, and to what can be done now."""
        self.session.snapshot_changed.connect(self._snapshot_changed)
        for changed in (
            *(self.session.selection_changed, self.canvas.canvas.marked.wires_selected, self.run.changed),
            *(
                self.docks.changed,
                self.choices.changed,
                self.runs.changed,
                self.lessons.changed,
                self.presenting.changed,
            ),
        ):
            changed.connect(self._refresh)
        self.palette_panel.kind_chosen.connect(self.canvas.add_kind)
        self.training.surface.varied.connect(self.insight.vary)
        self.problems.show_requested.connect(self._show_node)
        for cards in (self.problems, self.inspector):
            cards.told.connect(self.showing.play)
        self.canvas.edit_requested.connect(self._edit_node)
        self.inspector.enter_requested.connect(self.canvas.folding.enter)
        self.inspector.unfold_requested.connect(self.canvas.folding.unfold)

    # --- what follows from what ---

    def _loaded(self, module: str) -> None:
        if module == EXAMPLES:
            self.reader.read(self.session.design.data)
        elif module == highlight.WORDS:
            self.code.text.highlighter.begin()
            charts = chain(plots_imported(), self.training.load_curves(), self.runs.load_overlay())
            self._steps.begin(charts)

    def _snapshot_changed(self, snapshot: Snapshot) -> None:
        self.status.show_snapshot(snapshot)
        count = len(all_problems(snapshot))
        self.docks.set_title("problems", f"Problems ({count})" if count else "Problems")
        broken = bool(snapshot.analysis.errors)
        if broken and not self._broken:
            self.status.say(BROKEN)
        elif self._broken and not broken:
            self.status.unsay(BROKEN)
        self._broken = broken
        self._refresh()

    def _refresh(self, changed: object = None) -> None:
        self.actions_.refresh(moment_of(self))

    def _title(self) -> None:
        path = self.session.path
        self.setWindowTitle(f"{path.name if path else tr('Untitled')}[*] – Layerloom")
        self.setWindowModified(self.session.dirty)

    def _engine_changed(self, state: str) -> None:
        self.status.show_engine(state, self.link.ready.device if self.link.ready else "")

    def _show_problems(self, sentence: str) -> None:
        self.docks.bring_up("data" if self.session.snapshot.data_fault else "problems")
        self.status.say(sentence)

    def _show_training(self) -> None:
        if not self.docks.in_front("inside") and not self.docks.locked("training"):  # who looks inside goes on looking
            self.docks.bring_up("training")
        self.centre.welcome.dismiss()

    def _show_node(self, id: str) -> None:
        self.session.select({id})
        self.canvas.center_on(id)

    def _edit_node(self, id: str) -> None:
        self.session.select({id})
        if self.docks.bring_up("inspector"):
            self.inspector.focus_first_field()

    def _tell(self, sentence: str) -> QMessageBox:
        """A sentence that stays until it is read, and holds nothing up."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Layerloom", tr(sentence), QMessageBox.StandardButton.Ok, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setModal(False)
        box.show()
        self.status.say(sentence)
        return box

    def _offer_elsewhere(self, sentence: str) -> None:
        button = self._tell(sentence).addButton(tr("Save elsewhere…"), QMessageBox.ButtonRole.AcceptRole)
        button.clicked.connect(self.actions_["save_as"].trigger)
