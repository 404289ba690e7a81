"""Messages survive the pipe, in pieces of any size; garbage is told from messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.data.fields import Packed
from designer.errors import ProtocolError
from designer.graph.specs import DataSpec, TrainingSettings
from designer.plan import Call, ModelPlan, TrainingPlan
from designer.training.framing import LARGEST, frame, replies, requests
from designer.training.messages import (
    Answer,
    Beat,
    Cancel,
    Check,
    Describe,
    Epochs,
    Evaluation,
    Example,
    Failed,
    Finished,
    OutputSaid,
    Pause,
    Prepare,
    Proof,
    Prove,
    Proved,
    Ready,
    RowsShown,
    Said,
    Save,
    Saved,
    ShowRows,
    Train,
)
from designer.values import ObjectValue

PLAN = TrainingPlan(
    ModelPlan(
        "sequential",
        (
            Call("a", "Input", "inputs", ("a",), {"shape": (2, None)}, role="input"),
            Call("b", "Dense", "dense", ("b",), {"units": 3, "kernel_initializer": ObjectValue("Zeros")}, ("a",)),
        ),
        ("b",),
    ),
    DataSpec(),
    TrainingSettings(),
)
REQUESTS = [
    Describe(1, DataSpec()),
    Prepare(2, PLAN),
    Train(3, PLAN, "graph", 1),
    Pause(),
    Save(4, "ü.keras", PLAN),
    Prove(5, PLAN, "x = 1"),
    Cancel(5),
    Answer(6, {"a": 1.5, "b": "north", "c": Packed(b"\0\0\0\0")}),
    ShowRows(7, (0, 3)),
]
REPLIES = [
    Ready("2", "3", "CPU", 7),
    Beat(),
    Epochs(1, 1, {"loss": (0.5, float("inf"))}, 2.0),
    Finished(1, "done", 3, 0.5, "fused", Evaluation(2, {"loss": 1.0}, ("a", "b"), ((1, 0), (0, 1)))),
    Saved(4, "ü.keras", Check(64, 1e-7, 63)),
    Proved(5, Proof(3, 1e-7, 64, 1e-8)),
    Said(6, (OutputSaid("", (0.25, 0.75), ("a", "b"), 1, True),)),
    RowsShown(7, (Example(0, 4, {"a": 1.0, "c": Packed(b"\0\0\0\0")}, ((1.0,),)),)),
    Failed(0, "worker", "No."),
]


@given(st.lists(st.integers(1, 40), min_size=1))
def test_requests_arrive_whole_however_the_bytes_are_cut(sizes: list[int]) -> None:
    stream, reader, found, at = b"".join(map(frame, REQUESTS)), requests(), [], 0
    while at < len(stream):
        for size in sizes:
            found += reader.feed(stream[at : at + size])
            at += size
    assert found == REQUESTS


def test_replies_arrive_whole() -> None:
    assert list(replies().feed(b"".join(map(frame, REPLIES)))) == REPLIES


@pytest.mark.parametrize("garbage", [b"\xff" * 8, b"\0\0\0\3abc", (LARGEST + 1).to_bytes(4, "big"), frame(Beat())])
def test_garbage_is_no_request(garbage: bytes) -> None:
    with pytest.raises(ProtocolError, match="Expected a message"):
        list(requests().feed(garbage))
