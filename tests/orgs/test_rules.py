from datetime import date

import pytest

from qingmiao.orgs.rules import flaws_of_closing, flaws_of_day, flaws_of_parent, flaws_of_place

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("on", "newest", "flaws"),
    [
        pytest.param(DAY, date(2020, 1, 1), [], id="today"),
        pytest.param(DAY, DAY, [], id="twice on one day"),
        pytest.param(date(2026, 7, 1), DAY, ["生效日期不得晚于今天"], id="tomorrow"),
        pytest.param(
            date(2019, 12, 31),
            date(2020, 1, 1),
            ["生效日期不得早于上一次变更的 2020.01.01"],
            id="behind the last change",
        ),
    ],
)
def test_changes_come_in_order(on, newest, flaws):
    assert list(flaws_of_day(on=on, newest=newest, today=DAY)) == flaws


@pytest.mark.parametrize(
    ("is_root", "has_parent", "below", "flaws"),
    [
        (False, True, False, []),
        (True, False, False, []),
        (True, True, False, ["区本级没有上级机构"]),
        (False, False, False, ["请选择上级机构"]),
        (False, True, True, ["上级机构不能是本机构或其下级机构"]),
    ],
)
def test_the_tree_keeps_its_shape(is_root, has_parent, below, flaws):
    found = flaws_of_place(is_root=is_root, has_parent=has_parent, is_below_itself=below)

    assert list(found) == flaws


@pytest.mark.parametrize(
    ("begins", "ends", "flaws"),
    [
        (DAY, None, []),
        (date(2020, 1, 1), date(2026, 7, 1), []),
        (date(2026, 7, 1), None, ["上级机构在生效日期当天不存在"]),
        (date(2020, 1, 1), DAY, ["上级机构在生效日期当天不存在"]),
    ],
)
def test_a_parent_stands_on_the_day(begins, ends, flaws):
    assert list(flaws_of_parent(begins=begins, ends=ends, on=DAY)) == flaws


@pytest.mark.parametrize(
    ("children", "posts", "flaws"),
    [
        (0, 0, []),
        (2, 3, ["还有 2 个下级机构，请先撤销或划转", "还有 3 个职位在用，请先撤销职位"]),
    ],
)
def test_a_unit_is_closed_from_its_leaves(children, posts, flaws):
    assert list(flaws_of_closing(children=children, posts=posts)) == flaws
