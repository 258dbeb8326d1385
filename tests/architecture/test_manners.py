"""Manners of code that import-linter cannot see."""

import ast
from functools import cache

import pytest

from tests.architecture.plan import SOURCE, modules, parsed

WRITES = {
    "save", "create", "get_or_create", "update_or_create", "delete", "bulk_create",
    "bulk_update", "raw", "acreate", "asave", "adelete", "aupdate",
}  # fmt: skip
DOORS = ("web", "api", "tasks", "management")
# One declaration per noun is stored by one hand (registers), and an invented district is poured in by COPY (demo).
HOUSEHOLD = {"registers", "demo"}
DERIVED = {
    "refresh",
    "admit",
    "count_try",
}  # computed again from what is recorded already, or a turnstile: nobody's deed
SHAPES = {"field_of", "modelform_factory", "inlineformset_factory", "modelformset_factory"}
SPEECH = {"django.utils.translation", "django.utils.formats"}
SHELF, SHEET = 400, 60  # lines in a module, lines in a function


def calls(node, names):
    """Calls that write. `.update(...)` with keywords only is a queryset's, a dict's takes a mapping."""
    return [
        f"line {n.lineno}: .{n.func.attr}()"
        for n in ast.walk(node)
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Attribute)
        and (n.func.attr in names or (n.func.attr == "update" and n.keywords and not n.args))
    ]


def called_by_name(node):
    return {
        n.func.id
        for n in ast.walk(node)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }


def functions(tree):
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def reach(service, helpers):
    """The service and every function of its own module it leans on."""
    seen, todo = {}, [service]
    while todo:
        node = todo.pop()
        if node.name not in seen:
            seen[node.name] = node
            todo += [helpers[name] for name in called_by_name(node) & helpers.keys()]
    return list(seen.values())


@cache
def imports():
    """Who takes which names from where: (path, module, names) of every import in the house."""
    return [
        (path, node.module or "", {alias.name for alias in node.names})
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
    ]


@cache
def called_from_outside(room):
    """Names that other rooms, or other layers of this one, take from the services of a room."""
    inside = SOURCE.joinpath(*room.split("."), "services")
    return set().union(
        *(
            names
            for path, module, names in imports()
            if module.startswith(f"qingmiao.{room}.services") and not path.is_relative_to(inside)
        )
    )


def public_services():
    """A module of services shows all it has; a package shows what is called from outside."""
    for path, room, tree in modules("services"):
        helpers = functions(tree)
        for name, node in helpers.items():
            shown = path.name == "services.py" or name in called_from_outside(room)
            if (
                shown
                and name not in DERIVED
                and not name.startswith("_")
                and room != "ledger"
                and not room.startswith("engines.")
            ):
                parts = reach(node, helpers)
                yield pytest.param(node, parts, id=f"{path.relative_to(SOURCE)}::{name}")


@pytest.mark.parametrize(("service", "parts"), list(public_services()))
def test_services_have_manners(service, parts):
    writes = any(calls(part, WRITES) for part in parts)
    names = [argument.arg for argument in service.args.args + service.args.kwonlyargs]
    if writes or "actor" in names:
        assert not service.args.args, "keyword-only, so a call reads as a sentence"
    if not writes:
        return
    assert service.args.kwonlyargs[0].arg == "actor", "whoever writes, says who"
    assert any("record" in called_by_name(p) for p in parts), "whoever writes, records the deed"
    assert any("atomic" in ast.unparse(d) for d in service.decorator_list), "both, or neither"


def test_only_services_write():
    silent = ("enums", "contracts", "models", "permissions", "queries", "register", *DOORS)
    found = {
        str(path.relative_to(SOURCE)): calls(tree, WRITES)
        for path, room, tree in modules(*silent)
        if room not in HOUSEHOLD and not room.startswith("engines.")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def questions_put_to_models(tree):
    """A door may name a model (a type, a form's shape); it may not ask one for rows."""
    named = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("models")
        for alias in node.names
    } - {"models"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if node.attr in {"objects", "_default_manager", "_base_manager"}:
                yield f"line {node.lineno}: .{node.attr}"
        elif isinstance(node, ast.Call):
            asked = {n.id for n in [node.func, *node.args] if isinstance(n, ast.Name)}
            if asked & named and not asked & SHAPES:
                yield f"line {node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.ClassDef) and node.name != "Meta":
            for line in node.body:
                if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) in {
                    "model",
                    "queryset",
                }:
                    yield f"line {line.lineno}: {ast.unparse(line)} reads around every scope"


def test_doors_name_models_but_never_ask_them():
    found = {
        str(path.relative_to(SOURCE)): list(questions_put_to_models(tree))
        for path, room, tree in modules(*DOORS)
        if room not in HOUSEHOLD
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def foreign_words(tree):
    """Rules explain; of Django they may know how to say it in two languages."""
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name.split(".")[0] == "django" and name not in SPEECH:
                yield f"line {node.lineno}: {name}"


def test_rules_and_contracts_know_of_django_only_how_to_speak():
    found = {
        str(path.relative_to(SOURCE)): list(foreign_words(tree))
        for path, _, tree in modules("rules", "contracts")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_module_outgrows_its_shelf_and_no_function_its_sheet():
    long = {}
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        if (lines := len(path.read_text().splitlines())) > SHELF:
            long[str(path.relative_to(SOURCE))] = lines
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > SHEET:
                    long[f"{path.relative_to(SOURCE)}::{node.name}"] = lines
    assert long == {}
