"""Keras's callbacks that change a run: one that ends it in time, one that lowers the learning rate."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.schema import ObjectKind, Setting
from designer.catalogue.units import Boolean, Choice, Integer, Number, Text

MODULE = "keras.callbacks"

MONITOR = Setting(
    "monitor", Text(), "val_loss", "What is watched. val_loss tells how well it does on rows it never saw."
)
MODE = Setting(
    "mode",
    Choice(("auto", "min", "max")),
    "auto",
    "Whether smaller (min) or larger (max) is better. auto knows it for losses and metrics.",
    advanced=True,
)


def _patience(default: int, help: str) -> Setting:
    return Setting("patience", Integer(low=0), default, help, start=10)


_ALL = (
    ObjectKind(
        "EarlyStopping",
        MODULE,
        "",
        "Ends training once it does not get better any more, before the network begins to memorise.",
        (
            MONITOR,
            Setting(
                "min_delta",
                Number(low=0),
                0,
                "What counts as better: a change larger than this. 0 takes any.",
                advanced=True,
            ),
            _patience(0, "For how many epochs in a row it may fail to get better. Too few ends a run in a mere dip."),
            MODE,
            Setting(
                "baseline",
                Number(optional=True),
                None,
                "A value it has to beat; until it does, patience runs. Nothing means none.",
                advanced=True,
            ),
            Setting(
                "restore_best_weights",
                Boolean(),
                False,
                "Whether you get the weights of the best epoch instead of those of the last.",
                start=True,
            ),
            Setting(
                "start_from_epoch",
                Integer(low=0),
                0,
                "After how many epochs watching begins, where the first ones jump about.",
                advanced=True,
            ),
        ),
    ),
    ObjectKind(
        "ReduceLROnPlateau",
        MODULE,
        "",
        "Takes smaller steps once it does not get better any more. Often it then falls a little further.",
        (
            MONITOR,
            Setting(
                "factor",
                Number(low=0, high=1, open_low=True, open_high=True),
                0.1,
                "What the learning rate is multiplied by each time: 0.5 halves it.",
                start=0.5,
            ),
            _patience(10, "For how many epochs in a row it may fail to get better. Take less than for stopping early."),
            MODE,
            Setting("min_delta", Number(low=0), 0.0001, "What counts as better: a change larger than this.", advanced=True),
            Setting("cooldown", Integer(low=0), 0, "How many epochs it then waits before it watches again.", advanced=True),
            Setting("min_lr", Number(low=0), 0.0, "The learning rate never gets smaller than this."),
        ),
    ),
)  # fmt: skip

CALLBACKS: Mapping[str, ObjectKind] = MappingProxyType({kind.name: kind for kind in _ALL})
