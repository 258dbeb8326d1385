"""Issuing certificates to whoever has finished a class, revoking one, printing one, and counting who asks."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access import services as access
from qingmiao.access.queries import account_of
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.learning.deeds import (
    CERTIFICATE_ISSUED,
    CERTIFICATE_REVOKED,
    CERTIFICATE_TOLD,
    REVOCATION_TOLD,
)
from qingmiao.cultivation.learning.models import Certificate, VerificationTry
from qingmiao.cultivation.learning.permissions import ISSUE_CERTIFICATES, REVOKE_CERTIFICATES
from qingmiao.cultivation.learning.queries.certificate import (
    certificate_of,
    face_of,
    graduates_of,
)
from qingmiao.cultivation.learning.rules.paper import paper_of
from qingmiao.engines.documents.rules.code import drawn_number
from qingmiao.engines.documents.services import write_pdf
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation


@transaction.atomic
def issue_certificates(*, actor: Actor, class_id: int, on: date) -> list[Certificate]:
    """给结业学员发证: everybody who has finished and holds none. Nobody issues one to oneself or to kin.

    The class is locked, so two who issue at once issue each certificate once; the constraint says so too.
    """
    rows = TrainingClass.objects.standing().select_for_update(of=("self",))
    around = ISSUE_CERTIFICATES.one(actor, rows.select_related("programme__organizer"), pk=class_id)
    ready = [
        each
        for each in graduates_of(actor=actor, around=around, on=on)
        if each.assessment.verdict is Verdict.MET and not each.certificate_id and not each.is_own
    ]
    if not ready:
        raise Refused(_("没有可以发证的学员：未结业、缺课过多、已有证书，或是本人和亲属"))
    made = []
    for each in ready:
        certificate = Certificate.objects.create(
            number=drawn_number(),
            training_class=around,
            person_id=each.person_id,
            holder=each.name,
            programme_title=around.programme.title,
            class_title=around.title,
            organizer=str(around.programme.organizer),
            begins=around.begins,
            ends=around.ends,
            hours=each.hours,
            issued_on=on,
            issued_by=actor.name,
        )
        record(
            actor=actor,
            deed=CERTIFICATE_ISSUED,
            subject=certificate,
            detail={
                "person": each.name,
                "title": str(around),
                "assessment": each.assessment.as_record(),
            },
        )
        _tell(actor, certificate, CERTIFICATE_TOLD)
        made.append(certificate)
    return made


def _tell(actor: Actor, certificate: Certificate, kind: Kind) -> None:
    account = account_of(certificate.person_id)
    if account is not None:
        notify(
            actor=actor,
            to=[account],
            kind=kind,
            subject=certificate,
            detail={"title": certificate.class_title},
            url=reverse("learning:certificate-detail", args=[certificate.pk]),
        )


@transaction.atomic
def revoke_certificate(*, actor: Actor, certificate_id: int, on: date, reason: str) -> Certificate:
    """撤销证书: it stays on file and whoever asks for its number is told that it was revoked."""
    rows = Certificate.objects.select_for_update(of=("self",))
    certificate = REVOKE_CERTIFICATES.one(actor, rows, pk=certificate_id)
    reasons = []
    if certificate.revoked_on is not None:
        reasons.append(_("证书已经撤销"))
    if not reason.strip():
        reasons.append(_("请写明撤销理由"))
    if reasons:
        raise Refused(reasons)
    certificate.revoked_on, certificate.revoked_by = on, actor.name
    certificate.revoke_reason = reason.strip()
    certificate.save(update_fields=["revoked_on", "revoked_by", "revoke_reason"])
    record(
        actor=actor,
        deed=CERTIFICATE_REVOKED,
        subject=certificate,
        detail={"person": certificate.holder, "title": certificate.class_title},
        reason=certificate.revoke_reason,
    )
    _tell(actor, certificate, REVOCATION_TOLD)
    return certificate


def print_certificate(*, actor: Actor, certificate_id: int, address: str) -> bytes:
    """The certificate on paper with a code that leads to the page where anybody may verify it."""
    certificate = certificate_of(actor=actor, certificate_id=certificate_id)
    if certificate.revoked_on is not None:
        raise Refused(_("证书已经撤销，不再打印"))
    return write_pdf(paper_of(face_of(certificate), address=address))


def count_try(*, address: str, at: datetime) -> None:
    """Refuses whoever asks more often than the rule lets one."""
    most = int(regulation("learning/certificates").on(at.date())["tries_a_minute"].value)
    access.count_try(tries=VerificationTry, address=address, most=most, at=at)
