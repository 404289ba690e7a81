"""What is said where texts and numbers meet, and that what is offered mends it."""

from typing import Any

import pytest

from designer.analysis import Analysis, analyse
from designer.data import describe
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.specs import Bundled, DataFacts, DataSpec, TrainingSettings
from designer.values import ObjectValue

REVIEWS = DataSpec(Bundled("film_reviews"))
TEXT: dict[str, Any] = {"shape": (1,), "dtype": "string"}
WORDS: dict[str, Any] = {"max_tokens": 50, "output_sequence_length": 8}


def design_of(*layers: tuple[str, dict[str, Any]], data: DataSpec = REVIEWS) -> Design:
    nodes = {f"n{at}": Node(f"n{at}", kind, f"{kind.lower()}_{at}", given) for at, (kind, given) in enumerate(layers)}
    wires = tuple(Wire(f"n{at}", f"n{at + 1}") for at in range(len(layers) - 1))
    return Design(Graph(nodes, wires), data, TrainingSettings(loss=ObjectValue("BinaryCrossentropy"), metrics=()))


def found(design: Design) -> Analysis:
    return analyse(design, facts(design.data))


def facts(data: DataSpec) -> DataFacts:
    return describe(data)


def codes(analysis: Analysis) -> set[str]:
    return {problem.code for problem in analysis.errors}


END = (("GlobalAveragePooling1D", {}), ("Dense", {"units": 1, "activation": "sigmoid"}))


def test_words_an_embedding_and_an_average_are_a_network() -> None:
    design = design_of(
        ("Input", TEXT), ("TextVectorization", WORDS), ("Embedding", {"input_dim": 50, "output_dim": 4}), *END
    )
    assert found(design).problems == ()


def test_a_layer_that_computes_cannot_read_texts() -> None:
    design = design_of(("Input", TEXT), ("Dense", {"units": 1, "activation": "sigmoid"}))
    (problem,) = [one for one in found(design).errors if one.code == "text-unread"]
    mended = problem.fixes[0](design)
    assert "TextVectorization" in [node.kind for node in mended.graph.nodes.values()]
    assert "text-unread" not in codes(found(mended))


def test_an_input_of_numbers_is_told_that_the_examples_are_texts() -> None:
    design = design_of(
        ("Input", {"shape": (1,)}),
        ("TextVectorization", WORDS),
        ("Embedding", {"input_dim": 50, "output_dim": 4}),
        *END,
    )
    analysis = found(design)
    assert codes(analysis) == {"input-format", "no-text"}
    assert found(analysis.errors[0].fixes[0](design)).problems == ()


def test_an_input_of_texts_is_told_that_the_examples_are_numbers() -> None:
    design = design_of(("Input", {"shape": (2,), "dtype": "string"}), ("Dense", {"units": 1}), data=DataSpec())
    assert {"input-format", "text-unread"} <= codes(found(design))


def test_an_embedding_must_have_a_row_for_each_word() -> None:
    design = design_of(
        ("Input", TEXT), ("TextVectorization", WORDS), ("Embedding", {"input_dim": 20, "output_dim": 4}), *END
    )
    (problem,) = found(design).errors
    assert "20 rows" in problem.what and "50" in problem.what
    assert found(problem.fixes[0](design)).problems == ()


def test_a_list_of_any_length_leaves_the_embedding_guessing() -> None:
    words = {"output_sequence_length": 8}
    design = design_of(
        ("Input", TEXT), ("TextVectorization", words), ("Embedding", {"input_dim": 20, "output_dim": 4}), *END
    )
    assert "max_tokens" in found(design).errors[0].what


def test_pairs_are_crossed_of_whole_numbers_only() -> None:
    nodes = {id: Node(id, "Input", id, {"shape": (1,)}) for id in ("a", "b")}
    nodes["c"] = Node("c", "HashedCrossing", "c", {"num_bins": 8})
    wires = (Wire("a", "c", target_port="first"), Wire("b", "c", target_port="second"))
    design = Design(Graph(nodes, wires))
    (problem,) = [one for one in analyse(design).problems if one.code == "not-whole"]
    whole = problem.fixes[1](problem.fixes[0](design))
    assert "not-whole" not in {one.code for one in analyse(whole).problems}


@pytest.mark.parametrize("name", ["a\nb", "a\u2028b", "a\u202eb", "x" * 5_000])
def test_a_problem_stays_on_one_line_whatever_a_file_calls_its_things(name: str) -> None:
    training = TrainingSettings(loss=ObjectValue(name), metrics=(name,))
    problems = analyse(Design(Graph({"n1": Node("n1", name, "one")}), training=training)).problems
    assert {"unknown-kind", "bad-loss"} <= {problem.code for problem in problems}
    assert all(problem.what.isprintable() and len(problem.what) <= 1_000 for problem in problems)
