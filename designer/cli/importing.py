"""The command that reads a network written elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from designer.cli.exits import DONE, WRONG_USAGE, Exit
from designer.cli.printing import err, out
from designer.graph.files import save
from designer.reading import read_file


def import_(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="Keras source (.py), .keras, HDF5 or Keras JSON.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The design file to write.")],
) -> int:
    """Read a network written elsewhere into a design; name line by line what could not be read. Runs none of it."""
    if output.resolve() == source.resolve():
        raise Exit(WRONG_USAGE, f"Expected another file to write than {source.name}, which is read. Choose a new name.")
    reading = read_file(source)
    save(output, reading.design)
    for note in reading.notes:
        out.print(str(note), markup=False, highlight=False, soft_wrap=True)
    count = len(reading.design.graph.nodes)
    err.print(f"Wrote {output}: {count:,} {'layer' if count == 1 else 'layers'}", markup=False)
    return DONE
