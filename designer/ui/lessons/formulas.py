"""Formulas as pictures, drawn beside the event loop: the library that sets them takes half a second to load."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

LONGEST = 500
"""The longest formula that is set, in characters."""
LARGEST = 2_000
"""The largest picture of one, in pixels each way."""


class Formulas(QObject):
    """Sets formulas one after the other. `picture` has what is there; `ready` says that all that was wanted is."""

    ready = Signal()
    _done = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.closed = False
        self._waiting = 0
        self._known: dict[tuple[str, float, str], str] = {}
        self._done.connect(self._arrived)

    def picture(self, latex: str, size: float, color: str, ratio: float) -> QImage:
        """A formula as a picture, for letters of `size` pixels; an empty one while it is not set, or cannot be."""
        key = (latex, size, color)
        if key not in self._known:
            self._known[key] = ""
            self._waiting += 1
            self._pool.start(_Setting(self, key))
        return drawn(self._known[key], ratio) if self._known[key] else QImage()

    def close(self) -> None:
        """Set no more. What waits is passed over, and not taken out of the pool, which would drop it beside Python."""
        self.closed = True
        self._pool.waitForDone()

    def arrive(self, key: tuple[str, float, str], svg: str) -> None:
        """Take what was set, from the thread it was set in."""
        self._done.emit(key, svg)

    def _arrived(self, key: tuple[str, float, str], svg: str) -> None:
        self._known[key] = svg
        self._waiting -= 1
        if not self._waiting:
            self.ready.emit()


class _Setting:
    """Sets one formula, as a task of a thread."""

    def __init__(self, formulas: Formulas, key: tuple[str, float, str]) -> None:
        self._formulas, self._key = formulas, key

    def __call__(self) -> None:
        if self._formulas.closed:
            return
        self._formulas.arrive(self._key, svg_of(*self._key))


def svg_of(latex: str, size: float, color: str) -> str:
    """A formula as SVG; nothing if it is none."""
    if len(latex) > LONGEST:
        return ""
    import ziamath

    ziamath.config.svg2 = False  # what Qt draws
    try:
        return str(ziamath.Latex(latex, size=size, color=color).svg())
    except Exception:  # whatever a stranger's formula makes the library stumble over, it stays text
        return ""


@lru_cache(maxsize=256)
def drawn(svg: str, ratio: float) -> QImage:
    """SVG as a picture for a screen with so many pixels in one."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = renderer.defaultSize() * ratio
    if not renderer.isValid() or size.isEmpty() or max(size.width(), size.height()) > LARGEST * ratio:
        return QImage()
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
