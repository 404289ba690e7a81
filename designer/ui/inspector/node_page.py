"""The inspector's page for one node."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from designer.analysis import LayerFacts, Problem
from designer.catalogue import kind_named
from designer.catalogue.schema import Kind, Setting
from designer.graph.design import Node
from designer.graph.edits import Edit, clear_setting, set_setting
from designer.ui.inspector.bypass_note import BypassNote
from designer.ui.inspector.facts_table import FactsTable
from designer.ui.inspector.field import Field, Shown
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.name_field import NAME, NameField
from designer.ui.inspector.settings_pane import SettingsPane
from designer.ui.inspector.shared_note import SharedNote
from designer.ui.language import tr
from designer.ui.parts import Sentence, Title, column, fixed_font, heading
from designer.ui.problem_card import ProblemCard, look
from designer.ui.session import Session, Snapshot
from designer.ui.theme import family_icon, themes
from designer.values import Value, shape_text

_typings = count()
"""Numbers the times a field had the keyboard, so that two of them are never one step of the history."""


class NodePage(QWidget):
    """What the layer does, its problems, its shapes and counts, its name and settings, and when to use it."""

    def __init__(self, session: Session, node: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._node = session, node
        self._typing = next(_typings)
        given = session.design.graph.nodes[node]
        self._kind = kind_named(given.kind)
        self.facts = FactsTable()
        self.bypass = BypassNote(session, node)
        self.shared = SharedNote(session, node)
        self.problems = NodeProblems(session, node)
        layout = column(margin=14, spacing=10, parent=self)
        layout.addWidget(_Header(given.kind, self._kind))
        layout.addWidget(self._summary(given.kind))
        layout.addWidget(self.bypass)
        layout.addWidget(self.shared)
        layout.addWidget(self.problems)
        layout.addWidget(self.facts)
        layout.addWidget(self._settings(given))
        self._explain(layout)
        layout.addStretch(1)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what this snapshot says of the node."""
        node = snapshot.design.graph.nodes.get(self._node)
        if node is None:
            return
        self.settings.show_values(self._values(node))
        layer = snapshot.analysis.layers.get(self._node, LayerFacts())
        self.bypass.show_snapshot(snapshot)
        self.shared.show_snapshot(snapshot)
        self.facts.show_facts(facts_of(layer))
        self.problems.show_problems(snapshot.analysis.problems_of(self._node))

    def focus_first_field(self) -> None:
        """Put the keyboard into the first setting, or the name if there is none."""
        if not self.settings.focus_first(but=NAME.name):
            self.focus_name()

    def focus_name(self) -> None:
        """Put the keyboard into the name."""
        self.settings.field(NAME.name).focus()

    def _summary(self, kind: str) -> Sentence:
        if self._kind is not None:
            return Sentence(self._kind.summary)
        unknown = f"Layerloom does not know the kind {kind!r}. Replace this layer with one from the palette."
        return Sentence(unknown, "error")

    def _explain(self, layout: QVBoxLayout) -> None:
        """What is good to know, below what is worked with."""
        if self._kind is None:
            return
        layout.addWidget(heading("When to use it"))
        layout.addWidget(Sentence(self._kind.when, "quiet"))
        layout.addWidget(heading("What it computes"))
        formula = Sentence(self._kind.formula, "quiet")
        formula.setFont(fixed_font())
        layout.addWidget(formula)

    def _settings(self, node: Node) -> SettingsPane:
        declared = self._kind.settings if self._kind else ()
        self.settings = SettingsPane((NAME, *declared), self._values(node), make=self._field, unhelped=(NAME.name,))
        self.settings.edited.connect(self._set)
        self.settings.reset.connect(self._reset)
        self.settings.finished.connect(self._finish)
        return self.settings

    def _field(self, setting: Setting, value: Shown, parent: QWidget) -> Field:
        return NameField(self._session, self._node, parent) if setting is NAME else field_for(setting, value, parent)

    def _values(self, node: Node) -> dict[str, Value]:
        return {NAME.name: node.name, **(self._kind.filled(node.settings) if self._kind else {})}

    def _set(self, name: str, value: object) -> None:
        node = self._session.design.graph.nodes[self._node]
        typed = self.settings.field(name).typed
        merge = (self._node, name, self._typing) if typed else None
        self._session.edit(set_setting(node, name, value), merge)  # type: ignore[arg-type]

    def _reset(self, name: str) -> None:
        self._session.edit(clear_setting(self._session.design.graph.nodes[self._node], name))

    def _finish(self) -> None:
        self._typing = next(_typings)
        self._session.end_gesture()


class NodeProblems(QWidget):
    """The problems of one node as cards; gone when there are none."""

    told = Signal(object)
    """A `Problem` to be shown over the network."""

    def __init__(self, session: Session, node: str) -> None:
        super().__init__()
        self._session = session
        self.cards: list[ProblemCard] = []
        self._column = column(parent=self)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show these; cards are made anew only if something to be read has changed."""
        if [look(problem) for problem in problems] != [look(card.problem) for card in self.cards]:
            self._rebuild(problems)
        for card, problem in zip(self.cards, problems, strict=True):
            card.show_problem(problem)
        self.setVisible(bool(problems))

    def _rebuild(self, problems: tuple[Problem, ...]) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ProblemCard(problem) for problem in problems]
        for card in self.cards:
            card.fix_chosen.connect(self._fix)
            card.told.connect(self.told)
            self._column.addWidget(card)

    def _fix(self, fix: Edit) -> None:
        self._session.edit(fix)


class _Header(QWidget):
    """The kind with the icon of its family."""

    def __init__(self, name: str, kind: Kind | None) -> None:
        super().__init__()
        self._family = kind.family if kind else ""
        self._icon = QLabel()
        family = QLabel(tr(self._family))
        family.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(Title(name), 1)
        row.addWidget(family, 0, Qt.AlignmentFlag.AlignVCenter)
        themes().changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        side = int(self.fontMetrics().height() * 1.5)
        self._icon.setPixmap(family_icon(self._family).pixmap(side, side))


def facts_of(layer: LayerFacts) -> dict[str, str]:
    """The shapes and the count of a layer, in words."""
    inputs = ", ".join(shape_text(shape) for shape in layer.inputs)
    facts = {"Comes in": inputs or "nothing yet"} if inputs or layer.output is None else {}
    facts["Goes out"] = "not known yet" if layer.output is None else shape_text(layer.output)
    if layer.weights:
        facts["Parameters"] = layer.formula or f"{layer.parameters:,}"
        if layer.trainable != layer.parameters:
            facts["Trainable"] = f"{layer.trainable:,} of {layer.parameters:,}"
    elif layer.output is not None:
        facts["Parameters"] = "none to learn"
    return facts
