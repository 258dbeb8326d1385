import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.visits.enums import EnclosureKind
from qingmiao.selection.visits.models.visit import Visit


class Enclosure(Record):
    """照片和录音: what was seen and said during a visit, as a picture drawn anew or as a checked voice note.

    The content is sealed with the key outside the database, bound to ``uid``. ``digest`` tells the file as
    it arrived, so the same file counts once for a visit.
    """

    uid = models.UUIDField(_("编号"), default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(
        Visit, verbose_name=_("走访"), on_delete=models.PROTECT, related_name="enclosures"
    )
    kind = models.CharField(_("类别"), max_length=8, choices=EnclosureKind)
    media_type = models.CharField(_("格式"), max_length=20)
    sealed = models.BinaryField(_("密存内容"))
    size = models.PositiveIntegerField(_("字节数"))
    width = models.PositiveSmallIntegerField(_("宽"), default=0)
    height = models.PositiveSmallIntegerField(_("高"), default=0)
    digest = models.BinaryField(_("原文件摘要"), max_length=32)

    class Meta:
        verbose_name = _("照片和录音")
        ordering = ["visit", "kind", "pk"]
        constraints = [
            *record_constraints("enclosure"),
            known("kind", EnclosureKind, "enclosure_kind_is_known"),
            models.CheckConstraint(
                name="a_photo_is_a_jpeg_and_a_voice_is_sound",
                condition=Q(kind="photo", media_type="image/jpeg")
                | Q(kind="voice", media_type__startswith="audio/"),
            ),
            models.UniqueConstraint(
                name="one_standing_enclosure_per_visit_and_file",
                fields=["visit", "digest"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("这份照片或录音已经在这次走访里"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
