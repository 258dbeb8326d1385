"""What strangers' files do to a parser, as parsers."""

import os
import socket
import time

from qingmiao.engines.sandbox.contracts import Unreadable


def length(item: bytes, *, plus: int = 0) -> int:
    return len(item) + plus


def choosy(item: bytes) -> str:
    if item == b"eat":
        return str(len(bytearray(1 << 31)))
    if item == b"spin":
        while True:
            pass
    if item == b"die":
        os.abort()
    if item == b"wait":
        time.sleep(60)
    if item == b"no":
        raise Unreadable("not-today", day=3)
    if item == b"bug":
        raise KeyError(item)
    return item.decode()


def curious(item: bytes) -> str:
    kind = item.decode()
    try:
        if kind == "socket":
            socket.socket()
        elif kind == "write":
            open("/tmp/left-behind", "w").close()  # noqa: PTH123 -- must be refused
        elif kind == "fork":
            os.fork()
        elif kind == "environment":
            return ",".join(sorted(os.environ))
        elif kind == "descriptors":
            return str(len(os.listdir("/proc/self/fd")))  # noqa: PTH208 -- counts, does not read
    except OSError as error:
        return type(error).__name__
    return "open"
