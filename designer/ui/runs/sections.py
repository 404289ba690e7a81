"""Titles with lines under them, to be read, selected and copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.ui.runs.told import Section


class Told(QWidget):
    """Sections of lines, which can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: tuple[Section, ...] = ()
        self._column = column(margin=8, spacing=3, parent=self)
        self._made: list[QWidget] = []

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Write these in the place of what stood there."""
        sections = tuple(sections)
        if sections == self.sections:
            return
        self.sections = sections
        for widget in self._made:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = [widget for section in sections for widget in _written(section)]
        for widget in self._made:
            self._column.addWidget(widget)
        self.setAccessibleName(tr("About the selected runs"))
        self.setAccessibleDescription(self.text())

    def text(self) -> str:
        """All of it."""
        return "\n".join("\n".join(filter(None, (section.title, *section.lines))) for section in self.sections)


def _written(section: Section) -> Iterator[QWidget]:
    if section.title:
        title = Sentence(section.title)
        title.setProperty("heading", True)
        title.setContentsMargins(0, 6, 0, 0)
        yield title
    body = Sentence("\n".join(section.lines))
    body.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    yield body
