"""Finds the rules in `bot/interviews`, and writes a copy in which each can be removed by name.

A rule is: what guards an `if`, each part of an "or" by itself; a call of a check; each refusal in
`TABLE`; each entry of `PERMITTED`; who is told of each deed, and with which sound; what a filter
leaves out; each question whether somebody is a recruiter. A new one is found by itself.
"""

from __future__ import annotations

import ast
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.interviews.doing.transitions import TABLE
from bot.interviews.permissions import PERMITTED
from bot.interviews.planning.tellings import Concerned
from bot.interviews.plans import Deed
from bot.interviews.refusals import Refusal

NO_RULES = {
    *("__init__.py", "notices.py", "overview.py", "book.py", "refusals.py"),  # shapes
    *("cases.py", "ledger.py", "post.py", "removal.py"),  # others
    *("courier.py", "crew.py"),  # who does what when; nothing here takes theirs away one by one
}
REFUSALS = {"Refused", "Stale"}
RULES_OF_A_TABLE = {  # one line of code that stands for several rules, and what tells them apart
    "permit": "permissions.py:PERMITTED:{deed}",
    "notices_after": "planning/tellings.py:notices_after:{deed} tells the {capacity}",
    "_always": "planning/tellings.py:_TELL:{what} is a new message",
    "_to_the_owner": "planning/tellings.py:_TELL:{what} is a new message for the owner",
}


@dataclass(frozen=True)
class Rule:
    """One rule: its name, its kind, and, if it refuses, which refusal of which deeds."""

    name: str
    kind: str
    refusal: str | None = None
    deeds: frozenset[str] = frozenset()


@dataclass
class Module(ast.NodeTransformer):
    """Rewrites one module so that it asks `standing` about each of its rules."""

    file: str
    refusing: frozenset[str]  # functions that may refuse
    reached: dict[str, frozenset[str]]  # function: the deeds that come to it
    found: list[Rule] = field(default_factory=list)
    function: ast.FunctionDef | None = None
    in_a_guard: bool = False
    in_a_return: bool = False
    names: Counter[str] = field(default_factory=Counter)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        outer, self.function = self.function, node
        self.generic_visit(node)
        self.function = outer
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        refusal = refusal_in(node.body)
        node.test = self.guard(node.test, "guard" if refusal is None else "refusal", refusal)
        node.body = [self.visit(each) for each in node.body]
        node.orelse = [self.visit(each) for each in node.orelse]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        if not only_for_none(node):
            node.test = self.guard(node.test, "choice")
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.in_a_return = True
        self.generic_visit(node)
        self.in_a_return = False
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        refusal = refusal_in([node])
        if refusal is None or node is not self.within.body[-1]:
            return node
        name = self.add(f"raise {refusal}", "refusal", refusal)
        return ast.If(test=asks("rule", name, ast.Constant(value=True)), body=[node], orelse=[])

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Call):
            node.value = self.call(node.value)
            if ast.unparse(node.value.func) == "told.append" and "capacity" in ast.unparse(
                self.within
            ):
                return self.telling(node)
        return node

    def visit_Assign(self, node: ast.Assign | ast.keyword) -> ast.AST:
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "check_free":
            node.value = self.call(node.value)
            return node
        self.generic_visit(node)
        return node

    visit_keyword = visit_Assign

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        inner = node.value
        if isinstance(inner, ast.Subscript) and ast.unparse(inner.value) == "TABLE":
            return ast.Call(
                func=ast.parse("rules_standing.answer", mode="eval").body,
                args=[inner.value, inner.slice, node.slice],
                keywords=[],
            )
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        if self.file == "planning/tellings.py" and self.tells() and len(node.elts) == 2:
            node.elts[1] = self.sound(*node.elts)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        limits = isinstance(node.op, ast.And)
        if self.in_a_guard or self.function is None or not (limits or self.says_yes_or_no()):
            self.generic_visit(node)
            return node
        node.values = [self.ask("limit" if limits else "rule", each) for each in node.values]
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        if self.function is None:
            return node
        parts = [each for test in node.ifs for each in operands(test, ast.And)]
        node.ifs = [self.ask("limit", part) for part in parts]
        node.iter = self.visit(node.iter)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return self.ask("limit", node, visit=False) if node.attr == "is_recruiter" else node

    @property
    def within(self) -> ast.FunctionDef:
        assert self.function is not None
        return self.function

    def guard(self, test: ast.expr, kind: str, refusal: str | None = None) -> ast.expr:
        """Make each part of an "or" removable by itself."""
        if "isinstance(answer" in ast.unparse(test):
            return test  # the table is asked instead
        parts = [
            self.ask("rule", part, kind=kind, refusal=refusal) for part in operands(test, ast.Or)
        ]
        return parts[0] if len(parts) == 1 else ast.BoolOp(op=ast.Or(), values=parts)

    def ask(
        self,
        how: str,
        condition: ast.expr,
        *,
        kind: str = "condition",
        refusal: str | None = None,
        visit: bool = True,
    ) -> ast.expr:
        text = ast.unparse(condition)
        if refusal is not None and self.within.name in RULES_OF_A_TABLE:
            return asks(how, RULES_OF_A_TABLE[self.within.name], condition)
        name = self.add(text if how == "rule" else f"only if {text}", kind, refusal)
        if visit and not (refusal and text.endswith(".is_recruiter")):
            outer, self.in_a_guard = self.in_a_guard, kind != "condition"
            condition = self.visit(condition)
            self.in_a_guard = outer
        return asks(how, name, condition)

    def call(self, node: ast.Call) -> ast.Call:
        called = ast.unparse(node.func).removeprefix("self.")
        self.generic_visit(node)
        if called not in self.refusing or self.function is None:
            return node
        name = self.add(f"{called}(…)", "check")
        return asks("check", name, ast.Lambda(args=NO_ARGUMENTS, body=node))

    def telling(self, node: ast.Expr) -> ast.AST:
        if "REPLACED_YOU" in ast.unparse(node):
            return node
        name = RULES_OF_A_TABLE["notices_after"]
        return ast.If(test=asks("rule", name, ast.Constant(value=True)), body=[node], orelse=[])

    def tells(self) -> bool:
        returns = self.function.returns if self.function else None
        return returns is not None and ast.unparse(returns) in {"tuple[What, bool]", "Tell"}

    def says_yes_or_no(self) -> bool:
        returns = self.function.returns if self.function else None
        return self.in_a_return and returns is not None and ast.unparse(returns) == "bool"

    def sound(self, what: ast.expr, loud: ast.expr) -> ast.expr:
        """Make what decides on the sound of a notice removable, either way."""
        if self.within.name in RULES_OF_A_TABLE:
            return asks("rule", RULES_OF_A_TABLE[self.within.name], loud)
        label = ast.unparse(what).removeprefix("What.").lower()
        constant = loud.value if isinstance(loud, ast.Constant) else None
        always, never = constant is True, constant is False
        if not never:
            loud = asks("rule", self.add(f"{label} is a new message", "sound"), loud)
        if not always:
            loud = asks("limit", self.add(f"{label} makes no sound", "sound"), loud)
        return loud

    def add(self, text: str, kind: str, refusal: str | None = None) -> str:
        place = self.function.name if self.function else ""
        name = f"{self.file}:{place}:{' '.join(text.split())}"
        self.names[name] += 1
        if self.names[name] > 1:
            name += f" ({self.names[name]})"
        if self.file.startswith("moving/"):  # files are a door of their own: tests/files
            refusal = None
        self.found.append(Rule(name, kind, refusal, self.reached.get(place, frozenset())))
        return name


def only_for_none(node: ast.IfExp) -> bool:
    """Whether this only asks if there is something at all: "x.name if x else None"."""
    test = ast.unparse(node.test).removesuffix(" is not None")
    return test.isidentifier() and test in {
        each.id for each in ast.walk(node.body) if isinstance(each, ast.Name)
    }


NO_ARGUMENTS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])


def asks(how: str, name: str, condition: ast.expr) -> ast.Call:
    """Give `rules_standing.<how>(name, condition)`; a name of a table is filled when it runs."""
    of_a_table = name in RULES_OF_A_TABLE.values()
    text: ast.expr = ast.Constant(value=name)
    if of_a_table:
        text = ast.parse(f"f{name!r}", mode="eval").body
    func = ast.parse(f"rules_standing.{how}", mode="eval").body
    return ast.Call(func=func, args=[text, condition], keywords=[])


def operands(test: ast.expr, by: type[ast.And | ast.Or]) -> list[ast.expr]:
    """Give the parts of an "or" (or an "and"); "not (a and b)" is "not a or not b"."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, by):
        return test.values
    inner = test.operand if isinstance(test, ast.UnaryOp) else None
    if isinstance(inner, ast.BoolOp) and not isinstance(inner.op, by):
        return [ast.UnaryOp(op=ast.Not(), operand=each) for each in inner.values]
    return [test]


def refusal_in(body: Iterable[ast.AST]) -> str | None:
    """Give the key with which this refuses; None = it does not."""
    raised = next((each for each in body if isinstance(each, ast.Raise)), None)
    if raised is None or not isinstance(raised.exc, ast.Call):
        return None
    if ast.unparse(raised.exc.func) not in REFUSALS:
        return None
    for each in ast.walk(raised.exc):
        if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "Refusal":
            return Refusal[each.attr].value
    return Refusal.STALE.value


def functions(trees: Iterable[ast.AST]) -> Iterator[ast.FunctionDef]:
    """Give every function."""
    return (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def called_by(trees: Iterable[ast.AST]) -> dict[str, set[str]]:
    """Give for each function the names that it calls."""
    return {
        function.name: {
            ast.unparse(node.func).removeprefix("self.")
            for node in ast.walk(function)
            if isinstance(node, ast.Call)
        }
        for function in functions(trees)
    }


def reaches(calls: dict[str, set[str]], start: str) -> set[str]:
    """Give all functions that one function comes to, itself too."""
    reached, waiting = {start}, [start]
    while waiting:
        new = (calls.get(waiting.pop(), set()) & calls.keys()) - reached
        reached |= new
        waiting += new
    return reached


def in_the_tables() -> Iterator[Rule]:
    """Give the rules that stand in tables: one for each line."""
    for status, row in TABLE.items():
        for deed, given in row.items():
            if isinstance(given, Refusal):
                name = f"doing/transitions.py:TABLE:{status} {deed}"
                yield Rule(name, "table", given.value, frozenset({deed.value}))
    for deed, (_, refusal) in PERMITTED.items():
        name = RULES_OF_A_TABLE["permit"].format(deed=deed)
        yield Rule(name, "permission", refusal.value, frozenset({deed.value}))
    for deed in Deed:
        for capacity in (each for each in Concerned if each is not Concerned.ASKED):  # told apart
            name = RULES_OF_A_TABLE["notices_after"].format(deed=deed, capacity=capacity)
            yield Rule(name, "telling")


def in_the_tellings(tree: ast.AST) -> Iterator[Rule]:
    """Give the sounds that stand in the table of the tellings."""
    for node in ast.walk(tree):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and called in {"_always", "_to_the_owner"}:
            what = ast.unparse(node.args[0]).removeprefix("What.").lower()
            yield Rule(RULES_OF_A_TABLE[called].format(what=what), "sound")


def write_copy(bot: Path, to: Path) -> list[Rule]:
    """Copy the package `bot` into a folder, its rules removable there; give all rules."""
    shutil.copytree(bot, to / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    folder = to / "bot" / "interviews"
    trees = {
        file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.py"))
    }
    calls = called_by(trees.values())
    refusing = frozenset(
        name
        for name in calls
        if any(REFUSALS & calls[each] for each in reaches(calls, name) if each in calls)
    )
    by_deed = {deed.value: reaches(calls, deed.value) for deed in Deed}
    reached = {
        name: frozenset(deed for deed, names in by_deed.items() if name in names) for name in calls
    }
    found = list(in_the_tables())
    for file, tree in trees.items():
        if file.name == "tellings.py":
            found += in_the_tellings(tree)
        if file.name not in NO_RULES and file.parent.name != "model":
            name = file.relative_to(folder).as_posix()
            module = Module(name, refusing, reached)
            module.visit(tree)
            found += module.found
            after_docstring = next(
                place
                for place, node in enumerate(tree.body)
                if isinstance(node, ast.ImportFrom) and node.module == "__future__"
            )
            tree.body.insert(
                after_docstring + 1,
                ast.Import(names=[ast.alias(name="standing", asname="rules_standing")]),
            )
            file.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    return found
