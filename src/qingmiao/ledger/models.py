import uuid

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One deed. No foreign keys: evidence outlives the rows it speaks of."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)
    deed = models.CharField(_("行为"), max_length=100)
    sentence = models.TextField(_("内容"))
    actor_id = models.BigIntegerField(_("账号编号"))
    actor_name = models.CharField(_("办理人"), max_length=100)
    door = models.CharField(_("入口"), max_length=20)
    subject_kind = models.CharField(_("对象类别"), max_length=100)
    subject_id = models.BigIntegerField(_("对象编号"))
    detail = models.JSONField(_("明细"), default=dict)
    reason = models.TextField(_("理由"), blank=True)

    class Meta:
        verbose_name = _("台账记录")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="entry_by_subject"),
            models.Index(fields=["actor_id", "id"], name="entry_by_actor"),
            models.Index(fields=["deed", "id"], name="entry_by_deed"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            # row triggers never see TRUNCATE; only a database named test_* may be emptied
            pgtrigger.Trigger(
                name="never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="IF current_database() NOT LIKE 'test\\_%' THEN "
                "RAISE EXCEPTION 'the ledger is append-only'; END IF; RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.deed} {self.subject_kind}:{self.subject_id}"
