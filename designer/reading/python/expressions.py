"""Follows expressions: what a name, a call or a sum stands for, as far as that is plain from the source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, cast

from designer.reading.operations import operation
from designer.reading.python import arithmetic, builtin
from designer.reading.python.arithmetic import NoValue
from designer.reading.python.assigning import assign
from designer.reading.python.imports import IMPLIED
from designer.reading.python.limits import LENGTH, NESTED, Limits
from designer.reading.python.networks import Maker
from designer.reading.python.values import (  # fmt: skip
    Builtin,
    Function,
    Given,
    Scope,
    Symbol,
    Thing,
    Unknown,
    is_plain,
    truth,
)
from designer.reading.sketch import End

OPERATIONS: Mapping[type[ast.operator], str] = {
    ast.Add: "Add", ast.Sub: "Subtract", ast.Mult: "Multiply", ast.Div: "Divide",
}  # fmt: skip


class Caller(Protocol):
    """Knows what calls give."""

    def call(self, function: object, args: list[object], given: dict[str, object], node: ast.Call) -> object: ...

    def attribute(self, owner: object, name: str) -> object: ...


class Expressions:
    """Gives the value of an expression; `Unknown` where only running the program would tell."""

    def __init__(self, maker: Maker, limits: Limits, text_of: Callable[[ast.AST], str]) -> None:
        self.caller: Caller
        self.maker, self._limits, self._text = maker, limits, text_of
        self._deep = 0

    def value(self, node: ast.expr, scope: Scope) -> object:
        """What an expression stands for. Raises `TooMuch`."""
        self._limits.step()
        found = _KINDS.get(type(node))
        if found is None or self._deep >= NESTED:
            return self._unknown(node)
        self._deep += 1
        try:
            return found(self, node, scope)
        except NoValue:
            return self._unknown(node)
        finally:
            self._deep -= 1

    def function(self, node: ast.FunctionDef | ast.Lambda, scope: Scope) -> Function:
        """A function with the values of its defaults."""
        args = node.args
        named = [*args.posonlyargs, *args.args]
        pairs = [*zip(named[len(named) - len(args.defaults) :], args.defaults, strict=True)]
        pairs += [(arg, default) for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True) if default]
        defaults = {arg.arg: self.value(default, scope) for arg, default in pairs}
        name = node.name if isinstance(node, ast.FunctionDef) else ""
        return Function(name, args, node.body, scope, defaults)

    def where(self, node: ast.AST) -> str:
        return f"line {getattr(node, 'lineno', '?')}"

    def _unknown(self, node: ast.AST) -> Unknown:
        return Unknown(self._text(node))

    # --- names ---

    def _constant(self, node: ast.Constant, scope: Scope) -> object:
        return node.value if is_plain(node.value) else self._unknown(node)

    def _name(self, node: ast.Name, scope: Scope) -> object:
        given = scope.find(node.id)
        if isinstance(given, Given):
            return given.value
        if node.id in builtin.FUNCTIONS:
            return Builtin(node.id)
        return "__main__" if node.id == "__name__" else Symbol(IMPLIED.get(node.id, node.id))

    def _attribute(self, node: ast.Attribute, scope: Scope) -> object:
        owner = self.value(node.value, scope)
        found = self.caller.attribute(owner, node.attr)
        return self._unknown(node) if isinstance(found, Unknown) else found

    def _named(self, node: ast.NamedExpr, scope: Scope) -> object:
        scope.names[node.target.id] = value = self.value(node.value, scope)
        return value

    def _lambda(self, node: ast.Lambda, scope: Scope) -> object:
        return self.function(node, scope)

    # --- calls ---

    def _call(self, node: ast.Call, scope: Scope) -> object:
        function = self.value(node.func, scope)
        args = self._row(node.args, scope)
        given: dict[str, object] = {}
        for word in node.keywords:
            value = self.value(word.value, scope)
            if word.arg is not None:
                given[word.arg] = value
            elif isinstance(value, dict):
                given.update({key: one for key, one in value.items() if isinstance(key, str)})
        found = self.caller.call(function, args, given, node)
        return self._unknown(node) if isinstance(found, Unknown) and not found.text else found

    # --- arithmetic ---

    def _binary(self, node: ast.BinOp, scope: Scope) -> object:
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        return self.joined(type(node.op), left, right, node)

    def joined(self, kind: type[ast.operator], left: object, right: object, node: ast.AST) -> object:
        """What an operator gives, on plain values or on outputs of layers."""
        if isinstance(left, End) or isinstance(right, End):
            thing = Thing(f"keras.ops.{OPERATIONS.get(kind, kind.__name__)}", where=self.where(node))
            return operation(self.maker.sketch, thing, [left, right], {})
        if not is_plain(left) or not is_plain(right):
            return self._unknown(node)
        return arithmetic.binary(kind, left, right)

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> object:
        value = self.value(node.operand, scope)
        if isinstance(node.op, ast.Not):
            true = truth(value)
            return self._unknown(node) if true is None else not true
        return arithmetic.unary(type(node.op), value)

    def _either(self, node: ast.BoolOp, scope: Scope) -> object:
        wanted = isinstance(node.op, ast.Or)
        for part in node.values:
            value = self.value(part, scope)
            true = truth(value)
            if true is None:
                return self._unknown(node)
            if true is wanted:
                return value
        return value

    def _compare(self, node: ast.Compare, scope: Scope) -> object:
        left = self.value(node.left, scope)
        for kind, other in zip(node.ops, node.comparators, strict=True):
            right = self.value(other, scope)
            if not is_plain(left) or not is_plain(right):
                none = isinstance(kind, ast.Is | ast.IsNot) and right is None and not isinstance(left, Unknown | Symbol)
                return isinstance(kind, ast.IsNot) if none else self._unknown(node)
            if not arithmetic.compared(type(kind), left, right):
                return False
            left = right
        return True

    def _if(self, node: ast.IfExp, scope: Scope) -> object:
        true = truth(self.value(node.test, scope))
        return self._unknown(node) if true is None else self.value(node.body if true else node.orelse, scope)

    # --- rows ---

    def _list(self, node: ast.List | ast.Set, scope: Scope) -> object:
        return self._row(node.elts, scope)

    def _tuple(self, node: ast.Tuple, scope: Scope) -> object:
        return tuple(self._row(node.elts, scope))

    def _dict(self, node: ast.Dict, scope: Scope) -> object:
        found: dict[object, object] = {}
        for key, one in zip(node.keys, node.values, strict=True):
            value = self.value(one, scope)
            name = self.value(key, scope) if key is not None else None
            if key is None and isinstance(value, dict):
                found.update(value)
            elif isinstance(name, str | int | float):
                found[name] = value
        return found

    def _row(self, nodes: list[ast.expr], scope: Scope) -> list[object]:
        found: list[object] = []
        for node in nodes:
            value = self.value(node.value if isinstance(node, ast.Starred) else node, scope)
            if isinstance(node, ast.Starred) and isinstance(value, list | tuple):
                found += value
            else:
                found.append(value)
            if len(found) > max(LENGTH, len(nodes)):
                raise NoValue
        return found

    def _subscript(self, node: ast.Subscript, scope: Scope) -> object:
        owner, at = self.value(node.value, scope), self._index(node.slice, scope)
        if isinstance(owner, dict) and not isinstance(at, str | int | float):
            raise NoValue
        if isinstance(owner, End) and at == 0:
            return owner
        if not isinstance(owner, list | tuple | str | dict):
            raise NoValue
        try:
            return cast(Any, owner)[at]
        except (LookupError, TypeError, ValueError) as error:
            raise NoValue from error

    def _index(self, node: ast.expr, scope: Scope) -> object:
        if not isinstance(node, ast.Slice):
            return self.value(node, scope)
        parts = [None if part is None else self.value(part, scope) for part in (node.lower, node.upper, node.step)]
        if not all(part is None or isinstance(part, int) for part in parts):
            raise NoValue
        return slice(*parts)

    def _text_of(self, node: ast.JoinedStr, scope: Scope) -> object:
        text = "".join(self._part(part, scope) for part in node.values)
        if len(text) > LENGTH:
            raise NoValue
        return text

    def _part(self, part: ast.expr, scope: Scope) -> str:
        if isinstance(part, ast.Constant):
            return str(part.value)
        if not isinstance(part, ast.FormattedValue) or part.conversion not in (-1, 115):
            raise NoValue
        spec = self.value(part.format_spec, scope) if part.format_spec is not None else ""
        value = self.value(part.value, scope)
        if not isinstance(spec, str) or not is_plain(value):
            raise NoValue
        return builtin.formatted(value, spec)

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, scope: Scope) -> object:
        found = []
        for inner in self._rounds(node.generators, Scope(scope)):
            found.append(self.value(node.elt, inner))
            if len(found) > LENGTH:
                raise NoValue
        return found

    def _rounds(self, loops: list[ast.comprehension], scope: Scope) -> Iterator[Scope]:
        if not loops:
            yield scope
            return
        rows = self.value(loops[0].iter, scope)
        if not isinstance(rows, list | tuple | dict):
            raise NoValue
        for value in list(rows):
            self._limits.step()
            assign(self, loops[0].target, value, scope)
            if all(truth(self.value(test, scope)) for test in loops[0].ifs):
                yield from self._rounds(loops[1:], scope)


_KINDS: dict[type[ast.expr], Callable[[Expressions, Any, Scope], object]] = {
    ast.Constant: Expressions._constant,
    ast.Name: Expressions._name,
    ast.Attribute: Expressions._attribute,
    ast.NamedExpr: Expressions._named,
    ast.Lambda: Expressions._lambda,
    ast.Call: Expressions._call,
    ast.BinOp: Expressions._binary,
    ast.UnaryOp: Expressions._unary,
    ast.BoolOp: Expressions._either,
    ast.Compare: Expressions._compare,
    ast.IfExp: Expressions._if,
    ast.List: Expressions._list,
    ast.Set: Expressions._list,
    ast.Tuple: Expressions._tuple,
    ast.Dict: Expressions._dict,
    ast.Subscript: Expressions._subscript,
    ast.JoinedStr: Expressions._text_of,
    ast.ListComp: Expressions._comprehension,
    ast.SetComp: Expressions._comprehension,
    ast.GeneratorExp: Expressions._comprehension,
}
