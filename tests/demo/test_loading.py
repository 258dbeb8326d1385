import json
from datetime import date
from http import HTTPStatus
from importlib import import_module
from io import StringIO
from itertools import pairwise

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.orgs.models import Post, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.rules.identity import read_id_number
from qingmiao.people.dossiers.services.present import facts_of, restate
from qingmiao.people.dossiers.services.sealing import number_of
from qingmiao.pool.models import Membership
from qingmiao.pool.permissions import VIEW_POOL
from qingmiao.registers.declaration import REGISTERS
from qingmiao.selection.demands.models import Discovery
from qingmiao.selection.nominations.models import Nomination
from qingmiao.selection.visits.models import Lead
from tests.demo.counts import COUNTS

FIRST, TODAY, LAST = date(2023, 6, 30), date(2026, 11, 23), date(2030, 12, 31)


def loaded(day, *options):
    out = StringIO()
    call_command("demo", "--on", day.isoformat(), *options, stdout=out)
    return out.getvalue()


def asked(on):
    with connection.cursor() as cursor:
        answers = {}
        for name, (question, _) in COUNTS.items():
            cursor.execute(question, {"on": on})
            answers[name] = cursor.fetchone()[0]
    return answers


def wrong(answers):
    return {
        name: answers[name]
        for name, (_, wanted) in COUNTS.items()
        if (answers[name] not in wanted if isinstance(wanted, range) else answers[name] != wanted)
    }


@pytest.mark.django_db
@pytest.mark.parametrize("day", [FIRST, TODAY, LAST])
def test_the_speech_comes_out_of_the_records(day):
    loaded(day)

    assert wrong(asked(day)) == {}

    out = StringIO()
    call_command("figures", "--on", day.isoformat(), "--json", stdout=out)
    assert [each for each in json.loads(out.getvalue()) if not each["agrees"]] == []


@pytest.mark.django_db
class TestTheCommand:
    def test_loads_once_and_says_who_may_sign_in(self):
        told = loaded(TODAY)
        rows = Person.objects.count(), Unit.objects.count(), Account.objects.count()
        again = loaded(FIRST)

        assert rows == (1_909, 120, len(Role))
        assert (Person.objects.count(), Unit.objects.count()) == rows[:2]
        assert "2026-11-23" in again
        assert [line.split()[0] for line in told.splitlines()[2:]] == [str(role) for role in Role]
        [entry] = Entry.objects.filter(deed="demo.district.loaded")
        assert (entry.detail["day"], entry.detail["cadres"]) == ("2026-11-23", "1800")
        self._roles_reach_something()
        self._present_columns_are_what_the_parts_say()
        self._nobody_is_real()
        self._every_room_would_accept_its_records()
        self._demands_show_what_visits_and_nominations_found()
        self._every_notice_leads_to_a_page_that_opens()

    def _demands_show_what_visits_and_nominations_found(self):
        found = set(Discovery.objects.values_list("found_by", flat=True))
        assert found == {"office", "visit", "nomination"}
        for kind, model in (("visits.lead", Lead), ("nominations.nomination", Nomination)):
            for each in Discovery.objects.filter(origin_kind=kind):
                origin = model.objects.get(pk=each.origin_id)
                cites = origin.visit if kind == "visits.lead" else origin.event
                assert (origin.person_id, cites.demand_id) == (each.person_id, each.demand_id)

    def _every_notice_leads_to_a_page_that_opens(self):
        client = Client()
        for notice in Notice.objects.select_related("account"):
            client.force_login(notice.account)
            answer = client.get(notice.url.partition("#")[0])
            assert answer.status_code == HTTPStatus.OK, notice.url

    def _roles_reach_something(self):
        for account in Account.objects.filter(is_demo=True):
            actor = actor_for(account=account, on=TODAY, door="web")
            assert actor.has(account.username), account.username
            units = actor.units(account.username)
            assert units is None or units or any(g.scope_kind != "unit" for g in actor.grants)
            if Role(account.username) in (Role.DEPARTMENT_LEADER, Role.OFFICER):
                rows = Membership.objects.all()
                assert VIEW_POOL.rows(actor, rows).count() == rows.count() > 0

    def _present_columns_are_what_the_parts_say(self):
        people = Person.objects.select_related("unit", "facts").prefetch_related(
            "educations", "level_spells"
        )
        kept = [
            field.attname for field in Person._meta.concrete_fields
            if field.name not in ("level_since", "rank_since")
        ]  # fmt: skip
        for person in people.filter(standing="in_service")[:400]:
            before = {name: getattr(person, name) for name in kept}
            restate(person)
            assert {name: getattr(person, name) for name in kept} == before
            ours, theirs = person.facts, facts_of(person)
            for name in ("unit_id", "level", "birth_month", "schooling_tier", "in_service"):
                assert getattr(ours, name) == getattr(theirs, name)

    def _every_room_would_accept_its_records(self):
        import_module(settings.ROOT_URLCONF)  # with the pages come the registers
        refused = {}
        for code, register in REGISTERS.items():
            for row in register.base()[:200] if register.check else ():
                if reasons := list(register.check(row, TODAY)):
                    refused[code] = reasons
        assert len(REGISTERS) > 30
        assert refused == {}

    def _nobody_is_real(self):
        assert not Person.objects.filter(is_demo=False).exists()
        person = Person.objects.order_by("pk").first()
        assert number_of(person)[:2] == "99"  # no province has that code
        holders = Person.objects.filter(standing="in_service", post__isnull=False)
        counted = {}
        for post_id in holders.values_list("post_id", flat=True):
            counted[post_id] = counted.get(post_id, 0) + 1
        assert all(post.headcount >= counted.get(post.pk, 0) for post in Post.objects.all())

    def test_a_crowd_joins_without_changing_a_figure(self):
        loaded(TODAY, "--scale", "2600")

        crowd = Person.objects.filter(managed_until=None).order_by("-pk")[:800]
        assert Person.objects.filter(standing="in_service").count() == 2_600
        assert wrong(asked(TODAY)) == {}
        for person in crowd[:60]:
            read = read_id_number(number_of(person))
            assert (read.birth, read.sex) == (person.birth, person.sex)
            before = person.search_text, person.level, person.rank, person.roster_order
            restate(person)
            assert (person.search_text, person.level, person.rank, person.roster_order) == before
            lines = list(person.spells.order_by("order"))
            assert all(a.ends == b.begins for a, b in pairwise(lines))
            assert (lines[-1].ends, lines[-1].unit_id) == (None, person.unit_id)

    def test_no_district_is_that_small(self):
        with pytest.raises(CommandError, match="1800"):
            loaded(TODAY, "--scale", "100")

    def test_moves_in_beside_nobody(self):
        Unit.objects.create(
            code="1", name="真单位", short_name="真", kind="party", begins=date(2020, 1, 1)
        )

        with pytest.raises(CommandError, match="QINGMIAO_HOME"):
            loaded(TODAY)

        assert not Person.objects.exists()

    def test_a_day_is_written_like_a_day(self):
        with pytest.raises(CommandError, match="2026-11-23"):
            call_command("demo", "--on", "23.11.2026")
