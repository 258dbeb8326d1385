"""Whom a step of a campaign is told to."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.access.queries import accounts_holding, accounts_of
from qingmiao.cultivation.campaigns.models import Campaign, Contribution, Task
from qingmiao.kernel.actor import Actor
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify


def keepers(campaign: Campaign, on: date) -> set[int]:
    """Whoever organizes: hands of the unit, and the department."""
    unit = campaign.organizer_id
    found = accounts_holding(roles=(*UNIT_HANDS, *DEPARTMENT), unit_id=unit, on=on)
    return set(found)


def doers(task: Task, on: date) -> set[int]:
    """The owner, or the hands of the unit where the owner has no account."""
    owner = accounts_of([task.owner_id])
    return owner or set(accounts_holding(roles=UNIT_HANDS, unit_id=task.unit_id, on=on))


def author(row: Contribution) -> set[int]:
    return accounts_of([row.person_id])


def tell(
    actor: Actor, subject: models.Model, kind: Kind, to: set[int], url: str, **options: Any
) -> int:
    detail = {"title": str(getattr(subject, "title", subject))} | options.pop("detail", {})
    return notify(
        actor=actor,
        to=to - {actor.account_id},
        kind=kind,
        subject=subject,
        detail=detail,
        url=url,
        **options,
    )


def page_of(row: Contribution) -> str:
    return reverse("campaigns:contribution-read", args=[row.pk])


def page_of_task(row: Task) -> str:
    return reverse("campaigns:task-detail", args=[row.pk])
