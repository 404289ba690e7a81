"""What the Export menu does. The worker writes and checks networks; it answers when it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from designer.atomic import write_atomically
from designer.errors import ExportError, LayerloomError
from designer.plan import NetworkPlan, TrainingPlan
from designer.training import messages as m
from designer.training.forms import FORMS, Form, lacking, misplaced
from designer.training.verdicts import saved_text
from designer.ui.exporting.beside import WeightsBeside
from designer.ui.exporting.proof import ProofDialog
from designer.ui.language import tr
from designer.ui.session import Session
from designer.ui.settings import Preferences
from designer.ui.training.controller import RunController
from designer.ui.worker_link import WorkerLink

NO_DATA = "This needs data that can be read. See the Data tab, then export again."
NO_ENGINE = "The training engine is not running, and this needs it. Press Retry below first."
PYTHON = "Python files (*.py)"


class ExportCommands(QObject):
    """Asks where to, and writes or has written."""

    said = Signal(str)
    """A sentence for the status line."""
    refused = Signal(str)
    """Something could not be done, or must not be relied on; a sentence to show until it is read."""
    wrote = Signal(str, str)
    """A file was written: its form, and code that has the network it holds."""

    def __init__(
        self, session: Session, preferences: Preferences, run: RunController, link: WorkerLink, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._preferences = session, preferences
        self._run, self._link, self._window = run, link, window
        self._writing: dict[int, tuple[Form, str]] = {}
        """What the worker writes: its form, and the code of its network."""
        self._beside = WeightsBeside(link, self)
        self._beside.refused.connect(self.refused)
        self.dialog: ProofDialog | None = None
        link.received.connect(self._received)
        link.lost.connect(self._lost)

    # --- code ---

    def model(self) -> None:
        """Write the network as Python."""
        path = self._ask("Export the network as Python", PYTHON, ".py")
        if path is None:
            return
        try:
            content = self._model()
        except LayerloomError as error:
            self.refused.emit(str(error))
        else:
            self._write(path, content, "model", content)

    def script(self) -> None:
        """Write data, network, training and evaluation as one Python script."""
        self._write_whole(self._ask("Export the training script", PYTHON, ".py"), "script", self._script)

    def notebook(self) -> None:
        """Write the script as a notebook."""
        path = self._ask("Export a notebook", "Jupyter notebooks (*.ipynb)", ".ipynb")
        self._write_whole(path, "notebook", self._notebook)

    def prove(self) -> None:
        """Have the script run by itself, and compared with training here."""
        from designer.codegen.beside import weights_beside

        try:
            plan = self._plan()
            place = weights_beside(plan, Path("script.py"))
            beside = place.name if place else ""
            script = self._script(plan, beside)
        except LayerloomError as error:
            self.refused.emit(str(error))
            return
        self.dialog = ProofDialog(self._link, m.Prove(self._link.new_id(), plan, script, beside), self._window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.show()
        self.dialog.begin()

    # --- networks with their weights ---

    def network(self, form: Form, int8: bool = False) -> None:
        """Have the worker write the network and check it: trained, if it was trained as it stands."""
        refusal = lacking(form)
        try:
            plan = self._run.ahead.plan() or self._alone()
        except LayerloomError as error:
            refusal = refusal or str(error)
        if refusal:
            self.refused.emit(refusal)
            return
        kind = FORMS[form]
        kinds = f"{kind.title}s (*{kind.suffix})" if kind.suffix else "Folders (*)"
        path = self._ask(f"Export as {kind.title}", kinds, kind.suffix)
        refusal = misplaced(form, path) if path is not None else ""
        if refusal:
            self.refused.emit(refusal)
        elif path is not None:
            self._order(path, plan, form, int8)

    def _order(self, path: Path, plan: TrainingPlan | NetworkPlan, form: Form, int8: bool) -> None:
        trained, id = self._run.trained, self._link.new_id()
        order = m.Save(id, str(path.absolute()), form=form, int8=int8, check=True)
        if isinstance(plan, NetworkPlan):
            order = replace(order, network=plan)
        elif not trained:
            order = replace(order, plan=plan)
        if not self._link.send(order):
            self.refused.emit(NO_ENGINE)
            return
        self._writing[id] = form, self._code()
        which = "trained network" if trained else "network as it is before training"
        self.said.emit(f"Writing and checking the {which}…")

    def _received(self, reply: m.Reply) -> None:
        if getattr(reply, "id", 0) not in self._writing:
            return
        form, code = self._writing.pop(reply.id)  # type: ignore[union-attr]
        if isinstance(reply, m.Failed):
            self.refused.emit(reply.sentence)
        elif isinstance(reply, m.Saved):
            faulty = reply.check is not None and bool(reply.check.fault)
            told = f"Wrote {Path(reply.path).name}. {saved_text(reply)}".rstrip()
            (self.refused if faulty else self.said).emit(told)
            if not faulty:
                self.wrote.emit(form, code)

    def _lost(self, sentence: str) -> None:
        if self._writing:
            self._writing.clear()
            self.refused.emit("The file was not finished or not checked, as the training engine stopped. Export again.")

    # --- within ---

    def _plan(self) -> TrainingPlan:
        plan = self._run.ahead.plan()
        if plan is None:
            raise ExportError(NO_DATA)
        return plan

    def _alone(self) -> NetworkPlan:
        """The network without its data, which may be none or none that fits. Raises `LayerloomError`."""
        from designer.plan import analysed_alone, plan_network

        design, path = self._session.snapshot.design, self._session.path
        plan = plan_network(analysed_alone(design))
        if path is None:
            return plan
        return replace(plan, start=design.training.started_from(path.absolute().parent).start)

    def _model(self) -> str:
        from designer.codegen import model_code
        from designer.plan import plan_model

        return model_code(plan_model(self._session.snapshot.analysis)).text

    def _code(self) -> str:
        """The network as Python; nothing where it has none of its own."""
        try:
            return self._model()
        except LayerloomError:
            return ""

    def _script(self, plan: TrainingPlan, beside: str) -> str:
        from designer.codegen import script_code

        return script_code(plan, self._session.snapshot.data_code, beside).text

    def _notebook(self, plan: TrainingPlan, beside: str) -> str:
        from designer.codegen import notebook_text

        return notebook_text(plan, self._session.snapshot.data_code, beside)

    def _write_whole(self, path: Path | None, form: str, text: Callable[[TrainingPlan, str], str]) -> None:
        """Write what trains the network, after the weights it needs beside it, if any."""
        from designer.codegen.beside import weights_beside

        if path is None:
            return
        try:
            plan = self._plan()
            beside = weights_beside(plan, path.absolute())
            content, code = text(plan, beside.name if beside else ""), self._code()
        except LayerloomError as error:
            self.refused.emit(str(error))
            return
        if beside is None:
            self._write(path, content, form, code)
        else:
            self.said.emit(f"Writing the weights that {path.name} starts from…")
            self._beside.write(plan, beside, partial(self._write, path, content, form, code))

    def _write(self, path: Path, content: str, form: str, code: str) -> None:
        try:
            write_atomically(path, content.encode())
        except LayerloomError as error:
            self.refused.emit(str(error))
        else:
            self.said.emit(f"Wrote {path.name}.")
            self.wrote.emit(form, code)

    def _ask(self, title: str, kinds: str, suffix: str) -> Path | None:
        design = self._session.path
        folder = design.parent if design else Path(self._preferences.folder or Path.home())
        start = folder / f"{design.stem if design else 'network'}{suffix}"
        name, _ = QFileDialog.getSaveFileName(self._window, tr(title), str(start), tr(kinds))
        if not name:
            return None
        path = Path(name)
        self._preferences.folder = str(path.parent)
        return path if path.suffix else path.with_suffix(suffix)
