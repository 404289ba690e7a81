"""Code is made where neither Keras nor TensorFlow is loaded: the window shows it while one draws."""

import subprocess
import sys

HEAVY = ("tensorflow", "keras", "pandas", "sklearn", "PySide6")

MADE = f"""
import sys
from designer.analysis import analyse
from designer.codegen import model_code, preview_code, script_code
from designer.graph.design import Design, Graph, Node, Wire
from designer.plan import plan_training

nodes = {{"a": Node("a", "Input", "input", {{"shape": (2,)}}), "b": Node("b", "Dense", "dense", {{"units": 1}})}}
analysis = analyse(Design(Graph(nodes, (Wire("a", "b"),))))
preview_code(analysis)
assert "numpy" not in sys.modules
assert "model.fit" in script_code(plan_training(analysis)).text
sys.exit(", ".join(name for name in {HEAVY} if name in sys.modules))
"""


def test_code_is_made_without_heavy_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", MADE], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr.strip() == ""
