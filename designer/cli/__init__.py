"""Layerloom without a window: check, summarise, export, train and evaluate design files.

Results go to standard output, errors to standard error as one sentence. Exit codes: 0 done, 1 the design
or its data has an error, 2 wrong usage, 3 the worker or the process that draws pictures failed.
"""

from designer.cli.app import main

__all__ = ["main"]
