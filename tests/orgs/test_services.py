from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.access.enums import DEPARTMENT, Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.ledger.queries import story_of
from qingmiao.orgs import queries
from qingmiao.orgs.contracts import PostWords, UnitWords
from qingmiao.orgs.enums import CodeList, UnitKind
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.orgs.permissions import KEEPERS
from qingmiao.orgs.services.code import add_code, amend_code, close_code
from qingmiao.orgs.services.post import add_post, amend_post, close_post
from qingmiao.orgs.services.unit import add_unit, amend_unit, close_unit
from tests.factories.house import (
    LONG_AGO,
    TODAY,
    actor,
    code_entry,
    district,
    officer,
    post,
    secretary,
    unit,
)

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 1)
SLOT = PostWords(level="142", is_leading_team=True, principal="none", headcount=3, sort_no=20)


def words(of, **changes):
    return replace(
        UnitWords(
            name=of.name,
            short_name=of.short_name,
            kind=of.kind,
            parent_id=of.parent_id,
            sort_no=of.sort_no,
        ),
        **changes,
    )


def amended(of, *, by=None, on=ON, **changes):
    return amend_unit(
        actor=by or officer(),
        unit_id=of.pk,
        words=words(of, **changes),
        on=on,
        basis="区编委〔2025〕3号",
        today=TODAY,
    )


def closed(of, *, by=None, on=ON):
    return close_unit(
        actor=by or officer(), unit_id=of.pk, on=on, basis="区编委〔2025〕4号", today=TODAY
    )


def added(name, parent, *, by=None, on=ON, code=None):
    return add_unit(
        actor=by or officer(),
        code=code or name,
        words=UnitWords(
            name=name,
            short_name=name,
            kind=UnitKind.GOVERNMENT,
            parent_id=parent.pk if parent else None,
            sort_no=5,
        ),
        on=on,
        basis="区编委〔2025〕1号",
        today=TODAY,
    )


def reasons(caught):
    return list(caught.value.reasons)


def test_the_keepers_are_the_department():
    assert set(KEEPERS) == {str(role) for role in DEPARTMENT}


def test_a_unit_is_set_up_below_another():
    root, bureau, _ = district()

    made = added("区数据局", bureau)

    assert made.path == f"/{root.pk}/{bureau.pk}/{made.pk}/"
    assert [(v.name, v.begins, v.basis) for v in made.versions.all()] == [
        ("区数据局", ON, "区编委〔2025〕1号")
    ]
    [line] = story_of(made)
    assert (line.sentence, line.reason) == ("设立机构 区数据局，2025-03-01 起", "区编委〔2025〕1号")


def test_the_first_unit_is_the_root_and_the_only_one():
    root = added("演示区", None)

    with pytest.raises(Refused) as no:
        added("另一个区", None)

    assert (root.path, reasons(no)) == (f"/{root.pk}/", ["请选择上级机构"])


@pytest.mark.parametrize(
    ("name", "code", "on", "sentences"),
    [
        ("青云镇", "N1", ON, ["已有同名机构"]),
        ("区数据局", "taken", ON, ["具有 机构编码 的 机构 已存在。"]),
        (
            "区数据局", "N1", date(2014, 1, 1), ["上级机构在生效日期当天不存在"],
        ),
        ("区数据局", "N1", date(2026, 7, 1), ["生效日期不得晚于今天"]),
    ],
)  # fmt: skip
def test_a_unit_that_cannot_be(name, code, on, sentences):
    root, bureau, _ = district()
    Unit.objects.filter(pk=bureau.pk).update(code="taken")

    with pytest.raises(Refused) as no:
        added(name, root, code=code, on=on)

    assert reasons(no) == sentences


def test_a_new_name_begins_on_its_day_and_the_old_one_is_kept():
    _, bureau, _ = district()

    amended(bureau, name="区发展改革和数据局", short_name="区发改数据局")

    names = [(version.name, version.begins, version.ends) for version in bureau.versions.all()]
    assert names == [
        ("区发展和改革局", LONG_AGO, ON),
        ("区发展改革和数据局", ON, None),
    ]
    then = queries.unit_as_of(unit_id=bureau.pk, on=date(2025, 2, 28))
    now = queries.unit_as_of(unit_id=bureau.pk, on=ON)
    assert then is not None
    assert now is not None
    assert (then.name, now.name) == ("区发展和改革局", "区发展改革和数据局")
    assert Unit.objects.get(pk=bureau.pk).short_name == "区发改数据局"
    [entry] = Entry.objects.filter(deed="orgs.unit.amended")
    assert entry.sentence == "变更机构 区发展改革和数据局，2025-03-01 起：名称、简称"


def test_a_slip_of_the_day_itself_is_put_right():
    _, bureau, _ = district()
    amended(bureau, name="区发改革局")
    bureau.refresh_from_db()

    amended(bureau, name="区发展改革局")

    assert [v.name for v in bureau.versions.all()] == ["区发展和改革局", "区发展改革局"]


def test_nothing_changed_turns_no_page():
    _, bureau, _ = district()

    amended(bureau)

    assert bureau.versions.count() == 1
    assert not Entry.objects.exists()


def test_a_whole_branch_moves_with_its_root():
    root, bureau, town = district()
    middle = added("区数据局", bureau)
    leaf = added("数据中心", middle)
    lookalike = unit("邻居", parent=root, path=f"/{root.pk}/{bureau.pk}9/")

    amended(middle, parent_id=town.pk, on=date(2025, 4, 1))

    paths = dict(Unit.objects.values_list("name", "path"))
    assert paths["区数据局"] == f"/{root.pk}/{town.pk}/{middle.pk}/"
    assert paths["数据中心"] == f"/{root.pk}/{town.pk}/{middle.pk}/{leaf.pk}/"
    assert Unit.objects.get(pk=lookalike.pk).path == lookalike.path
    assert queries.subtree_ids(paths=[bureau.path])[bureau.path] == {bureau.pk}
    [then] = queries.tree_as_of(on=date(2025, 3, 31))
    [now] = queries.tree_as_of(on=date(2025, 4, 1))
    assert ("区发展和改革局", "区数据局") in edges(then)
    assert ("青云镇", "区数据局") in edges(now)


def edges(branch):
    found = set()
    for limb in branch.limbs:
        for child in limb.branches:
            found |= {(branch.name, child.name), *edges(child)}
    return found


def test_nothing_hangs_below_itself():
    _, bureau, _ = district()
    leaf = added("区数据局", bureau)

    with pytest.raises(Refused) as no:
        amended(bureau, parent_id=leaf.pk)

    assert reasons(no) == ["上级机构不能是本机构或其下级机构"]


@pytest.mark.django_db(transaction=True)
def test_two_who_move_at_once_make_no_ring():
    _, bureau, town = district()
    start, refusals = Barrier(2), []

    def move(one, other):
        start.wait()
        try:
            amended(one, parent_id=other.pk)
        except Refused as no:
            refusals.append(list(no.reasons))
        finally:
            connection.close()

    threads = [Thread(target=move, args=pair) for pair in ((bureau, town), (town, bureau))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == [["上级机构不能是本机构或其下级机构"]]
    [tree] = queries.tree_as_of(on=TODAY)
    assert len(edges(tree)) == 2


def test_a_unit_is_closed_when_nothing_hangs_on_it():
    _, bureau, _ = district()
    leaf = added("区数据局", bureau)
    slot = post(bureau)

    with pytest.raises(Refused) as no:
        closed(bureau)
    assert reasons(no) == [
        "还有 1 个下级机构，请先撤销或划转",
        "还有 1 个职位在用，请先撤销职位",
    ]

    closed(leaf, on=date(2025, 4, 1))
    close_post(
        actor=officer(), post_id=slot.pk, on=date(2025, 4, 1), basis="随机构撤销", today=TODAY
    )
    closed(bureau, on=date(2025, 4, 1))

    assert queries.unit_as_of(unit_id=bureau.pk, on=date(2025, 3, 31)) is not None
    assert queries.unit_as_of(unit_id=bureau.pk, on=date(2025, 4, 1)) is None
    with pytest.raises(Refused) as no:
        closed(bureau)
    assert reasons(no) == ["该机构已撤销"]


def test_only_the_department_keeps_the_tree():
    _, bureau, town = district()
    slot, entry = post(town), code_entry()
    for who in (secretary(town), actor(Role.OFFICER, over=town), actor(Role.SYSTEM_ADMIN)):
        with pytest.raises(Forbidden):
            added("区数据局", bureau, by=who)
        with pytest.raises(Forbidden):
            amended(town, by=who, name="青云街道")
        with pytest.raises(Forbidden):
            closed(town, by=who)
        with pytest.raises(Forbidden):
            close_post(actor=who, post_id=slot.pk, on=ON, basis="x", today=TODAY)
        with pytest.raises(Forbidden):
            close_code(actor=who, entry_id=entry.pk, on=ON, basis="x")
    assert not Entry.objects.exists()


def slot_of(where, title="副局长", *, on=ON, **changes):
    return add_post(
        actor=officer(),
        unit_id=where.pk,
        title=title,
        words=replace(SLOT, **changes),
        on=on,
        basis="三定方案",
        today=TODAY,
    )


def test_a_slot_is_set_with_its_headcount():
    _, bureau, _ = district()

    made = slot_of(bureau)

    assert (made.headcount, made.begins) == (3, ON)
    [line] = story_of(made)
    assert line.sentence == "核定 区发展和改革局 副局长 职数 3，2025-03-01 起"


def test_a_title_has_one_slot_at_a_time():
    _, bureau, _ = district()
    slot_of(bureau)

    with pytest.raises(Refused) as no:
        slot_of(bureau)

    assert reasons(no) == ["同一机构同一职务名称在同一时期只能有一条职数记录"]


def test_a_changed_headcount_leaves_the_old_one_to_the_old_days():
    _, bureau, _ = district()
    slot = slot_of(bureau)

    amend_post(
        actor=officer(),
        post_id=slot.pk,
        words=replace(SLOT, headcount=4),
        on=date(2026, 1, 1),
        basis="区编委〔2026〕1号",
        today=TODAY,
    )

    def headcounts(on):
        return list(queries.posts_as_of(on=on).values_list("headcount", flat=True))

    assert [headcounts(day) for day in (ON, date(2025, 12, 31), date(2026, 1, 1))] == [
        [3],
        [3],
        [4],
    ]
    assert Post.objects.get(pk=slot.pk).headcount == 4
    [entry] = Entry.objects.filter(deed="orgs.post.amended")
    assert entry.sentence == "调整 区发展和改革局 副局长，2026-01-01 起：职数"


def test_a_slot_changed_on_its_first_day_has_no_past():
    _, bureau, _ = district()
    slot = slot_of(bureau)

    for headcount in (4, 4):
        amend_post(
            actor=officer(),
            post_id=slot.pk,
            words=replace(SLOT, headcount=headcount),
            on=ON,
            basis="更正",
            today=TODAY,
        )

    assert list(Post.objects.values_list("headcount", flat=True)) == [4]


def test_a_closed_slot_is_closed_once_and_a_closed_unit_gets_none():
    _, bureau, town = district()
    slot = slot_of(bureau)
    close_post(actor=officer(), post_id=slot.pk, on=TODAY, basis="机构改革", today=TODAY)

    with pytest.raises(Refused) as no:
        close_post(actor=officer(), post_id=slot.pk, on=TODAY, basis="机构改革", today=TODAY)
    assert reasons(no) == ["该职位已撤销"]

    closed(town)
    with pytest.raises(Refused) as no:
        slot_of(town)
    assert reasons(no) == ["该机构已撤销"]


def test_a_code_is_added_reworded_and_put_out_of_use():
    made = add_code(
        actor=officer(),
        code_list=CodeList.FOUR_CATEGORIES,
        code="c1",
        label="女干部",
        sort_no=1,
        on=ON,
        basis="〔2025〕2号",
    )
    amend_code(
        actor=officer(), entry_id=made.pk, label="优秀女干部", sort_no=1, basis="〔2025〕2号"
    )
    close_code(actor=officer(), entry_id=made.pk, on=TODAY, basis="〔2026〕1号")

    made.refresh_from_db()
    assert (made.label, made.ends) == ("优秀女干部", TODAY)
    assert [line.sentence for line in story_of(made)] == [
        "码表「四类干部」停用「优秀女干部」，2026-06-30 起",
        "码表「四类干部」中「女干部」修改：名称",
        "码表「四类干部」增加「女干部」，2025-03-01 起",
    ]


def test_a_code_is_taken_once_and_ends_after_it_begins():
    entry = code_entry(code="c1")

    with pytest.raises(Refused) as no:
        add_code(
            actor=officer(),
            code_list=entry.code_list,
            code="c1",
            label="又一个",
            sort_no=1,
            on=ON,
            basis="",
        )
    assert len(reasons(no)) == 1
    with pytest.raises(Refused) as no:
        close_code(actor=officer(), entry_id=entry.pk, on=entry.begins, basis="误")
    assert reasons(no) == ["停用日期须晚于启用日期"]
    assert CodeEntry.objects.count() == 1


def test_units_and_slots_of_a_day_are_told_by_kind():
    root, bureau, town = district()
    post(bureau, headcount=3)
    post(town, "镇长", headcount=1)

    [tree] = queries.tree_as_of(on=TODAY)

    assert (tree.name, tree.slots) == (root.name, 0)
    assert [
        (limb.kind, [(branch.name, branch.slots) for branch in limb.branches])
        for limb in tree.limbs
    ] == [
        ("区政府部门", [("区发展和改革局", 3)]),
        ("乡镇", [("青云镇", 1)]),
    ]
    assert queries.tree_as_of(on=date(2014, 12, 31)) == []
