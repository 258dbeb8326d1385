"""Reads strangers' files in child processes, many files to a child."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from qingmiao.engines.sandbox.contracts import Limits, Outcome, Parser, Unreadable
from qingmiao.engines.sandbox.enums import Ending
from qingmiao.engines.sandbox.rules.child import FRAME, main, read_frame

USUAL = Limits()
_START = (
    "import json, sys;"
    "sys.path[:0] = json.loads(sys.argv[1]);"
    f"from {main.__module__} import {main.__name__};"
    f"{main.__name__}(sys.argv[2])"
)


def guarded(
    parser: Parser | str,
    item: bytes,
    *,
    limits: Limits = USUAL,
    options: Mapping[str, Any] | None = None,
) -> Any:
    """What the parser makes of one item; every trouble, its own or the child's, is `Unreadable`.

    A parser may be named, ``module:function``: then only the child loads its module.
    """
    [outcome] = guarded_each(parser, [item], limits=limits, options=options)
    if not outcome.is_read:
        raise Unreadable(outcome.code, **outcome.params)
    return outcome.value


def guarded_each(
    parser: Parser | str,
    items: Sequence[bytes],
    *,
    limits: Limits = USUAL,
    options: Mapping[str, Any] | None = None,
) -> Iterator[Outcome]:
    """One outcome per item, in order.

    A child takes up to ``limits.items``. When it dies over an item, that item gets a child of its
    own, so nobody pays for what a neighbour used up; if it dies again, the trouble is its own.
    """
    orders = json.dumps(
        {
            "parser": _name_of(parser),
            "memory": limits.memory,
            "cpu_seconds": limits.cpu_seconds,
            "written": limits.written,
            "options": dict(options or {}),
        }
    )
    roots = json.dumps(sorted({_root_of(_name_of(parser)), _root_of(_name_of(main))}))
    at = 0
    while at < len(items):
        told, ending = _run((roots, orders), items[at : at + limits.items], limits.wall_seconds)
        yield from told
        at += len(told)
        if ending is None or at >= len(items):
            continue
        if told:
            alone, ending = _run((roots, orders), items[at : at + 1], limits.wall_seconds)
        else:
            alone = []
        yield from alone or [Outcome(code=ending or Ending.CRASH)]
        at += 1


def _name_of(parser: Parser | str) -> str:
    return parser if isinstance(parser, str) else f"{parser.__module__}:{parser.__qualname__}"


def _root_of(name: str) -> str:
    """The folder to import from: one up for each dot in the module's name."""
    module = name.partition(":")[0]
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return str(Path(spec.origin).resolve().parents[module.count(".")])


def _run(
    orders: tuple[str, str], items: Sequence[bytes], wall_seconds: float
) -> tuple[list[Outcome], Ending | None]:
    """Files on both sides instead of pipes: no deadlock, and the child's own size limit holds."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        for item in items:
            given.write(FRAME.pack(len(item)))
            given.write(item)
        given.seek(0)
        ending = _child(orders, given, taken, wall_seconds)
        taken.seek(0)
        outcomes = []
        while (frame := read_frame(taken)) is not None:
            outcomes.append(Outcome(**json.loads(frame.decode("utf-8", "surrogatepass"))))
    if len(outcomes) < len(items):
        return outcomes, ending or Ending.CRASH
    return outcomes, None


def _child(
    orders: tuple[str, str], given: IO[bytes], taken: IO[bytes], wall_seconds: float
) -> Ending | None:
    """A fresh interpreter: no settings, no keys, no connections, no environment to read."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-B", "-c", _START, *orders],
        stdin=given,
        stdout=taken,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
    )
    try:
        code = child.wait(timeout=wall_seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return Ending.TIMEOUT
    return _ENDINGS.get(code, Ending.CRASH) if code else None


_ENDINGS = {
    -24: Ending.TIMEOUT,  # SIGXCPU
    -9: Ending.TIMEOUT,  # the hard limit of processor seconds kills outright
    -6: Ending.MEMORY,  # a Rust allocation that failed aborts
    -25: Ending.MEMORY,  # SIGXFSZ
}
