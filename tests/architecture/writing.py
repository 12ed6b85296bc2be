"""Rules 2 and 3: what writes is an action, and numbers are never max + 1."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.source import Fault, Module

ACTIONS_BESIDE_THE_FOLDER = (
    "core/accounts.py",
    "core/invitations.py",
    "core/access_log.py",
    "core/sign_in/used_codes.py",
)
WRITES = {"save", "create", "bulk_create", "bulk_update", "delete", "get_or_create"}
WRITES |= {"update_or_create", "create_user"}
WRITES |= {f"a{name}" for name in WRITES}

# path → reason
MAY_WRITE = {
    "core/mail.py": "the queue: joins the caller's transaction, and the worker marks what left",
    "core/jobs.py": "the worker's own notes of how its jobs go",
    "core/models/user.py": "the manager that Django's account code calls",
    "core/sign_in/security_log.py::record": "an action, beside what the sign-in pages call",
    "core/permissions.py::store_roles": "runs at the end of `migrate`",
}


def is_action_module(path: str) -> bool:
    """Whether the public functions of this file are actions."""
    return PurePosixPath(path).match("*/actions/*.py") or path in ACTIONS_BESIDE_THE_FOLDER


def action_form(module: Module) -> Iterator[Fault]:
    """Public functions that are no actions, or take more than keywords, or lack `by`."""
    for node in module.tree.body:
        if isinstance(node, ast.AsyncFunctionDef):
            yield module.fault(node, "an action is not async")
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield from (module.fault(node, what) for what in _action_faults(node))


def own_exception(module: Module) -> Iterator[Fault]:
    """An exception class beside an action, where it is to raise core.actions.Refused."""
    for node in module.nodes(ast.ClassDef):
        for base in map(ast.unparse, node.bases):
            if base.endswith(("Exception", "Error")):
                yield module.fault(node, f"is {base}: raise Refused with a code")


def _action_faults(node: ast.FunctionDef) -> Iterator[str]:
    arguments = node.args
    if "action" not in [ast.unparse(decorator) for decorator in node.decorator_list]:
        yield "is not decorated with @action"
    if arguments.posonlyargs or arguments.args or arguments.vararg:
        yield "takes more than keywords"
    if arguments.kwarg:
        yield "takes keywords that it does not name"
    if "by" not in [argument.arg for argument in arguments.kwonlyargs]:
        yield "does not take `by`"
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        wanted = ast.unparse(argument.annotation) if argument.annotation else ""
        if argument.arg == "request" or "HttpRequest" in wanted:
            yield "takes a request"


def orm_write(module: Module) -> Iterator[Fault]:
    """Calls that write through the ORM.

    Rows are saved, deleted and updated without positional arguments: that tells
    `row.save()` and `rows.update(a=1)` from a workbook's `save(path)` or `digest.update(b)`.
    """
    for node in module.nodes(ast.Call):
        if not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        bare = all(isinstance(argument, ast.Starred) for argument in node.args)
        is_write = name in WRITES and (bare or name not in ("save", "delete"))
        is_update = name in ("update", "aupdate") and bare and node.keywords
        is_relation = name in ("set", "add", "remove", "clear") and _is_relation(node.func.value)
        if is_write or is_update or is_relation:
            yield module.fault(node, f"writes: {ast.unparse(node.func)}(…)")


def _is_relation(value: ast.expr) -> bool:
    """Whether this looks like `row.groups`: a plural attribute of something other than self."""
    return (
        isinstance(value, ast.Attribute)
        and value.attr.endswith("s")
        and not (isinstance(value.value, ast.Name) and value.value.id == "self")
    )


def next_number(module: Module) -> Iterator[Fault]:
    """Numbers that two people at once would both get: max + 1, count + 1, Max()."""
    for node in module.nodes(ast.Call):
        if ast.unparse(node.func).split(".")[-1] == "Max":
            yield module.fault(node, "asks the database for the highest number")
    for node in module.nodes(ast.BinOp):
        sides = {ast.unparse(side) for side in (node.left, node.right)}
        called = [s.func for s in (node.left, node.right) if isinstance(s, ast.Call)]
        names = {ast.unparse(function).split(".")[-1] for function in called}
        if isinstance(node.op, ast.Add) and "1" in sides and names & {"max", "count"}:
            yield module.fault(node, f"numbers by {ast.unparse(node)}")
