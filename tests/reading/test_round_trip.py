"""What Layerloom prints it reads back: design, code, design is the identity."""

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.analysis import analyse
from designer.analysis.facts import Analysis
from designer.catalogue import KINDS
from designer.codegen import model_code, script_code
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.files import load
from designer.graph.naming import fresh_name
from designer.paths import examples
from designer.plan import ModelPlan, plan_model, plan_training
from designer.plan.planning import plan_of
from designer.reading import read_text
from tests.catalogue.conftest import settings as settings_for
from tests.codegen.conftest import DESIGNS
from tests.reading.conftest import kinds

PLAIN = [kind for kind in KINDS.values() if kind.role != "input" and len(kind.inputs) == len(kind.outputs) == 1]


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """Any layers with settings their types take, joined in any order without loops, or one after the other."""
    count, chained = draw(st.integers(0, 6)), draw(st.booleans())
    nodes = {"n1": Node("n1", "Input", "input", draw(settings_for(KINDS["Input"].settings)))}
    wires: list[Wire] = []
    for at in range(2, count + 2):
        kind = draw(st.sampled_from(PLAIN))
        taken = {node.name for node in nodes.values()}
        name = draw(st.just(fresh_name(kind.name, taken)) | st.just(f"my {at}"))
        nodes[f"n{at}"] = Node(f"n{at}", kind.name, name, draw(settings_for(kind.settings)))
        able = [node for node in nodes.values() if node.kind != "Input" and not node.shares]
        if able and draw(st.booleans()):
            owner = draw(st.sampled_from(able))
            kind = KINDS[owner.kind]
            nodes[f"n{at}"] = Node(f"n{at}", owner.kind, name, owner.settings, shares=owner.id)
        most = 3 if kind.inputs[0].many else 1
        feeds = [at - 1] if chained else draw(st.lists(st.integers(1, at - 1), min_size=1, max_size=most, unique=True))
        wires += [Wire(f"n{feed}", f"n{at}") for feed in feeds]
    return Design(Graph(nodes, tuple(wires)))


def told(plan: ModelPlan) -> object:
    """A plan but for the ids and variables of its calls."""
    place = {call.id: at for at, call in enumerate(plan.calls)}
    calls = [
        (call.kind, dict(call.arguments), [place[id] for id in call.inputs], call.role, place[call.makes])
        for call in plan.calls
    ]
    return plan.form, calls, [place[id] for id in plan.outputs], [place[id] for id in plan.adapt]


def planned(design: Design, fold: bool) -> ModelPlan:
    analysis: Analysis = analyse(design)
    return plan_of(analysis, list(design.graph.nodes), fold_activations=fold)


@settings(max_examples=60)
@given(designs(), st.booleans())
def test_any_network_is_read_back_from_its_code(design: Design, fold: bool) -> None:
    plan = planned(design, fold)
    reading = read_text(model_code(plan).text, apart=fold)
    assert reading.notes == ()
    assert told(planned(reading.design, fold)) == told(plan)


@settings(max_examples=40)
@given(designs())
def test_with_activations_apart_the_very_cards_come_back(design: Design) -> None:
    plan = planned(design, fold=False)
    back = read_text(model_code(plan).text, apart=False).design
    made = {call.id: call for call in plan.calls}
    assert [(call.kind, {**made[call.makes].arguments, "name": None}) for call in plan.calls] == [
        (node.kind, {**node.settings, "name": None}) for node in back.graph.nodes.values()
    ]
    assert [call.layer for call in plan.calls] == [node.shares for node in back.graph.nodes.values()]
    assert [(wire.source, wire.target) for wire in back.graph.wires] == [
        (source, call.id) for call in plan.calls for source in call.inputs
    ]


def test_the_examples_come_back_card_by_card_from_their_scripts() -> None:
    for path in examples():
        design = load(path)
        if any(node.kind == "Activation" for node in design.graph.nodes.values()):
            continue  # an Activation folded into the layer before it comes back as the kind of that name, if there is one
        back = read_text(model_code(plan_model(analyse(design))).text)
        assert back.notes == ()
        assert kinds(back.design) == kinds(design)
        assert told(planned(back.design, fold=False)) == told(planned(design, fold=False))


def test_scripts_give_their_training_back() -> None:
    for make in DESIGNS.values():
        design = make()
        plan = plan_training(analyse(design))
        reading = read_text(script_code(plan).text)
        if plan.heads:
            assert reading.notes == ()
            assert told(planned(reading.design, fold=True)) == told(plan.model)
            continue
        assert reading.notes == ()
        assert told(plan_model(analyse(reading.design))) == told(plan.model)
        assert reading.design.training == plan.training
