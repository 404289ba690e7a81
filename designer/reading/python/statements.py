"""Follows statements: assignments, loops over what is known, conditions, functions of the source's own."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from designer.catalogue import KINDS
from designer.graph.specs import TrainingSettings
from designer.reading.layers import is_layer
from designer.reading.python.arithmetic import NoValue
from designer.reading.python.assigning import assign
from designer.reading.python.calls import Calls
from designer.reading.python.expressions import Expressions
from designer.reading.python.imports import bring_in
from designer.reading.python.limits import CALLS, Limits
from designer.reading.python.networks import Maker
from designer.reading.python.values import Function, Scope, Symbol, Thing, Unknown, truth
from designer.reading.sketch import End


@dataclass(frozen=True)
class Leave:
    """Why what follows is not run: `return` (with a value), `break`, `continue` or `raise`."""

    how: str
    value: object = None


class Statements:
    """Runs through statements in thought. What it cannot follow it passes over."""

    def __init__(
        self,
        maker: Maker,
        limits: Limits,
        text_of: Callable[[ast.AST], str],
        training: TrainingSettings | None = None,
    ) -> None:
        self.expressions = Expressions(maker, limits, text_of)
        self.calls = Calls(maker, self.expressions, self.inline, training)
        self.expressions.caller = self.calls
        self.loose: list[object] = []
        """Layers that only stand there, as in a piece of source."""
        self.functions: dict[str, Function] = {}
        self.classes: list[str] = []
        """Where networks and layers with code of their own are."""
        self.entered: set[str] = set()
        self._maker, self._limits = maker, limits
        self._calls = 0

    def run(self, body: Sequence[ast.stmt], scope: Scope) -> Leave | None:
        """Follow statements one after the other. Raises `TooMuch`."""
        for node in body:
            self._limits.step()
            found = _KINDS.get(type(node))
            left = found(self, node, scope) if found else None
            if isinstance(left, Leave):
                return left
        return None

    def inline(self, function: Function, args: list[object], given: dict[str, object], where: str) -> object:
        """What a function of the source's own gives."""
        self.entered.add(function.name)
        if self._calls >= CALLS:
            self._maker.notes.add(
                where, f"Functions call each other more than {CALLS} deep here. This call was left out."
            )
            return Unknown()
        scope = _bound(function, args, given)
        self._calls += 1
        try:
            if isinstance(function.body, ast.expr):
                return self.expressions.value(function.body, scope)
            left = self.run(function.body, scope)
            return left.value if left is not None and left.how == "return" else None
        finally:
            self._calls -= 1

    # --- statements ---

    def _import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        bring_in(node, scope)

    def _expression(self, node: ast.Expr, scope: Scope) -> None:
        value = self.expressions.value(node.value, scope)
        for one in value if isinstance(value, list | tuple) else [value]:
            known = isinstance(one, Thing) and one.of_keras and is_layer(one.path)
            if self._calls == 0 and (known or (isinstance(one, End) and self._maker.is_input(one))):
                self.loose.append(one)

    def _assign(self, node: ast.Assign, scope: Scope) -> None:
        value = self.expressions.value(node.value, scope)
        for target in node.targets:
            assign(self.expressions, target, value, scope)
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Call):
                self._maker.named(value, target.id)

    def _annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if node.value is not None:
            assign(self.expressions, node.target, self.expressions.value(node.value, scope), scope)

    def _changed(self, node: ast.AugAssign, scope: Scope) -> None:
        if not isinstance(node.target, ast.Name):
            return
        before = self.expressions.value(ast.copy_location(ast.Name(node.target.id, ast.Load()), node), scope)
        more = self.expressions.value(node.value, scope)
        try:
            scope.names[node.target.id] = self.expressions.joined(type(node.op), before, more, node)
        except NoValue:
            scope.names[node.target.id] = Unknown(node.target.id)

    def _if(self, node: ast.If, scope: Scope) -> Leave | None:
        true = truth(self.expressions.value(node.test, scope))
        if true is not None:
            return self.run(node.body if true else node.orelse, scope)
        gone = isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)
        body, other = (node.orelse, node.body) if gone else (node.body, node.orelse)
        if _about_layers(node):
            what = "What is decided here is only known when the program runs. "
            told = "It was read as if it did not hold." if gone else "It was read as if it held."
            self._maker.notes.add(self.expressions.where(node), what + told)
        return self.run(body, scope) if body or not other else None

    def _for(self, node: ast.For, scope: Scope) -> Leave | None:
        rows = self.expressions.value(node.iter, scope)
        if not isinstance(rows, list | tuple | dict):
            if _about_layers(node):
                what = "This loop runs over something that is only known when the program runs, so it was left out."
                self._maker.notes.add(self.expressions.where(node), what)
            return None
        for value in list(rows):
            self._limits.step()
            assign(self.expressions, node.target, value, scope)
            left = self.run(node.body, scope)
            if left is not None and left.how != "continue":
                return None if left.how == "break" else left
        return self.run(node.orelse, scope)

    def _while(self, node: ast.While, scope: Scope) -> Leave | None:
        while truth(self.expressions.value(node.test, scope)):
            self._limits.step()
            left = self.run(node.body, scope)
            if left is not None and left.how != "continue":
                return None if left.how == "break" else left
        return None

    def _with(self, node: ast.With, scope: Scope) -> Leave | None:
        for item in node.items:
            value = self.expressions.value(item.context_expr, scope)
            if item.optional_vars is not None:
                assign(self.expressions, item.optional_vars, value, scope)
        return self.run(node.body, scope)

    def _try(self, node: ast.Try, scope: Scope) -> Leave | None:
        left = self.run([*node.body, *node.orelse], scope)
        return left if left is not None and left.how != "raise" else self.run(node.finalbody, scope)

    def _function(self, node: ast.FunctionDef, scope: Scope) -> None:
        scope.names[node.name] = function = self.expressions.function(node, scope)
        if scope.outer is None:
            self.functions[node.name] = function

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        scope.names[node.name] = Symbol(f"source.{node.name}")
        bases = [self.expressions.value(base, scope) for base in node.bases]
        if any(
            isinstance(base, Symbol) and base.of_keras and base.name in ("Model", "Layer", "Sequential")
            for base in bases
        ):
            self.classes.append(node.name)
            what = f"{node.name} is a class with code of its own, which is never run. What it does is not shown."
            self._maker.notes.add(self.expressions.where(node), what)

    def _return(self, node: ast.Return, scope: Scope) -> Leave:
        return Leave("return", None if node.value is None else self.expressions.value(node.value, scope))

    def _break(self, node: ast.Break, scope: Scope) -> Leave:
        return Leave("break")

    def _continue(self, node: ast.Continue, scope: Scope) -> Leave:
        return Leave("continue")

    def _raise(self, node: ast.Raise, scope: Scope) -> Leave:
        return Leave("raise")


def _bound(function: Function, args: Sequence[object], given: dict[str, object]) -> Scope:
    """The scope of one call: each parameter with what it is given, its default, or something unknown."""
    scope, spec = Scope(function.scope), function.args
    places = [arg.arg for arg in (*spec.posonlyargs, *spec.args)]
    names = [*places, *(arg.arg for arg in spec.kwonlyargs)]
    scope.names.update({name: function.defaults.get(name, Unknown(name)) for name in names})
    scope.names.update(zip(places, args, strict=False))
    scope.names.update({name: value for name, value in given.items() if name in names})
    if spec.vararg is not None:
        scope.names[spec.vararg.arg] = tuple(args[len(places) :])
    if spec.kwarg is not None:
        scope.names[spec.kwarg.arg] = {name: value for name, value in given.items() if name not in names}
    return scope


def _about_layers(node: ast.AST) -> bool:
    """Whether a piece of source names a layer, or adds one."""
    for at, one in enumerate(ast.walk(node)):
        name = one.attr if isinstance(one, ast.Attribute) else one.id if isinstance(one, ast.Name) else ""
        if name == "add" or name in KINDS:
            return True
        if at > 1000:
            break
    return False


_KINDS: dict[type[ast.stmt], Callable[[Statements, Any, Scope], Leave | None]] = {
    ast.Import: Statements._import,
    ast.ImportFrom: Statements._import,
    ast.Expr: Statements._expression,
    ast.Assign: Statements._assign,
    ast.AnnAssign: Statements._annotated,
    ast.AugAssign: Statements._changed,
    ast.If: Statements._if,
    ast.For: Statements._for,
    ast.While: Statements._while,
    ast.With: Statements._with,
    ast.Try: Statements._try,
    ast.FunctionDef: Statements._function,
    ast.ClassDef: Statements._class,
    ast.Return: Statements._return,
    ast.Break: Statements._break,
    ast.Continue: Statements._continue,
    ast.Raise: Statements._raise,
}
