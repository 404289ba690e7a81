"""Why a request cannot be met: what becomes a `Failed` message."""

from __future__ import annotations

import sys
import traceback
from typing import Literal, TypeAlias

from designer.errors import DataError, FileError, WorkerError

Cause: TypeAlias = Literal["data", "design", "file", "worker"]


class Fault(WorkerError):
    """A request that cannot be met, in one sentence, and whose doing it is."""

    def __init__(self, cause: Cause, sentence: str) -> None:
        super().__init__(sentence)
        self.cause = cause


def fault_of(error: Exception) -> Fault:
    """The fault behind any exception; the trace of an unexpected one goes to standard error, not to the user."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, DataError):
        return Fault("data", str(error))
    if isinstance(error, FileError):
        return Fault("file", str(error))
    traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, RecursionError):
        return Fault("design", "This network has more layers in a row than Keras can build. Take some of them out.")
    if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":
        return Fault(
            "worker", "This machine's memory is too small for this network. Make its layers smaller and try again."
        )
    return Fault("worker", "Training failed inside TensorFlow. Try again; the details are in the worker's log.")
