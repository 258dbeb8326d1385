"""The tree as it stands: signed heads, what waits for its place, when everything was read again."""

from datetime import datetime

from django.db.models import QuerySet

from qingmiao.ledger.models import Block, Head, Leaf, Verification, Waiting
from qingmiao.ledger.rules.tree import BLOCK, half_of, node_hash, root_of


def heads() -> QuerySet[Head]:
    """The newest first."""
    return Head.objects.order_by("-size")


def latest_head() -> Head | None:
    return heads().first()


def head_over(*, at: datetime) -> Head | None:
    """The first head signed at the moment or later: over everything done before it."""
    return Head.objects.filter(signed_at__gte=at).order_by("size").first()


def waiting() -> int:
    """Deeds written since the last head."""
    return Waiting.objects.count()


def verifications() -> QuerySet[Verification]:
    return Verification.objects.order_by("-pk")


def latest_verification() -> Verification | None:
    return verifications().first()


def tree_size() -> int:
    last = Leaf.objects.order_by("-seq").values_list("seq", flat=True).first()
    return 0 if last is None else last + 1


def leaf_hashes(begins: int, ends: int) -> list[bytes]:
    rows = Leaf.objects.filter(seq__gte=begins, seq__lt=ends).order_by("seq")
    return [bytes(one) for one in rows.values_list("hash", flat=True)]


class KeptTree:
    """Roots over ranges of leaves, taken from whole blocks where there are any."""

    def __init__(self) -> None:
        rows = Block.objects.order_by("number").values_list("hash", flat=True)
        self._blocks = [bytes(one) for one in rows]

    def root(self, begins: int, ends: int) -> bytes:
        if ends - begins <= BLOCK:
            number, inside = divmod(begins, BLOCK)
            if not inside and ends - begins == BLOCK and number < len(self._blocks):
                return self._blocks[number]
            return root_of(leaf_hashes(begins, ends))
        middle = begins + half_of(ends - begins)
        return node_hash(self.root(begins, middle), self.root(middle, ends))
