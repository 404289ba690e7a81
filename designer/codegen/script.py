"""A whole training run as one plain script: data, model, compile, fit, evaluate. It needs no Layerloom."""

from __future__ import annotations

from collections.abc import Iterable

from designer.codegen.code import Code, Page, imports
from designer.codegen.expressions import Expression, call, keywords, laid_out, listed, prefixed, source_of
from designer.codegen.model import model_imports, write_model
from designer.data import source_code
from designer.data.script import DataCode
from designer.literals import literal
from designer.plan import Call, ModelPlan, TrainingPlan

PACKAGES = {"numpy": "numpy", "pandas": "pandas", "sklearn": "scikit-learn", "scipy": "scipy"}
"""What pip calls the packages a script may import besides Keras."""


def script_code(plan: TrainingPlan, data: DataCode | None = None) -> Code:
    """The script that does what a run of this plan does, in the same order.

    `data` is the code of its examples where that is known already; else it is found out, which reads
    a table's file and raises `DataError` if that fails.
    """
    if data is None:
        data = source_code(plan.data)
    wanted = imports([*data.imports, *model_imports(plan.model)])
    page = Page()
    page.add(*_title(wanted))
    page.gap()
    page.add(*wanted)
    for function in data.functions:
        page.gap(2)
        page.add(*function.strip().splitlines())
    page.gap(2 if data.functions else 1)
    page.add("# the same random numbers, and so the same result, in every run")
    page.add(f"keras.utils.set_random_seed({literal(plan.training.seed)})")
    _section(page, "data", data.body.rstrip().splitlines())
    page.gap()
    write_model(page, plan.model)
    _write_adapting(page, plan.model)
    _write_training(page, plan)
    return page.code()


def _title(wanted: Iterable[str]) -> list[str]:
    roots = [line.split()[1].split(".")[0] for line in wanted]
    needed = ["keras", "tensorflow", *(name for root, name in PACKAGES.items() if root in roots)]
    return [
        '"""A neural network drawn with Layerloom: its data, its layers and its training.',
        "",
        "Run it with Python 3.11 or newer. It needs Keras 3 and what the data needs:",
        "",
        f"    pip install {' '.join(needed)}",
        '"""',
    ]


def _section(page: Page, title: str, lines: Iterable[str]) -> None:
    page.gap()
    page.add(f"# {title}", *lines)


def _write_adapting(page: Page, model: ModelPlan) -> None:
    inputs = {one.id for one in model.calls if one.role == "input"}
    by_id = {one.id: one for one in model.calls}
    for id in model.adapt:
        page.gap()
        page.add(*_adapting(by_id[id], direct=set(by_id[id].inputs) <= inputs))


def _adapting(one: Call, direct: bool) -> list[str]:
    layer = one.variable
    if direct:
        return [f"{layer}.adapt(x_train)"]
    before = call("before = keras.Model", ["model.inputs", f"{layer}.input"])
    adapt = call(f"{layer}.adapt", [call("before.predict", ["x_train", "verbose=0"])])
    return [*laid_out(before), *laid_out(adapt)]


def _write_training(page: Page, plan: TrainingPlan) -> None:
    given = plan.training
    compiled: list[Expression] = [
        prefixed("optimizer=", source_of(given.optimizer)),
        prefixed("loss=", source_of(given.loss)),
    ]
    if given.metrics:
        compiled.append(prefixed("metrics=", listed(literal(name) for name in given.metrics)))
    _section(page, "training", laid_out(call("model.compile", compiled)))
    shuffled = {} if given.shuffle else {"shuffle": False}
    fitted = keywords({"epochs": given.epochs, "batch_size": given.batch_size, **shuffled, "verbose": 2})
    examples = ("x_train", "y_train", "validation_data=(x_validation, y_validation)")
    page.add(*laid_out(call("history = model.fit", [*examples, *fitted])))
    _section(page, "how good it is on rows it did not learn from", _EVALUATION)


_EVALUATION = (
    "results = model.evaluate(x_validation, y_validation, verbose=0, return_dict=True)",
    "for name, value in results.items():",
    '    print(f"{name}: {value:.4f}")',
)
