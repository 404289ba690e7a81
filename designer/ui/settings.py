"""What the window remembers from one start to the next: theme, how wires are drawn, layout, recent files, doors already passed."""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from designer.ui.canvas.wire_shapes import STYLES, Style

LAYOUT_VERSION = 4
"""Raised when docks come or go, so that an old layout is not forced on them."""


LARGEST = 4_000_000
SEAL = 16
"""So many bytes before a window's state tell whether it is as it was written: Qt ends the process over one that is not."""
_FOREIGN = re.compile(rb"[=, ]\"?@(?:Variant|DateTime|Rect|Size|Point)\(")
"""A value of a type that is never written here. Qt makes objects of it while it reads, and some of these end the process."""


class Preferences:
    """A small file of the user's own. Where it cannot be written, nothing is remembered and nothing breaks."""

    def __init__(self, folder: Path) -> None:
        file = folder / "preferences.ini"
        _put_aside_if_foreign(file)
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """`light`, `dark` or `system`."""
        found = str(self._value("theme", "system"))
        return found if found in ("light", "dark") else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def language(self) -> str:
        """The code of the language the window speaks, or `system`."""
        found = str(self._value("language", "system"))
        return found if re.fullmatch(r"[a-z]{2,6}", found) else "system"

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def style(self) -> Style:
        """How wires are drawn."""
        found = str(self._value("wires", STYLES[0]))
        return next((style for style in STYLES if style == found), STYLES[0])

    @style.setter
    def style(self, style: Style) -> None:
        self._store.setValue("wires", style)

    @property
    def welcomed(self) -> bool:
        """Whether the welcome strip was answered or put away."""
        return str(self._value("welcomed", "false")).lower() == "true"

    @welcomed.setter
    def welcomed(self, done: bool) -> None:
        self._store.setValue("welcomed", "true" if done else "false")

    @property
    def minimap(self) -> bool:
        """Whether the overview on the canvas is switched on."""
        return str(self._value("minimap", "false")).lower() == "true"

    @minimap.setter
    def minimap(self, on: bool) -> None:
        self._store.setValue("minimap", "true" if on else "false")

    @property
    def snaps(self) -> bool:
        """Whether what is dragged on the canvas falls in with what is near."""
        return str(self._value("snaps", "true")).lower() == "true"

    @snaps.setter
    def snaps(self, on: bool) -> None:
        self._store.setValue("snaps", "true" if on else "false")

    @property
    def lesson_text(self) -> int:
        """How large the text of lessons is, in percent of the window's."""
        found = str(self._value("lesson_text", "100"))
        return min(300, max(80, int(found))) if found.isdecimal() and len(found) < 6 else 100

    @lesson_text.setter
    def lesson_text(self, percent: int) -> None:
        self._store.setValue("lesson_text", percent)

    @property
    def smoothing(self) -> int:
        """Where the slider that smooths the curves stands."""
        found = str(self._value("smoothing", "0"))
        return int(found) if found.isdecimal() and len(found) < 6 else 0

    @smoothing.setter
    def smoothing(self, place: int) -> None:
        self._store.setValue("smoothing", place)

    @property
    def recent(self) -> list[str]:
        """Paths of files opened or saved, the last first."""
        return self._texts("recent")

    @recent.setter
    def recent(self, paths: list[str]) -> None:
        self._store.setValue("recent", paths)

    @property
    def favourites(self) -> list[str]:
        """Kinds marked in the palette."""
        return self._texts("favourites")

    @favourites.setter
    def favourites(self, names: list[str]) -> None:
        self._store.setValue("favourites", names)

    @property
    def folder(self) -> str:
        """The folder a file was last chosen in, or nothing."""
        return str(self._value("folder", ""))

    @folder.setter
    def folder(self, path: str) -> None:
        self._store.setValue("folder", path)

    @property
    def picture(self) -> str:
        """How the last picture was exported, as text of `ui.pictures`."""
        return str(self._value("picture", ""))

    @picture.setter
    def picture(self, choice: str) -> None:
        self._store.setValue("picture", choice)

    @property
    def run_columns(self) -> dict[str, bool]:
        """Columns of the table of runs that were shown or hidden."""
        found = str(self._value("run_columns", ""))
        marked = [part for part in found.split(";") if part[1:]]
        return {part[1:]: part[0] == "+" for part in marked}

    @run_columns.setter
    def run_columns(self, shown: dict[str, bool]) -> None:
        self._store.setValue("run_columns", ";".join(f"{'+' if on else '-'}{id}" for id, on in shown.items()))

    @property
    def geometry(self) -> QByteArray:
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, state: QByteArray) -> None:
        self._store.setValue("geometry", _sealed(state))

    @property
    def layout(self) -> QByteArray:
        """Where the panels are."""
        return self._bytes(f"layout{LAYOUT_VERSION}")

    @layout.setter
    def layout(self, state: QByteArray) -> None:
        self._store.setValue(f"layout{LAYOUT_VERSION}", _sealed(state))

    def write(self) -> None:
        """Put what is remembered on the disk now."""
        self._store.sync()

    def _value(self, name: str, otherwise: object = None) -> object:
        """What stands in the file, which anybody may have written: of a type Python knows not, it is as if nothing did."""
        try:
            return self._store.value(name, otherwise)
        except (RuntimeError, TypeError, ValueError, OverflowError):
            return otherwise

    def _texts(self, key: str) -> list[str]:
        found = self._value(key, [])
        if isinstance(found, str):
            return [found]
        return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []

    def _bytes(self, key: str) -> QByteArray:
        found = self._value(key)
        state = found.data() if isinstance(found, QByteArray) else b""
        sound = state[:SEAL] == hashlib.sha256(state[SEAL:]).digest()[:SEAL]
        return QByteArray(state[SEAL:]) if sound else QByteArray()


def _put_aside_if_foreign(file: Path) -> None:
    """A file that others wrote, or that is damaged, is not read but renamed; one begins with nothing then."""
    with contextlib.suppress(OSError):
        if file.stat().st_size > LARGEST or _FOREIGN.search(file.read_bytes()):
            file.replace(file.with_suffix(".damaged"))


def _sealed(state: QByteArray) -> QByteArray:
    return QByteArray(hashlib.sha256(state.data()).digest()[:SEAL] + state.data())
