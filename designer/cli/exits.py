"""How a command ends."""

DONE, WRONG_DESIGN, WRONG_USAGE, WORKER_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class ReaderGone(Exception):
    """Nobody reads standard output any more, as after `| head -1`: the command ends quietly."""


class Exit(Exception):
    """Ends a command with an exit code and a sentence for standard error."""

    def __init__(self, code: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code
