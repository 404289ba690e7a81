"""Commands about a design as it is drawn: check, summary, catalogue, export."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.table import Table

from designer.analysis import Analysis, analyse
from designer.atomic import write_atomically
from designer.catalogue import KINDS
from designer.cli.exits import DONE, WRONG_DESIGN, WRONG_USAGE, Exit
from designer.cli.networks import prove_script, write_beside, write_network
from designer.cli.opening import AsJson, DesignFile, analysed, opened, sound
from designer.cli.pictures import draw
from designer.cli.printing import err, layer_json, out, print_json, print_problem, problem_json, setting_json
from designer.codegen import model_code, notebook_text, script_code
from designer.picturing import LARGEST, SMALLEST, Choice, Format
from designer.plan import plan_model, plan_training
from designer.training.forms import Form
from designer.values import shape_text


class Target(StrEnum):
    """What a design can be exported to."""

    MODEL = "model"
    SCRIPT = "script"
    NOTEBOOK = "notebook"
    KERAS = "keras"
    SAVEDMODEL = "savedmodel"
    ONNX = "onnx"
    LITERT = "litert"
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


PICTURES = (Target.SVG, Target.PNG, Target.PDF)

NETWORKS = (Target.KERAS, Target.SAVEDMODEL, Target.ONNX, Target.LITERT)


class Shown(StrEnum):
    """What a picture can show."""

    CANVAS = "canvas"
    NEURONS = "neurons"


class Theme(StrEnum):
    """In which colours."""

    LIGHT = "light"
    DARK = "dark"


def check(file: DesignFile, as_json: AsJson = False) -> int:
    """Say what is wrong with a design; exit 1 if any of it is an error."""
    analysis = analysed(opened(file))
    if as_json:
        print_json({"problems": [problem_json(problem) for problem in analysis.problems]})
    elif not analysis.problems:
        out.print("No problems.")
    else:
        for problem in analysis.problems:
            print_problem(analysis.design, problem)
    return WRONG_DESIGN if analysis.errors else DONE


def summary(file: DesignFile, as_json: AsJson = False) -> int:
    """List the layers with their shapes and parameter counts."""
    analysis = analyse(opened(file))
    layers = [layer_json(analysis, id) for id in _in_order(analysis)]
    totals = {"parameters": analysis.parameters, "trainable": analysis.trainable}
    if as_json:
        print_json({"layers": layers, **totals})
        return DONE
    table = Table("name", "kind", "output shape", "parameters", box=None, pad_edge=False)
    for layer in layers:
        shape = layer["output_shape"]
        shown = "?" if shape is None else shape_text(tuple(shape[1:]))
        kind = f"{layer['kind']} (bypassed)" if layer["bypassed"] else layer["kind"]
        table.add_row(layer["name"], kind, shown, f"{layer['parameters']:,}")
    out.print(table)
    out.print(f"{analysis.parameters:,} parameters, {analysis.trainable:,} of them trainable", highlight=False)
    return DONE


def catalogue(as_json: AsJson = False) -> int:
    """List every layer kind with its settings."""
    if as_json:
        kinds = [
            {
                "name": kind.name,
                "family": kind.family,
                "summary": kind.summary,
                "when": kind.when,
                "settings": [setting_json(setting) for setting in kind.settings],
            }
            for kind in KINDS.values()
        ]
        print_json({"kinds": kinds})
        return DONE
    for kind in KINDS.values():
        out.print(f"[bold]{kind.name}[/] ({kind.family})", highlight=False)
        out.print(f"  {kind.summary}", highlight=False, markup=False)
        for setting in kind.settings:
            default = "required" if setting.required else f"default {setting.type.format(setting.default) or 'none'}"  # type: ignore[arg-type]
            out.print(f"  {setting.name} ({default}): {setting.help}", highlight=False, markup=False)
    return DONE


def export(
    file: DesignFile,
    to: Annotated[Target, typer.Option("--to", help="What to write.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="The file to write.")],
    separate_activations: Annotated[
        bool, typer.Option(help="Keep Activation layers apart instead of folding them into the layer before.")
    ] = False,
    picture: Annotated[
        Shown, typer.Option(help="What a picture shows: the cards, or every unit as a circle.")
    ] = Shown.CANVAS,
    theme: Annotated[Theme, typer.Option(help="The colours of a picture.")] = Theme.LIGHT,
    scale: Annotated[float, typer.Option(min=SMALLEST, max=LARGEST, help="The size of a picture.")] = 1.0,
    transparent: Annotated[bool, typer.Option("--transparent", help="Leave a picture's ground out.")] = False,
    title: Annotated[str, typer.Option(help="A title above a picture.")] = "",
    train: Annotated[
        bool, typer.Option("--trained", help="Train the network first, as the design says; else its weights are fresh.")
    ] = False,
    int8: Annotated[
        bool, typer.Option("--int8", help="Let a LiteRT network compute in whole numbers of 8 bits: smaller, coarser.")
    ] = False,
    prove: Annotated[
        bool, typer.Option("--prove", help="Run the script by itself and compare its numbers with training here.")
    ] = False,
) -> int:
    """Write the network as Keras code, as a file with its weights that is checked at once, or as a picture."""
    _refuse_unfitting(to, train, int8, prove)
    if to in PICTURES:
        choice = Choice(picture.value, cast(Format, to.value), theme.value, scale, transparent, title)
        draw(file, output, choice)
        err.print(f"Wrote {output}", markup=False)
        return DONE
    if to in NETWORKS:
        return write_network(opened(file), cast(Form, to.value), output, int8=int8, train=train)
    analysis = sound(analysed(opened(file)))
    return _write_code(analysis, to, output, fold=not separate_activations, prove=prove)


def _refuse_unfitting(to: Target, train: bool, int8: bool, prove: bool) -> None:
    for given, option, targets in (
        (train, "--trained", NETWORKS),
        (int8, "--int8", (Target.LITERT,)),
        (prove, "--prove", (Target.SCRIPT,)),
    ):
        if given and to not in targets:
            raise Exit(WRONG_USAGE, f"{option} does not go with --to {to}, only with: {', '.join(targets)}.")


def _write_code(analysis: Analysis, to: Target, output: Path, *, fold: bool, prove: bool) -> int:
    if to is Target.MODEL:
        _write(output, model_code(plan_model(analysis, fold_activations=fold)).text)
        return DONE
    plan = plan_training(analysis, fold_activations=fold)
    beside = write_beside(plan, output)
    _write(
        output, notebook_text(plan, beside=beside) if to is Target.NOTEBOOK else script_code(plan, beside=beside).text
    )
    return prove_script(plan, output, beside) if prove else DONE


def _write(output: Path, text: str) -> None:
    write_atomically(output, text.encode())
    err.print(f"Wrote {output}", markup=False)


def _in_order(analysis: Analysis) -> Iterator[str]:
    """Every node: first those that make up the network, in order, then what is left over."""
    yield from analysis.order
    yield from (id for id in analysis.design.graph.nodes if id not in set(analysis.order))
