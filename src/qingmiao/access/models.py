from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import THREE_ADMINS, Role, ScopeKind
from qingmiao.orgs.models import Unit, in_force


class Account(AbstractUser):
    """Who signs in. ``person_id`` names the own dossier without a key: people live a floor above."""

    display_name = models.CharField(_("显示姓名"), max_length=60, blank=True)
    person_id = models.BigIntegerField(_("本人档案编号"), null=True, blank=True, unique=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("所在机构"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    is_demo = models.BooleanField(_("演示账号"), default=False)

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.display_name or self.username


class RoleGrant(models.Model):
    """A role (角色) held by an account for a scope during a period; revoked with a reason, never deleted."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("角色"), max_length=30, choices=Role)
    scope_kind = models.CharField(
        _("范围"), max_length=12, choices=ScopeKind, default=ScopeKind.UNIT
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("机构"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", help_text=_("留空表示全区"),
    )  # fmt: skip
    scope_id = models.BigIntegerField(_("范围编号"), null=True, blank=True)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=200)
    granted_by = models.CharField(_("授权人"), max_length=100)
    granted_at = models.DateTimeField(_("授权时间"), db_default=Now())

    class Meta:
        verbose_name = _("授权")
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="role_grant_role_is_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="role_grant_scope_kind_is_known",
                condition=Q(scope_kind__in=ScopeKind.values),
            ),
            models.CheckConstraint(
                name="role_grant_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
            ),
            models.CheckConstraint(
                name="role_grant_names_its_matter",
                condition=Q(scope_kind__in=["unit", "own"]) | Q(scope_id__isnull=False),
            ),
            ExclusionConstraint(
                name="nobody_is_two_of_the_three_admins",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    (in_force(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=[str(role) for role in THREE_ADMINS]),
                violation_error_message=_("系统管理员、安全管理员、审计员不得由同一账号兼任"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_role_display()}"


class KinTie(models.Model):
    """Two managed persons who are kin (亲属): neither sees the other's confidential records."""

    person_id = models.BigIntegerField(_("本人"))
    kin_id = models.BigIntegerField(_("亲属"))
    relation = models.CharField(_("关系"), max_length=40)

    class Meta:
        verbose_name = _("亲属关系")
        constraints = [
            models.UniqueConstraint(name="one_kin_tie_per_pair", fields=["person_id", "kin_id"]),
            models.CheckConstraint(
                name="nobody_is_kin_to_oneself", condition=~Q(person_id=F("kin_id"))
            ),
        ]
        indexes = [models.Index(fields=["kin_id"], name="kin_tie_by_kin")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} {self.kin_id}"


class Token(models.Model):
    """接口令牌: a program reads with it what its account may see. Only the hash is kept; the secret is told once.

    ``minute`` and ``calls`` count the calls of the present minute, so that the limit holds for all
    processes of the server together.
    """

    account = models.ForeignKey(
        Account, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("用途"), max_length=120)
    hint = models.CharField(_("令牌开头"), max_length=12)
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("签发时间"), db_default=Now())
    expires_on = models.DateField(_("有效至"))
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, blank=True)
    revoked_by = models.CharField(_("吊销人"), max_length=100, blank=True)
    revoke_reason = models.CharField(_("吊销理由"), max_length=200, blank=True)
    minute = models.DateTimeField(_("最近使用"), null=True, blank=True)
    calls = models.PositiveIntegerField(_("该分钟内次数"), default=0)

    class Meta:
        verbose_name = _("接口令牌")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_token_is_revoked_with_a_reason",
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.hint}…"


class VisitorTry(models.Model):
    """How often one address asked at an open door in one minute: enough to slow a guesser, and no more.

    Each open door has its own table and its own limit; ``visitor`` is a keyed hash, kept for an hour.
    """

    visitor = models.CharField(_("来访者"), max_length=64)
    minute = models.DateTimeField(_("时间"))
    count = models.PositiveIntegerField(_("次数"), default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} {self.count}"
