"""What must hold of undo whatever was done before."""

from designer.graph.files import encode
from designer.ui.session import Session


def undo_leads_to(session: Session, first: bytes) -> None:
    """Taking everything back gives the first design byte for byte, and doing it all again the last one."""
    last, steps = encode(session.design), 0
    while session.snapshot.undo_label:
        session.undo()
        steps += 1
    assert encode(session.design) == first
    for _ in range(steps):
        session.redo()
    assert encode(session.design) == last
