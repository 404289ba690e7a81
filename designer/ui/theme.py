"""Colours, fonts and icons in one place, for the light theme and the dark one.

Every colour on screen comes from here. Families and curves use Okabe and Ito's colours, which people with
any kind of colour vision can tell apart; text keeps WCAG AA contrast (4.5:1) on its ground in both themes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from designer.paths import resources
from designer.ui.collecting import nothing_collected
from designer.ui.glyphs import glyph
from designer.ui.style import style_sheet

# Okabe & Ito, "Color Universal Design", 2008; `*_DARK`/`*_LIGHT` are the same hues with more contrast.
BLUE, SKY, GREEN, YELLOW = "#0072B2", "#56B4E9", "#009E73", "#F0E442"
ORANGE, VERMILLION, PURPLE, BLACK = "#E69F00", "#D55E00", "#CC79A7", "#000000"


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as `#rrggbb`."""

    name: str
    window: str
    panel: str
    raised: str
    canvas: str
    grid: str
    card: str
    card_border: str
    text: str
    quiet: str
    border: str
    control: str
    accent: str
    on_accent: str
    wire: str
    error: str
    warning: str
    hint: str
    good: str
    train: str
    validation: str
    positive: str
    negative: str
    note: str
    tints: dict[str, str]
    families: dict[str, str]
    code: dict[str, str]

    @property
    def dark(self) -> bool:
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    window="#F3F4F6",
    panel="#FFFFFF",
    raised="#F8F9FB",
    canvas="#FAFBFC",
    grid="#E3E7EC",
    card="#FFFFFF",
    card_border="#C4CBD4",
    text="#1B1F24",
    quiet="#57606A",
    border="#D5DAE1",
    control="#8A939D",
    accent="#0067A3",
    on_accent="#FFFFFF",
    wire="#6B7683",
    error="#B3261E",
    warning="#8A5300",
    hint="#0B5C8F",
    good="#00704F",
    train=BLUE,
    validation=VERMILLION,
    positive=BLUE,
    negative=ORANGE,
    note="#FFF6D6",
    tints={
        "grey": "#D9DEE5",
        "blue": "#CBE2F6",
        "green": "#C9EADB",
        "orange": "#F9DDB3",
        "purple": "#E5D6F3",
        "red": "#F9D1CC",
    },
    families={
        "Core": BLUE,
        "Activation": VERMILLION,
        "Regularization": PURPLE,
        "Normalization": GREEN,
        "Reshaping": "#6B7683",
        "Convolution": "#2A8FC9",
        "Pooling": "#B07A00",
        "Embedding": "#7A5BA8",
        "Recurrent": "#A8327D",
        "Attention": "#B0402F",
        "Merging": "#4E7D2C",
        "Preprocessing": "#3F6FA8",
        "Augmentation": "#8A6D1F",
    },
    code={
        "keyword": "#8250DF",
        "string": "#0A5C36",
        "number": "#0550AE",
        "comment": "#57606A",
        "name": "#1B1F24",
        "function": "#953800",
        "line": "#E5F0FA",
    },
)

DARK = Theme(
    name="dark",
    window="#17191D",
    panel="#1E2126",
    raised="#262A31",
    canvas="#1A1C20",
    grid="#282C33",
    card="#262A31",
    card_border="#444B55",
    text="#E8EAED",
    quiet="#A9B1BC",
    border="#363C45",
    control="#707A86",
    accent="#5AB4EE",
    on_accent="#08131B",
    wire="#8D97A4",
    error="#FF8A80",
    warning="#F0B64A",
    hint="#7CC4F2",
    good="#5CCBA5",
    train=SKY,
    validation="#FF8B4A",
    positive=SKY,
    negative=ORANGE,
    note="#3A3623",
    tints={
        "grey": "#3A414B",
        "blue": "#1E425F",
        "green": "#1E4A3B",
        "orange": "#594314",
        "purple": "#46355F",
        "red": "#5E302C",
    },
    families={
        "Core": SKY,
        "Activation": "#FF8B4A",
        "Regularization": PURPLE,
        "Normalization": "#3CC39B",
        "Reshaping": "#8D97A4",
        "Convolution": "#4FB3D9",
        "Pooling": ORANGE,
        "Embedding": "#B59AE0",
        "Recurrent": "#E07BBB",
        "Attention": "#F2917F",
        "Merging": "#9CCB6B",
        "Preprocessing": "#8FB4E3",
        "Augmentation": "#D9BE6A",
    },
    code={
        "keyword": "#C8A6FF",
        "string": "#8FD6B2",
        "number": "#8CC8FF",
        "comment": "#A9B1BC",
        "name": "#E8EAED",
        "function": "#FFB68A",
        "line": "#25384A",
    },
)

ICONS = {
    "Core": "mdi6.grid",
    "Activation": "mdi6.chart-bell-curve-cumulative",
    "Regularization": "mdi6.water-percent",
    "Normalization": "mdi6.scale-balance",
    "Reshaping": "mdi6.shape-outline",
    "Convolution": "mdi6.blur",
    "Pooling": "mdi6.arrow-collapse-all",
    "Embedding": "mdi6.table-key",
    "Recurrent": "mdi6.sync",
    "Attention": "mdi6.eye-outline",
    "Merging": "mdi6.call-merge",
    "Preprocessing": "mdi6.tune-variant",
    "Augmentation": "mdi6.image-multiple-outline",
}
"""An icon for each family, so that no family is known by its colour alone."""


class Themes(QObject):
    """Which theme is in force. Follows the system until one is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chosen: str | None = None
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    @property
    def current(self) -> Theme:
        if self._chosen is not None:
            return DARK if self._chosen == "dark" else LIGHT
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    @property
    def choice(self) -> str:
        """`light`, `dark` or `system`."""
        return self._chosen or "system"

    def choose(self, name: str) -> None:
        """Take `light`, `dark`, or whatever the `system` has."""
        chosen = None if name == "system" else name
        if chosen == self._chosen:
            return
        self._chosen = chosen
        self.apply()

    def start(self, name: str) -> None:
        """Begin with `light`, `dark` or whatever the `system` has."""
        self._chosen = None if name == "system" else name
        self.apply()

    def apply(self) -> None:
        """Give the application the palette and style sheet of the theme in force."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        sheet = style_sheet(self.current)
        if app.styleSheet() != sheet:  # setting it has every widget looked at again, even if nothing changed
            with nothing_collected():
                app.setPalette(palette(self.current))
                app.setStyleSheet(sheet)
        self.changed.emit()

    @contextmanager
    def lent(self, name: str) -> Iterator[None]:
        """Give out the colours of `light` or `dark` for a moment, to paint with, while nothing on screen changes."""
        before, self._chosen = self._chosen, name
        try:
            yield
        finally:
            self._chosen = before

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._chosen is None:
            self.apply()


_themes: list[Themes] = []


def themes() -> Themes:
    """The application's one `Themes`; needs a `QApplication`."""
    if not _themes:
        _themes.append(Themes())
    return _themes[0]


def color(name: str) -> QColor:
    """A colour of the theme in force: `color("text")`."""
    return QColor(getattr(themes().current, name))


def tint_color(tint: str) -> QColor:
    """The colour of a frame's title bar in the theme in force; text keeps AA contrast on it."""
    current = themes().current
    return QColor(current.tints.get(tint, current.tints["grey"]))


def family_color(family: str) -> QColor:
    """The colour of a family of layers in the theme in force."""
    current = themes().current
    return QColor(current.families.get(family, current.quiet))


def icon(name: str, tint: str = "text") -> QIcon:
    """A Material Design icon (`mdi6.play`) in a colour of the theme in force."""
    tone = color(tint) if not tint.startswith("#") else QColor(tint)
    return glyph(name, tone, color("border"))


def onward(way: Qt.LayoutDirection) -> str:
    """The icon of what is folded: it points to where the text goes on."""
    return "mdi6.chevron-right" if way == Qt.LayoutDirection.LeftToRight else "mdi6.chevron-left"


def family_icon(family: str) -> QIcon:
    """The icon of a family of layers, in its colour."""
    return icon(ICONS.get(family, "mdi6.cube-outline"), family_color(family).name())


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme, for every widget the style sheet says nothing of."""
    roles = QPalette.ColorRole
    result = QPalette()
    for role, value in {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.panel,
        roles.AlternateBase: theme.raised,
        roles.Text: theme.text,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.quiet,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Link: theme.accent,
        roles.Mid: theme.border,
        roles.Light: theme.raised,
        roles.Dark: theme.border,
    }.items():
        result.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        muted = QColor(theme.quiet)
        muted.setAlphaF(0.6)
        result.setColor(QPalette.ColorGroup.Disabled, role, muted)
    return result


def _picture(name: str, theme: Theme) -> str:
    """The file of a small picture the style sheet needs, in the colours of a theme."""
    return (resources() / "ui" / f"{name}-{theme.name}.svg").as_posix()
