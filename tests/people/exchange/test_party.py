import pytest

from qingmiao.people.exchange.contracts import Membership, PartialDate
from qingmiao.people.exchange.rules.party import political_face, read_party, write_party

D = PartialDate


@pytest.mark.parametrize(
    ("text", "expected", "face"),
    [
        ("197204", Membership(D(1972, 4)), "01"),
        ("1972.04", Membership(D(1972, 4)), "01"),
        ("民建", Membership(others=(("民建", None),)), "06"),
        ("(民建)", Membership(others=(("民建", None),)), "06"),
        ("(民建、民盟)", Membership(others=(("民建", None), ("民盟", None))), "06"),
        ("民建；民盟", Membership(others=(("民建", None), ("民盟", None))), "06"),
        ("九三;民建", Membership(others=(("九三", None), ("民建", None))), "10"),
        ("200108；民建", Membership(D(2001, 8), (("民建", None),)), "01"),
        ("200108；民建；民盟", Membership(D(2001, 8), (("民建", None), ("民盟", None))), "01"),
        ("民建2001.08", Membership(others=(("民建", D(2001, 8)),)), "06"),
        ("民建200108", Membership(others=(("民建", D(2001, 8)),)), "06"),
        ("民盟盟员", Membership(others=(("民盟", None),)), "05"),
        ("无党派", Membership(others=(("无党派", None),)), "12"),
        ("", Membership(), ""),
        ("中共预备党员", Membership(unread="中共预备党员"), "02"),
        ("2010.13", Membership(unread="2010.13"), ""),
        ("199901；200001", Membership(D(1999, 1), unread="200001"), "01"),
        ("民建2010.13", Membership(unread="民建2010.13"), ""),
    ],
)
def test_party_texts(text: str, expected: Membership, face: str) -> None:
    read = read_party(text)

    assert read == expected
    assert political_face(read) == face
    assert read_party(write_party(read)) == read
