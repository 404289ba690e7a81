"""How a script has its network start from weights trained before, and keep what layers had learned of other rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designer.codegen.expressions import INDENT, Expression, call, laid_out
from designer.literals import literal

LAYERS_OF = '''
def layers_of(network):
    """All layers of a network, and of the networks within it."""
    for layer in network.layers:
        yield from layers_of(layer) if isinstance(layer, keras.Model) else [layer]
'''


def starting(start: str, beside: str, *, kept: bool, in_file: bool) -> Iterator[str]:
    """The lines that take over the weights in the file `start`, or in one beside the script.

    `kept` says whether layers follow that adapt only without such weights. `in_file` says whether the lines stand in a
    file that knows where it is, as those of a notebook do not.
    """
    place: Expression = literal(beside or start)
    if beside:
        yield "# the weights lie beside this, in a form that Keras 3 reads: keep both together"
        place = call("Path(__file__).with_name", [place]) if in_file else place
    yield "# start from weights trained before, in each layer whose name and shapes are the same there"
    yield from laid_out(call("before = keras.saving.load_model", [place, "compile=False"]))
    yield "known = {layer.name: layer.get_weights() for layer in layers_of(before)}"
    if kept:
        yield "started = set()"
    yield "for layer in model.layers:"
    yield "    weights = known.get(layer.name, [])"
    yield "    if [one.shape for one in weights] == [one.shape for one in layer.get_weights()]:"
    yield "        layer.set_weights(weights)"
    if kept:
        yield "        started.add(layer.name)"


def unless_started(layer: str, adapting: Iterable[str]) -> Iterator[str]:
    """A layer's adapting, where its mean and variance were not among the weights."""
    yield f"if {layer}.name in started:"
    yield f"{INDENT}{layer}.finalize_state()  # mean and variance are among the weights"
    yield "else:"
    yield from (f"{INDENT}{line}" for line in adapting)
