from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What a batch was read from."""

    FORMS = "lrmx", _("任免审批表")
    ROSTER = "roster", _("花名册")
