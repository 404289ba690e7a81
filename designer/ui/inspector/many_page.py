"""The inspector's page for several nodes: the settings they share, changed together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from designer.catalogue import kind_named
from designer.catalogue.schema import Kind, Setting
from designer.graph.design import Design, Node
from designer.graph.edits import Edit, clear_setting, sequence, set_setting
from designer.ui.inspector.field import MIXED, Shown, same
from designer.ui.inspector.fields import field_for
from designer.ui.inspector.settings_pane import SettingsPane
from designer.ui.parts import Sentence, Title, column
from designer.ui.session import Session, Snapshot
from designer.values import value_text


class ManyPage(QWidget):
    """A change here changes all selected nodes in one step of the history."""

    def __init__(self, session: Session, nodes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ids = session, tuple(nodes)
        self._typing = 0
        chosen = self._nodes(session.design)
        self._settings = shared_settings(kind_named(node.kind) for node in chosen)
        layout = column(margin=14, spacing=10, parent=self)
        layout.addWidget(Title(f"{len(chosen)} layers"))
        layout.addWidget(Sentence(_counted(chosen), "quiet"))
        if self._settings:
            layout.addWidget(Sentence("What you set here is set on all of them."))
        else:
            layout.addWidget(Sentence("These layers have no setting in common. Select one to see its settings."))
        self.settings = SettingsPane(self._settings, self._values(chosen), make=field_for)
        self.settings.edited.connect(self._set)
        self.settings.reset.connect(self._reset)
        self.settings.finished.connect(self._finish)
        layout.addWidget(self.settings)
        layout.addStretch(1)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the values of this snapshot."""
        self.settings.show_values(self._values(self._nodes(snapshot.design)))

    def focus_first_field(self) -> None:
        """Put the keyboard into the first shared setting."""
        self.settings.focus_first()

    def _nodes(self, design: Design) -> list[Node]:
        return [design.graph.nodes[id] for id in self._ids if id in design.graph.nodes]

    def _values(self, nodes: Sequence[Node]) -> dict[str, Shown]:
        filled = [kind.filled(node.settings) for node in nodes if (kind := kind_named(node.kind))]
        return {setting.name: _agreed([values[setting.name] for values in filled]) for setting in self._settings}

    def _set(self, name: str, value: object) -> None:
        nodes = self._nodes(self._session.design)
        label = f"Set {name} of {len(nodes)} layers to {value_text(value)}"  # type: ignore[arg-type]
        edit = sequence(label, [set_setting(node, name, value) for node in nodes])  # type: ignore[arg-type]
        self._apply(edit, name)

    def _reset(self, name: str) -> None:
        nodes = self._nodes(self._session.design)
        edits = [clear_setting(node, name) for node in nodes]
        self._session.edit(sequence(f"Reset {name} of {len(nodes)} layers", edits))

    def _apply(self, edit: Edit, name: str) -> None:
        typed = self.settings.field(name).typed
        self._session.edit(edit, (self._ids, name, self._typing) if typed else None)

    def _finish(self) -> None:
        self._typing += 1
        self._session.end_gesture()


def shared_settings(kinds: Iterable[Kind | None]) -> tuple[Setting, ...]:
    """The settings that all kinds have, with the same type and default."""
    known = [kind for kind in kinds if kind is not None]
    if not known:
        return ()
    first, *others = known
    return tuple(setting for setting in first.settings if all(_has(kind, setting) for kind in others))


def _has(kind: Kind, setting: Setting) -> bool:
    other = kind.by_name.get(setting.name)
    return other is not None and other.type == setting.type and same_default(other, setting)


def same_default(one: Setting, other: Setting) -> bool:
    """Whether two settings start from the same value."""
    return one.required is other.required and (one.required or same(one.default, other.default))  # type: ignore[arg-type]


def _agreed(values: Sequence[Shown]) -> Shown:
    return values[0] if values and all(same(value, values[0]) for value in values) else MIXED


def _counted(nodes: Sequence[Node]) -> str:
    counts = Counter(node.kind for node in nodes)
    return ", ".join(f"{number} x {kind}" for kind, number in counts.items())
