import uuid

import pgtrigger
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
NEVER_EMPTIED = pgtrigger.Trigger(
    # row triggers never see TRUNCATE; only a database named test_* may be emptied
    name="never_emptied",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="IF current_database() NOT LIKE 'test\\_%' THEN "
    "RAISE EXCEPTION 'the ledger is append-only'; END IF; RETURN NULL;",
)
COMMITTED = pgtrigger.Trigger(
    # rules.committed computes the same bytes again; nobody's program can leave them out or date them back
    name="committed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[
        ("uid", "text := NEW.uid::text"),
        ("actor", "text := NEW.actor_id::text"),
        ("subject", "text := NEW.subject_id::text"),
        ("detail", "text := NEW.detail::text"),
        ("moment", "text"),
    ],
    func="""
        NEW.written_at := clock_timestamp();
        moment := to_char(NEW.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
        NEW.salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
        NEW.commitment := sha256(NEW.salt || convert_to(concat(
          '17:qingmiao-ledger/1,',
          octet_length(uid), ':', uid, ',',
          octet_length(moment), ':', moment, ',',
          octet_length(NEW.deed), ':', NEW.deed, ',',
          octet_length(NEW.sentence), ':', NEW.sentence, ',',
          octet_length(actor), ':', actor, ',',
          octet_length(NEW.actor_name), ':', NEW.actor_name, ',',
          octet_length(NEW.door), ':', NEW.door, ',',
          octet_length(NEW.subject_kind), ':', NEW.subject_kind, ',',
          octet_length(subject), ':', subject, ',',
          octet_length(detail), ':', detail, ',',
          octet_length(NEW.reason), ':', NEW.reason, ','
        ), 'UTF8'));
        INSERT INTO ledger_waiting (entry_id) VALUES (NEW.id);
        RETURN NEW;
    """,
)


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
    salt = models.BinaryField(_("盐值"), db_default=Value(b""), editable=False)
    commitment = models.BinaryField(_("承诺值"), db_default=Value(b""), editable=False)

    class Meta:
        verbose_name = _("台账记录")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="entry_by_subject"),
            models.Index(fields=["actor_id", "id"], name="entry_by_actor"),
            models.Index(fields=["deed", "id"], name="entry_by_deed"),
        ]
        triggers = [APPEND_ONLY, NEVER_EMPTIED, COMMITTED]

    def __str__(self) -> str:
        return f"#{self.pk} {self.deed} {self.subject_kind}:{self.subject_id}"


class Waiting(models.Model):
    """An entry without its place in the tree: written beside it, taken away when it gets one.

    Numbers are not in the order of commits, so a sequencer that only asks what came after the last
    number misses entries. This list is visible exactly when the entry is.
    """

    entry_id = models.BigIntegerField(_("台账记录编号"), primary_key=True)

    class Meta:
        verbose_name = _("等候编号的台账记录")
        triggers = [NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"#{self.entry_id}"


class Leaf(models.Model):
    """The place of one entry in the tree, counted from nought without gaps."""

    seq = models.BigIntegerField(_("位置"), primary_key=True)
    entry_id = models.BigIntegerField(_("台账记录编号"), unique=True)
    hash = models.BinaryField(_("校验值"))

    class Meta:
        verbose_name = _("台账树的位置")
        constraints = [
            models.CheckConstraint(name="leaf_counts_from_nought", condition=Q(seq__gte=0))
        ]
        triggers = [APPEND_ONLY, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.seq}: #{self.entry_id}"


class Block(models.Model):
    """The root over 1,024 leaves that follow each other: proofs need not hash what lies below."""

    number = models.BigIntegerField(_("块号"), primary_key=True)
    hash = models.BinaryField(_("校验值"))

    class Meta:
        verbose_name = _("台账树的整块")
        triggers = [APPEND_ONLY, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.number}"


class Head(models.Model):
    """A signed root. ``note`` is what is given away; the other columns repeat it for sorting."""

    size = models.BigIntegerField(_("记录数"), primary_key=True)
    root = models.BinaryField(_("树根"))
    signed_at = models.DateTimeField(_("签发时间"))
    note = models.TextField(_("树头全文"))

    class Meta:
        verbose_name = _("树头")
        constraints = [models.CheckConstraint(name="head_has_leaves", condition=Q(size__gt=0))]
        triggers = [APPEND_ONLY, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.size}"

    @property
    def root_text(self) -> str:
        """In hexadecimal digits, as people read it out to each other."""
        return bytes(self.root).hex()


class Verification(models.Model):
    """Reading everything again, and what it came to."""

    began_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"))
    size = models.BigIntegerField(_("核对的记录数"))
    heads = models.IntegerField(_("核对的树头数"))
    findings = models.JSONField(_("发现的问题"), default=list)

    class Meta:
        verbose_name = _("台账核对")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="verification_ends_after_it_began",
                condition=Q(ended_at__gte=models.F("began_at")),
            )
        ]
        triggers = [APPEND_ONLY, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M} {self.size}"
