"""Importing what makes Qt's classes: in the window's own thread, and yet not in one go.

Before Python 3.12 PySide keeps what it knows of its classes in a table, and Qt reads it without Python's lock whenever it
asks a widget what it is. An import in another thread, which makes hundreds of them, may move the table just then; the
widget seems to be of no class, and the process ends.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import CodeType, ModuleType

from PySide6 import QtCore, QtGui, QtWidgets


def plots_imported() -> Iterator[None]:
    """Import what draws plots, in some hundreds of small steps."""
    yield from classes_made(QtCore, QtGui, QtWidgets)
    yield from imported("pyqtgraph")


def classes_made(*modules: ModuleType) -> Iterator[None]:
    """Make all classes of PySide's modules, which come when they are first asked for, one at a time."""
    for module in modules:
        for name in dir(module):
            getattr(module, name)
            yield


def imported(name: str) -> Iterator[None]:
    """Import a package, a statement of it at a time.

    Between the steps it is as if it had not begun: who needs the package at once imports it as ever, and what was done here
    is not used. Begun anew, it goes on where it was left.
    """
    going = _going(name)
    while name not in sys.modules and not going.over:
        going.step()
        yield


@cache
def _going(name: str) -> _Import:
    return _Import(name)


class _Import:
    """A package of which some statements were carried out. `own` are its modules so far, itself among them."""

    def __init__(self, name: str) -> None:
        spec = find_spec(name)
        assert spec is not None and spec.origin is not None
        self._name, self._module = name, module_from_spec(spec)
        self._own = {name: self._module}
        body = ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body
        self._statements = [_compiled(statement, spec.origin) for statement in body]
        self._at = 0

    @property
    def over(self) -> bool:
        return self._at == len(self._statements)

    def step(self) -> None:
        """Carry out one statement."""
        sys.modules.update(self._own)
        try:
            exec(self._statements[self._at], self._module.__dict__)
            self._at += 1
        finally:  # others import too, in other threads
            self._own = {key: module for key, module in sys.modules.copy().items() if self._within(key)}
            if not self.over:
                for key in self._own:
                    del sys.modules[key]

    def _within(self, key: str) -> bool:
        return key == self._name or key.startswith(f"{self._name}.")


def _compiled(statement: ast.stmt, origin: str) -> CodeType:
    return compile(ast.Module([statement], []), origin, "exec", dont_inherit=True)
