import pytest

from qingmiao.access.enums import Role
from qingmiao.notices.models import Notice
from qingmiao.notices.permissions import READ_NOTICES
from tests.factories import house
from tests.factories.ground import agree

pytestmark = pytest.mark.django_db


def test_whoever_may_no_longer_see_the_subject_does_not_see_the_notice(places, tell):
    _root, bureau, township = places
    near, far = house.person("近处", where=township), house.person("远处", where=bureau)
    account = house.holder(Role.UNIT_ORGANIZER, over=township)
    officer = house.holder(Role.OFFICER)
    tell(near, to=[account.pk, officer.pk])
    tell(far, to=[account.pk, officer.pk])
    of = {n.account_id: set() for n in Notice.objects.all()}
    for notice in Notice.objects.all():
        of[notice.account_id].add(notice)
    seen = {n for n in of[account.pk] if n.subject_id == near.pk}

    agree(READ_NOTICES, Notice, house.acting(account), seen)
    agree(READ_NOTICES, Notice, house.acting(officer), of[officer.pk])

    near.unit = bureau
    near.save()
    agree(READ_NOTICES, Notice, house.acting(account), set())


def test_kin_found_out_later_closes_what_was_sent_before(places, tell):
    cadre, brother = house.person("陈苗苗", where=places[1]), house.person("陈树", where=places[1])
    account = house.account(who=brother)
    house.grant(account, Role.OFFICER)
    tell(cadre, to=[account.pk], about=cadre.pk)

    agree(READ_NOTICES, Notice, house.acting(account), Notice.objects.all())
    house.kin(cadre, brother)
    agree(READ_NOTICES, Notice, house.acting(account), set())


def test_a_stranger_reads_nothing(cadre, tell):
    tell(cadre)

    agree(READ_NOTICES, Notice, house.acting(house.account()), set())
