from datetime import date

import pytest
from django.db import models

from qingmiao.access.enums import Role
from qingmiao.notices.deeds import kind
from qingmiao.notices.services import notify
from tests.factories import house

ASKED = kind("notices.sample.asked", "请在{due}前办理「{title}」", asks=True)
TOLD = kind("notices.sample.told", "「{title}」有变化")


@pytest.fixture
def places():
    """演示区 with a bureau and a township."""
    return house.district()


@pytest.fixture
def cadre(places):
    return house.person("陈苗苗", where=places[1])


@pytest.fixture
def reader():
    """An officer's account: sees every dossier of the district."""
    return house.holder(Role.OFFICER)


@pytest.fixture
def tell(reader):
    """Tell somebody something about a dossier."""

    def told(subject: models.Model, *, to=None, of=TOLD, due_on: date | None = None, **options):
        return notify(
            actor=house.leader(),
            to=[reader.pk] if to is None else to,
            kind=of,
            subject=subject,
            detail={"title": str(subject), **({} if due_on or of is TOLD else {"due": "明天"})},
            url=f"/people/{subject.pk}/",
            due_on=due_on,
            **options,
        )

    return told
