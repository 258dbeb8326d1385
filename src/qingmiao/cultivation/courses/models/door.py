from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.courses.enums import Basis, SignInState
from qingmiao.cultivation.courses.models.programme import Session
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known


class SignIn(models.Model):
    """扫码签到: somebody claims to be there. It counts for nothing until a person at the door confirms it."""

    session = models.ForeignKey(
        Session, verbose_name=_("课次"), on_delete=models.PROTECT, related_name="signins"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("学员"), on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(_("扫码时间"))
    state = models.CharField(
        _("状态"), max_length=10, choices=SignInState, default=SignInState.CLAIMED
    )
    sampled_at = models.DateTimeField(_("抽点时间"), null=True)
    basis = models.CharField(_("确认方式"), max_length=8, choices=Basis, blank=True)
    answered_by = models.CharField(_("确认人"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("扫码签到")
        ordering = ["session", "signed_at", "pk"]
        constraints = [
            known("state", SignInState, "sign_in_state_is_known"),
            models.CheckConstraint(
                name="sign_in_basis_is_known", condition=Q(basis__in=["", *Basis.values])
            ),
            models.UniqueConstraint(
                name="one_sign_in_per_session_and_person",
                fields=["session", "person"],
                violation_error_message=_("已经签到，不必再扫"),
            ),
            models.CheckConstraint(
                name="no_code_is_proof_by_itself",
                condition=Q(state="claimed", basis="") | (~Q(state="claimed") & ~Q(basis="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.session}"
