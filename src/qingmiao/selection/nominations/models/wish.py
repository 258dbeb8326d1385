import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person


class Wish(models.Model):
    """个人意愿 as one wrote it on a day: where to, where not, who needs care at home. Sealed as a whole."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField(_("内容（密封）"))
    written_at = models.DateTimeField(_("填写时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("个人意愿")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="wish_by_person")]

    def __str__(self) -> str:
        return f"#{self.person_id}"
