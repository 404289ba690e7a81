"""Brings a drawing into the form in which images of the data are: as large, as dark, with its weight in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FINE = 8
"""How many times finer than the data's pixels a drawing is laid out."""
SEEN = 0.25
"""From this share of the range on a pixel counts as drawn on."""


@dataclass(frozen=True)
class Ink:
    """What images of the data are like, in shares of their height and width: where the weight of what is drawn lies,
    and how far it reaches. `dark` is on where it is drawn in low values on a ground of high ones."""

    down: float = 0.5
    across: float = 0.5
    reach: float = 0.8
    dark: bool = False


def ink_of(images: Sequence[np.ndarray], low: float, high: float) -> Ink:
    """Learned from some images of height x width, with the range of all."""
    if not len(images):
        return Ink()
    shares = (np.stack(images).astype(float) - low) / ((high - low) or 1.0)
    edges = np.concatenate([shares[:, [0, -1]].ravel(), shares[:, :, [0, -1]].ravel()])
    dark = float(np.median(edges)) > 0.5
    shares = 1 - shares if dark else shares
    drawn = [one for one in shares if (one > SEEN).any()]
    if not drawn:
        return Ink(dark=dark)
    centres = np.array([centre(one) for one in drawn])
    reaches = [max(np.ptp(places) + 1 for places in np.nonzero(one > SEEN)) / max(one.shape) for one in drawn]
    down, across = centres.mean(axis=0)
    return Ink(float(down), float(across), float(np.mean(reaches)), dark)


def centre(shares: np.ndarray) -> tuple[float, float]:
    """The centre of mass, in shares of height and width."""
    total = shares.sum() or 1.0
    height, width = shares.shape
    down = (shares.sum(axis=1) * (np.arange(height) + 0.5)).sum() / total / height
    across = (shares.sum(axis=0) * (np.arange(width) + 0.5)).sum() / total / width
    return float(down), float(across)


def placed(fine: np.ndarray, ink: Ink) -> np.ndarray:
    """A fine layout, moved until its weight lies where the data has it; what leaves the frame is cut off."""
    down, across = centre(fine)
    height, width = fine.shape
    rows, columns = round((ink.down - down) * height), round((ink.across - across) * width)
    moved = np.zeros_like(fine)
    moved[max(0, rows) : height + min(0, rows), max(0, columns) : width + min(0, columns)] = fine[
        max(0, -rows) : height - max(0, rows), max(0, -columns) : width - max(0, columns)
    ]
    return moved


def coarse(fine: np.ndarray, height: int, width: int) -> np.ndarray:
    """The mean of each pixel's share of a fine layout."""
    return np.asarray(fine.reshape(height, fine.shape[0] // height, width, fine.shape[1] // width).mean(axis=(1, 3)))


def valued(shares: np.ndarray, low: float, high: float, ink: Ink) -> np.ndarray:
    """Shares of ink as values of the data."""
    return np.asarray(low + (1 - shares if ink.dark else shares) * (high - low), dtype=np.float32)
