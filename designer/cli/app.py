"""The commands together, and how whatever they raise becomes an exit code and a sentence."""

from typing import Annotated

import typer

from designer import __version__
from designer.cli import designs, doctor, history, importing, lessons, runs
from designer.cli.exits import DONE, INTERRUPTED, WORKER_FAILED, WRONG_DESIGN, WRONG_USAGE, Exit, ReaderGone
from designer.cli.printing import bear_any_text, err, out, silence
from designer.errors import LayerloomError, WorkerError

app = typer.Typer(
    name="layerloom",
    help="Design, check, train and export neural networks. Without a command: open the designer.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(designs.check)
app.command()(designs.summary)
app.command()(designs.catalogue)
app.command()(designs.export)
app.command(name="import")(importing.import_)
app.command()(runs.train)
app.command()(runs.evaluate)
app.command()(history.runs)
app.command()(doctor.doctor)
app.add_typer(lessons.app)


@app.callback(invoke_without_command=True)
def options(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Design, check, train and export neural networks. Without a command: open the designer."""
    if version:
        out.print(f"layerloom {__version__}", highlight=False)
        raise typer.Exit


def main(arguments: list[str]) -> int:
    """Run a sub-command and return its exit code."""
    bear_any_text()
    command = typer.main.get_command(app)
    try:
        code = command.main(arguments, prog_name="layerloom", standalone_mode=False)
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as wrong:
        return _told(_usage(wrong, arguments), WRONG_USAGE)
    except Exit as end:
        return _told(str(end), end.code)
    except WorkerError as error:
        return _told(str(error), WORKER_FAILED)
    except LayerloomError as error:
        return _told(str(error), WRONG_DESIGN)
    except (KeyboardInterrupt, typer.Abort):
        return _told("Stopped.", INTERRUPTED)
    except ReaderGone:
        silence()
        return DONE
    except UnicodeEncodeError:
        return _told("A file or folder has a name this system cannot spell. Rename it and try again.", WRONG_USAGE)
    except OSError as error:
        silence()
        reason = (error.strerror or str(error)).lower()
        return _told(f"The system refused: {reason}. Mend that and run the command again.", WRONG_DESIGN)
    # typer makes a code of Ctrl+C wherever the command does not take it itself
    return _told("Stopped." if code == INTERRUPTED else "", int(code or DONE))


def _usage(wrong: typer.TyperException, arguments: list[str]) -> str:
    """What was wrong with the arguments, with the option's name where typer knows it, and where to read on."""
    text = getattr(wrong, "format_message", wrong.__str__)()
    command = f" {arguments[0]}" if arguments and not arguments[0].startswith("-") else ""
    return f"{text.replace('Value error, ', '').rstrip('.')}. See: layerloom{command} --help"


def _told(sentence: str, code: int) -> int:
    if sentence:
        err.print(sentence, markup=False)
    return code
