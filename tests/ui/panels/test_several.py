"""Data of several parts in the panels: what goes where, and a loss for each target."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.data import describe
from designer.graph.specs import Generated, Shapes
from designer.training.messages import Answered, Evaluation
from designer.ui.data_panel import DataPanel
from designer.ui.session import Session
from designer.ui.training.results import _caption, _matrix
from designer.ui.training.settings_form import TrainingForm
from designer.values import ObjectValue
from tests.codegen.conftest import starter, two_sided

Show = Callable[[QWidget], QWidget]


def opened(session: Session) -> Session:
    session.start(two_sided())
    session.show_data(describe(session.design.data))
    return session


def test_shapes_are_one_choice_away_and_described(session: Session, shown: Show) -> None:
    panel = DataPanel(session)
    shown(panel)
    assert not panel.pairs.isVisible()
    panel.picker.setCurrentIndex(panel.picker.findData("shapes"))
    panel.picker.activated.emit(panel.picker.currentIndex())
    assert session.design.data.source == Shapes()
    session.show_data(describe(session.design.data))
    assert "real size" in panel.help.text()
    assert "12 x 12 x 1 numbers (“picture”) and 2 numbers (“beside”)" in panel.facts.state.text()
    assert "“size” (a number) and “shape” (3 classes)" in panel.facts.state.text()
    panel.shapes.field("size").edited.emit(90)
    assert session.design.data.source == Shapes(size=90)
    panel.picker.setCurrentIndex(panel.picker.findData("spiral"))
    panel.picker.activated.emit(panel.picker.currentIndex())
    assert isinstance(session.design.data.source, Generated) and panel.pattern.isVisible()


def test_what_goes_into_each_input_is_chosen_and_undone(session: Session, shown: Show) -> None:
    panel = DataPanel(opened(session))
    shown(panel)
    combo = panel.pairs.combos["a"]
    assert combo.currentText() == "beside" and "numbers" in combo.accessibleName()
    combo.setCurrentIndex(combo.findData("picture"))
    combo.activated.emit(combo.currentIndex())
    assert session.design.data.feeds["a"] == "picture"
    assert any(problem.code == "input-shape" for problem in session.snapshot.analysis.problems)
    session.undo()
    assert panel.pairs.combos["a"].currentText() == "beside"
    combo = panel.pairs.combos["s"]
    combo.setCurrentIndex(combo.findData("shape"))
    combo.activated.emit(combo.currentIndex())
    assert session.design.data.answers == {"s": "shape"}


def test_each_target_has_its_loss_its_weight_and_its_metrics(session: Session, shown: Show) -> None:
    form = TrainingForm(opened(session))
    shown(form)
    assert list(form.aims) == ["size", "shape"] and not form.loss.isVisible()
    aim = form.aims["shape"]
    assert aim.loss.combo.currentText() == "SparseCategoricalCrossentropy"
    aim.loss.edited.emit(ObjectValue("Poisson"))
    aim.weight.field("weight").edited.emit(2.5)
    aim.metrics.button.chosen.emit(("poisson",))
    found = session.design.training.aims["shape"]
    assert (found.loss.kind, found.weight, found.metrics) == ("Poisson", 2.5, ("poisson",))
    assert session.design.training.aim("size").loss.kind == "MeanSquaredError"
    session.start(starter())
    assert not form.aims and form.loss.isVisible()


def test_the_matrix_says_which_output_it_is_about(qtbot: QtBot) -> None:
    answered = Answered("shape", ("disc", "cross"), ((3, 1), (0, 4)))
    found = Evaluation(8, {"loss": 0.5}, outputs=(answered,))
    assert _matrix(found) == (answered.classes, answered.confusion)
    assert _caption(found).startswith("“shape”. Rows")
    assert _caption(Evaluation(8, {"loss": 0.5})) == "Rows: what it is. Columns: what the network says."
