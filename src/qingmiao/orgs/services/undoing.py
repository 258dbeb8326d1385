"""An imported table of units or slots taken back: what it added goes, what it changed stands as before.

A page never deletes a unit; a table that should not have come in is another matter. What anything
else names by now is protected by the database, and the undo refused.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.orgs.deeds import POST_RESTORED, POST_WITHDRAWN, UNIT_RESTORED, UNIT_WITHDRAWN
from qingmiao.orgs.models import Post, Unit, UnitVersion
from qingmiao.orgs.permissions import require_keeper
from qingmiao.orgs.services.unit import lock_the_tree, move_paths


@transaction.atomic
def withdraw_unit(*, actor: Actor, unit_id: int, reason: str) -> None:
    """去掉 a unit that came with the table and that nothing else names."""
    require_keeper(actor)
    lock_the_tree()
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    record(
        actor=actor, deed=UNIT_WITHDRAWN, subject=unit, detail={"unit": unit.name}, reason=reason
    )
    try:
        with transaction.atomic():
            unit.delete()
    except ProtectedError as no:
        raise Refused(_("机构 %(unit)s 已有业务记录，不能撤销设立") % {"unit": unit.name}) from no


@transaction.atomic
def restore_unit(*, actor: Actor, unit_id: int, stand: Mapping[str, Any], reason: str) -> Unit:
    """恢复 name, kind, place and every edition as ``stand_of_unit`` told them before the table."""
    require_keeper(actor)
    lock_the_tree()
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    for name, value in stand["unit"].items():
        setattr(unit, name, value)
    unit.save(update_fields=[name.removesuffix("_id") for name in stand["unit"]])
    unit.versions.all().delete()
    UnitVersion.objects.bulk_create(
        UnitVersion(unit=unit, **edition) for edition in stand["versions"]
    )
    unit = Unit.objects.select_related("parent").get(pk=unit_id)
    move_paths(unit, unit.parent)
    record(actor=actor, deed=UNIT_RESTORED, subject=unit, detail={"unit": unit.name}, reason=reason)
    return unit


@transaction.atomic
def withdraw_post(*, actor: Actor, post_id: int, reason: str) -> None:
    """去掉 a slot that came with the table and that no dossier names."""
    require_keeper(actor)
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post_id)
    told = {"unit": post.unit.name, "title": post.title}
    record(actor=actor, deed=POST_WITHDRAWN, subject=post, detail=told, reason=reason)
    try:
        with transaction.atomic():
            post.delete()
    except ProtectedError as no:
        raise Refused(_("%(unit)s %(title)s 已有人任职，不能撤销核定") % told) from no


@transaction.atomic
def restore_post(*, actor: Actor, post_id: int, stand: Mapping[str, Any], reason: str) -> Post:
    """恢复 a slot; copies the table left of how it was before go away again."""
    require_keeper(actor)
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post_id)
    copies = Post.objects.filter(unit_id=post.unit_id, title=post.title).exclude(pk=post_id)
    copies.exclude(pk__in=stand["others"]).delete()
    for name, value in stand["post"].items():
        setattr(post, name, value)
    post.save(update_fields=list(stand["post"]))
    told = {"unit": post.unit.name, "title": post.title}
    record(actor=actor, deed=POST_RESTORED, subject=post, detail=told, reason=reason)
    return post
