"""Make the picture of the window that README.md shows.

    uv run packaging/picture.py [OUT.png] [--theme light|dark] [--design FILE] [--points 20] [--size 1400 900]

Opens the real window off the screen with a design, trains it for a moment with the real worker, and saves
what a person would see.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from designer.paths import resources
from designer.ui.app import application, new_window
from designer.ui.settings import Preferences


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a picture of the window.")
    parser.add_argument("out", nargs="?", type=Path, default=resources() / "pictures" / "window.png")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--design", type=Path)
    parser.add_argument("--points", type=int, help="text size in points")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long to train")
    parser.add_argument("--size", type=int, nargs=2, default=(1400, 900), metavar=("WIDTH", "HEIGHT"))
    given = parser.parse_args()
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen_of(*given.size)}"
    app = application()
    if given.points:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSize(given.points)
        app.setFont(font)
    with tempfile.TemporaryDirectory() as folder:
        settings = Preferences(Path(folder))
        settings.theme, settings.welcomed = given.theme, True
        settings.write()
        window = new_window(Path(folder), given.design)
        window.show()
        wait(app, lambda: window.link.ready is not None, 60)
        window.run.train_or_pause()
        wait(app, lambda: False, given.seconds)
        hidden = [id for id, node in window.session.design.graph.nodes.items() if node.kind == "Dense"]
        window.session.select(hidden[:1])
        wait(app, lambda: False, 0.5)
        given.out.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(given.out))
        window.close()
    print(f"Wrote {given.out}")


def screen_of(width: int, height: int) -> str:
    """A file that describes a screen of this size to Qt, whose own off the screen is 800 x 800."""
    screen = {"name": "picture", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump({"screens": [screen]}, file)
    return file.name


def wait(app: QApplication, done: Callable[[], bool], seconds: float) -> None:
    """Let the window live until `done()` or for so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not done():
        app.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
