import pytest

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.selection.contests import permissions
from qingmiao.selection.contests.models import Contest, Entry, Stage, StageMark
from tests.factories.ground import agree
from tests.factories.house import actor, district, officer, person, secretary
from tests.factories.selection import contest, entry, mark, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    _, bureau, town = district()
    cadre = person("林若曦", where=town)
    ours, other = contest(state="final"), contest(state="judging")
    return {
        "town": town,
        "cadre": cadre,
        "ours": ours,
        "other": other,
        "done": entry(ours, person=cadre, unit=town),
        "open": entry(other, person=cadre, unit=town),
        "colleague": entry(ours, unit=bureau),
    }


def at_the_desk(role, of):
    return actor(role, matter=(ScopeKind.CONTEST, of.pk))


def test_the_desk_reads_its_own_contest(rows):
    for role in (Role.CONTEST_SECRETARY, Role.CONTEST_SUPERVISOR):
        who = at_the_desk(role, rows["ours"])
        agree(permissions.VIEW_ENTRIES, Entry, who, [rows["done"], rows["colleague"]])
        agree(permissions.VIEW_CONTESTS, Contest, who, [rows["ours"]])


def test_only_the_secretary_writes_at_the_desk(rows):
    supervisor = at_the_desk(Role.CONTEST_SUPERVISOR, rows["ours"])
    keeper = at_the_desk(Role.CONTEST_SECRETARY, rows["ours"])

    agree(permissions.KEEP_ENTRIES, Entry, supervisor, [])
    agree(permissions.KEEP_ENTRIES, Entry, keeper, [rows["done"], rows["colleague"]])


def test_a_judge_meets_plates_and_no_names(rows):
    who = at_the_desk(Role.JUDGE, rows["ours"])

    agree(permissions.VIEW_ENTRIES, Entry, who, [])
    agree(permissions.VIEW_MARKS, StageMark, who, [])
    agree(permissions.SEE_PLATES, Contest, who, [rows["ours"]])


def test_a_contestant_and_the_sending_unit_wait_until_judging_is_over(rows):
    agree(permissions.VIEW_ENTRIES, Entry, actor(Role.CADRE, who=rows["cadre"]), [rows["done"]])
    agree(permissions.VIEW_ENTRIES, Entry, secretary(rows["town"]), [rows["done"]])


def test_a_contestant_reads_the_own_marks_of_a_concluded_contest(rows):
    own = mark(rows["done"], stage(rows["ours"]))
    still_judged = mark(rows["open"], stage(rows["other"]))
    mark(rows["colleague"], own.stage)

    agree(permissions.VIEW_MARKS, StageMark, actor(Role.CADRE, who=rows["cadre"]), [own])
    assert still_judged not in permissions.VIEW_MARKS.rows(
        actor(Role.CADRE, who=rows["cadre"]), StageMark.objects.all()
    )


def test_nobody_keeps_the_own_marks(rows):
    own = mark(rows["done"], stage(rows["ours"]))
    other = mark(rows["colleague"], own.stage)

    agree(permissions.KEEP_MARKS, StageMark, officer(who=rows["cadre"]), [other])
    agree(permissions.KEEP_ENTRIES, Entry, officer(who=rows["cadre"]), [rows["colleague"]])


def test_a_draft_is_not_announced(rows):
    draft = contest(state="draft")
    hidden = stage(draft)

    agree(
        permissions.VIEW_CONTESTS, Contest, secretary(rows["town"]), [rows["ours"], rows["other"]]
    )
    agree(permissions.VIEW_STAGES, Stage, secretary(rows["town"]), [])
    agree(permissions.VIEW_STAGES, Stage, officer(), [hidden])
    agree(permissions.VIEW_CONTESTS, Contest, actor(Role.AUDITOR), [])
