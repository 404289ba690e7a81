"""The number format of all layers is chosen in the form, which says what it is good for on this machine."""

from __future__ import annotations

from designer.ui.training.precision_form import NO_GPU
from designer.ui.window import Window
from tests.ui.training.test_panel import choose


def test_it_is_chosen_and_taken_back_in_one_step(window: Window) -> None:
    form, session = window.training.form.precision, window.session
    before = session.design
    choose(form.combo, "mixed_float16")
    assert session.design.training.dtype_policy == "mixed_float16"
    ends = [node for node in session.design.graph.nodes.values() if node.settings.get("dtype") == "float32"]
    assert len(ends) == 1
    session.undo()
    assert session.design == before
    assert form.combo.currentData() == "float32"


def test_it_says_where_there_is_no_gpu_once_that_is_known(window: Window) -> None:
    form = window.training.form.precision
    choose(form.combo, "mixed_bfloat16")
    form.show_device("")
    assert NO_GPU not in form.advice.text()
    form.show_device("CPU")
    assert NO_GPU in form.advice.text()
    form.show_device("1 GPU")
    assert NO_GPU not in form.advice.text()
    form.show_device("CPU")
    choose(form.combo, "float32")
    assert NO_GPU not in form.advice.text() and form.advice.text()
