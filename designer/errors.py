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


class LayerloomError(Exception):
    """A failure with a sentence fit to show: what was expected, what was found, what to do."""


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
