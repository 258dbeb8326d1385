"""What runs in the child. It shuts the windows first and opens the stranger's file afterwards.

Frames go both ways as a length in four bytes and as many bytes; answers are JSON, never pickle.
"""

import importlib
import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Ending

FRAME = struct.Struct(">I")
_SHUT = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "ctypes.",
    "shutil.",
    "urllib.",
)


def main(orders: str) -> None:
    told = json.loads(orders)
    module, _, name = told["parser"].partition(":")
    parser: Callable[..., Any] = getattr(importlib.import_module(module), name)
    shut_windows(told["memory"], told["cpu_seconds"], told["written"])
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (item := read_frame(incoming)) is not None:
        answer = _attempt(parser, item, told["options"])
        outgoing.write(FRAME.pack(len(answer)))
        outgoing.write(answer)
        outgoing.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, or nothing at the end; a frame cut short counts as the end."""
    head = stream.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    (length,) = FRAME.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def shut_windows(memory: int, cpu_seconds: int, written: int) -> None:
    """Limits come first; the hook refuses the network, other programs and changes to files."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(kind, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_SHUT):
        raise PermissionError(event)
    if event == "open" and (
        (isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"))
        or arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    ):
        raise PermissionError(event)


def _attempt(parser: Callable[..., Any], item: bytes, options: dict[str, Any]) -> bytes:
    answer: dict[str, Any]
    try:
        answer = {"value": parser(item, **options)}
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except MemoryError:
        answer = {"code": Ending.MEMORY}
    except Unreadable as no:
        answer = {"code": str(no.code), "params": no.params}
    except Exception as error:  # noqa: BLE001 -- whatever it is, it stays in the child and is told
        answer = {"code": Ending.CRASH, "params": {"error": type(error).__name__}}
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
