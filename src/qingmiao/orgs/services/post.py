"""Slots (职数) are set, changed and closed from a day on."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.orgs import rules
from qingmiao.orgs.contracts import PostWords
from qingmiao.orgs.deeds import POST_ADDED, POST_AMENDED, POST_CLOSED
from qingmiao.orgs.models import Post, Unit
from qingmiao.orgs.permissions import require_keeper

WORDS = ("level", "is_leading_team", "principal", "headcount", "sort_no")


def _refuse(flaws: Iterable[str]) -> None:
    reasons = list(flaws)
    if reasons:
        raise Refused(reasons)


def _clean(post: Post) -> None:
    try:
        post.full_clean()
    except ValidationError as no:
        raise Refused(no.messages) from no


def _locked(post_id: int) -> Post:
    posts = Post.objects.select_for_update(of=("self",)).select_related("unit")
    post = posts.filter(pk=post_id).first()
    if post is None:
        raise Forbidden(_("没有这个职位"))
    if post.ends is not None:
        raise Refused(_("该职位已撤销"))
    return post


@transaction.atomic
def add_post(
    *, actor: Actor, unit_id: int, title: str, words: PostWords, on: date, basis: str, today: date
) -> Post:
    """核定职数 of a title in a standing unit. The unit is locked, so that it is not closed meanwhile."""
    require_keeper(actor)
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise Forbidden(_("没有这个机构"))
    if unit.ends is not None:
        raise Refused(_("该机构已撤销"))
    _refuse(rules.flaws_of_day(on=on, newest=unit.begins, today=today))
    post = Post(unit=unit, title=title, begins=on, basis=basis, **asdict(words))
    _clean(post)
    post.save(force_insert=True)
    record(
        actor=actor,
        deed=POST_ADDED,
        subject=post,
        detail={
            "unit": unit.name,
            "title": title,
            "headcount": words.headcount,
            "on": on.isoformat(),
        },
        reason=basis,
    )
    return post


@transaction.atomic
def amend_post(
    *, actor: Actor, post_id: int, words: PostWords, on: date, basis: str, today: date
) -> Post:
    """调整职数 from a day on. The row that dossiers point at goes on; a copy keeps how it was before."""
    require_keeper(actor)
    post = _locked(post_id)
    _refuse(rules.flaws_of_day(on=on, newest=post.begins, today=today))
    changed = [name for name in WORDS if getattr(post, name) != getattr(words, name)]
    if not changed:
        return post
    before = {name: getattr(post, name) for name in WORDS}
    begins, old_basis = post.begins, post.basis
    for name in WORDS:
        setattr(post, name, getattr(words, name))
    post.begins, post.basis = on, basis
    _clean(post)
    post.save(update_fields=[*WORDS, "begins", "basis"])
    if begins < on:
        Post.objects.create(
            unit=post.unit, title=post.title, begins=begins, ends=on, basis=old_basis, **before
        )
    record(
        actor=actor,
        deed=POST_AMENDED,
        subject=post,
        detail={
            "unit": post.unit.name,
            "title": post.title,
            "on": on.isoformat(),
            "changes": [_label(name) for name in changed],
        },
        reason=basis,
    )
    return post


def _label(name: str) -> Any:
    return Post._meta.get_field(name).verbose_name  # type: ignore[union-attr]


@transaction.atomic
def close_post(*, actor: Actor, post_id: int, on: date, basis: str, today: date) -> Post:
    """撤销职位 from a day on."""
    require_keeper(actor)
    post = _locked(post_id)
    _refuse(rules.flaws_of_day(on=on, newest=post.begins, today=today))
    post.ends = on
    _clean(post)
    post.save(update_fields=["ends"])
    record(
        actor=actor,
        deed=POST_CLOSED,
        subject=post,
        detail={"unit": post.unit.name, "title": post.title, "on": on.isoformat()},
        reason=basis,
    )
    return post
