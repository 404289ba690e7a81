"""The workloads of `bench_trainer.py` in PyTorch, in the eager loop every tutorial of it has. Needs `torch`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from math import prod
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

Layers = Sequence[tuple[str, dict[str, Any]]]
Examples = Any


class LastStep(nn.Module):  # type: ignore[misc]
    """A recurrent layer that gives what it has at its last step."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x)[0][:, -1]


def in_a_row(layers: Layers, shape: tuple[int, ...], classes: int) -> nn.Module:
    """A chain of Keras's layers as PyTorch has it: its last layer gives no softmax, which is in the loss."""
    return nn.Sequential(*_parts(layers, shape, classes))


def _parts(layers: Layers, shape: tuple[int, ...], classes: int) -> Iterator[nn.Module]:
    at = (shape[-1], *shape[:-1]) if len(shape) == 3 else shape  # channels come first
    for number, (kind, given) in enumerate(layers, 1):
        if kind == "Dense":
            units = classes if number == len(layers) else given["units"]
            yield nn.Linear(at[-1], units)
            at = (units,)
        elif kind == "Conv2D":
            side = given["kernel_size"]
            yield nn.Conv2d(at[0], given["filters"], side)
            at = (given["filters"], at[1] - side + 1, at[2] - side + 1)
        elif kind == "MaxPooling2D":
            yield nn.MaxPool2d(2)
            at = (at[0], at[1] // 2, at[2] // 2)
        elif kind == "LSTM":
            yield LastStep(nn.LSTM(at[-1], given["units"], batch_first=True))
            at = (given["units"],)
        else:
            yield nn.Flatten()
            at = (prod(at),)
        if number < len(layers) and given.get("activation") in ("relu", "tanh"):
            yield nn.ReLU() if given["activation"] == "relu" else nn.Tanh()


class TwoSided(nn.Module):  # type: ignore[misc]
    """The network of `shapes.loom`: a picture and two numbers in, a size and one of three shapes out."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Flatten())
        self.joined = nn.Sequential(nn.Linear(8 * 10 * 10 + 2, 24), nn.ReLU())
        self.size, self.shape = nn.Linear(24, 1), nn.Linear(24, 3)

    def forward(self, picture: torch.Tensor, beside: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        found = self.joined(torch.cat([self.seen(picture), beside], 1))
        return self.size(found), self.shape(found)


def sorting(layers: Layers, shape: tuple[int, ...], classes: int, optimizer: str, batch: int, examples: Examples) -> Callable[[float], float]:  # fmt: skip
    """Sorting rows into classes: epochs in a second, measured for so many seconds."""
    loss = nn.CrossEntropyLoss()
    network = in_a_row(layers, shape, classes)
    x, xv = (_first(rows) for rows in (examples.x_train, examples.x_validation))
    y, yv = (torch.tensor(rows[:, 0]).long() for rows in (examples.y_train, examples.y_validation))

    def learn(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return loss(network(x), y)

    def judge() -> float:
        return float((network(xv).argmax(1) == yv).float().mean())

    return _loop(
        network, optimizer, 0.01, DataLoader(TensorDataset(x, y), batch_size=batch, shuffle=True), learn, judge
    )


def two_sided(batch: int, examples: Examples) -> Callable[[float], float]:
    """The same of `shapes.loom`, with examples as its network takes them."""
    network, apart, sort = TwoSided(), nn.MSELoss(), nn.CrossEntropyLoss()
    (picture, beside), (picture_v, beside_v) = examples.x_train, examples.x_validation
    (size, shape), (size_v, shape_v) = examples.y_train, examples.y_validation
    rows = TensorDataset(_first(picture), torch.tensor(beside), torch.tensor(size), torch.tensor(shape[:, 0]).long())
    held = _first(picture_v), torch.tensor(beside_v)
    sizes, shapes = torch.tensor(size_v), torch.tensor(shape_v[:, 0])

    def learn(picture: torch.Tensor, beside: torch.Tensor, size: torch.Tensor, shape: torch.Tensor) -> torch.Tensor:
        sized, shaped = network(picture, beside)
        return 10 * apart(sized, size) + sort(shaped, shape)

    def judge() -> float:
        sized, shaped = network(*held)
        return float((sized - sizes).abs().mean() + (shaped.argmax(1) == shapes).float().mean())

    return _loop(network, "Adam", 0.002, DataLoader(rows, batch_size=batch, shuffle=True), learn, judge)


def _loop(
    network: nn.Module,
    optimizer: str,
    rate: float,
    rows: DataLoader,  # type: ignore[type-arg]
    learn: Callable[..., torch.Tensor],
    judge: Callable[[], float],
) -> Callable[[float], float]:
    steps = getattr(torch.optim, optimizer)(network.parameters(), lr=rate)

    def pace(seconds: float) -> float:
        begun, epochs = time.perf_counter(), 0
        while time.perf_counter() - begun < seconds:
            for batch in rows:
                steps.zero_grad()
                learn(*batch).backward()
                steps.step()
            with torch.no_grad():
                judge()
            epochs += 1
        return epochs / (time.perf_counter() - begun)

    return pace


def _first(rows: np.ndarray) -> torch.Tensor:
    """Rows as a tensor; of pictures the channels first, moved once and for all."""
    return torch.tensor(np.ascontiguousarray(np.moveaxis(rows, -1, 1)) if rows.ndim == 4 else rows)
