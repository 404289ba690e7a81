"""Pictures of the data: points in the plane, and how many rows each class has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.graph.specs import DataFacts, DataSpec, Generated
from designer.ui.charts.taking import Taking
from designer.ui.language import tr
from designer.ui.theme import color, themes

MOST_POINTS = 600
"""More points than these say nothing more in so small a picture."""


@dataclass(frozen=True)
class Point:
    """One example: where it is, its class number or its target from 0 to 1, and the target itself."""

    x: float
    y: float
    answer: float
    value: float = 0.0


def points_of(data: DataSpec, facts: DataFacts) -> tuple[Point, ...]:
    """The examples to draw: a pattern's own points, else the rows of the preview; none if they lie in no plane."""
    if facts.input_shape != (2,):
        return ()
    if isinstance(data.source, Generated):
        return _generated(data.source, shuffled=data.spoiled == "labels")
    features = [at for at, column in enumerate(facts.columns) if column.role == "feature"]
    target = next((at for at, column in enumerate(facts.columns) if column.role == "target"), None)
    if len(features) != 2 or target is None:
        return ()
    return tuple(point for row in facts.preview if (point := _point(row, features, target, facts)))


def _generated(source: Generated, *, shuffled: bool) -> tuple[Point, ...]:
    # Imported here because numpy takes a while and the window shows before anyone looks at data.
    from designer.data.patterns import GENERATORS

    places, answers = GENERATORS[source.pattern](min(source.size, MOST_POINTS), source.noise, source.seed)
    values = answers[:, 0].astype("float64")
    if shuffled:
        from designer.data.spoiling import shuffled_answers

        values = values[shuffled_answers(len(values))]
    shares = values
    if source.pattern == "plane":
        shares = (values - values.min()) / (float(values.max() - values.min()) or 1.0)
    rows = zip(places.tolist(), shares.tolist(), values.tolist(), strict=True)
    return tuple(Point(x, y, share, value) for (x, y), share, value in rows)


def _point(row: tuple[str, ...], features: Sequence[int], target: int, facts: DataFacts) -> Point | None:
    try:
        x, y = float(row[features[0]]), float(row[features[1]])
        if facts.classes:
            return Point(x, y, float(facts.classes.index(row[target])))
        column = facts.columns[target]
        low, high = column.low or 0.0, column.high or 1.0
        value = float(row[target])
        return Point(x, y, (value - low) / ((high - low) or 1.0), value)
    except ValueError:
        return None


def class_color(at: int, count: int) -> QColor:
    """The colour of a class: negative and positive for two, else one after the other."""
    current = themes().current
    if count == 2:
        return QColor((current.negative, current.positive)[at % 2])
    tones = [current.families[name] for name in ("Core", "Activation", "Normalization", "Regularization", "Pooling")]
    return QColor(tones[at % len(tones)])


def value_color(share: float) -> QColor:
    """The colour of a number from 0 (the lowest, negative's colour) to 1 (the highest)."""
    low, middle, high = color("negative"), color("border"), color("positive")
    one, other, part = (low, middle, share * 2) if share < 0.5 else (middle, high, share * 2 - 1)
    mixed = [a + (b - a) * part for a, b in zip(one.getRgbF()[:3], other.getRgbF()[:3], strict=True)]
    return QColor.fromRgbF(*(min(1.0, max(0.0, tone)) for tone in mixed))


def draw_marker(painter: QPainter, at: int, centre: QPointF, radius: float) -> None:
    """A mark for a class, so that no class is known by its colour alone: disc, square, triangle, diamond."""
    x, y = centre.x(), centre.y()
    match at % 4:
        case 0:
            painter.drawEllipse(centre, radius, radius)
        case 1:
            painter.drawRect(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        case 2:
            painter.drawPolygon(QPolygonF([QPointF(x, y - radius), QPointF(x + radius, y + radius), QPointF(x - radius, y + radius)]))  # fmt: skip
        case _:
            painter.drawPolygon(QPolygonF([QPointF(x, y - radius), QPointF(x + radius, y), QPointF(x, y + radius), QPointF(x - radius, y)]))  # fmt: skip


class Scatter(QWidget):
    """Points in a square, x to the right and y up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._facts: DataFacts | None = None
        self._classes = 0
        self.taking = Taking(self, "examples", self.rows)
        self._names = ("x", "y")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("The examples as points in the plane"))
        themes().changed.connect(self.update)

    def show_points(self, points: tuple[Point, ...], facts: DataFacts) -> None:
        """Show these points, named by the data's two columns."""
        features = [column.name for column in facts.columns if column.role == "feature"]
        self._names = (features[0], features[1]) if len(features) == 2 else ("x", "y")
        self._points, self._facts, self._classes = points, facts, len(facts.classes)
        self.setAccessibleDescription("; ".join(map(tr, self.told())))
        self.update()

    def rows(self) -> Iterator[Sequence[object]]:
        """The points as a table."""
        facts = self._facts
        if facts is None:
            return
        yield (*self._names, next((one.name for one in facts.columns if one.role == "target"), "target"))
        for one in self._points:
            yield (one.x, one.y, facts.classes[int(one.answer)] if facts.classes else one.value)

    def told(self) -> Iterator[str]:
        """The picture in words: how many points there are, of which classes, and where they lie."""
        if not self._points or self._facts is None:
            return
        yield f"{len(self._points):,} points"
        drawn = [int(one.answer) for one in self._points]
        for at, name in enumerate(self._facts.classes):
            yield f"{name} {drawn.count(at):,}"
        for name, numbers in zip((*self._names, "target"), self._numbers(), strict=False):
            yield f"{name} from {min(numbers):.3g} to {max(numbers):.3g}"

    def _numbers(self) -> Iterator[list[float]]:
        yield [one.x for one in self._points]
        yield [one.y for one in self._points]
        if not self._classes:
            yield [one.value for one in self._points]

    def sizeHint(self) -> QSize:
        return QSize(250, 250)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        side = max(20, min(self.width() - line, self.height() - line) - 8)
        frame = QRectF(line + 4, 4, side, side)
        painter.setPen(QPen(color("border"), 1))
        painter.setBrush(color("canvas"))
        painter.drawRect(frame)
        self._draw_points(painter, frame.adjusted(6, 6, -6, -6))
        self._draw_names(painter, frame, line)

    def _draw_points(self, painter: QPainter, room: QRectF) -> None:
        if not self._points:
            return
        xs, ys = [point.x for point in self._points], [point.y for point in self._points]
        left, top, wide, high = min(xs), max(ys), (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
        painter.setPen(QPen(color("canvas"), 0.6))
        for point in self._points:
            at = int(point.answer) if self._classes else 0
            painter.setBrush(class_color(at, self._classes) if self._classes else value_color(point.answer))
            place = QPointF(
                room.left() + (point.x - left) / wide * room.width(),
                room.top() + (top - point.y) / high * room.height(),
            )
            draw_marker(painter, at, place, 3.0)

    def _draw_names(self, painter: QPainter, frame: QRectF, line: int) -> None:
        painter.setPen(color("quiet"))
        below = QRectF(frame.left(), frame.bottom() + 1, frame.width(), line)
        metrics = self.fontMetrics()
        across, up = (metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(frame.width())) for name in self._names)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, across)
        painter.save()
        painter.translate(0, frame.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, frame.height(), line), Qt.AlignmentFlag.AlignCenter, up)
        painter.restore()


class ClassBars(QWidget):
    """A bar for each class, as long as its share of the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._counts: tuple[int, ...] = ()
        self.taking = Taking(self, "classes", self.rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        themes().changed.connect(self.update)

    def show_facts(self, facts: DataFacts) -> None:
        """Show the classes of this data."""
        self._names, self._counts = facts.classes, facts.class_counts
        told = ", ".join(f"{name} {count:,}" for name, count in zip(self._names, self._counts, strict=False))
        self.setAccessibleName(tr(f"Rows of each class: {told}"))
        self.updateGeometry()
        self.update()

    def rows(self) -> Iterator[Sequence[object]]:
        """The bars as a table."""
        yield ("class", "rows")
        yield from zip(self._names, self._counts, strict=False)

    def sizeHint(self) -> QSize:
        return QSize(250, self._step() * len(self._names) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, step = self.fontMetrics(), self._step()
        most = max(self._counts, default=1) or 1
        name_room = min(
            self.width() // 2, max((metrics.horizontalAdvance(name) for name in self._names), default=0) + 4
        )
        count_room = max((metrics.horizontalAdvance(f"{count:,}") for count in self._counts), default=0) + 8
        left = 18 + name_room
        for at, (name, count) in enumerate(zip(self._names, self._counts, strict=False)):
            top, middle = at * step, at * step + step / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(class_color(at, len(self._names)))
            draw_marker(painter, at, QPointF(7, middle), 4)
            length = max(2.0, (self.width() - left - count_room) * count / most)
            painter.drawRoundedRect(QRectF(left, top + 3, length, step - 6), 2, 2)
            painter.setPen(color("text"))
            cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, name_room)
            painter.drawText(QRectF(18, top, name_room, step), Qt.AlignmentFlag.AlignVCenter, cut)
            painter.setPen(color("quiet"))
            painter.drawText(
                QRectF(left + length + 6, top, count_room, step), Qt.AlignmentFlag.AlignVCenter, f"{count:,}"
            )

    def _step(self) -> int:
        return self.fontMetrics().height() + 6
