"""Networks in Keras's JSON, layer by layer, into a sketch."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from designer.reading.layers import feeds_of, input_of, layer_of
from designer.reading.objects import Model, model_of, thing_of
from designer.reading.operations import operation
from designer.reading.sketch import MOST, End, Layer, Sketch, TooMuch
from designer.reading.things import Thing

DEEPEST = 15
"""How many networks may lie in each other."""
Key = tuple[str, int]
"""A layer's name, and the number of one of its calls."""


Call = tuple[list[object], dict[str, object]]
"""What a layer is called on, by place and by name."""


@dataclass(frozen=True, eq=False)
class _Pending:
    """A call that is still to be made; `needs` are the calls it waits for that were not asked for yet."""

    where: str
    raw: Mapping[str, object]
    made: object
    key: Key
    call: Call
    needs: Iterator[Key]


class Networks:
    """Reads networks into one sketch, those within others in blocks of their own."""

    def __init__(self, sketch: Sketch) -> None:
        self._sketch = sketch
        self._made: dict[int, object] = {}

    def made(self, raw: Mapping[str, object], where: str) -> object:
        """What stands in a row, the very same each time: a network that is called twice calls its layers twice."""
        if id(raw) not in self._made:
            self._made[id(raw)] = _made(raw, where, self._sketch)
        return self._made[id(raw)]

    def read(self, model: Model, given: Sequence[End] = (), block: int = -1, path: str = "", deep: int = 0) -> tuple[list[End], list[End]]:  # fmt: skip
        """The network's inputs and outputs; `given` stands for its inputs where it is called on something."""
        if deep > DEEPEST:
            raise TooMuch(f"More than {DEEPEST} networks lie in each other. What lies deeper was left out.")
        if len(model.layers) > MOST:
            raise TooMuch(f"There are more than {MOST:,} layers in a row. The network was left out.")
        if model.chain:
            return self._chain(model, given, block, path, deep)
        return _Calls(self, self._sketch, model, given, block, path, deep).read()

    def called(self, raw: Mapping[str, object], made: object, ends: list[object], block: int, where: str, deep: int, kwargs: Mapping[str, object]) -> list[End]:  # fmt: skip
        """What comes out of a layer, network or operation that is called."""
        model = model_of(raw)
        if model is not None:
            inner = self._sketch.fold(model.name, block)
            flat = list(_ends(ends)) + list(_ends(list(kwargs.values())))
            return self.read(model, flat, inner, f"{where}.", deep + 1)[1]
        say = self._sketch.notes.at(where)
        if isinstance(made, Thing):
            return [operation(self._sketch, made, ends, kwargs, block)]
        assert isinstance(made, Layer)
        return [self._sketch.add(made, feeds_of(made, ends, kwargs, say), block)]

    def _chain(self, model: Model, given: Sequence[End], block: int, path: str, deep: int) -> tuple[list[End], list[End]]:  # fmt: skip
        start = current = list(given[:1])
        for at, raw in enumerate(model.layers):
            where, row = standing(path, at, raw), raw if isinstance(raw, Mapping) else {}
            made = self.made(row, where)
            if made is None:
                self._sketch.notes.add(where, "Here stands no layer, so it was left out.")
                continue
            if isinstance(made, Layer) and made.kind == "Input":
                if not current:
                    start = current = [self._sketch.add(made, (), block)]
                continue
            if not current and model_of(row) is None:
                start = current = self._begun(made, model, block, where)
            out = self.called(row, made, list(current[:1]), block, where, deep, {})
            start, current = start or out, out
        return start, current

    def _begun(self, made: object, model: Model, block: int, where: str) -> list[End]:
        """The Input of a chain that has none: of the shape its first layer, or the chain, was told."""
        shape = made.shape if isinstance(made, Layer) else None
        whole = model.shape
        if shape is None and isinstance(whole, list) and all(size is None or isinstance(size, int) for size in whole):
            shape = tuple(whole[1:])
        if shape is None:
            self._sketch.notes.add(where, "Nothing says which shape comes in here. Set it at the Input.")
        return [self._sketch.add(input_of(shape, where), (), block)]


class _Calls:
    """One network whose layers say what they are called on."""

    def __init__(self, reader: Networks, sketch: Sketch, model: Model, given: Sequence[End], block: int, path: str, deep: int) -> None:  # fmt: skip
        self._reader, self._sketch, self._model = reader, sketch, model
        self._given, self._block, self._path, self._deep = given, block, path, deep
        self._ends: dict[Key, list[End]] = {}
        self._first = _first_calls(model)

    def read(self) -> tuple[list[End], list[End]]:
        inputs = [(name, at) for name, at, _ in references(self._model.inputs)]
        for key, end in zip(inputs, self._given, strict=False):
            self._ends[key] = [end]
        rows = [row for row in enumerate(self._model.layers) if isinstance(row[1], Mapping)]
        self._call_all([one for at, raw in rows for one in self._calls(at, raw)])  # type: ignore[arg-type]
        outputs = [self._end(*reference) for reference in references(self._model.outputs)]
        return [end for key in inputs for end in self._ends.get(key, ())], [end for end in outputs if end is not None]

    def _call_all(self, calls: Sequence[_Pending]) -> None:
        """Make every call once what feeds it is there, in the order of the file as far as can be."""
        waiting: dict[Key, list[_Pending]] = {}
        left = dict.fromkeys(calls)
        ready = deque(calls)
        while ready:
            one = ready.popleft()
            key = next((key for key in one.needs if key not in self._ends), None)
            if key is not None:
                waiting.setdefault(key, []).append(one)
                continue
            del left[one]
            if one.key not in self._ends:
                self._call(one)
                ready.extendleft(reversed(waiting.pop(one.key, [])))
        for where in dict.fromkeys(one.where for one in left):
            what = "What feeds this layer is not in the file, or it feeds itself. It was left out."
            self._sketch.notes.add(where, what)

    def _calls(self, at: int, raw: Mapping[str, object]) -> Iterator[_Pending]:
        where = standing(self._path, at, raw)
        made = self._reader.made(raw, where)
        name = raw.get("name")
        config = raw.get("config")
        if not isinstance(name, str):
            name = config.get("name") if isinstance(config, Mapping) else None
        if made is None or not isinstance(name, str):
            self._sketch.notes.add(where, "Here stands no layer with a name, so it was left out.")
            return
        nodes = raw.get("inbound_nodes")
        calls = [call_of(node) for node in nodes] if isinstance(nodes, list) else []
        if isinstance(made, Layer) and made.kind == "Input":
            calls = [([], {})]
        for number, call in enumerate(calls, self._first.get(name, 0)):
            needs = iter([(source, node) for source, node, _ in references(call)])
            yield _Pending(where, raw, made, (name, number), call, needs)

    def _call(self, one: _Pending) -> None:
        args, kwargs = one.call
        ends = [self._wired(arg) for arg in args]
        given = {name: self._wired(value) for name, value in kwargs.items()}
        self._ends[one.key] = self._reader.called(one.raw, one.made, ends, self._block, one.where, self._deep, given)

    def _wired(self, value: object, deep: int = 0) -> object:
        reference = _reference(value)
        if reference is not None:
            return self._end(*reference)
        if isinstance(value, list) and deep < 6:
            return [self._wired(one, deep + 1) for one in value]
        return None if isinstance(value, dict) else value

    def _end(self, name: str, node: int, output: int) -> End | None:
        ends = self._ends.get((name, node), [])
        if output < len(ends):
            return ends[output]
        return End(ends[0].step, output) if ends else None


def _first_calls(model: Model) -> dict[str, int]:
    """The number of the first call of each network within this one, where it is not 0.

    Keras 2 counts the call a network was made with, which is not in the file, unless the network has no Input.
    """
    named: dict[str, set[int]] = {}
    nodes = [row.get("inbound_nodes") for row in model.layers if isinstance(row, Mapping)]
    for name, call, _ in references([nodes, model.outputs]):
        named.setdefault(name, set()).add(call)
    networks = (row.get("name") for row in model.layers if isinstance(row, Mapping) and model_of(row) is not None)
    return {name: 1 for name in networks if isinstance(name, str) and min(named.get(name, {0})) == 1}


def call_of(node: object) -> Call:
    """One inbound node: `{"args": …, "kwargs": …}` in Keras 3; in Keras 2 rows of name, node, output, kwargs."""
    if isinstance(node, Mapping):
        args, kwargs = node.get("args"), node.get("kwargs")
        return (args if isinstance(args, list) else []), (dict(kwargs) if isinstance(kwargs, Mapping) else {})
    rows = node if isinstance(node, list) else []
    if _reference(rows) is not None:
        rows = [rows]
    kwargs = next((row[3] for row in rows if isinstance(row, list) and len(row) > 3 and isinstance(row[3], dict)), {})
    return [list(rows)] if len(rows) > 1 else list(rows), dict(kwargs)


def references(value: object, deep: int = 0) -> Iterator[tuple[str, int, int]]:
    """Every output that is named in a value."""
    found = _reference(value)
    if found is not None:
        yield found
    elif isinstance(value, list | tuple | dict) and deep < 8:
        for one in value.values() if isinstance(value, dict) else value:
            yield from references(one, deep + 1)


def _reference(value: object) -> tuple[str, int, int] | None:
    """The output a row or a tensor of Keras's names: a layer, its call and which output."""
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        config = value.get("config")
        value = config.get("keras_history") if isinstance(config, dict) else None
    if not isinstance(value, list) or len(value) not in (3, 4):
        return None
    name, node, output = value[:3]
    if isinstance(name, str) and type(node) is int and type(output) is int and 0 <= output < 1000:
        return name, node, output
    return None


def _ends(values: Sequence[object]) -> Iterator[End]:
    for value in values:
        if isinstance(value, End):
            yield value
        elif isinstance(value, list):
            yield from _ends(value)


def _made(raw: Mapping[str, object], where: str, sketch: Sketch) -> object:
    """The layer or operation that stands here; the row itself for a network, `None` for neither."""
    if model_of(raw) is not None:
        return raw
    thing = thing_of(dict(raw), where)
    if not isinstance(thing, Thing):
        return None
    return thing if ".ops." in thing.path or "OpLambda" in thing.name else layer_of(thing, sketch.notes)


def standing(path: str, at: int, raw: object) -> str:
    """Where a layer stands in the JSON, as notes say it; `path` leads to the network it lies in."""
    name = raw.get("name") if isinstance(raw, Mapping) else None
    config = raw.get("config") if isinstance(raw, Mapping) else None
    name = name if isinstance(name, str) else config.get("name") if isinstance(config, Mapping) else None
    return f"{path}layers[{at}]" + (f" ({name[:60]})" if isinstance(name, str) else "")
