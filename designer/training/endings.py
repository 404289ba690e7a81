"""How a run came to its end, in the words that the window and the command line share."""

from __future__ import annotations

from designer.training.messages import Ending


def ending_text(ending: Ending | None, epochs: int) -> str:
    """`Stopped early after 57 epochs: val_loss had not improved for 10. The weights are those of epoch 47.`"""
    if ending is None:
        return ""
    said = [_why(ending, epochs)] if ending.early else []
    if ending.restored:
        said.append(f"The weights are those of epoch {ending.best:,}{'' if ending.early else _best(ending)}.")
    elif ending.best < epochs:
        said.append(f"In epoch {ending.best:,} {ending.monitor} was best; the weights are those of the last epoch.")
    return " ".join(said)


def _why(ending: Ending, epochs: int) -> str:
    beyond = "" if ending.baseline is None else f" and been better than {ending.baseline:g}"
    span = f" for {ending.patience:,}" if ending.patience > 1 else ""
    return f"Stopped early after {epochs:,} epoch{'' if epochs == 1 else 's'}: {ending.monitor} had not improved{beyond}{span}."


def _best(ending: Ending) -> str:
    return f", in which {ending.monitor} was best"
