"""What a timeline tells of a run of like events, and how it words one."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.portal.queries.growth import RUN, Event, _title, folded

KINDS = st.sampled_from([("nurture", "出勤"), ("nurture", "宣讲参与"), ("select", "推荐")])


def event(number: int, link: str, kind: str, year: int = 2026) -> Event:
    return Event(on=date(year, 1, 1), link=link, kind=kind, title=f"第{number}件", url=f"/{number}")


@given(st.lists(st.tuples(KINDS, st.sampled_from([2026, 2025, 2024])), max_size=40))
def test_folding_loses_nothing_and_keeps_the_order(drawn):
    drawn = sorted(drawn, key=lambda one: -one[1])
    events = [event(number, *kind, year) for number, (kind, year) in enumerate(drawn)]

    told = folded(events)

    kept = [one.url for head in told for one in (head, *head.folded)]
    assert sorted(kept) == sorted(one.url for one in events)
    assert [one.url for one in told] == [
        one.url for one in events if one.url in {h.url for h in told}
    ]
    for head in told:
        assert [one.kind for one in head.folded] == [head.kind] * len(head.folded)
        assert [one.on for one in head.folded] == [head.on] * len(head.folded)


def test_only_what_happened_often_in_one_year_is_folded():
    seldom = [event(n, "nurture", "出勤") for n in range(RUN - 1)]
    other_year = event(7, "nurture", "出勤", 2025)
    between = event(9, "select", "推荐")

    assert folded([seldom[0], between, *seldom[1:], other_year]) == [
        seldom[0], between, *seldom[1:], other_year,
    ]  # fmt: skip
    head, still = folded([seldom[0], between, *seldom[1:], event(5, "nurture", "出勤")])
    assert still is between
    assert [one.url for one in head.folded] == [*(one.url for one in seldom[1:]), "/5"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("甲某某 2026.03.08", "好苗子线索"),
        ("2026-11-16 干部网络学院 必修课程（下）", "干部网络学院 必修课程（下）"),
        ("甲某某 · 副科及以上", "副科及以上"),
        ("甲某某 政治表现 2026.03.08", "政治表现"),
        ("甲某某 → 青溪镇党委书记", "青溪镇党委书记"),
    ],
)
def test_a_title_repeats_neither_the_person_nor_the_day(written, told):
    row = SimpleNamespace(content=written)

    assert _title(SimpleNamespace(noun_title="好苗子线索"), row, "甲某某") == told
