"""Whatever is done to the canvas, undoing it all gives the very same design back, and doing it again the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from designer.graph.files import encode

ids = st.integers(1, 8).map("n{}".format)
ways = st.tuples(st.integers(-400, 400), st.integers(-300, 300))
kinds = st.sampled_from(["Dense", "ReLU", "Flatten", "Input", "Conv2D"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), kinds),
        st.tuples(st.just("drag"), ids, ways),
        st.tuples(st.just("copies"), ids, ways),
        st.tuples(st.just("wire"), ids, ids),
        st.tuples(st.just("escape"), ids, ways),
        st.tuples(st.just("duplicate"), ids),
        st.tuples(st.just("delete"), ids, st.booleans()),
        st.tuples(st.just("cut"), ways, ways),
        st.tuples(st.just("tidy")),
    ),
    max_size=10,
)


class Doer:
    """Does a step by its name; steps about nodes that are not there do nothing."""

    def __init__(self, hand):
        self.hand, self.view, self.session = hand, hand.view, hand.view.session

    def do(self, name, *arguments):
        nodes = self.session.design.graph.nodes
        if all(id in nodes for id in arguments if isinstance(id, str) and id.startswith("n")):
            self.view.fit_all()
            getattr(self, name)(*arguments)

    def add(self, kind):
        self.view.add_kind(kind)

    def drag(self, id, way):
        self.hand.drag(self.hand.middle(id), self.hand.middle(id) + QPointF(*way))

    def copies(self, id, way):
        self.hand.drag(self.hand.middle(id), self.hand.middle(id) + QPointF(*way), Qt.KeyboardModifier.AltModifier)

    def wire(self, one, other):
        self.hand.drag(self.hand.port(one), self.hand.port(other, "in"))
        if self.view.search is not None:
            self.view.search.close_search()

    def escape(self, id, way):
        before = self.session.design
        self.hand.drag_to(self.hand.middle(id), self.hand.middle(id) + QPointF(*way))
        self.hand.key(Qt.Key.Key_Escape)
        self.hand.release(self.hand.middle(id))
        assert self.session.design is before

    def duplicate(self, id):
        self.session.select({id})
        self.view.duplicate_selection()

    def delete(self, id, reconnect):
        self.session.select({id})
        self.view.delete_selection(reconnect)

    def cut(self, start, end):
        keys, button = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.RightButton
        self.hand.drag(QPointF(*start), QPointF(*end), keys, button)

    def tidy(self):
        self.view.tidy(animated=False)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(steps)
def test_undo_and_redo_of_any_gestures_give_the_same_designs(hand, session, done):
    start, doer = session.design, Doer(hand)
    for step in done:
        doer.do(*step)
    end = session.design
    while session.snapshot.undo_label:
        session.undo()
    assert session.design is start
    while session.snapshot.redo_label:
        session.redo()
    assert encode(session.design) == encode(end)
    session.start(start)
    assert hand.view.gesture is None
