"""What a chart shows, as a value: drawn by `plot`, told to screen readers, and written as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Shape: TypeAlias = Literal["line", "points", "marks", "bars", "rule", "lying"]
"""A line; points; larger marks with a border; bars that stand; a thin line to compare with; bars that lie."""


@dataclass(frozen=True)
class Series:
    """Some numbers that belong together. `tone` is the number of its colour and, for a line, of its dashes.

    Bars have `widths`, one for all or for each; what lies has a `spread` around its end. Points may have `keys`, which
    come back when one is chosen.
    """

    name: str
    xs: Sequence[float]
    ys: Sequence[float]
    shape: Shape = "line"
    tone: int = 0
    widths: Sequence[float] = ()
    spread: Sequence[float] = ()
    keys: Sequence[int] = ()


@dataclass(frozen=True)
class Content:
    """A chart. `summary` says in words what it shows; `names` stand up the side in place of numbers."""

    title: str
    across: str
    up: str
    series: tuple[Series, ...] = ()
    summary: str = ""
    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None
    names: tuple[str, ...] = ()
    square: bool = False
    columns: tuple[str, ...] = field(default=())
    """What the columns of the table are called, where not as the axes are."""

    def rows(self) -> Iterator[Sequence[object]]:
        """The chart as a table, its header first."""
        named = len(self.series) > 1 or any(one.name for one in self.series)
        spread = any(one.spread for one in self.series)
        header = self.columns or (self.across, self.up)
        yield (*(("series",) if named else ()), *header, *(("spread",) if spread else ()))
        for one in self.series:
            for at, (x, y) in enumerate(zip(one.xs, one.ys, strict=True)):
                up: object = self.names[round(y)] if self.names else y
                more = (one.spread[at] if one.spread else "",) if spread else ()
                yield (*((one.name,) if named else ()), x, up, *more)
