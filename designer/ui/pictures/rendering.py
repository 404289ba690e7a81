"""A drawing as the bytes of an SVG, PNG or PDF file, in steps that a window can take between other things."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPageSize, QPainter, QPdfWriter

from designer.errors import ExportError
from designer.picturing import SMALLEST, Choice
from designer.ui.pictures.drawing import Drawing, Sheet
from designer.ui.pictures.png import packed
from designer.ui.pictures.svg import cleaning
from designer.ui.theme import themes

DPI = 96
"""How many pixels of a picture make an inch where it is printed."""
PIXELS = 100_000_000
SIDE = 32_000
"""The most pixels a PNG has, and the most on one side: what painting can reach."""
PAGE = 14_400.0
"""The longest side of a PDF's page in points, by its standard."""
NO_FONTS = (
    "No fonts were found on this machine, so the names of layers cannot be drawn. "
    "Install some (on Debian and Ubuntu: sudo apt-get install fonts-dejavu-core) and try again."
)

Made = TypeVar("Made")
Rendering = Generator[None, None, bytes]
Making = Callable[[], Drawing]


def rendered(make: Making, choice: Choice) -> bytes:
    """The whole file at once."""
    steps = rendering(make, choice)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value)


def rendering(make: Making, choice: Choice) -> Rendering:
    """The file, step by step. Raises `ExportError` where there is nothing to draw, or far too much."""
    return _lent(_steps(make, choice), choice.theme)


def preview(make: Making, choice: Choice, room: QSize) -> Generator[None, None, tuple[QImage, QSize]]:
    """A small image of the picture, and the size it would have at scale 1."""
    return _lent(_preview(make, choice, room), choice.theme)


def _lent(steps: Generator[None, None, Made], theme: str) -> Generator[None, None, Made]:
    """The same steps, each in the colours of a theme."""
    while True:
        with themes().lent(theme):
            try:
                next(steps)
            except StopIteration as end:
                made: Made = end.value
                return made
        yield


def _preview(make: Making, choice: Choice, room: QSize) -> Generator[None, None, tuple[QImage, QSize]]:
    sheet = Sheet(make(), choice.title)
    yield
    size = sheet.area.size()
    scale = min(room.width() / size.width(), room.height() / size.height(), 2.0)
    picture = yield from image(sheet, replace(choice, scale=scale))
    return picture, size


def _steps(make: Making, choice: Choice) -> Rendering:
    if not QFontDatabase.families():
        raise ExportError(NO_FONTS)
    sheet = Sheet(make(), choice.title)
    yield
    return (yield from {"svg": _svg, "png": _png, "pdf": _pdf}[choice.format](sheet, choice))


def image(sheet: Sheet, choice: Choice) -> Generator[None, None, QImage]:
    """The picture as pixels."""
    size = pixels(sheet, choice.scale)
    picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    if picture.isNull():
        raise ExportError("This picture needs more memory than there is. Choose a smaller scale, or SVG.")
    picture.fill(QColor(0, 0, 0, 0) if choice.transparent else sheet.ground)
    picture.setDevicePixelRatio(choice.scale)
    painter = QPainter(picture)
    try:
        painter.translate(-sheet.area.topLeft())
        yield from sheet.steps(painter, None)
    finally:
        painter.end()
    picture.setDevicePixelRatio(1.0)
    return picture


def pixels(sheet: Sheet, scale: float) -> QSize:
    """How large a PNG becomes. Raises `ExportError` with the scale that would fit."""
    width, height = sheet.area.width(), sheet.area.height()
    if width * height * scale * scale <= PIXELS and max(width, height) * scale <= SIDE:
        return QSize(max(1, round(width * scale)), max(1, round(height * scale)))
    fits = min((PIXELS / (width * height)) ** 0.5, SIDE / max(width, height))
    fits = int(fits * 100) / 100
    millions = width * height * scale * scale / 1e6
    remedy = f"Choose {fits:g} or less, or SVG" if fits >= SMALLEST else "Choose SVG"
    raise ExportError(
        f"At scale {scale:g} this picture would have {millions:,.0f} million pixels, {round(width * scale):,} across; "
        f"that is too large for a PNG. {remedy}, which is sharp at any size."
    )


def _png(sheet: Sheet, choice: Choice) -> Rendering:
    picture = yield from image(sheet, choice)
    return (yield from packed(picture, DPI * choice.scale))


def _svg(sheet: Sheet, choice: Choice) -> Rendering:
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(DPI)
    generator.setSize(sheet.area.size())
    generator.setViewBox(QRectF(sheet.area))
    generator.setTitle(" ".join(choice.title.split()) or "A neural network")
    painter = QPainter(generator)
    try:
        yield from sheet.steps(painter, None if choice.transparent else sheet.ground)
    finally:
        painter.end()
    yield
    return (yield from cleaning(buffer.data().data(), (QSizeF(sheet.area.size()) * choice.scale).toSize()))


def _pdf(sheet: Sheet, choice: Choice) -> Rendering:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    longest = max(sheet.area.width(), sheet.area.height())
    scale = min(choice.scale, PAGE * DPI / 72.0 / longest)
    size = QSizeF(sheet.area.size()) * scale * 72.0 / DPI
    writer = QPdfWriter(buffer)
    writer.setTitle(" ".join(choice.title.split()) or "A neural network")
    writer.setCreator("Layerloom")
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    try:
        painter.setWindow(sheet.area)
        yield from sheet.steps(painter, None if choice.transparent else sheet.ground)
    finally:
        painter.end()
    return bytes(buffer.data().data())
