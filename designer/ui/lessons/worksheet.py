"""A worksheet to print: one step of learning by hand, with room for every number; and the key to it on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from designer.atomic import replace_atomically
from designer.errors import FileError
from designer.lessons.by_hand import HandNet, parts_of
from designer.ui.language import tr

BLANK = "_" * 12
STYLE = "p { margin-top: 1pt; margin-bottom: 3pt; } td { padding-top: 1pt; padding-right: 6pt; padding-bottom: 1pt; }"
PAGE_BREAK = '<p style="page-break-before: always"></p>'


def write_worksheets(path: Path, nets: Sequence[HandNet]) -> None:
    """A PDF with a sheet for each network, and after all of them the key to each. Raises `FileError`."""
    document = sheets(nets)

    def fill(temporary: Path) -> None:
        writer = QPdfWriter(str(temporary))
        writer.setTitle(tr("By hand"))
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(18, 16, 18, 16),
                QPageLayout.Unit.Millimeter,
            )
        )
        document.setPageSize(QSizeF(writer.width(), writer.height()) * 72 / writer.resolution())
        document.print_(writer)
        del writer  # the file is whole once nothing writes it any more
        if not temporary.stat().st_size:
            raise FileError(f"Cannot write {path}: the page could not be drawn. Try another place.")

    replace_atomically(path, fill)


def sheets(nets: Sequence[HandNet]) -> QTextDocument:
    """The sheets and the keys, each on pages of its own."""
    if not nets:
        raise ValueError("there is nothing to print")
    pages = [_sheet(net, number, len(nets), key=key) for key in (False, True) for number, net in enumerate(nets, 1)]
    document = QTextDocument()
    document.setDefaultFont(QFont("sans-serif", 10))
    document.setDefaultStyleSheet(STYLE)
    document.setHtml(PAGE_BREAK.join(pages))
    return document


def _sheet(net: HandNet, number: int, of: int, *, key: bool) -> str:
    return "".join(lines_of(net, f" {number} of {of}" if of > 1 else "", key=key))


def lines_of(net: HandNet, which: str, *, key: bool) -> Iterator[str]:
    """The lines of a sheet, or of the key to it, as HTML. `which` says which of several it is."""
    title = f"By hand: one step of learning – {'key' if key else 'sheet'}{which}"
    yield f'<p><b style="font-size: 15pt">{escape(tr(title))}</b></p>'
    if not key:
        yield f"<p>{escape(tr('Name:'))} {'_' * 40}</p>"
    yield f"<p>{escape(tr(_given(net)))}</p>"
    for part in parts_of(net):
        yield f'<p style="margin-top: 9pt"><b style="font-size: 11pt">{escape(tr(part.title))}</b></p>'
        if not key:
            yield f"<p>{escape(tr(part.why))}</p>"
        yield "<table>"
        for one in part.sums:
            result = f"<b>{one.value + 0.0:.4g}</b>".replace("-", "−") if key else BLANK
            name, how = escape(tr(one.name)), one.text if key else tr(one.formula)
            yield f"<tr><td>{name}</td><td>= {escape(how)}</td><td>= {result}</td></tr>"
        yield "</table>"


def _given(net: HandNet) -> str:
    inputs = ", ".join(f"x{at} = {value:g}" for at, value in enumerate(net.inputs, 1))
    targets = ", ".join(f"t{at} = {value:g}" for at, value in enumerate(net.targets, 1))
    shape = " → ".join([str(len(net.inputs)), *(f"{len(layer.biases)} ({layer.activation})" for layer in net.layers)])
    return f"Network: {shape}. The example: {inputs}. What it should answer: {targets}.".replace("-", "−")
