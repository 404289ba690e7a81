"""A whole training run as one plain script: data, model, compile, fit, evaluate. It needs no Layerloom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from designer.codegen.code import Code, Page, imports, inert
from designer.codegen.expressions import Brackets, Expression, call, keywords, laid_out, listed, prefixed, source_of
from designer.codegen.model import model_imports, write_model
from designer.codegen.starting import LAYERS_OF, starting, unless_started
from designer.codegen.streaming import BATCHES, BATCHES_OF_PARTS, IMPORTS, adapting_on_disk, fitting_on_disk
from designer.data import source_code
from designer.data.script import DataCode
from designer.graph.specs import row_weights
from designer.literals import literal
from designer.plan import CALLBACK, LOSS, METRIC, OPTIMIZER, Call, TrainingPlan, declared

PACKAGES = {"numpy": "numpy", "pandas": "pandas", "sklearn": "scikit-learn", "scipy": "scipy", "PIL": "Pillow"}
"""What pip calls the packages a script may import besides Keras."""

PartName: TypeAlias = Literal[
    "imports", "functions", "seed", "data", "network", "start", "adapting", "training", "evaluation"
]  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A piece of the script at whose ends it can be cut, and how many empty lines stand before it."""

    name: PartName
    code: Code
    gap: int = 1
    needs: tuple[str, ...] = ()
    """What pip must install beside the packages that are imported."""


def script_code(plan: TrainingPlan, data: DataCode | None = None, beside: str = "") -> Code:
    """The script that does what a run of this plan does, in the same order.

    `data` is the code of its examples where that is known already; else it is found out, which reads
    a table's file and raises `DataError` if that fails. `beside` names the file with the weights it starts from, where
    that lies beside it (`weights_beside`).
    """
    parts = script_parts(plan, data, beside)
    page = Page()
    page.add('"""A neural network drawn with Layerloom: its data, its layers and its training.', "")
    page.add("Run it with Python 3.11 or newer. It needs Keras 3 and what the data needs:", "")
    page.add(f"    {installing(parts[0])}", '"""')
    for part in parts:
        page.gap(part.gap)
        page.take(part.code)
    return page.code()


def script_parts(
    plan: TrainingPlan, data: DataCode | None = None, beside: str = "", *, in_file: bool = True
) -> tuple[Part, ...]:
    """The script in pieces, the imports first. Raises what `script_code` raises.

    `in_file` says whether they are put into one file, which knows where it is.
    """
    if data is None:
        data = source_code(plan.data)
    streamed = IMPORTS if data.on_disk else ()
    start = plan.training.start
    found = ("from pathlib import Path",) if beside and in_file else ()
    wanted = _part("imports", imports([*data.imports, *model_imports(plan.model), *streamed, *found]))
    parts = [replace(wanted, needs=data.needs)]
    functions = [*data.functions, *([_batches(plan)] if data.on_disk else []), *([LAYERS_OF] if start else [])]
    if functions:
        parts.append(Part("functions", _functions(functions), 2))
    seed = (
        "# the same random numbers, and so the same result, in every run",
        f"keras.utils.set_random_seed({literal(plan.training.seed)})",
    )
    parts.append(_part("seed", seed, 2 if functions else 1))
    parts.append(_part("data", ("# data", *data.body.rstrip().splitlines(), *_arranged(plan))))
    network = Page()
    write_model(network, plan.model.named if start else plan.model)
    parts.append(Part("network", network.code()))
    if start:
        kept = any(one.id in plan.model.adapt and _measures(one) for one in plan.model.calls)
        parts.append(_part("start", starting(start, beside, kept=kept, in_file=in_file)))
    if plan.model.adapt:
        parts.append(Part("adapting", _adapting_layers(plan, data.on_disk)))
    parts.append(_part("training", ("# training", *_training(plan, data.on_disk))))
    parts.append(_part("evaluation", _evaluation(plan, data.on_disk)))
    return tuple(parts)


def _batches(plan: TrainingPlan) -> str:
    return BATCHES_OF_PARTS if plan.inputs or weighed(plan) else BATCHES


def installing(wanted: Part) -> str:
    """The command that installs what the part with the imports needs."""
    roots = [line.split()[1].split(".")[0] for line in wanted.code.text.splitlines()]
    needed = ["keras", "tensorflow", *(name for root, name in PACKAGES.items() if root in roots), *wanted.needs]
    return f"pip install {' '.join(needed)}"


def _part(name: PartName, lines: Iterable[str], gap: int = 1) -> Part:
    page = Page()
    page.add(*lines)
    return Part(name, page.code(), gap)


def _functions(functions: Iterable[str]) -> Code:
    page = Page()
    for function in functions:
        page.gap(2)
        page.add(*function.strip().splitlines())
    return page.code()


def _adapting_layers(plan: TrainingPlan, on_disk: bool) -> Code:
    page, model = Page(), plan.model
    inputs = [one.id for one in model.calls if one.role == "input"]
    by_id = {one.id: one for one in model.calls}
    for id in model.adapt:
        page.gap()
        one = by_id[id]
        lines = (_adapting_on_disk if on_disk else _adapting)(one, [by_id[given] for given in inputs])
        page.add(*(unless_started(one.variable, lines) if plan.training.start and _measures(one) else lines))
    return page.code()


def _measures(one: Call) -> bool:
    """Whether what a layer learns by adapting is among its weights, as a list of words is not."""
    return declared(one.kind).role == "normalization"


def _adapting_on_disk(one: Call, given: list[Call]) -> Iterator[str]:
    inputs = [call.id for call in given]
    which = inputs.index(one.inputs[0]) if set(one.inputs) <= set(inputs) else None
    return adapting_on_disk(one.variable, [call.output_shape for call in given], which)


def _adapting(one: Call, given: list[Call]) -> list[str]:
    layer, inputs = one.variable, [call.id for call in given]
    if set(one.inputs) <= set(inputs):
        which = f"[{inputs.index(one.inputs[0])}]" if len(inputs) > 1 else ""
        return [f"{layer}.adapt(x_train{which})"]
    before = call("before = keras.Model", ["model.inputs", f"{layer}.input"])
    adapt = call(f"{layer}.adapt", [call("before.predict", ["x_train", "verbose=0"])])
    return [*laid_out(before), *laid_out(adapt)]


def _arranged(plan: TrainingPlan) -> Iterator[str]:
    """Of several parts and targets those the network takes, in its order."""
    if not plan.inputs:
        return
    yield "# what goes into the network and what comes out, in its order"
    for rows, names in (("x", plan.inputs), ("y", [head.target for head in plan.heads])):
        for side in (f"{rows}_train", f"{rows}_validation"):
            picked = [f"{side}[{literal(name)}]" for name in names]
            yield from laid_out(prefixed(f"{side} = ", listed(picked) if len(picked) > 1 else picked[0]))


def _compiled(plan: TrainingPlan) -> Iterator[Expression]:
    yield prefixed("optimizer=", source_of(plan.training.optimizer, OPTIMIZER))
    heads = plan.aims
    if len(heads) == 1:
        yield prefixed("loss=", source_of(heads[0].loss, LOSS))
        if heads[0].metrics:
            yield prefixed("metrics=", listed(source_of(one, METRIC) for one in heads[0].metrics))
        return
    yield prefixed("loss=", listed(source_of(head.loss, LOSS) for head in heads))
    if any(head.weight != 1.0 for head in heads):
        yield prefixed("loss_weights=", listed(literal(float(head.weight)) for head in heads))
    if any(head.metrics for head in heads):
        yield prefixed("metrics=", listed(listed(source_of(one, METRIC) for one in head.metrics) for head in heads))


def _training(plan: TrainingPlan, on_disk: bool) -> Iterator[str]:
    given, compiled = plan.training, list(_compiled(plan))
    if len(plan.heads) > 1:
        yield f"# one loss for each output: {', '.join(inert(head.target) for head in plan.heads)}"
    yield from laid_out(call("model.compile", compiled))
    if on_disk:
        yield from fitting_on_disk(given, [*_class_weights(plan), *_watching(plan)], weighed=weighed(plan))
        return
    shuffled = {} if given.shuffle else {"shuffle": False}
    fitted = keywords({"epochs": given.epochs, "batch_size": given.batch_size, **shuffled, "verbose": 2})
    held = "x_validation, y_validation" + (", w_validation" if weighed(plan) else "")
    examples = ("x_train", "y_train", f"validation_data=({held})")
    if weighed(plan):
        yield "# w_train and w_validation say how much each row counts in the loss"
    yield from laid_out(call("history = model.fit", [*examples, *fitted, *_weights(plan), *_watching(plan)]))


def weighed(plan: TrainingPlan) -> bool:
    """Whether rows have weights of their own."""
    return bool(row_weights(plan.data.source))


def _weights(plan: TrainingPlan) -> Iterator[Expression]:
    """What rows or classes count, if not all alike."""
    if weighed(plan):
        yield "sample_weight=w_train"
    yield from _class_weights(plan)


def _class_weights(plan: TrainingPlan) -> Iterator[Expression]:
    given = plan.training.class_weights
    if given and not isinstance(given, str):
        pairs = (f"{at}: {literal(float(weight))}" for at, weight in enumerate(given))
        yield Brackets("class_weight={", tuple(pairs), "}")


def _watching(plan: TrainingPlan) -> Iterator[Expression]:
    """The callbacks, if there are any."""
    if plan.training.callbacks:
        yield prefixed("callbacks=", listed(source_of(one, CALLBACK) for one in plan.training.callbacks))


def _evaluation(plan: TrainingPlan, on_disk: bool) -> Iterator[str]:
    yield "# how good it is on rows it did not learn from"
    weights = ["sample_weight=w_validation"] if weighed(plan) else []
    held = ["held_back"] if on_disk else ["x_validation", "y_validation", *weights]
    yield from laid_out(call("results = model.evaluate", [*held, "verbose=0", "return_dict=True"]))
    yield "for name, value in results.items():"
    yield '    print(f"{name}: {value:.4f}")'
