"""The hash tree of RFC 6962, section 2: roots, inclusion paths, consistency proofs.

Hashes are 32 bytes of SHA-256. A leaf is hashed behind a zero byte and a node behind a one, so that
neither can be passed off as the other. Ranges are half open and count leaves from nought.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

BLOCK = 1024
"""Leaves in a block: the roots of whole blocks are kept, everything below is hashed when asked for."""


def leaf_hash(said: bytes) -> bytes:
    return sha256(b"\x00" + said).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves, or over roots of blocks; of nothing at all the hash of nothing."""
    if not hashes:
        return sha256(b"").digest()
    row = list(hashes)
    while len(row) > 1:
        paired = [node_hash(row[n], row[n + 1]) for n in range(0, len(row) - 1, 2)]
        row = paired + row[len(row) - len(row) % 2 :]
    return row[0]


class Growing:
    """A tree that only grows: the root after every leaf without keeping the leaves."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # roots of perfect trees, the largest first

    def add(self, leaf: bytes) -> None:
        at = self.size
        while at & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            at >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self._peaks:
            return root_of([])
        *left, found = self._peaks
        for peak in reversed(left):
            found = node_hash(peak, found)
        return found


Range = Callable[[int, int], bytes]
"""The root over the leaves from the first number up to, but without, the second."""


def half_of(size: int) -> int:
    """Where a tree of at least two leaves divides: the largest power of two below its size."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(index: int, size: int, root: Range) -> list[bytes]:
    """The neighbours a reader needs to climb from one leaf to the root, the lowest first."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    path: list[bytes] = []
    begins, ends = 0, size
    while ends - begins > 1:
        middle = begins + half_of(ends - begins)
        if index < middle:
            path.append(root(middle, ends))
            ends = middle
        else:
            path.append(root(begins, middle))
            begins = middle
    return path[::-1]


def consistency_path(old: int, size: int, root: Range) -> list[bytes]:
    """What shows that the tree of ``size`` leaves begins with the tree of ``old`` leaves."""
    if not 0 < old <= size:
        raise ValueError("no such size")

    def parts(begins: int, ends: int, *, is_whole: bool) -> list[bytes]:
        if old == ends:
            return [] if is_whole else [root(begins, ends)]
        middle = begins + half_of(ends - begins)
        if old <= middle:
            return [*parts(begins, middle, is_whole=is_whole), root(middle, ends)]
        return [*parts(middle, ends, is_whole=False), root(begins, middle)]

    return parts(0, size, is_whole=True)


def climbed(leaf: bytes, *, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root one comes to from the leaf; ``None`` when the path does not fit the tree's shape."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf
    for neighbour in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            found = node_hash(neighbour, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, neighbour)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def is_grown_from(
    old: int, size: int, *, old_root: bytes, root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the path shows that nothing of the older tree was changed, moved or taken away."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not path and old_root == root
    rest = list(path)
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if at:
        if not rest:
            return False
        before = after = rest.pop(0)
    else:
        before = after = old_root
    for neighbour in rest:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(neighbour, before), node_hash(neighbour, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, neighbour)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root
