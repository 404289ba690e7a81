"""The style sheet: what Qt's palette cannot say. Spacing, borders, focus rings, the same on every system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics, QGuiApplication

from designer import paths

if TYPE_CHECKING:
    from designer.ui.theme import Theme


def style_sheet(theme: Theme) -> str:
    """The whole sheet in the colours of a theme."""
    return "".join(part(theme) for part in (_fields, _ticks, _buttons, _lists, _bars, _tabs, _panels, _text))


def _line() -> int:
    """The height in pixels that a field needs for one line of text, with the system's text size."""
    return max(20, QFontMetrics(QGuiApplication.font()).height() + 3)


def _picture(name: str, theme: Theme) -> str:
    return f"url({(paths.resources() / 'ui' / f'{name}-{theme.name}.svg').as_posix()})"


def _fields(theme: Theme) -> str:
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QToolButton[field="true"] {{
        background: {theme.panel}; border: 1px solid {theme.control}; border-radius: 4px; padding: 3px 6px; min-height: {_line()}px;
    }}
    QToolButton[field="true"] {{ text-align: left; padding-right: 20px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QToolButton[field="true"]:focus,
    QTableView:focus, QListView:focus, QTreeView:focus, QGraphicsView:focus {{ border: 1px solid {theme.accent}; }}
    QLineEdit:disabled, QComboBox:disabled {{ color: {theme.quiet}; border-color: {theme.border}; }}
    QLineEdit[refused="true"] {{ border: 1px solid {theme.error}; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: {_picture("chevron", theme)}; width: 12px; height: 12px; }}
    QToolButton[field="true"]::menu-indicator {{
        image: {_picture("chevron", theme)}; width: 12px; height: 12px; subcontrol-position: right center; right: 6px;
    }}
    QComboBox QAbstractItemView {{
        background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.control}; padding: 2px;
        selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
    }}
    QComboBox QAbstractItemView::item {{ min-height: {_line() + 4}px; padding: 0 6px; }}
    QComboBox QAbstractItemView::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
    """


def _ticks(theme: Theme) -> str:
    return f"""
    QCheckBox {{ spacing: 6px; }}
    QCheckBox:focus {{ color: {theme.accent}; }}
    QRadioButton:focus {{ color: {theme.accent}; }}
    QRadioButton::indicator {{
        width: 14px; height: 14px; border: 1px solid {theme.control}; border-radius: 8px; background: {theme.panel};
    }}
    QRadioButton::indicator:hover, QRadioButton::indicator:focus {{ border-color: {theme.accent}; }}
    QRadioButton::indicator:checked {{ border: 5px solid {theme.accent}; width: 6px; height: 6px; }}
    QCheckBox::indicator, QTreeView::indicator, QListView::indicator, QTableView::indicator {{
        width: 14px; height: 14px; border: 1px solid {theme.control}; border-radius: 3px; background: {theme.panel};
    }}
    QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {theme.accent}; }}
    QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked,
    QTableView::indicator:checked {{
        background: {theme.accent}; border-color: {theme.accent}; image: {_picture("check", theme)};
    }}
    QCheckBox::indicator:indeterminate {{
        background: {theme.accent}; border-color: {theme.accent}; image: {_picture("dash", theme)};
    }}
    QCheckBox::indicator:disabled {{ border-color: {theme.border}; background: {theme.window}; }}
    """


def _buttons(theme: Theme) -> str:
    return f"""
    QPushButton, QToolButton {{
        border: 1px solid {theme.control}; border-radius: 4px; padding: 4px 10px; background: {theme.raised};
    }}
    QToolButton {{ padding: 4px; border-color: transparent; background: transparent; }}
    QPushButton:hover, QToolButton:hover, QPushButton:focus, QToolButton:focus {{ border-color: {theme.accent}; }}
    QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {theme.border}; }}
    QToolButton[plain="true"], QToolButton[primary="true"] {{ min-height: {_line()}px; }}
    QToolButton[plain="true"] {{ padding: 3px 10px; border-color: {theme.control}; background: {theme.raised}; }}
    QToolButton[plain="true"]:hover, QToolButton[plain="true"]:focus {{ border-color: {theme.accent}; }}
    QToolButton[plain="true"]:disabled {{ border-color: {theme.border}; background: transparent; color: {theme.quiet}; }}
    QPushButton[primary="true"], QToolButton[primary="true"] {{
        padding: 3px 14px; background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; font-weight: 600;
    }}
    QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus,
    QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover {{ border-color: {theme.text}; }}
    QPushButton[primary="true"]:pressed, QToolButton[primary="true"]:pressed {{ background: {theme.hint}; }}
    QPushButton:disabled, QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {{
        color: {theme.quiet}; background: {theme.window}; border-color: {theme.border};
    }}
    QToolButton[fold="true"] {{ text-align: left; font-weight: 600; padding: 4px 0; }}
    QToolButton[fold="true"]:checked {{ background: transparent; }}
    """


def _lists(theme: Theme) -> str:
    return f"""
    QTableView, QListView, QTreeView {{ background: {theme.panel}; border: 1px solid {theme.border}; gridline-color: {theme.border}; }}
    QHeaderView::section {{ background: {theme.raised}; border: none; border-bottom: 1px solid {theme.border}; padding: 4px 8px; }}
    QHeaderView, QTableCornerButton::section {{ background: {theme.raised}; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {theme.control}; border-radius: 3px; margin: 3px; min-width: 28px; min-height: 28px; }}
    QScrollBar::handle:hover {{ background: {theme.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def _bars(theme: Theme) -> str:
    return f"""
    QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.control}; padding: 4px; }}
    QMenuBar {{ background: {theme.window}; padding: 2px 4px; border: none; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {theme.border}; }}
    QMenu {{ background: {theme.panel}; border: 1px solid {theme.control}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 8px; border-radius: 4px; }}
    QMenu::icon {{ padding-left: 6px; }}
    QMenu::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
    QMenu::item:disabled {{ color: {theme.quiet}; background: transparent; }}
    QMenu::separator {{ height: 1px; background: {theme.border}; margin: 4px 6px; }}
    QToolBar {{ background: {theme.window}; border: none; border-bottom: 1px solid {theme.border}; spacing: 4px; padding: 4px 8px; }}
    QToolBar::separator {{ background: {theme.border}; width: 1px; margin: 5px 5px; }}
    QStatusBar {{ background: {theme.window}; border-top: 1px solid {theme.border}; min-height: 28px; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ padding: 0 6px; }}
    QMainWindow::separator {{ background: {theme.window}; width: 6px; height: 6px; }}
    QMainWindow::separator:hover {{ background: {theme.accent}; }}
    QSplitter::handle {{ background: {theme.border}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QSplitter::handle:vertical {{ height: 1px; }}
    """


def _tabs(theme: Theme) -> str:
    return f"""
    QTabBar {{ background: {theme.window}; }}
    QTabBar::tab {{
        background: transparent; color: {theme.quiet}; border: none; border-bottom: 2px solid transparent; padding: 6px 14px;
    }}
    QTabBar::tab:hover {{ color: {theme.text}; }}
    QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; font-weight: 600; }}
    QTabBar::tab:focus {{ color: {theme.accent}; }}
    QTabBar::close-button {{ image: none; }}
    """


def _panels(theme: Theme) -> str:
    return f"""
    QDockWidget::title {{ background: {theme.window}; padding: 5px 8px; }}
    QWidget[panel="true"], QScrollArea[panel="true"] {{ background: {theme.panel}; border: none; }}
    QFrame[card="true"] {{ background: {theme.raised}; border: 1px solid {theme.border}; border-radius: 6px; }}
    QFrame[card="true"][current="true"] {{ border-color: {theme.accent}; }}
    QFrame[strip="true"] {{ background: {theme.code["line"]}; border: none; border-bottom: 1px solid {theme.border}; }}
    QFrame[popup="true"] {{ background: {theme.panel}; border: 1px solid {theme.control}; }}
    QFrame[popup="true"] QListView {{ border: none; outline: none; }}
    QFrame[popup="true"] QListView::item {{ border-radius: 4px; }}
    QFrame[popup="true"] QListView::item:selected {{ background: {theme.code["line"]}; }}
    QFrame[rule="true"] {{ color: {theme.border}; margin: 6px 2px; }}
    QPlainTextEdit[code="true"] {{ border: none; border-radius: 0; padding: 0; }}
    QPlainTextEdit[code="true"]::corner {{ background: {theme.panel}; border: none; }}
    """


def _text(theme: Theme) -> str:
    tones = "".join(
        f'QLabel[tone="{name}"] {{ color: {getattr(theme, name)}; }}\n'
        for name in ("quiet", "good", "warning", "error")
    )
    return f"""
    QLabel[quiet="true"] {{ color: {theme.quiet}; }}
    QLabel[error="true"] {{ color: {theme.error}; }}
    QLabel[heading="true"] {{ font-weight: 600; }}
    QLabel[notice="true"] {{ color: {theme.text}; background: {theme.raised}; border-bottom: 1px solid {theme.border}; padding: 6px 10px; }}
    QLabel[key="true"] {{ color: {theme.quiet}; border: 1px solid {theme.border}; border-radius: 3px; padding: 1px 5px; }}
    QLabel:disabled {{ color: {theme.quiet}; }}
    {tones}
    """
