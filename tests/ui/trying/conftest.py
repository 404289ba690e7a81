"""The worker of the Evaluation tab's tests, which takes what the window sends and answers when it is told to."""

from tests.ui.judging.conftest import worker

__all__ = ["worker"]
