"""Check proofs of a Qingmiao ledger without Qingmiao: this one file, Python 3.8 or later, nothing else.

    python3 verify_ledger.py proof.json [--key HEX]    one deed is in the ledger, unchanged
    python3 verify_ledger.py growth.json [--key HEX]   the ledger only grew between two heads
    python3 verify_ledger.py heads.txt --key HEX       every head in a file was signed, sizes only grow

Give the key you were told by somebody you trust: the one inside a proof proves nothing by itself.
Exit status: 0 holds, 1 does not hold, 2 could not be read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Tuple

Point = Tuple[int, int, int, int]
FIELDS = (
    "uid",
    "written_at",
    "deed",
    "sentence",
    "actor_id",
    "actor_name",
    "door",
    "subject_kind",
    "subject_id",
    "detail",
    "reason",
)
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha(b"\x01" + left + right)


def add(a: Point, b: Point) -> Point:
    """Points of edwards25519 as (X, Y, Z, T), RFC 8032 section 5.1.4."""
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def point_of(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P
        or (left[1] * right[2] - right[1] * left[2]) % P
    )


def head_of(note: str, key: bytes) -> tuple[int, bytes] | None:
    """(size, root) of a note this key signed, or None."""
    body, gap, last = note.rstrip("\n").partition("\n\n\u2014 ")
    lines, made = body.split("\n"), last.split(" ")
    if not gap or len(lines) != 4 or len(made) != 2 or made[0] != lines[0]:
        return None
    signature = base64.b64decode(made[1])
    name = sha(lines[0].encode() + b"\n\x01" + key)[:4]
    if signature[:4] != name or not is_signed(key, body.encode() + b"\n", signature[4:]):
        return None
    return int(lines[1]), base64.b64decode(lines[2])


def climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    last, found = size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            found = node(step, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node(found, step)
        index, last = index >> 1, last >> 1
    return found if last == 0 else None


def grown(old: int, size: int, old_root: bytes, root: bytes, path: list[bytes]) -> bool:
    if old == size:
        return not path and old_root == root
    at, last, rest = old - 1, size - 1, list(path)
    while at & 1:
        at, last = at >> 1, last >> 1
    if at and not rest:
        return False
    before = after = rest.pop(0) if at else old_root
    for step in rest:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node(step, before), node(step, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node(after, step)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def doubt(told: dict[str, Any], key: bytes) -> str:
    """What does not hold, or an empty text."""
    path = [bytes.fromhex(step) for step in told["path"]]
    if told["format"] == "qingmiao-ledger-proof/1":
        head = head_of(told["head"], key)
        if head is None:
            return "the head is not signed by this key / 树头不是这把钥匙签的"  # not interface: speaks both
        texts = [
            text.encode()
            for text in ["qingmiao-ledger/1"] + [told["entry"][name] for name in FIELDS]
        ]
        said = b"".join(b"%d:%b," % (len(text), text) for text in texts)
        leaf = sha(b"\x00" + sha(bytes.fromhex(told["salt"]) + said))
        if not 0 <= told["index"] < head[0] or climb(leaf, told["index"], head[0], path) != head[1]:
            return "the deed is not in this tree as it reads here / 这条记录不是这样写在树里的"  # not interface: speaks both
        return ""
    old, new = head_of(told["old"], key), head_of(told["new"], key)
    if old is None or new is None:
        return "a head is not signed by this key / 有树头不是这把钥匙签的"  # not interface: speaks both
    if not 0 < old[0] <= new[0] or not grown(old[0], new[0], old[1], new[1], path):
        return "the newer tree does not continue the older one / 新的树不是在旧的树上续写的"  # not interface: speaks both
    return ""


def doubt_of_heads(text: str, key: bytes) -> str:
    notes: list[str] = []
    lines: list[str] = []
    for line in text.split("\n"):
        lines.append(line)
        if line.startswith("\u2014 "):
            notes.append("\n".join(lines).lstrip("\n"))
            lines = []
    if any(line.strip() for line in lines) or not notes:
        return "no head, or half a head at the end / 没有树头，或者末尾残缺"  # not interface: speaks both
    heads = [head_of(note, key) for note in notes]
    sizes = [head[0] for head in heads if head is not None]
    if len(sizes) < len(heads):
        return "a head is not signed by this key / 有树头不是这把钥匙签的"  # not interface: speaks both
    if sizes != sorted(set(sizes)):
        return "the sizes do not grow / 记录数没有递增"  # not interface: speaks both
    return ""


def main(words: list[str]) -> int:
    named = words[words.index("--key") + 1] if "--key" in words[:-1] else ""
    files = [word for word in words if word != "--key" and word != named]
    if len(files) != 1:
        print(__doc__)
        return 2
    try:
        text = Path(files[0]).read_text(encoding="utf-8")
        told = json.loads(text) if text.lstrip().startswith("{") else None
        key = bytes.fromhex(named or (told or {}).get("key", ""))
        if len(key) != 32:
            print("64 hex digits make a key / 公钥为64位")  # not interface: speaks both
            return 2
        found = doubt_of_heads(text, key) if told is None else doubt(told, key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        print(f"cannot be read / 读不出：{problem}")  # not interface: speaks both
        return 2
    print(found or "holds / 相符")  # not interface: speaks both
    if not named:
        print(
            f"compare this key with the one you were told / 请与您另行得知的公钥核对：{key.hex()}"  # not interface: speaks both
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
