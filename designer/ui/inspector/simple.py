"""The fields of plain settings: a text that is parsed as it is typed, a tick, a choice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from designer.catalogue.schema import Setting
from designer.catalogue.units import Boolean, Choice, Integer, Number, Refusal
from designer.ui.inspector.field import MIXED, Combo, Field, Mixed, Shown, same
from designer.ui.language import tr
from designer.ui.parts import set_flag
from designer.values import Value

FAST = 10
"""How many steps Page Up, Page Down and Shift make at once."""


class Line(QLineEdit):
    """A text line that leaves undo and redo to the design, and steps numbers for its field."""

    def __init__(self, field: TextField) -> None:
        super().__init__(field)
        self._field = field

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z reach the window unless there is a refused text to take back first."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if _is_undo(event) or event.key() == Qt.Key.Key_Escape:
            event.setAccepted(bool(self._field.sentence))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_undo(event) or event.key() == Qt.Key.Key_Escape:
            event.setAccepted(self._field.take_back())
            return
        steps = _steps(event)
        if steps and self._field.step(steps):
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if self.hasFocus() and turned and self._field.step(1 if turned > 0 else -1):
            event.accept()
        else:
            event.ignore()


class TextField(Field):
    """A setting that is typed: good text is given at once, other text stays, with a sentence why it will not do."""

    typed = True

    def __init__(self, setting: Setting, value: Shown, parent: QWidget | None = None) -> None:
        super().__init__(setting, value, parent)
        self.line = Line(self)
        self.line.textEdited.connect(self._read)
        self.line.editingFinished.connect(self.finished)
        self._put(self.line)

    def focus(self) -> None:
        """Put the keyboard here, so that what is typed replaces what stands here."""
        super().focus()
        self.line.selectAll()

    def take_back(self) -> bool:
        """Show the last good value again in place of a refused text; says whether there was one."""
        refused = bool(self.sentence)
        if refused:
            self._show()
        return refused

    def step(self, steps: int) -> bool:
        """Make the number larger by so many steps; says whether this setting is a number."""
        value = _stepped(self.setting, self.value, steps)
        if value is None:
            return False
        if self.setting.type.check(value) is None:
            self._give(value)
            self._show()
        return True

    def _read(self, text: str) -> None:
        if isinstance(self._value, Mixed) and not text:
            self._accept()
            return
        found = self.setting.type.parse(text)
        if isinstance(found, Refusal):
            self.refuse(found.sentence)
            return
        self._accept()
        self._give(found)

    def refuse(self, sentence: str) -> None:
        """Mark the text as one that will not do, and say why."""
        self._sentence.say(sentence)
        set_flag(self.line, "refused", True)
        self.refused.emit(sentence)

    def _accept(self) -> None:
        self._sentence.say("")
        set_flag(self.line, "refused", False)

    def _show(self) -> None:
        self._accept()
        value = self._value
        if isinstance(value, Mixed):
            self.line.setText("")
            self.line.setPlaceholderText(tr("mixed"))
            return
        self.line.setPlaceholderText(tr("" if value is not None else _when_empty(self.setting)))
        stands_for = self.setting.type.parse(self.line.text())
        if isinstance(stands_for, Refusal) or not same(stands_for, value):
            self.line.setText(self.setting.type.format(value))


class BooleanField(Field):
    """A tick. Several nodes that do not agree show a half tick."""

    def __init__(self, setting: Setting, value: Shown, parent: QWidget | None = None) -> None:
        super().__init__(setting, value, parent)
        self.box = QCheckBox(tr("on"))
        self.box.clicked.connect(self._clicked)
        self._put(self.box)

    def _clicked(self, on: bool) -> None:
        self.box.setTristate(False)
        self._give(on)
        self._show()

    def _show(self) -> None:
        if self._value is MIXED:
            self.box.setTristate(True)
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.box.setTristate(False)
            self.box.setChecked(bool(self._value))
        self.box.setText(tr("mixed" if self._value is MIXED else "on" if self._value else "off"))


class ChoiceField(Field):
    """One of a few strings, in a list that drops down."""

    def __init__(self, setting: Setting, value: Shown, parent: QWidget | None = None) -> None:
        super().__init__(setting, value, parent)
        assert isinstance(setting.type, Choice)
        self.combo = Combo()
        self._options: list[Value] = [None] if setting.type.optional else []
        self._options += [_parsed(setting, option) for option in setting.type.options]
        self.combo.addItems([tr("none")] if setting.type.optional else [])
        self.combo.addItems([tr(option) if setting.type.spoken else option for option in setting.type.options])
        self.combo.activated.connect(self._chosen)
        self._put(self.combo)

    def _chosen(self, index: int) -> None:
        self._give(self._options[index])

    def _show(self) -> None:
        mixed = isinstance(self._value, Mixed)
        self.combo.setPlaceholderText(tr("mixed" if mixed else "choose"))
        found = (at for at, option in enumerate(self._options) if same(option, self._value))
        self.combo.setCurrentIndex(next(found, -1))


def _parsed(setting: Setting, option: str) -> Value:
    """The value an option stands for; most stand for themselves."""
    found = setting.type.parse(option)
    return option if isinstance(found, Refusal) else found


def plain_field(setting: Setting, value: Shown, parent: QWidget | None = None) -> Field:
    """The field of a setting that is no object."""
    match setting.type:
        case Boolean():
            return BooleanField(setting, value, parent)
        case Choice():
            return ChoiceField(setting, value, parent)
    return TextField(setting, value, parent)


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def _steps(event: QKeyEvent) -> int:
    keys = Qt.Key
    steps = {keys.Key_Up: 1, keys.Key_Down: -1, keys.Key_PageUp: FAST, keys.Key_PageDown: -FAST}
    fast = FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    return steps.get(Qt.Key(event.key()), 0) * fast


def _stepped(setting: Setting, value: Shown, steps: int) -> int | float | None:
    """The value some steps on, held within the setting's range; nothing if it is no number that steps."""
    kind = setting.type
    if not isinstance(kind, Integer | Number) or isinstance(value, bool | Mixed) or not isinstance(value, int | float):
        return None
    small = isinstance(kind, Number) and kind.high is not None and kind.high <= 1
    moved = value + steps * (0.05 if small else 1)
    if isinstance(kind, Number):
        moved = round(moved, 10)
    if kind.low is not None:
        moved = max(moved, kind.low)
    return moved if kind.high is None else min(moved, kind.high)


def _when_empty(setting: Setting) -> str:
    return "required" if setting.required else "none"
