"""The objects in Keras's JSON as things, and the networks among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from designer.reading.things import Thing, one_line

SEQUENTIAL = ("Sequential",)
FUNCTIONAL = ("Functional", "Model")
DEEPEST = 12


@dataclass(frozen=True)
class Model:
    """A network in the JSON: its name, the rows of its layers, and what leads in and out (`None` for a chain)."""

    name: str
    layers: list[object]
    inputs: object = None
    outputs: object = None
    chain: bool = False
    shape: object = None


def model_of(raw: object) -> Model | None:
    """The network an object is, if it is one."""
    if not isinstance(raw, Mapping) or raw.get("class_name") not in (*SEQUENTIAL, *FUNCTIONAL):
        return None
    config, chain = raw.get("config"), raw["class_name"] in SEQUENTIAL
    if isinstance(config, list) and chain:
        return Model("", config, chain=True)
    if not isinstance(config, Mapping) or not isinstance(config.get("layers"), list):
        return None
    name = config.get("name")
    shape = config.get("build_input_shape") or config.get("batch_input_shape")
    return Model(
        one_line(name),
        config["layers"],
        config.get("input_layers"),
        config.get("output_layers"),
        chain,
        shape,
    )


def thing_of(raw: object, where: str = "", deep: int = 0) -> object:
    """An object of the JSON with a class name as a thing, whatever stands in it likewise; all else as it is."""
    if isinstance(raw, list) and deep < DEEPEST:
        return [thing_of(one, where, deep + 1) for one in raw] if any(isinstance(one, dict) for one in raw) else raw
    if not isinstance(raw, dict) or deep >= DEEPEST:
        return raw
    name, config = raw.get("class_name"), raw.get("config")
    if not isinstance(name, str):
        return raw
    if not isinstance(config, dict):
        return config if isinstance(config, str) and name == "function" else Thing(_path(raw, name), where=where)
    given = {key: thing_of(value, where, deep + 1) for key, value in config.items() if not _unsaid(key, value)}
    return Thing(_path(raw, name), (), given, where)


def _unsaid(key: str, value: object) -> bool:
    """Whether Keras writes this where nothing was set."""
    config = value.get("config") if isinstance(value, dict) and "Policy" in str(value.get("class_name"))[:60] else None
    if isinstance(config, dict):
        value = config.get("name")
    return (key, value) in (("dtype", "float32"), ("activation", "linear"), ("trainable", True))


def _path(raw: Mapping[str, object], name: str) -> str:
    """The dotted name of a class. Who registered one of their own says so in Keras 3, with or without a module."""
    module, registered = raw.get("module"), raw.get("registered_name")
    if isinstance(module, str) and module:
        return f"{module}.{name}"
    if isinstance(registered, str) and ">" in registered and not registered.startswith("keras"):
        return f"{registered.partition('>')[0]}.{name}"
    if "registered_name" in raw and "module" in raw and registered is not None:
        return f"custom.{name}"
    return name
