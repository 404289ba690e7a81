"""How large the gradients of each layer were, epoch by epoch, as far as somebody looked."""

from __future__ import annotations

from designer.training.messages import Measured

MOST = 400
"""So many epochs are remembered: with more, every other one is forgotten."""


class Norms:
    """Grows while a run goes on, and stays small however long that is."""

    def __init__(self) -> None:
        self._epochs: list[int] = []
        self._norms: list[dict[str, float]] = []

    def take(self, found: Measured) -> None:
        """Remember what is later than all that is known; going back to an epoch tells nothing new."""
        if self._epochs and found.epoch <= self._epochs[-1]:
            return
        self._epochs.append(found.epoch)
        self._norms.append({id: one.gradients.norm for id, one in found.layers.items() if one.gradients is not None})
        if len(self._epochs) > MOST:
            del self._epochs[1:-1:2], self._norms[1:-1:2]

    def forget_after(self, epoch: int) -> None:
        """Forget what came later; with nothing trained, everything."""
        keep = sum(one <= epoch for one in self._epochs) if epoch else 0
        del self._epochs[keep:], self._norms[keep:]

    def of(self, id: str) -> tuple[list[int], list[float]]:
        """Epochs, and the norm of a layer's gradients at each."""
        known = [(epoch, norms[id]) for epoch, norms in zip(self._epochs, self._norms, strict=True) if id in norms]
        return [epoch for epoch, _ in known], [norm for _, norm in known]
