"""What a timeline tells of a run of like events, and how it words one."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.portal.queries.growth import RUN, Event, _title, folded

KINDS = st.sampled_from([("nurture", "出勤"), ("nurture", "宣讲参与"), ("select", "推荐")])


def event(number: int, link: str, kind: str) -> Event:
    return Event(on=date(2026, 1, 1), link=link, kind=kind, title=f"第{number}件", url=f"/{number}")


@given(st.lists(KINDS, max_size=40))
def test_folding_loses_nothing_and_keeps_the_order(kinds):
    events = [event(number, *kind) for number, kind in enumerate(kinds)]

    told = folded(events)

    assert [one.url for head in told for one in (head, *head.folded)] == [one.url for one in events]
    assert all(one.kind == head.kind for head in told for one in head.folded)


def test_only_a_run_is_folded():
    short = [event(n, "nurture", "出勤") for n in range(RUN - 1)]
    apart = [event(9, "select", "推荐"), *short]

    assert folded(apart) == apart
    [head] = folded([*short, event(5, "nurture", "出勤")])
    assert len(head.folded) == RUN - 1


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
