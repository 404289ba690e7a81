"""Every kind of the catalogue can be inspected, and every default comes back as it was shown."""

import pytest
from pytestqt.qtbot import QtBot

from designer.catalogue import KINDS
from designer.catalogue.objects import INITIALIZERS, REGULARIZERS
from designer.graph.design import Design
from designer.graph.edits import add_node, new_node
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.node_page import NodePage
from designer.ui.inspector.simple import TextField
from designer.ui.session import Session
from designer.ui.theme import themes
from designer.values import ObjectValue


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_page(name: str, qtbot: QtBot) -> None:
    themes().apply()
    node = new_node(Design(), name, KINDS[name].started())
    session = Session(add_node(node, (0.0, 0.0))(Design()))
    page = NodePage(session, node.id)
    qtbot.addWidget(page)
    page.show_snapshot(session.snapshot)
    rows = {**page.settings.usual.rows, **page.settings.rare.rows}
    assert set(rows) == {"name", *KINDS[name].by_name}
    assert not [row.field.sentence for row in rows.values() if row.field.sentence]


@pytest.mark.parametrize("name", KINDS)
def test_the_text_of_a_default_reads_as_the_default(name: str, qtbot: QtBot) -> None:
    for setting in KINDS[name].settings:
        value = setting.start if setting.required else setting.default
        field = field_for(setting, value)  # type: ignore[arg-type]
        qtbot.addWidget(field)
        if isinstance(field, TextField):
            assert setting.type.parse(field.line.text()) == value


@pytest.mark.parametrize("name", [*INITIALIZERS, *REGULARIZERS])
def test_every_object_has_a_form(name: str, qtbot: QtBot) -> None:
    setting = KINDS["Dense"].by_name["kernel_initializer" if name in INITIALIZERS else "kernel_regularizer"]
    field = field_for(setting, ObjectValue(name))
    qtbot.addWidget(field)
    kind = {**INITIALIZERS, **REGULARIZERS}[name]
    form = getattr(field, "form", None)
    assert (set(form.rows) if form else set()) == {inner.name for inner in kind.settings}
