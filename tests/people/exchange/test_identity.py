from datetime import date

import pytest

from qingmiao.people.exchange.rules.identity import read_identity


def test_a_number_tells_birth_and_sex() -> None:
    identity = read_identity(" 110105 19491231 002ｘ")

    assert identity is not None
    assert identity.number == "11010519491231002X"
    assert (identity.birth, identity.is_male) == (date(1949, 12, 31), False)
    other = read_identity("440524188001010014")
    assert other is not None
    assert other.is_male


@pytest.mark.parametrize(
    "number",
    [
        "110101199001011234",
        "",
        "11010519491331002X",
        "1101051949123100",
        "ABCDEFGHIJKLMNOPQR",
        "一" * 18,
    ],
)
def test_a_number_that_cannot_exist(number: str) -> None:
    assert read_identity(number) is None
