import pytest
from cryptography.exceptions import InvalidTag

from qingmiao.engines.vault.services import blind_index, seal, seal_file, unseal, unseal_file

KEY, OTHER = bytes(32), bytes([1] * 32)


def test_what_was_sealed_opens_with_its_key_in_its_place():
    sealed = seal("11010519491231002X", key=KEY, place="t.id:1")

    assert unseal(sealed, key=KEY, place="t.id:1") == "11010519491231002X"
    assert b"1101" not in sealed


def test_a_file_is_sealed_as_a_text_is():
    content = bytes(range(256)) * 4
    sealed = seal_file(content, key=KEY, place="t.file:1")

    assert unseal_file(sealed, key=KEY, place="t.file:1") == content
    assert content[:32] not in sealed
    with pytest.raises(InvalidTag):
        unseal_file(sealed, key=KEY, place="t.file:2")
    with pytest.raises(ValueError, match="scheme"):
        unseal_file(b"\x02" + sealed[1:], key=KEY, place="t.file:1")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        pytest.param(OTHER, "t.id:1", id="another key"),
        pytest.param(KEY, "t.id:2", id="copied into another row"),
    ],
)
def test_it_opens_nowhere_else(key, place):
    sealed = seal("secret", key=KEY, place="t.id:1")

    with pytest.raises(InvalidTag):
        unseal(sealed, key=key, place=place)


def test_two_seals_of_one_text_differ_and_their_index_does_not():
    assert seal("x", key=KEY, place="p") != seal("x", key=KEY, place="p")
    assert blind_index("x", key=KEY, domain="d") == blind_index("x", key=KEY, domain="d")


def test_an_index_depends_on_key_and_domain():
    indexes = {
        blind_index("x", key=KEY, domain="a"),
        blind_index("x", key=KEY, domain="b"),
        blind_index("x", key=OTHER, domain="a"),
    }

    assert len(indexes) == 3


def test_an_unknown_scheme_is_refused():
    with pytest.raises(ValueError, match="scheme"):
        unseal(b"\x09" + bytes(40), key=KEY, place="p")
