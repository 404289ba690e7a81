"""The language in which layer kinds are declared.

A `Kind` is one layer: what it is called, what can be set on it, what it does to a shape, which
weights it has, and how it is explained. Everything that needs to know a layer reads its `Kind`;
nothing else in Layerloom names one in an `if`.

Shapes leave out the batch axis. Rules get the settings with every default filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Final, Literal

from designer.catalogue.units import Refusal, SettingType
from designer.values import ObjectValue, Shape, Value

Settings = Mapping[str, Value]
"""Every setting of a kind by name, defaults filled in."""


class Required:
    """The default of a setting that has none: Keras insists on a value."""

    def __repr__(self) -> str:
        return "required"


REQUIRED: Final = Required()


@dataclass(frozen=True)
class Setting:
    """One thing a user can set: Keras's own argument name, its type and default, and one line of help.

    `start` is what a newly added node gets where Keras has no default, or one that it does not take. `advanced` settings are folded away.
    """

    name: str
    type: SettingType
    default: Value | Required
    help: str
    advanced: bool = False
    start: Value = None

    def is_default(self, value: Value) -> bool:
        """Equal to Keras's default: 1 and 1.0 are the same number, 1 and True are not the same value."""
        return value == self.default and isinstance(value, bool) == isinstance(self.default, bool)

    @property
    def required(self) -> bool:
        return isinstance(self.default, Required)


@dataclass(frozen=True)
class Port:
    """A place for wires. `many` takes any number of wires (Add), else one; `optional` does without."""

    name: str
    help: str = ""
    many: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Weight:
    """One weight array as Keras names it, and whether training changes it.

    `what` is the plain word for its numbers in the count formula: "weights", "biases", "scales". `settings` is
    what its settings are called after, where that is not its name: "kernel" has a `kernel_initializer`.
    """

    name: str
    shape: tuple[int, ...]
    trainable: bool = True
    what: str = "weights"
    settings: str = ""

    @property
    def size(self) -> int:
        return prod(self.shape)


@dataclass(frozen=True)
class Mismatch:
    """Why a kind cannot take these shapes, as a value: what is wrong and why, in whole sentences.

    `code` groups mismatches that share a remedy: `rank` (wrong number of axes; `ranks` says which would
    do), `size` (an axis is too small or does not divide), `setting` (a setting does not suit the input;
    `setting` names it, and that of a layer within a setting with the way there: `layer.units`), `unknown` (a size must be known and is not), `inputs` (too many wires or too few).
    """

    code: Literal["rank", "size", "setting", "unknown", "inputs"]
    what: str
    why: str = ""
    ranks: tuple[int, ...] = ()
    setting: str = ""


ShapeRule = Callable[[Settings, tuple[Shape, ...]], "Shape | Mismatch"]
WeightRule = Callable[[Settings, tuple[Shape, ...]], tuple[Weight, ...]]

Role = Literal[
    "input", "linear", "activation", "shape", "regularization", "normalization", "pooling", "recurrent", "other"
]
"""What a kind is to the checks. `linear`: an affine map unless its `activation` setting bends it
(Dense, convolutions). `activation`: bends element by element."""


Form = Literal["row", "sequence", "image", "volume", "film"]
"""What one example can look like to a layer: one to five axes."""

Reading = Literal["numbers", "whole", "text"]
"""What a kind takes: any numbers, numbers in a format for whole ones, or texts."""

Question = Callable[[Settings], bool]
"""Something that a kind is or does with some settings only."""

Brief = Callable[[dict[str, Value]], dict[str, Value]]
"""Settings that say the same in fewer words."""

Aim = Callable[[Shape, int], "Settings | None"]
"""Settings with which a kind gives a shape so many axes, if there are any."""


def no_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    """The weight rule of kinds that have none."""
    return ()


def same_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape:
    """The shape rule of kinds that keep their input's shape."""
    return inputs[0]


@dataclass(frozen=True)
class Kind:
    """One layer kind.

    `name` is the Keras class in `keras.layers`. `summary` says in two sentences what it does, `when` when
    to use it, `formula` how its output is computed, in plain text. `shape` and `weights` are its rules;
    `weights` is only asked where `shape` gave a shape. `headline` names the settings a card shows.

    `takes` are the forms of input it is meant for, the usual one first, where not any will do; `wants` says the
    usual one in its own words. Keras may take others without a word, as Dense takes images. `aim` finds settings
    for a kind that can arrange its input as it is told. `between` is off for a kind that is no step to make two others fit.

    `reads` is what must come in. `places` tells how many different whole numbers come out that stand for something, as
    an Embedding takes them: none if other numbers do, `None` if only the data will tell. `adapts` tells whether it learns from the training rows before training.

    `brief` leaves out of settings what Keras would do anyway, where no default says so.

    `inputs` are its ports; `shape` and `weights` are given one shape for each wire, in the ports' order. `call` says
    how Keras is handed several: as one list, or one after the other.
    """

    name: str
    family: str
    summary: str
    when: str
    formula: str
    settings: tuple[Setting, ...]
    shape: ShapeRule
    weights: WeightRule = no_weights
    role: Role = "other"
    headline: tuple[str, ...] = ()
    inputs: tuple[Port, ...] = (Port("input"),)
    outputs: tuple[Port, ...] = (Port("output"),)
    keywords: tuple[str, ...] = ()
    takes: tuple[Form, ...] = ()
    wants: str = ""
    aim: Aim | None = None
    between: bool = True
    call: Literal["list", "arguments"] = "list"
    brief: Brief | None = None
    reads: Reading = "numbers"
    places: Callable[[Settings], int | None] | None = None
    adapts: Question | None = None
    by_name: Mapping[str, Setting] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {setting.name: setting for setting in self.settings})

    def filled(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """`given` with every default filled in; a required setting not given is `None`."""
        return filled(self.settings, given)

    def faults(self, given: Mapping[str, Value]) -> tuple[Refusal, ...]:
        """What is wrong with these settings: unknown, missing or of a wrong value."""
        return faults(self.name, self.settings, given)

    @property
    def fewest(self) -> int:
        """How many wires it needs at least."""
        return sum(not port.optional for port in self.inputs)

    @property
    def alias(self) -> str:
        """Keras has no short name for a layer; its class name is all there is."""
        return self.name

    @property
    def help(self) -> str:
        """What it is, where it is one of several to choose from."""
        return self.summary

    def default(self) -> ObjectValue:
        """The layer as it begins within another one."""
        return ObjectValue(self.name, self.started())

    def started(self) -> dict[str, Value]:
        """The settings a newly added node has: a start value where Keras insists on one."""
        return {setting.name: setting.start for setting in self.settings if setting.start is not None}


@dataclass(frozen=True)
class ObjectKind:
    """A small Keras object that is a setting's value, or the optimizer or loss of a training run.

    `name` is the Keras class, `module` where it lives (`keras.initializers`), `alias` the string Keras
    takes for it with all defaults (`"he_normal"`), empty where Keras knows none. `clash` refuses settings that do not go together.
    """

    name: str
    module: str
    alias: str
    help: str
    settings: tuple[Setting, ...] = ()
    clash: Callable[[Settings], Refusal | None] | None = None
    by_name: Mapping[str, Setting] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {setting.name: setting for setting in self.settings})

    def filled(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """`given` with every default filled in."""
        return filled(self.settings, given)

    def faults(self, given: Mapping[str, Value]) -> tuple[Refusal, ...]:
        """What is wrong with these settings: unknown, missing, of a wrong value, or at odds with each other."""
        found = faults(self.name, self.settings, given)
        clash = self.clash(self.filled(given)) if self.clash and not found else None
        return (*found, clash) if clash else found

    def without_defaults(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """What of `given` differs from the defaults, in the order of the catalogue."""
        return {
            setting.name: given[setting.name]
            for setting in self.settings
            if setting.name in given and not setting.is_default(given[setting.name])
        }

    def default(self) -> ObjectValue:
        """The object as it begins: with what Keras insists on, and what suits better than Keras's default."""
        return ObjectValue(self.name, {entry.name: entry.start for entry in self.settings if entry.start is not None})


def faults(owner: str, settings: tuple[Setting, ...], given: Mapping[str, Value]) -> tuple[Refusal, ...]:
    """What is wrong with the settings given to `owner`, each refusal naming its setting."""
    found: list[Refusal] = []
    for setting in settings:
        if setting.name not in given:
            refusal = setting.type.refuse("") if setting.required else None
        else:
            refusal = setting.type.check(given[setting.name])
        if refusal is not None:
            found.append(Refusal(f"{setting.name} of {owner}: {refusal.sentence}", setting.name))
    known = {setting.name for setting in settings}
    for name in given:
        if name not in known:
            found.append(Refusal(f"{owner} has no setting called {name!r}. Remove it.", name))
    return tuple(found)


def filled(settings: tuple[Setting, ...], given: Mapping[str, Value]) -> dict[str, Value]:
    """Each setting's given value, or else its default (`None` where it has none)."""
    return {
        setting.name: given[setting.name]
        if setting.name in given
        else (None if isinstance(setting.default, Required) else setting.default)
        for setting in settings
    }


def check_settings(kind: Kind, given: Mapping[str, Value]) -> tuple[Refusal, ...]:
    """What is wrong with the settings given to a layer: unknown, missing though required, of a wrong value."""
    return kind.faults(given)
