"""A lesson's Markdown as the HTML that Qt's text shows. Raw HTML in it is text; formulas become pictures by name."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from designer.lessons.opening import is_inside
from designer.ui.lessons.addresses import formula_address, picture_address
from designer.ui.theme import Theme


def html_of(text: str, theme: Theme) -> str:
    """The HTML of some Markdown, in a theme's colours."""
    return f"<style>{_style(theme)}</style>{_markdown().render(text)}"


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    made.use(dollarmath_plugin, allow_digits=False, double_inline=True)
    made.add_render_rule("math_inline", _inline)
    for name in ("math_inline_double", "math_block", "math_block_label"):
        made.add_render_rule(name, _displayed)
    return made


class _Renderer(RendererHTML):
    """Markdown as Qt knows it: code blocks as a table of one cell, since it draws no margins around others."""

    def image(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        token = tokens[at]
        name = str(token.attrGet("src") or "")
        return f'<img src="{picture_address(name)}" alt="{html.escape(token.content)}" />'

    def fence(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return _code(tokens[at].content)

    def code_block(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return _code(tokens[at].content)

    def link_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        """A link to a file of the lesson; nothing else leads anywhere."""
        name = unquote(str(tokens[at].attrGet("href") or ""))
        return f'<a href="{picture_address(name)}">' if is_inside(name) else "<a>"

    def link_close(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return "</a>"


def _inline(renderer: object, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _formula(tokens[at].content)


def _displayed(renderer: object, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'<p align="center">{_formula(tokens[at].content)}</p>'


def _formula(latex: str) -> str:
    written = " ".join(latex.split())
    return f'<img src="{formula_address(written)}" alt="{html.escape(written)}" style="vertical-align: middle" />'


def _code(text: str) -> str:
    return f'<table class="code" width="100%" cellpadding="8"><tr><td><pre>{html.escape(text.rstrip())}</pre></td></tr></table>'


def _style(theme: Theme) -> str:
    return f"""
    p, li, td, th {{ line-height: 130%; }}
    p {{ margin-top: 4px; margin-bottom: 8px; }}
    h1, h2, h3 {{ margin-top: 10px; margin-bottom: 4px; }}
    a {{ color: {theme.accent}; }}
    code, pre {{ font-family: monospace; color: {theme.text}; }}
    code {{ background: {theme.raised}; }}
    table.code {{ background: {theme.raised}; margin-top: 4px; margin-bottom: 8px; }}
    th, td {{ padding: 3px 8px; }}
    blockquote {{ margin-left: 12px; color: {theme.quiet}; }}
    """
