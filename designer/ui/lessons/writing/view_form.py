"""What a step shows and what it keeps as it is, as lists to tick: panels, kinds of layers, and what is locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QWidget

from designer.catalogue import FAMILIES
from designer.lessons.checks.words import ACTIVATION
from designer.lessons.lesson import Panel
from designer.lessons.locks import WHOLES
from designer.lessons.writing.yamlwriting import yaml_of
from designer.ui.actions import PANELS
from designer.ui.language import tr
from designer.ui.lessons.writing.asking import put_in_or_not
from designer.ui.lessons.writing.tick_tree import Ticked, TickTree
from designer.ui.parts import Sentence, column, heading

SAID = {
    "panels": "With nothing ticked, all of them.",
    "palette": "With nothing ticked, every kind.",
    "lock": "Wholes, kinds of layers, or single settings.",
}


class ViewForm(QDialog):
    """`content` is the YAML of what is ticked. What it does not ask for stays as it was."""

    def __init__(self, values: Mapping[str, Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What this step shows"))
        self._values = dict(values or {})
        self.trees = {
            name: TickTree(title, things, _words(self._values.get(name)))
            for name, title, things in (
                ("panels", "Panels shown", _panels()),
                ("palette", "Layers to choose from", _kinds(settings=False)),
                ("lock", "Kept as it is", [*_wholes(), *_kinds(settings=True)]),
            )
        }
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, tree in self.trees.items():
            part = column(spacing=6)
            part.addWidget(heading(tree.tree.accessibleName()))
            part.addWidget(Sentence(SAID[name], flag="quiet"))
            part.addWidget(tree, 1)
            row.addLayout(part, 1)
        self.buttons = put_in_or_not(self)
        self.ok_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        whole = column(margin=16, spacing=12, parent=self)
        whole.addLayout(row, 1)
        whole.addWidget(self.buttons)
        text = self.fontMetrics()
        self.resize(110 * text.averageCharWidth(), 30 * text.lineSpacing())

    @property
    def content(self) -> str:
        """The YAML of what is ticked."""
        ticked = {name: [*tree.words, *self._unlisted(name)] or None for name, tree in self.trees.items()}
        values = {**self._values, **ticked}
        return yaml_of({name: value for name, value in values.items() if value is not None})

    def _unlisted(self, name: str) -> list[str]:
        """Words that were there and are in no list, such as an activation in the palette."""
        known = self.trees[name].known
        return [word for word in _words(self._values.get(name)) if word not in known]


def _words(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _panels() -> Iterable[Ticked]:
    titles = {panel.name: panel.title for panel in PANELS}
    return [Ticked(name, titles.get(name, name.capitalize())) for name in get_args(Panel)]


def _wholes() -> list[Ticked]:
    return [Ticked(word, said[:1].upper() + said[1:]) for word, said in WHOLES.items()]


def _kinds(*, settings: bool) -> list[Ticked]:
    """Families with their kinds, and with what each kind's settings are called."""
    families = [
        Ticked(
            "",
            family,
            tuple(
                Ticked(
                    kind.name,
                    kind.name,
                    tuple(Ticked(f"{kind.name}.{one.name}", one.name) for one in kind.settings) if settings else (),
                )
                for kind in kinds
            ),
        )
        for family, kinds in FAMILIES.items()
    ]
    return families if settings else [Ticked(ACTIVATION, "Every activation"), *families]
