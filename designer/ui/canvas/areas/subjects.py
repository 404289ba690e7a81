"""What can be named or written in place: layers, blocks, frames and comments, each with the edit that does it."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace
from PySide6.QtCore import QRectF

from designer.graph.design import Comment, Design
from designer.graph.edits import Edit, rename
from designer.graph.layout_edits import put_comment, put_frame, rename_block, take_off
from designer.graph.naming import fresh_ids


@dataclass(frozen=True)
class Subject:
    """One thing with words. `called` is what the words are, for assistive tools."""

    id: str
    called: str
    many_lines: bool = False

    def text(self, design: Design) -> str:
        raise NotImplementedError

    def edit(self, design: Design, text: str, rect: QRectF) -> Edit | None:
        """The edit that gives it these words; nothing where that would change nothing."""
        raise NotImplementedError


class LayerName(Subject):
    def text(self, design: Design) -> str:
        return design.graph.nodes[self.id].name

    def edit(self, design: Design, text: str, rect: QRectF) -> Edit | None:
        return None if text == self.text(design) else rename(design.graph.nodes[self.id], text)


class BlockName(Subject):
    def text(self, design: Design) -> str:
        return design.layout.blocks[self.id].name

    def edit(self, design: Design, text: str, rect: QRectF) -> Edit | None:
        return None if text == self.text(design) else rename_block(design.layout.blocks[self.id], text)


class FrameTitle(Subject):
    def text(self, design: Design) -> str:
        return design.layout.frames[self.id].title

    def edit(self, design: Design, text: str, rect: QRectF) -> Edit | None:
        if text == self.text(design):
            return None
        return put_frame(replace(design.layout.frames[self.id], title=text), label=f"Frame {text}".strip())


class CommentText(Subject):
    def text(self, design: Design) -> str:
        return design.layout.comments[self.id].text

    def edit(self, design: Design, text: str, rect: QRectF) -> Edit | None:
        if not text.strip():
            return take_off({self.id})
        comment = design.layout.comments[self.id]
        return None if text == comment.text else put_comment(replace(comment, text=text), label="Edit the comment")


class NewComment(Subject):
    def text(self, design: Design) -> str:
        return ""

    def edit(self, design: Design, text: str, rect: QRectF) -> Edit | None:
        if not text.strip():
            return None
        comment = Comment(fresh_ids(design, 1, "c")[0], text, rect.width(), rect.height())
        return put_comment(comment, (rect.x(), rect.y()))


NEW_COMMENT = NewComment("", "Comment", many_lines=True)


def subject_of(design: Design, id: str) -> Subject | None:
    """The words of what has this id."""
    if id in design.graph.nodes:
        return LayerName(id, "Name of the layer")
    if id in design.layout.blocks:
        return BlockName(id, "Name of the block")
    if id in design.layout.frames:
        return FrameTitle(id, "Title of the frame")
    return CommentText(id, "Comment", many_lines=True) if id in design.layout.comments else None
