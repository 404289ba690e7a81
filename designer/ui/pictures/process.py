"""The process that draws one picture without a display: an `Order` on standard input, an `Outcome` on standard output."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec

from designer.errors import LayerloomError
from designer.picturing import Order, Outcome

REFUSED, BROKEN = 1, 3
"""The exit codes of what a person can mend in the design or the order, and in the machine."""
FOR_SCREENS = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME")


def main() -> int:
    """Draw what standard input asks for."""
    outcome = _answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(msgspec.json.encode(outcome))
    sys.stdout.buffer.flush()
    return outcome.code


def _answer(asked: bytes) -> Outcome:
    try:
        order = msgspec.json.decode(asked, type=Order)
    except msgspec.DecodeError:
        return Outcome(
            BROKEN, "The process that draws pictures got no order. Use: layerloom export FILE --to svg -o OUT"
        )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in FOR_SCREENS:
        os.environ.pop(name, None)
    from designer import preflight

    fault = preflight.window_fault()
    if fault:
        return Outcome(BROKEN, fault.replace("Layerloom's window needs", "Drawing pictures needs"))
    try:
        _draw(order)
    except LayerloomError as error:
        return Outcome(REFUSED, str(error))
    return Outcome()


def _draw(order: Order) -> None:
    from PySide6.QtWidgets import QApplication

    from designer.atomic import write_atomically
    from designer.graph.files import load
    from designer.ui.pictures.rendering import rendered
    from designer.ui.pictures.subjects import drawing_of
    from designer.ui.session import Session

    app = QApplication(["layerloom"])
    app.setStyle("Fusion")
    session = Session(load(Path(order.design)))
    write_atomically(Path(order.output), rendered(drawing_of(session, order.choice), order.choice))
