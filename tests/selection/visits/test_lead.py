"""A lead from the inbox to a dossier, a reason why not, or the pool; and who it may be already."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.pool.models import Membership, MembershipSource
from qingmiao.selection.visits.queries.lead import hints
from qingmiao.selection.visits.services import lead as services
from tests.factories.house import TODAY, actor, officer, person, signed_in, unit
from tests.factories.selection import lead, visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)


def verified(row, by=None):
    return services.verify_lead(
        actor=by or officer(name="李干事"), lead_id=row.pk, note="已向村支书核实", at=NOW
    )


def reasons(caught):
    return list(caught.value.reasons)


def test_a_lead_is_verified_attached_and_put_to_the_pool():
    cadre, row = person("林若曦", where=unit()), lead()

    verified(row)
    services.attach_lead(actor=officer(), lead_id=row.pk, person_id=cadre.pk)
    [claim] = Evidence.objects.filter(retracted_at__isnull=True)
    assert (claim.person, claim.claim, claim.verified_by) == (cadre, row.behaviour, "李干事")

    done = services.pool_lead(actor=officer(), lead_id=row.pk, on=TODAY, reason="群众口碑好")
    [member], [source] = Membership.objects.all(), MembershipSource.objects.all()
    assert (done.state, member.person, member.state, source.channel, source.origin_id) == (
        "pooled", cadre, "proposed", "visit", row.pk,
    )  # fmt: skip
    assert Evidence.objects.filter(retracted_at__isnull=True).count() == 1


def test_a_member_is_not_put_to_the_pool_twice():
    cadre = person("林若曦", where=unit())
    for row in (lead(), lead(behaviour="带队攻坚征迁")):
        verified(row)
        services.attach_lead(actor=officer(), lead_id=row.pk, person_id=cadre.pk)
    services.pool_lead(actor=officer(), lead_id=row.pk, on=TODAY, reason="口碑好")
    first = row.__class__.objects.exclude(pk=row.pk).get()

    with pytest.raises(Refused) as no:
        services.pool_lead(actor=officer(), lead_id=first.pk, on=TODAY, reason="口碑好")

    assert reasons(no) == ["该同志已在储备库中"]
    first.refresh_from_db()
    assert first.state == "merged"


def test_nobody_too_old_is_put_to_the_pool():
    cadre, row = (
        person("林若曦", where=unit(), birth=datetime(1960, 1, 1, tzinfo=UTC).date()),
        lead(),
    )
    verified(row)
    services.attach_lead(actor=officer(), lead_id=row.pk, person_id=cadre.pk)

    with pytest.raises(Refused) as no:
        services.pool_lead(actor=officer(), lead_id=row.pk, on=TODAY, reason="口碑好")

    assert any("周岁" in reason for reason in reasons(no))
    assert not Membership.objects.exists()


def test_a_lead_is_dropped_with_a_reason_and_then_stands():
    row = lead()

    with pytest.raises(Refused) as no:
        services.drop_lead(actor=officer(), lead_id=row.pk, reason=" ")
    assert reasons(no) == ["请写明不予采用的理由"]
    services.drop_lead(actor=officer(), lead_id=row.pk, reason="查无此事")

    with pytest.raises(Refused) as no:
        verified(row)
    assert reasons(no) == ["线索现在是「不予采用」，不能转为「已核实」"]


def test_the_second_officer_is_told_who_was_first():
    row = lead()
    verified(row)

    with pytest.raises(Refused) as no:
        services.verify_lead(actor=officer(), lead_id=row.pk, note="", at=NOW)

    assert reasons(no) == ["这条线索已由李干事核实，请刷新页面后再办", "请写明如何核实"]


def test_nobody_verifies_what_one_brought_home_oneself():
    visitor = person("王干事", where=unit())
    row = lead(visit=visit(visitor=visitor))

    with pytest.raises(Refused) as no:
        verified(row, officer(who=visitor))

    assert reasons(no) == ["不得核实本人走访带回的线索，请由其他干部办理"]


def test_only_the_department_settles_and_never_about_oneself():
    cadre = person("林若曦", where=unit())
    row = lead(unit=cadre.unit)

    for role in (Role.GROUP_HEAD, Role.SEGMENT_HEAD, Role.DISTRICT_LEADER):
        with pytest.raises(Forbidden):
            verified(row, actor(role, over=row.unit))
    verified(row)
    with pytest.raises(Forbidden):
        services.attach_lead(actor=officer(who=cadre), lead_id=row.pk, person_id=cadre.pk)


def test_hints_find_the_same_name_and_the_same_sound_near_before_far():
    here = unit()
    far = person("林若曦", where=unit())
    near = person("林若希", where=here)
    one = lead(unit=here, name="林若熙")
    row = lead(unit=here)
    lead(unit=here, name="钱进")

    found = hints(actor=officer(), name="林若曦", unit_id=here.pk, person_id=None, but=row.pk)

    assert [(hint.url_name, hint.pk, hint.is_same_unit) for hint in found] == [
        ("dossiers:person", near.pk, True),
        ("visits:lead-detail", one.pk, True),
        ("dossiers:person", far.pk, False),
    ]


def test_hints_name_nobody_out_of_reach_nor_oneself():
    here = unit()
    person("林若曦", where=unit())
    me = person("林若曦", where=here)
    lead(unit=unit())

    head = actor(Role.GROUP_HEAD, over=here, who=me)

    assert hints(actor=head, name="林若曦", unit_id=here.pk, person_id=None) == []
    assert hints(actor=head, name=" ", unit_id=here.pk, person_id=None) == []


def test_the_inbox_shows_who_waits_and_marks_doubles(client):
    here = unit()
    signed_in(client)
    person("林若曦", where=here)
    old = lead(unit=here, found_on=TODAY.replace(month=1))
    new = lead(unit=unit())
    alone = lead(name="钱进")

    answer = client.get(reverse("visits:inbox"))

    lines = [(line["row"], line["is_alike"], line["is_known"]) for line in answer.context["lines"]]
    assert lines == [(old, True, True), (new, True, False), (alone, False, False)]
    assert [(tab["label"], tab["count"]) for tab in answer.context["tabs"]][:2] == [
        ("新线索", 3),
        ("已核实", 0),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        lead(visit=visit())

    with django_assert_num_queries(8):
        client.get(reverse("visits:inbox"))


def test_an_officer_settles_a_lead_in_the_browser(client):
    signed_in(client)
    cadre = person("林若曦", where=unit())
    row = lead(unit=cadre.unit)

    def post(name, **values):
        return client.post(reverse(f"visits:lead-{name}", args=[row.pk]), values)

    assert "核实" in client.get(reverse("visits:lead-verify", args=[row.pk])).content.decode()
    assert post("verify", note="").status_code == 422
    assert post("verify", note="已向村支书核实").status_code == 302
    again = post("verify", note="再核实一次")
    assert again.status_code == 422
    assert "这条线索已由" in again.content.decode()
    page = client.get(reverse("visits:lead-detail", args=[row.pk])).content.decode()
    assert "归入此档案" in page
    assert post("attach", person=str(cadre.pk)).status_code == 302
    assert post("drop", reason="不再采用").status_code == 422
    assert post("pool", reason="群众口碑好").status_code == 302
    row.refresh_from_db()
    assert row.state == "pooled"


def test_while_a_lead_is_entered_the_page_says_who_it_may_be(client):
    signed_in(client)
    cadre = person("林若曦", where=unit())

    form = client.get(reverse("visits:lead-new")).content.decode()
    part = client.get(
        reverse("visits:lead-hints"),
        {"name": "林若希", "unit": cadre.unit_id},
        headers={"HX-Request": "true"},
    )

    assert reverse("visits:lead-hints") in form
    assert reverse("dossiers:person", args=[cadre.pk]) in part.content.decode()
    assert client.post(reverse("visits:lead-new"), {"name": "林若曦"}).status_code == 422
