"""How the window looks and helps, as the user chose it: in force at once, and remembered for the next start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from designer.ui.canvas.view import CanvasView
from designer.ui.canvas.wire_shapes import Style
from designer.ui.language.choosing import ask_language, tell
from designer.ui.palette import Palette
from designer.ui.settings import Preferences
from designer.ui.theme import themes


class Choices(QObject):
    """Puts what was chosen last time in force, and keeps what is chosen now."""

    changed = Signal()
    """Something else is chosen than before."""

    def __init__(self, canvas: CanvasView, palette: Palette, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._scene = canvas.canvas
        self._preferences = preferences
        self._scene.snaps = preferences.snaps
        self._scene.restyle_wires(preferences.style)
        canvas.minimap.want(preferences.minimap)
        canvas.minimap.toggled.connect(self._keep_minimap)
        palette.favourites_changed.connect(self._keep_favourites)

    def choose_theme(self, name: str) -> None:
        """`light`, `dark`, or as the `system` is."""
        themes().choose(name)
        self._preferences.theme = name
        self.changed.emit()

    def choose_language(self) -> None:
        """Ask which language the window is to speak from its next start."""
        code = ask_language(self._canvas.window(), self._preferences.language)
        if code is not None:
            self._preferences.language = code
            tell(self._canvas.window(), code)

    def toggle_snapping(self) -> None:
        """Let what is dragged fall in with what is near, or no more."""
        self._scene.snaps = self._preferences.snaps = not self._preferences.snaps
        self.changed.emit()

    def choose_style(self, style: Style) -> None:
        """Draw wires `curved`, `straight` or `angled`."""
        self._scene.restyle_wires(style)
        self._preferences.style = style
        self.changed.emit()

    def _keep_minimap(self, wanted: bool) -> None:
        self._preferences.minimap = wanted
        self.changed.emit()

    def _keep_favourites(self, names: tuple[str, ...]) -> None:
        self._preferences.favourites = list(names)
