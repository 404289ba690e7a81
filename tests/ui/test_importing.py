"""What makes Qt's classes is imported in the window's own thread, step by step."""

import subprocess
import sys
from importlib import import_module
from itertools import islice
from pathlib import Path

import pytest

from designer.ui.importing import imported

WATCHING = """
import sys, tempfile, threading
from importlib.abc import MetaPathFinder
from pathlib import Path

beside = set()

class Watch(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is not threading.main_thread():
            beside.add(name)

sys.meta_path.insert(0, Watch())

from PySide6.QtCore import QObject, QTimer
from designer.ui import app

application = app.application()
with tempfile.TemporaryDirectory() as folder:
    window = app.new_window(Path(folder))
    timer = QTimer()
    timer.timeout.connect(lambda: window.runs.panel.comparison.overlay and application.quit())
    timer.start(20)
    QTimer.singleShot(50_000, application.quit)
    window.show()
    application.exec()
    assert window.runs.panel.comparison.overlay, "the charts did not come"
    window.close()

def of_qt(name):
    module = sys.modules.get(name)
    return module and any(isinstance(one, type(QObject)) and one.__module__ == name for one in vars(module).values())

print(*(name for name in beside if name.startswith(("PySide6", "pyqtgraph")) or of_qt(name)))
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package of three statements, with a module in it."""
    name = tmp_path.name  # another one for each test
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("from .inner import value\ndoubled = 2 * value\nfrom . import inner\n")
    (folder / "inner.py").write_text("value = 21\n")
    monkeypatch.syspath_prepend(tmp_path)
    return name


def test_a_package_is_imported_statement_by_statement_and_there_only_when_it_is_whole(package: str) -> None:
    steps = imported(package)
    assert sum(1 for _ in islice(steps, 2)) == 2
    assert not {package, f"{package}.inner"} & sys.modules.keys()
    assert sum(1 for _ in steps) == 1
    assert sys.modules[package].doubled == 42
    assert import_module(package).inner is sys.modules[f"{package}.inner"]


def test_who_needs_it_meanwhile_has_all_of_it(package: str) -> None:
    steps = imported(package)
    next(steps)
    whole = import_module(package)
    assert whole.doubled == 42
    assert list(steps) == [] and sys.modules[package] is whole


def test_no_class_of_qt_is_made_in_another_thread_while_a_window_starts() -> None:
    done = subprocess.run([sys.executable, "-c", WATCHING], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
