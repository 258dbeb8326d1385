"""The tree against the vectors of certificate transparency, and against every small tree there is."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from qingmiao.ledger.rules.tree import (
    Growing,
    climbed,
    consistency_path,
    inclusion_path,
    is_grown_from,
    leaf_hash,
    root_of,
)

SAID = [bytes.fromhex(one) for one in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Known roots of the trees of one to eight leaves, as logs of certificate transparency test them."""


def ranged(leaves):
    return lambda begins, ends: root_of(leaves[begins:ends])


def test_the_roots_are_those_of_certificate_transparency():
    leaves = [leaf_hash(one) for one in SAID]

    assert [root_of(leaves[: n + 1]).hex() for n in range(8)] == ROOTS
    assert root_of([]) == sha256(b"").digest()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 11, 16, 17])
def test_every_leaf_climbs_to_the_root_and_nothing_else_does(size):
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    root = root_of(leaves)

    for index, leaf in enumerate(leaves):
        path = inclusion_path(index, size, ranged(leaves))
        assert climbed(leaf, index=index, size=size, path=path) == root
        assert climbed(leaf_hash(b"other"), index=index, size=size, path=path) != root
        assert climbed(leaf, index=index, size=size, path=[*path, root]) != root
        for at in range(len(path)):
            less = path[:at] + path[at + 1 :]
            bent = [*path[:at], leaf_hash(b"bent"), *path[at + 1 :]]
            assert climbed(leaf, index=index, size=size, path=less) != root
            assert climbed(leaf, index=index, size=size, path=bent) != root
        for other in range(size):
            if other != index:
                assert climbed(leaf, index=other, size=size, path=path) != root


@pytest.mark.parametrize("size", [1, 2, 3, 6, 8, 13, 16, 21])
def test_a_tree_is_shown_to_begin_with_each_older_one_and_with_no_other(size):
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    root = root_of(leaves)

    for old in range(1, size + 1):
        old_root = root_of(leaves[:old])
        path = consistency_path(old, size, ranged(leaves))
        shown = {"old_root": old_root, "root": root}
        assert is_grown_from(old, size, path=path, **shown)
        assert not is_grown_from(old, size, path=[*path, root], **shown)
        assert not is_grown_from(old, size, path=path, old_root=leaf_hash(b"x"), root=root)
        assert not is_grown_from(old, size, path=path, old_root=old_root, root=leaf_hash(b"x"))
        for at in range(len(path)):
            bent = [*path[:at], leaf_hash(b"bent"), *path[at + 1 :]]
            assert not is_grown_from(old, size, path=bent, **shown)


def test_what_grows_leaf_by_leaf_has_the_same_roots():
    leaves, tree = [leaf_hash(bytes([n])) for n in range(70)], Growing()

    assert tree.root() == root_of([])
    for size, leaf in enumerate(leaves, 1):
        tree.add(leaf)
        assert (tree.size, tree.root()) == (size, root_of(leaves[:size]))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 2)])
def test_there_is_no_path_to_a_leaf_there_is_not(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_path(index, size, ranged([]))
    assert climbed(b"x" * 32, index=index, size=size, path=[]) is None


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3)])
def test_there_is_no_growth_from_a_tree_there_is_not(old, size):
    with pytest.raises(ValueError, match="no such size"):
        consistency_path(old, size, ranged([]))
    assert not is_grown_from(old, size, old_root=b"", root=b"", path=[])


def test_the_worked_example_of_the_page_is_what_comes_out():
    page = (Path(__file__).parents[2] / "docs" / "algorithms" / "ledger.md").read_text()
    leaves = [leaf_hash(one) for one in (b"a", b"b", b"c")]
    node = root_of(leaves[:2])

    told = re.findall(r"[0-9a-f]{64}", page)

    assert told == [one.hex() for one in (*leaves, node, root_of(leaves))]
    assert inclusion_path(1, 3, ranged(leaves)) == [leaves[0], leaves[2]]
    assert consistency_path(2, 3, ranged(leaves)) == [leaves[2]]
