"""Design files: whatever is saved is read back, and whatever is no design is refused with its place."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.errors import DesignFileError, FileError
from designer.graph.aims import set_aim
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.edits import add_node, connect, new_node, set_training
from designer.graph.files import VERSION, decode, encode, load, save
from designer.graph.specs import Bundled, DataSpec, Generated, Images, Table, TrainingSettings
from designer.values import ObjectValue

numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | st.text(max_size=8)
objects = st.builds(ObjectValue, st.text(min_size=1, max_size=8), st.dictionaries(st.text(max_size=5), scalars))
values = scalars | st.lists(scalars, max_size=3).map(tuple) | objects
settings = st.dictionaries(st.text(min_size=1, max_size=8), values, max_size=3)
data = st.builds(
    DataSpec,
    st.builds(Generated, size=st.integers(10, 99))
    | st.builds(Bundled)
    | st.builds(Table, path=st.text(), target=st.text(), features=st.lists(st.text()).map(tuple)),
)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    ids = draw(st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=5))
    nodes = {id: Node(id, draw(st.text(max_size=6)), f"name {at}", draw(settings)) for at, id in enumerate(ids)}
    wires: list[Wire] = []
    if ids:
        pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), unique=True, max_size=6))
        wires = [Wire(*pair) for pair in pairs]
    places = {id: draw(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))) for id in ids}
    return Design(Graph(nodes, tuple(wires)), draw(data), TrainingSettings(), Layout(places))


@given(designs())
def test_a_saved_design_is_read_back_the_same(design: Design) -> None:
    assert decode(encode(design)) == design
    assert encode(decode(encode(design))) == encode(design)


@given(
    st.binary(max_size=200)
    | designs().map(encode).flatmap(lambda full: st.integers(0, len(full)).map(lambda n: full[:n]))
)
def test_other_bytes_are_refused_with_one_sentence(content: bytes) -> None:
    try:
        decode(content)
    except DesignFileError as refusal:
        assert "\n" not in str(refusal)


def chain() -> Design:
    design = Design()
    for kind in ("Input", "Dense"):
        design = add_node(new_node(design, kind), (0.0, 0.0))(design)
    return connect(Wire("n1", "n2"))(design)


def nested(deep: int) -> dict[str, object]:
    """As many layers, each in the next."""
    value: dict[str, object] = {"kind": "Dense"}
    for _ in range(deep):
        value = {"kind": "TimeDistributed", "settings": {"layer": value}}
    return value


def broken(**changes: object) -> bytes:
    return json.dumps({**json.loads(encode(chain())), **changes}).encode()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (broken(nodes=[{"id": "n1", "kind": 3, "name": "a"}]), "nodes[0].kind"),
        (broken(nodes=[{"id": "n1", "kind": "Dense", "name": "a", "colour": 1}]), "nodes[0]"),
        (broken(nodes=[{"id": "a", "kind": "Dense", "name": "x"}, {"id": "a", "kind": "Dense", "name": "y"}]), "nodes[1]"),
        (broken(nodes=[{"id": "a", "kind": "Dense", "name": "x"}, {"id": "b", "kind": "Dense", "name": "x"}]), "nodes[1]"),
        (broken(nodes=[{"id": "a", "kind": "Dense", "name": "  "}]), "nodes[0]"),
        (broken(wires=[{"source": "n1", "target": "n9"}]), "wires[0]"),
        (broken(wires=[{"source": "n1", "target": "n2"}] * 2), "wires[1]"),
        (broken(positions={"n9": [0, 0]}), "positions"),
        (broken(data={"source": {"from": "web"}}), "data.source"),
        (broken(data={"source": {"from": "generated", "size": 1}}), "data.source.size"),
        (broken(training={"epochs": 0}), "training.epochs"),
        (broken(nodes=[{"id": "a", "kind": "TimeDistributed", "name": "x", "settings": {"layer": nested(20)}}]), "nodes[0]: more than 8"),
        (broken(nodes=[{"id": "a", "kind": "TimeDistributed", "name": "x", "settings": {"layer": nested(300)}}]), "more than 8"),
        (broken(extra=1), "extra"),
        (broken(layerloom=VERSION + 1), "newer"),
        (broken(layerloom=0), "version 0"),
        (b"[" * 100_000, "JSON"),
        (b"\xff\xfe", "JSON"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place(content: bytes, place: str) -> None:
    with pytest.raises(DesignFileError) as refusal:
        decode(content, "mine.loom")
    assert place in str(refusal.value)
    assert "mine.loom" in str(refusal.value)


def test_a_change_of_one_setting_changes_one_line() -> None:
    design = chain()
    before = encode(design).decode().splitlines()
    nodes = {**design.graph.nodes, "n2": Node("n2", "Dense", "dense", {"units": 9})}
    after = encode(Design(Graph(nodes, design.graph.wires), layout=design.layout)).decode().splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_metrics_without_settings_are_written_as_they_always_were() -> None:
    plain = set_training("", metrics=("accuracy", "auc"))(chain())
    assert b'"layerloom": 2' in encode(plain) and b'"metrics": ["accuracy", "auc"]' in encode(plain)
    given = ("accuracy", ObjectValue("AUC", {"curve": "PR", "thresholds": (0.2, 0.5)}))
    designs = [set_training("", metrics=given)(chain()), set_aim("price", "", metrics=given)(chain())]
    for design in designs:
        assert decode(encode(design)) == design
        assert f'"layerloom": {VERSION}'.encode() in encode(design)


def test_an_older_file_is_brought_up_to_date() -> None:
    old = broken(layerloom=VERSION - 1, cards=json.loads(encode(chain()))["nodes"], nodes=[])

    def rename_cards(raw: dict) -> dict:  # type: ignore[type-arg]
        return {**{key: value for key, value in raw.items() if key != "cards"}, "nodes": raw["cards"]}

    assert decode(old, migrations={VERSION - 1: rename_cards}) == chain()


def test_a_card_without_a_position_gets_one() -> None:
    assert decode(broken(positions={})).layout.positions.keys() == {"n1", "n2"}


@pytest.mark.parametrize(
    ("design", "version"),
    [
        (Design(), 2),
        (Design(training=TrainingSettings(start="net.keras")), 3),
        (Design(training=TrainingSettings(class_weights="balanced")), 4),
        (Design(training=TrainingSettings(dtype_policy="mixed_float16")), 5),
        (Design(data=DataSpec(Table("t.csv"))), 2),
        (Design(data=DataSpec(Table("t.csv", types={"day": "date"}))), 4),
        (Design(data=DataSpec(Images("pictures"))), 4),
        (Design(data=DataSpec(split_by="class")), 4),
    ],
)
def test_a_file_has_the_oldest_version_that_knows_what_is_in_it(design: Design, version: int) -> None:
    content = encode(design)
    assert json.loads(content)["layerloom"] == version and decode(content, "it") == design


def test_saving_keeps_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "mine.loom"
    save(path, Design())
    save(path, chain())
    assert load(path) == chain()
    assert load(tmp_path / "mine.loom.bak") == Design()


def test_a_missing_file_and_a_folder_are_told_apart_from_a_design(tmp_path: Path) -> None:
    for path in (tmp_path / "none.loom", tmp_path):
        with pytest.raises(FileError):
            load(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_saving_where_nothing_can_be_written_says_so_and_leaves_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="Cannot write"):
        save(tmp_path / "missing folder" / "mine.loom", chain())


def test_what_a_run_is_told_comes_back_and_at_its_default_is_not_written() -> None:
    for name in (b"callbacks", b"class_weights", b"dtype_policy", b'"weights"'):
        assert name not in encode(chain())
    stopping = ObjectValue("EarlyStopping", {"patience": 3, "monitor": "val_loss"})
    rate = ObjectValue("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 100})
    for told in ({"class_weights": (1.0, 2.0)}, {"class_weights": "balanced"}, {"callbacks": (stopping,)}):
        training = TrainingSettings(optimizer=ObjectValue("Adam", {"learning_rate": rate}), **told)  # type: ignore[arg-type]
        design = replace(chain(), training=training)
        assert decode(encode(design)) == design
        assert json.loads(encode(design))["layerloom"] == 4
    weighed = replace(chain(), data=DataSpec(Table("flats.csv", weights="counts")))
    assert decode(encode(weighed)) == weighed
