"""Every exception Layerloom raises on purpose.

LayerloomError                 anything a person can be told in one sentence
├── FileError                  a file cannot be read or written
│   └── DesignFileError        a design file's content is wrong; says where
├── EditError                  an edit does not fit the design it is applied to
├── PlanError                  a design with errors was asked for its Keras calls
├── DataError                  examples cannot be read, or do not fit their specification
├── ExportError                a design cannot leave in the form asked for
└── WorkerError                the worker process failed
    ├── WorkerLost             it died or stopped answering
    └── ProtocolError          its pipe carried something that is no message

Mistakes in a *network* are not here: they are values (`designer.analysis.Problem`).
"""

LONGEST = 1_000
"""The most signs of a sentence; what is longer quotes something that no one would read."""
_JOINERS = "\u200c\u200d"
"""Signs that cannot be seen, and that words of some languages are written with."""


class LayerloomError(Exception):
    """A failure with a sentence fit to show: what was expected, what was found, what to do.

    Sentences quote what files hold, so whatever would break the line, turn its direction or end it early becomes a
    space, and what is too long is cut in the middle.
    """

    def __str__(self) -> str:
        return one_line(super().__str__())


def one_line(text: str) -> str:
    """Text that stays on one line and is short enough to read, whatever it quotes."""
    if not text.isprintable():
        text = " ".join("".join(sign if sign.isprintable() or sign in _JOINERS else " " for sign in text).split())
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[: half - 2]} … {text[-half + 1 :]}"


class FileError(LayerloomError):
    """A file cannot be read or written."""


class DesignFileError(FileError):
    """The content of a design file is wrong; the sentence names the place."""


class EditError(LayerloomError):
    """An edit does not fit the design it is applied to."""


class PlanError(LayerloomError):
    """A design that still has errors was asked for its Keras calls."""


class DataError(LayerloomError):
    """Examples cannot be read, or do not fit their specification."""


class ExportError(LayerloomError):
    """A design cannot leave in the form asked for."""


class WorkerError(LayerloomError):
    """The worker process failed."""


class WorkerLost(WorkerError):
    """The worker process died or stopped answering."""


class ProtocolError(WorkerError):
    """The worker's pipe carried something that is no message."""
