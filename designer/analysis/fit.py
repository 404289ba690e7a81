"""Checks."""

from collections.abc import Callable, Iterator
from designer.analysis.context import Context
from designer.analysis.facts import Problem

CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = ()
