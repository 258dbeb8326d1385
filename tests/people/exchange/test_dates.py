import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.enums import DateFlaw
from qingmiao.people.exchange.rules.dates import NotADate, dotted, packed, read_date

days = st.dates(min_value=PartialDate(1900).first, max_value=PartialDate(2100).first)
partial_dates = st.builds(PartialDate.of, days, st.sampled_from("ymd"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("198910", (1989, 10, 0)),
        ("19891024", (1989, 10, 24)),
        ("1989.10", (1989, 10, 0)),
        ("2004.10.24", (2004, 10, 24)),
        ("1989-10-24", (1989, 10, 24)),
        ("1989-1", (1989, 1, 0)),
        ("1989/10", (1989, 10, 0)),
        ("1989年1月", (1989, 1, 0)),
        ("1989年10月24日", (1989, 10, 24)),
        (" １９８９．１０ ", (1989, 10, 0)),
        ("1989.9", (1989, 9, 0)),
        ("1989.1.5", (1989, 1, 5)),
        ("1989", (1989, 0, 0)),
        ("1989年", (1989, 0, 0)),
        ("19890000", (1989, 0, 0)),
        ("19891000", (1989, 10, 0)),
        ("2000.02.29", (2000, 2, 29)),
    ],
)
def test_dates_as_offices_write_them(text: str, expected: tuple[int, int, int]) -> None:
    assert read_date(text) == PartialDate(*expected)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("2010.13", DateFlaw.NO_SUCH_MONTH),
        ("201013", DateFlaw.NO_SUCH_MONTH),
        ("2010.02.30", DateFlaw.NO_SUCH_DAY),
        ("1989.1", DateFlaw.ONE_OR_TEN),
        ("1889.10", DateFlaw.YEAR_OUT_OF_RANGE),
        ("9999.01", DateFlaw.YEAR_OUT_OF_RANGE),
        ("", DateFlaw.NOT_A_DATE),
        ("十月", DateFlaw.NOT_A_DATE),
        ("1989.10.24.1", DateFlaw.NOT_A_DATE),
        ("19891", DateFlaw.NOT_A_DATE),
    ],
)
def test_what_is_no_date_says_why(text: str, flaw: DateFlaw) -> None:
    with pytest.raises(NotADate) as caught:
        read_date(text)

    assert caught.value.flaw == flaw


@given(partial_dates)
def test_dates_written_are_read_back(value: PartialDate) -> None:
    assert read_date(dotted(value)) == value
    assert read_date(packed(value)) == value


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_says_why(text: str) -> None:
    try:
        value = read_date(text)
    except NotADate:
        return
    assert value.first.year == value.year


def test_dates_agree_as_far_as_the_coarser_says() -> None:
    assert PartialDate(1989, 10).agrees(PartialDate(1989, 10, 24))
    assert PartialDate(1989).agrees(PartialDate(1989, 10, 24))
    assert not PartialDate(1989, 10).agrees(PartialDate(1989, 11))
    assert not PartialDate(1989, 10, 1).agrees(PartialDate(1989, 10, 2))


def test_nothing_is_written_as_nothing() -> None:
    assert dotted(None) == packed(None) == ""
