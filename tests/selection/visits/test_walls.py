"""A head of one segment meets nothing of another: no row, number, name, file, offer or notice."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.queries import actor_for
from qingmiao.kernel import clock
from qingmiao.notices.models import Notice
from qingmiao.notices.permissions import READ_NOTICES
from qingmiao.selection.visits.contracts import HeardLine
from qingmiao.selection.visits.models import Lead, Visit
from qingmiao.selection.visits.permissions import VIEW_HEARD, VIEW_LEADS
from qingmiao.selection.visits.queries.coverage import coverage
from qingmiao.selection.visits.queries.lead import hints, inbox_counts
from qingmiao.selection.visits.services.visit import record_visit
from tests.factories.ground import agree
from tests.factories.house import TODAY, actor, grant, holder, officer, person
from tests.factories.selection import attendee, enclosure, heard, lead, segment, visit

pytestmark = pytest.mark.django_db
NOUNS = ("visit", "attendee", "heard", "lead")


@pytest.fixture
def theirs(field):
    """A visit of another segment to a unit this segment looks after today."""
    other = segment("别片")
    row = visit(
        unit=field.town, segment=other, purpose="别片的事", state="planned", summary="别片的话"
    )
    attendee(visit=row, name="别片谈话人")
    heard(visit=row, about="别片好苗子")
    lead(visit=row, unit=field.town, name="别片好苗子")
    enclosure(visit=row)
    return row


@pytest.fixture
def ours(field):
    row = visit(unit=field.town, segment=field.segment, purpose="本片的事")
    attendee(visit=row, name="本片谈话人")
    heard(visit=row, about="本片好苗子")
    lead(visit=row, unit=field.town, name="本片好苗子")
    return row


@pytest.fixture
def head(client, field):
    """The segment head by role: over the units and for the own segment."""
    account = holder(Role.SEGMENT_HEAD, over=field.town, who=field.head)
    grant(account, Role.SEGMENT_HEAD, matter=(ScopeKind.SEGMENT, field.segment.pk))
    client.force_login(account)
    return account


def exported(client, noun, query=""):
    answer = client.post(
        f"{reverse(f'visits:{noun}-export')}{query}", {"purpose": "work", "note": "核对"}
    )
    return list(
        load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True)
    )


@pytest.mark.usefixtures("ours", "head")
@pytest.mark.parametrize("noun", NOUNS)
def test_no_list_count_facet_search_or_export_tells_of_another_segment(client, theirs, noun):
    url = reverse(f"visits:{noun}")

    page = client.get(url)

    assert page.context["total"] == 1
    assert "别片" not in page.content.decode()
    for facet in page.context["facets"]:
        for option in facet.options:
            assert option.count == 1, f"{facet.name} counts what is hidden"
    assert client.get(url, {"q": "别片"}).context["total"] == 0
    assert client.get(url, {"q": "本片"}).context["total"] == 1
    for asked in ({"segment": theirs.segment_id}, {"state": "planned"}, {"unit": theirs.unit_id}):
        assert client.get(url, asked).context["total"] <= 1
    assert len(exported(client, noun)) == 1
    assert "别片" not in str(exported(client, noun, "?q=片"))
    assert "别片" not in client.get("/registers/pick/visits.visit/", {"q": "别片"}).content.decode()


@pytest.mark.usefixtures("ours", "head")
def test_the_facet_of_segments_names_the_own_one_alone(client, theirs):
    url = reverse("visits:visit")

    def shown(**asked):
        [found] = [f for f in client.get(url, asked).context["facets"] if f.name == "segment"]
        return [(option.label, option.count) for option in found.options if option.count]

    assert shown() == [("乡镇片", 1)]
    assert shown(q="别片") == []
    assert client.get(url, {"segment": theirs.segment_id}).context["total"] == 0


@pytest.mark.usefixtures("ours", "head")
def test_the_page_of_another_segment_shows_no_visit_nor_how_many(client, theirs):
    page = client.get(reverse("visits:segment-detail", args=[theirs.segment_id]))

    assert [(part["title"], part["total"]) for part in page.context["parts"] if part["total"]] == []
    assert "别片的事" not in page.content.decode()


@pytest.mark.usefixtures("ours")
def test_each_page_of_another_segment_is_a_missing_page(client, head, theirs):
    pages = [
        reverse("visits:visit-detail", args=[theirs.pk]),
        reverse("visits:visit-confirm", args=[theirs.pk]),
        reverse("visits:visit-enclose", args=[theirs.pk]),
        reverse("visits:lead-detail", args=[theirs.leads.get().pk]),
        reverse("visits:enclosure", args=[theirs.enclosures.get().pk]),
    ]

    assert [client.get(url).status_code for url in pages] == [404] * len(pages)


@pytest.mark.usefixtures("ours", "theirs")
def test_coverage_inbox_and_hints_count_the_own_segment(field, head):
    who = actor_for(account=head, on=clock.today(), door="web")

    [contact] = coverage(actor=who, on=TODAY, most_days=365)

    assert (contact.visits, contact.leads, contact.next_on) == (1, 1, None)
    assert inbox_counts(actor=who)["new"] == 1
    assert hints(actor=who, name="别片好苗子", unit_id=field.town.pk, person_id=None) == []


def test_a_unit_taken_over_from_another_segment_does_not_wait_anew(field, head):
    """That somebody went there is no secret of theirs; what was said, and how often, is."""
    visit(unit=field.town, segment=segment("别片"), held_on=date(2026, 6, 1))
    who = actor_for(account=head, on=clock.today(), door="web")

    [contact] = coverage(actor=who, on=TODAY, most_days=365)

    assert (contact.last_on, contact.is_overdue, contact.visits) == (date(2026, 6, 1), False, 0)


def test_an_export_for_the_department_holds_both_and_a_filter_one(client, ours, theirs):
    client.force_login(holder(Role.OFFICER))

    assert len(exported(client, "visit")) == 2
    assert len(exported(client, "visit", f"?segment={theirs.segment_id}")) == 1
    assert ours.pk != theirs.pk


def named(field, about):
    line = HeardLine(
        about=about, dimension="duty", claim="遇事顶得上", example="", hearing="direct",
        told_by="周支书", is_lead=True,
    )  # fmt: skip
    record_visit(actor=field.visitor, sheet=field.sheet(heard=(line,)), today=TODAY)


def test_an_officer_of_the_unit_does_not_read_what_was_said_of_them_by_name(field):
    """Nobody has looked for the dossier yet: the name and the unit say enough."""
    me = person("林若曦", where=field.town)
    named(field, "林若曦")
    [one], [said] = Lead.objects.all(), Visit.objects.get().heard.all()

    for who in (officer(who=me), officer(kin_ids=frozenset({me.pk}))):
        agree(VIEW_LEADS, Lead, who, [])
        agree(VIEW_HEARD, type(said), who, [])
    namesake = officer(who=person("林若曦", where=field.far))
    agree(VIEW_LEADS, Lead, namesake, [one])
    agree(VIEW_HEARD, type(said), namesake, [said])


def test_nor_does_a_notice_tell_them(field):
    me = person("林若曦", where=field.town)
    mine, other = holder(Role.OFFICER, who=me), holder(Role.OFFICER)

    named(field, "林若曦")

    def told(account):
        who = actor_for(account=account, on=TODAY, door="web")
        return READ_NOTICES.rows(who, Notice.objects.filter(kind__contains="lead")).count()

    assert (told(mine), told(other)) == (0, 1)


def test_a_head_of_another_segment_over_the_same_unit_is_told_of_no_visit(field, theirs):
    stranger = person("别组长", where=field.office)
    account = holder(Role.GROUP_HEAD, over=field.town, who=stranger)
    own = holder(Role.GROUP_HEAD, over=field.town, who=field.group)

    record_visit(actor=field.visitor, sheet=field.sheet(), today=TODAY)

    def told(to):
        who = actor_for(account=to, on=TODAY, door="web")
        return READ_NOTICES.rows(who, Notice.objects.filter(kind__contains="visit")).count()

    assert (told(account), told(own)) == (0, 1)
    assert not actor(Role.GROUP_HEAD, over=field.far).matters(ScopeKind.SEGMENT, Role.GROUP_HEAD)
