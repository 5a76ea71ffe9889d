"""Knows what is changed in a module to see whether a test notices: one small thing at a time.

Words are left as they are: docstrings, annotations, sentences of errors, names of columns. So are
decorators, asserts, and what only Windows would run.
"""

import ast
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256

_COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_RECKONED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "//"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
"""A lone `/` mostly joins paths, which no other sign can: that would be no mutant but a crash."""
_WITHIN_BRACKETS = ("condition", "and/or", "constant")
"""What is an expression, so that blank lines in it do not end it."""
_ONLY_WINDOWS = ("_join_job", "_BasicLimits", "_ExtendedLimits")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module."""

    module: str
    """Its path in the repository."""
    where: str
    """The function or class it is in, with dots; empty for the module itself."""
    kind: str
    before: str
    after: str
    number: int
    """Among those that read the same in the same place, from 0."""
    line: int
    last_line: int
    """Of what is changed, from 1."""
    start: int
    end: int
    """In the bytes of the source."""
    new: bytes
    runs_later: bool
    """Whether it is in a function, which runs when it is called; else at import."""
    named: str
    """Outside functions: the name that is given its value there."""
    around: tuple[int, int]
    """The first and the last line of the function it is in; else of itself."""
    code: str
    """A hash of the function it is in, or of its line: when it must be tried anew."""

    @property
    def key(self) -> str:
        """What it is called in the ledger, whatever lines stand above it."""
        again = f" ({self.number + 1})" if self.number else ""
        return f"{self.module} {self.where}: {self.before} → {self.after}{again}"

    def applied(self, source: bytes) -> bytes:
        """The module with this change; no line moves."""
        return source[: self.start] + self.new + source[self.end :]


def mutants(module: str, source: bytes) -> list[Mutant]:
    """All changes of a module, in its order; each can be compiled and is no copy of it."""
    walk = _Walk(module, source)
    walk.visit(ast.parse(source))
    seen = Counter[str]()
    found = []
    for each in walk.found:
        found.append(replace(each, number=seen[each.key]))
        seen[each.key] += 1
    return found


class _Walk(ast.NodeVisitor):
    """Collects changes while it goes through a module."""

    def __init__(self, module: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._module = module
        self._source = source
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._places: list[str] = []
        self._functions = 0
        self._named = ""
        self._around: list[tuple[int, int]] = []

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._at(node.lineno, node.col_offset), self._at(
            node.end_lineno, node.end_col_offset
        )

    def _change(
        self, kind: str, span: tuple[int, int], after: str, shown: tuple[str, str] | None = None
    ) -> None:
        start, end = span
        before = self._source[start:end]
        line = self._source[:start].count(b"\n") + 1
        gone = before.count(b"\n")
        # Blank lines in place of those that went: no other line may move.
        blank = "\n" * (gone - after.count("\n"))
        new = f"({after}{blank})" if blank and kind in _WITHIN_BRACKETS else after + blank
        told = shown or (before.decode(), after)
        self.found.append(
            Mutant(
                self._module, ".".join(self._places), kind, _short(told[0]), _short(told[1]), 0,
                line, line + gone, start, end, new.encode(),
                self._functions > 0, self._named, *self._enclosing(line, line + gone),
            )
        )  # fmt: skip

    def _enclosing(self, line: int, last_line: int) -> tuple[tuple[int, int], str]:
        first, last = self._around[-1] if self._around else (line, last_line)
        source = self._source[self._starts[first - 1] : self._starts[last]]
        return (first, last), sha256(source).hexdigest()[:16]

    # Where it is

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if node.name in _ONLY_WINDOWS:
            return
        self._places.append(node.name)
        for each in node.body:
            self.visit(each)
        self._places.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in _ONLY_WINDOWS:
            return
        self._places.append(node.name)
        assert node.end_lineno is not None
        self._around.append((node.lineno, node.end_lineno))
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        self._functions += 1
        for each in node.body:
            self.visit(each)
        self._functions -= 1
        self._around.pop()
        self._places.pop()

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._functions += 1
        self.visit(node.body)
        self._functions -= 1

    def visit_Assign(self, node: ast.Assign) -> None:
        if any(isinstance(each, ast.Attribute | ast.Subscript) for each in node.targets):
            self._remove(node)
        self._valued(node.targets[0], node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Attribute) and node.value:
            self._remove(node)
        if node.value:
            self._valued(node.target, node.value)

    def _valued(self, target: ast.expr, value: ast.expr) -> None:
        if not self._functions and isinstance(target, ast.Name):
            self._named = target.id
        self.visit(value)
        if not self._functions:
            self._named = ""

    # What is left alone

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        pass

    def visit_If(self, node: ast.If) -> None:
        asked = ast.unparse(node.test)
        if asked == "TYPE_CHECKING":
            return
        if asked == "sys.platform == 'win32'":
            for each in node.orelse:
                self.visit(each)
            return
        if asked == "sys.platform != 'win32'":
            for each in node.body:
                self.visit(each)
            return
        self._asked(node.test)
        self.generic_visit(node)

    # What is changed

    def visit_While(self, node: ast.While) -> None:
        self._asked(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._asked(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for each in node.ifs:
            self._asked(each)
        self.generic_visit(node)

    def _asked(self, test: ast.expr) -> None:
        if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
            self._change("condition", self._span(test), f"(not ({ast.unparse(test)}))")

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._change("condition", self._span(node), f"({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        self._change("and/or", self._span(node), f"({ast.unparse(other)})")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for number, op in enumerate(node.ops):
            before, after = _COMPARED[type(op)]
            span = self._span(operands[number])[1], self._span(operands[number + 1])[0]
            between = self._source[slice(*span)].decode()
            if before in between:
                pair = operands[number], operands[number + 1]
                shown = (_compared(*pair, before), _compared(*pair, after))
                self._change("comparison", span, between.replace(before, after, 1), shown)
        for each in operands:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                self._change("constant", self._span(each), repr(each.value + "x"))
        self.generic_visit(node)

    def visit_MatchValue(self, node: ast.MatchValue) -> None:
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            self._change("constant", self._span(node.value), repr(node.value.value + "x"))

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _RECKONED and not (_is_words(node.left) or _is_words(node.right)):
            before, after = _RECKONED[type(node.op)]
            span = self._span(node.left)[1], self._span(node.right)[0]
            between = self._source[slice(*span)].decode()
            if before in between:
                told = ast.unparse(node)
                kept = ast.unparse(ast.BinOp(node.left, ast.MatMult(), node.right))
                shown = told, kept.replace(" @ ", f" {after} ")
                self._change("arithmetic", span, between.replace(before, after, 1), shown)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._change("constant", self._span(node), str(not node.value))
        elif isinstance(node.value, int | float):
            self._change("constant", self._span(node), str(node.value + 1))

    def visit_keyword(self, node: ast.keyword) -> None:
        if (
            isinstance(node.value, ast.Constant)
            and node.arg
            and not isinstance(node.value.value, str)
        ):
            before = ast.unparse(node.value)
            told, self.found = len(self.found), self.found
            self.visit(node.value)
            for number in range(told, len(self.found)):
                each = self.found[number]
                self.found[number] = replace(
                    each, before=f"{node.arg}={before}", after=f"{node.arg}={each.after}"
                )
        else:
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._remove(node)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._remove(node)
        self.generic_visit(node)

    def visit_Delete(self, node: ast.Delete) -> None:
        self._remove(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self._remove(node)

    def visit_Break(self, node: ast.Break) -> None:
        self._remove(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._remove(node)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is None:
            self._remove(node)
            return
        if not isinstance(node.value, ast.Constant):
            self._change("return", self._span(node), "return None")
        self.visit(node.value)

    def visit_With(self, node: ast.With) -> None:
        if len(node.items) == 1 and node.items[0].optional_vars is None:
            asked = node.items[0].context_expr
            span = self._span(node)[0], self._span(asked)[1]
            self._change("with", span, "if True")
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            span = self._span(node.type)
            shown = f"except {ast.unparse(node.type)}", "except nothing"
            self._change("except", span, "()", shown)
        self.generic_visit(node)

    def _remove(self, node: ast.stmt) -> None:
        self._change("statement", self._span(node), "pass")


def _is_words(node: ast.expr) -> bool:
    """Whether it is plainly text or a union of types, which can only be joined."""
    if isinstance(node, ast.BinOp):
        return _is_words(node.left) or _is_words(node.right)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes) or node.value is None
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Name) and node.id[:1].isupper() and not node.id.isupper()
    )


def _compared(left: ast.expr, right: ast.expr, sign: str) -> str:
    return f"{ast.unparse(left)} {sign} {ast.unparse(right)}"


def _short(text: str) -> str:
    return " ".join(text.split())
