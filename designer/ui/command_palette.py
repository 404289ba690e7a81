"""Every command by name: type a few letters, Enter does it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from designer.ui.action_set import ActionSet, Command
from designer.ui.elided import Elided
from designer.ui.fuzzy import INSIDE, fit
from designer.ui.language import tr
from designer.ui.plain import label as plain_label

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Row(QWidget):
    """One command: its name, what it does, its key."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        name = plain_label(command.text)
        help = Elided(command.action.help)
        help.setProperty("quiet", True)
        keys = QLabel(command.keys)
        keys.setProperty("key", bool(command.keys))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(12)
        layout.addWidget(name)
        layout.addWidget(help, 1)
        layout.addWidget(keys)
        self.setEnabled(command.enabled)


class CommandPalette(QFrame):
    """A search over all actions, the ones that fit best first. What cannot be done now is shown greyed, last."""

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("popup", True)
        self._actions = actions
        self._last: str = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("What do you want to do?"))
        self.search.setAccessibleName(tr("Find a command"))
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Commands"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.list)

    def open(self) -> None:
        """Show it at the top of the window, empty and ready to type."""
        window = self.parentWidget()
        self.search.clear()
        self._fill("")
        size = QSize(min(720, window.width() - 40), min(480, window.height() - 80))
        self.resize(size)
        self.move(window.mapToGlobal(QPoint((window.width() - size.width()) // 2, 60)))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while the keyboard stays in the search line; Enter does it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in MOVES:
                self._walk(key)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._clicked(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _walk(self, key: Qt.Key) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}[key]
        last = self.list.count() - 1
        self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + steps)))

    def _fill(self, query: str) -> None:
        self.list.clear()
        for command in self._found(query):
            row = Row(command)
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, command.action.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, command.text)
            item.setSizeHint(row.sizeHint())
            if not command.enabled:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
            self.list.setItemWidget(item, row)
        self.list.setCurrentRow(0)

    def _found(self, query: str) -> list[Command]:
        fits = {id: _fit(query, command) for id, command in self._actions.commands.items()}
        found = [
            command
            for id, command in self._actions.commands.items()
            if fits[id] > 0 and id != "commands" and command.qt.isVisible()
        ]
        return sorted(
            found, key=lambda c: (not c.enabled, c.action.id != self._last or bool(query), -fits[c.action.id])
        )

    def _clicked(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self._last = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        self._actions[self._last].trigger()


def _fit(query: str, command: Command) -> float:
    told = fit(query, command.action.help)
    return max(
        fit(query, command.text),
        0.9 * fit(query, command.action.text.replace("&", "")),
        0.5 * told if told >= INSIDE else 0.0,  # letters here and there in a sentence mean nothing
    )
