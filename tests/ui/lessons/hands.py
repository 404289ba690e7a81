"""What a person does for a lesson beside drawing: brings data, sets the training, types weights, exports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog

from designer.catalogue.objects import CALLBACKS
from designer.graph.design import Design
from designer.graph.specs import DataFacts, Generated, Table, TrainingSettings
from designer.lessons.checks.making import Export
from designer.lessons.handed import Rows, read_weights
from designer.ui.data.columns_model import Shows
from designer.ui.inspector.form import SettingForm
from designer.ui.inspector.number_or_field import NumberOrField
from designer.ui.inspector.simple import BooleanField
from designer.values import ObjectValue, Value
from tests.ui.lessons.drawing import choose
from tests.ui.person import LEFT, PATIENT, Person

ENDINGS = {"script": "py", "model": "py", "notebook": "ipynb", "keras": "keras"}


def bring_data(person: Person, wanted: Design) -> None:
    """Drop the file the data is in, and say column by column what is not to be learned from."""
    data = person.session.design.data
    if data.source == wanted.data.source or isinstance(wanted.data.source, Generated):
        return
    source = wanted.data.source
    assert isinstance(source, Table)
    if not isinstance(data.source, Table) or data.source.path != source.path:
        person.drop_file(Path(source.path))
    person.until(lambda: person.session.snapshot.data is not None)
    facts = person.session.snapshot.data
    assert facts is not None
    for name in (column.name for column in facts.columns if source.features and column.name != source.target):
        if name not in source.features:
            _leave_out(person, facts, name)


def _leave_out(person: Person, facts: DataFacts, name: str) -> None:
    person.window.docks.bring_up("data")
    side = person.window.data.facts
    side.tabs.setCurrentWidget(side.columns)
    row, view = [column.name for column in facts.columns].index(name), side.columns.view
    view.setCurrentIndex(view.model().index(row, Shows.USE))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    combo = view.findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(combo.findData("unused"))
    combo.activated.emit(combo.currentIndex())
    person.until(lambda: view.findChild(QComboBox) is None)


def set_training(person: Person, wanted: TrainingSettings) -> None:
    """Choose, type and tick whatever is not yet as it is to be."""
    form, has = person.window.training.form, person.session.design.training
    if has == wanted:
        return
    person.window.docks.bring_up("training")
    for fields, name in ((form.length, "epochs"), (form.length, "batch_size"), (form.chance, "seed")):
        if getattr(has, name) != getattr(wanted, name):
            person.type(fields.field(name), str(getattr(wanted, name)))
    for picker, name in ((form.optimizer, "optimizer"), (form.loss, "loss")):
        before, after = getattr(has, name), getattr(wanted, name)
        if before.kind != after.kind:
            picker.combo.setFocus()
            QTest.keyClicks(picker.combo, after.kind)
        if before.settings != after.settings:
            _fill_in(person, {one: picker.form_of(one) for one in after.settings}, after.settings)
    _tick_callbacks(person, {one.kind: one for one in has.callbacks}, {one.kind: one for one in wanted.callbacks})


def _tick_callbacks(person: Person, has: Mapping[str, ObjectValue], wanted: Mapping[str, ObjectValue]) -> None:
    sections = person.window.training.form.callbacks.sections
    for kind in CALLBACKS:
        if (kind in has) != (kind in wanted):
            _tick(sections[kind].tick)
        if kind in wanted:
            settings = wanted[kind].settings
            _fill_in(person, {name: sections[kind].form_of(name) for name in settings}, settings)


def _fill_in(person: Person, forms: Mapping[str, SettingForm], settings: Mapping[str, Value]) -> None:
    for name, value in settings.items():
        field = forms[name].field(name)
        if isinstance(field, BooleanField):
            if field.box.isChecked() != value:
                _tick(field.box)
        elif isinstance(value, int | float):
            person.type(field.number if isinstance(field, NumberOrField) else field, field.setting.type.format(value))
        else:
            choose(field, value)


def _tick(box: QAbstractButton) -> None:
    QTest.mouseClick(box, LEFT, pos=QPointF(8, box.height() / 2).toPoint())


def set_weights(person: Person, wanted: str) -> None:
    """Open the weights of each layer and type what is not yet there, a number after the other."""
    nodes, hand = person.session.design.graph.nodes, person.window.trained.hand
    for name, rows in read_weights(wanted).items():
        person.key(Qt.Key.Key_Home)
        person.click(next(id for id, node in nodes.items() if node.name == name))
        person.window.actions_["edit_weights"].trigger()
        person.until(lambda: hand.open and bool(hand.weights.values), PATIENT)
        _type_numbers(person, rows)


def _type_numbers(person: Person, rows: Rows) -> None:
    table = person.window.trained.inside.weights.table
    for row, numbers in enumerate(rows):
        for column, number in enumerate(numbers):
            table.setFocus()
            table.setCurrentIndex(table.model().index(row, column))
            text = f"{number:g}"
            QTest.keyClicks(table, text[0])
            QTest.keyClicks(QApplication.focusWidget(), text[1:])
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
            said = f"{number:.3f}"
            person.until(lambda at=(row, column), said=said: table.model().index(*at).data() == said)  # type: ignore[misc]


def export(person: Person, check: Export, folder: Path) -> None:
    """Export in the form that is asked for, into a file of one's own."""
    target = folder / f"{check.name}.{ENDINGS[check.form]}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(target), ""))
        person.window.actions_[f"export_{check.form}"].trigger()
    person.until(target.exists, PATIENT)
