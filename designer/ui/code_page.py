"""The text that stands for the open design, and those that stood for what it was before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from designer.codegen import Code
from designer.graph.design import Design, Graph
from designer.graph.specs import TrainingSettings
from designer.rewriting import Followed, Standing, patched, standing_of

Lines = tuple[int, int]
"""The first and the last line, counted from 1."""
MOST = 200
"""How many texts are kept."""


MODEL, SCRIPT, NOTEBOOK = range(3)
"""What is written: the network, or with its data and its training, as a script or in cells."""


@dataclass(frozen=True)
class Form:
    """What is written, and how: with activations in layers or apart."""

    what: int = MODEL
    fold: bool = True


@dataclass(frozen=True)
class Page:
    """A text beside the design it means. `written` is how Layerloom would write that design, empty if nobody asked yet.

    `checked` says whether the text is known to mean the design; until then `lines` is empty. One that was `typed`
    since may mean another; if it is `stuck`, it cannot be drawn as it is.
    """

    form: Form
    graph: Graph
    training: TrainingSettings
    written: str = ""
    text: str = ""
    standing: Standing = field(default_factory=Standing)
    lines: Mapping[str, Lines] = field(default_factory=dict)
    checked: bool = True
    typed: bool = False
    stuck: bool = False

    @property
    def own(self) -> bool:
        """Whether the user wrote anything of it."""
        return self.text != self.written

    def is_for(self, design: Design, form: Form) -> bool:
        return self.form == form and self.graph is design.graph and self.training == design.training


BLANK = Page(Form(), Graph(), TrainingSettings())


class Pages:
    """The page that shows, and earlier ones by the design they were for, so that undo brings the user's text back."""

    def __init__(self) -> None:
        self.present = BLANK
        self._kept: list[Page] = []

    def type(self, text: str) -> None:
        """The user is typing; what it means is not known yet."""
        self.present = replace(self.present, text=text, typed=True, stuck=False)

    def stick(self) -> None:
        """What was typed cannot be drawn as it is."""
        if self.present.typed and not self.present.stuck:
            self.present = replace(self.present, stuck=True)

    def shift(self, line: int, by: int) -> None:
        """Lines after this one moved down, or up."""
        lines = {id: _shifted(lines, line, by) for id, lines in self.present.lines.items()}
        self.present = replace(self.present, lines=lines)

    def make(self, design: Design, text: str, found: Followed) -> None:
        """The design followed this text."""
        page = Page(self.present.form, design.graph, design.training, "", text, found.standing, found.lines)
        self._keep(page)
        self.present = page

    def fill(self, code: Code) -> None:
        """So the design would be written that the present text means."""
        self.present = replace(self.present, written=code.text)

    def write(self, design: Design, form: Form, code: Code) -> None:
        """The text is as Layerloom writes the design."""
        standing = standing_of(design, code, fold=form.fold)
        page = Page(form, design.graph, design.training, code.text, code.text, standing, code.lines)
        self._keep(page)
        self.present = page

    def turn(self, design: Design, form: Form, code: Code) -> None:
        """The design changed by another hand, or another form of its code is wanted."""
        there = self.present
        if not there.typed or there.stuck:
            self._keep(there)
        base = there if there.typed and there.form == form else self._page_for(design, form)
        if base.is_for(design, form) and base.written in ("", code.text):
            self.present = base if base.written else replace(base, written=code.text)
            return
        text = patched(base.text, base.written, code.text) if base.own and base.written else None
        if text is None or text == code.text:
            self.write(design, form, code)
            return
        standing = _joined(design, base.standing, standing_of(design, code, fold=form.fold))
        typed = base.typed
        self.present = Page(form, design.graph, design.training, code.text, text, standing, checked=False, typed=typed)

    def _page_for(self, design: Design, form: Form) -> Page:
        """The page that was for this very design; else the last one of the same text."""
        pages = (page for page in reversed(self._kept) if page.is_for(design, form))
        last = (page for page in reversed(self._kept) if page.form.what == form.what)
        return next(pages, None) or next(last, BLANK)

    def _keep(self, page: Page) -> None:
        same = (at for at, kept in enumerate(self._kept) if kept.graph is page.graph and kept.form == page.form and kept.training == page.training)  # fmt: skip
        at = next(same, None)
        if at is not None:
            del self._kept[at]
        self._kept = [*self._kept[-MOST + 1 :], page]


def _joined(design: Design, own: Standing, written: Standing) -> Standing:
    ids = dict.fromkeys(id for id in (*own.ids, *written.ids) if id in design.graph.nodes)
    return Standing(tuple(ids), {**own.names, **written.names}, written.fold)


def _shifted(lines: Lines, line: int, by: int) -> Lines:
    first, last = lines
    return (first + by if first > line else first, last + by if last >= line else last)


def card_at(lines: Iterable[tuple[str, Lines]], line: int) -> str | None:
    """The card that a line tells of; of several the one with the fewest lines, the first of equals."""
    found = [(last - first, id) for id, (first, last) in lines if first <= line <= last]
    return min(found, key=lambda pair: pair[0])[1] if found else None
