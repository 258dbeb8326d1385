"""The house as its own papers describe it. One source: the contracts in pyproject.toml."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2]
SOURCE = HOUSE / "src" / "qingmiao"
PAPERS = tomllib.loads((HOUSE / "pyproject.toml").read_text())
CONTRACTS = {c["id"]: c for c in PAPERS["tool"]["importlinter"]["contracts"]}


def _landings(contract):
    """Bottom first; rooms that share a landing share a set; a room in parentheses may be lacking."""
    folder = SOURCE.joinpath(*contract["containers"][0].split(".")[1:])
    landings = [
        {name.strip(" ()") for name in layer.split("|")} for layer in reversed(contract["layers"])
    ]
    return [{name for name in landing if (folder / name).is_dir()} for landing in landings]


FLOORS = _landings(CONTRACTS["floors"])
WINGS = {
    contract["containers"][0].removeprefix("qingmiao."): _landings(contract)
    for key, contract in CONTRACTS.items()
    if key.startswith("rooms-")
}
LINKS = {
    "selection": "选", "cultivation": "育", "placement": "炼", "stewardship": "管",
    "appointment": "用",
}  # fmt: skip
FLAT = {
    "ledger", "orgs", "access", "notices", "registers", "workdays", "pool", "evidence", "portal", "api", "demo",
    "office",
}  # fmt: skip
ROOMS = FLAT | {f"{wing}.{room}" for wing, ls in WINGS.items() for room in set().union(*ls)}


def room_of(module):
    """``qingmiao.stewardship.apartments.web.views`` stands in ``stewardship.apartments``."""
    parts = module.split(".")[1:]
    return ".".join(parts[: 2 if parts[0] in WINGS else 1])


def height(room):
    wing, _, noun = room.partition(".")
    floor = next((i for i, landing in enumerate(FLOORS) if wing in landing), len(FLOORS))
    step = next((i for i, landing in enumerate(WINGS.get(wing, [])) if noun in landing), 0)
    return floor, step


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def modules(*layers) -> Iterator[tuple[Path, str, ast.Module]]:
    """(path, room, tree) of each module in the named layers of each room; all layers if none."""
    for path in sorted(SOURCE.rglob("*.py")):
        dotted = ".".join(("qingmiao", *path.relative_to(SOURCE).with_suffix("").parts))
        room = room_of(dotted)
        layer = dotted.removeprefix(f"qingmiao.{room}.").split(".")[0]
        if room in ROOMS and layer != "migrations" and (not layers or layer in layers):
            yield path, room, parsed(path)
