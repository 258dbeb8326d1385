from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.expressions import CombinedExpression
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.enums import FACET_KINDS, FACET_LEVELS
from qingmiao.people.dossiers.models.person import Person


def facet_code() -> CombinedExpression:
    """All facets but age in one number, so that a roster is counted by one small key.

    ``rules.present.facets_in`` takes it apart again; both read the same order of kinds and levels.
    """
    kinds = [When(unit_kind=kind, then=Value(number)) for number, kind in enumerate(FACET_KINDS)]
    levels = [When(level=level, then=Value(number)) for number, level in enumerate(FACET_LEVELS)]
    return (
        Case(When(sex="2", then=Value(1)), default=Value(0), output_field=models.IntegerField())
        + Case(When(is_party=True, then=Value(2)), default=Value(0))
        + Case(When(is_minority=True, then=Value(4)), default=Value(0))
        + F("schooling_tier") * 8
        + Case(*levels, default=Value(0)) * 64
        + Case(*kinds, default=Value(0)) * 1024
    )


class PersonFacts(models.Model):
    """Narrow present facts for facets and counts: one small row a person, kept by the services.

    ``birth_month`` is year × 12 + month − 1; ``schooling_tier`` is 1 研究生 … 4 中专及以下.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="facts"
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit_kind = models.CharField(max_length=12)
    level = models.CharField(max_length=3)
    sex = models.CharField(max_length=1)
    birth_month = models.PositiveIntegerField()
    schooling_tier = models.PositiveSmallIntegerField()
    is_party = models.BooleanField()
    is_minority = models.BooleanField()
    in_service = models.BooleanField()
    facet_code = models.GeneratedField(
        expression=facet_code(), output_field=models.IntegerField(), db_persist=True
    )

    class Meta:
        verbose_name = _("干部现状")
        indexes = [
            models.Index(
                fields=["unit"],
                include=["in_service", "facet_code", "birth_month"],
                name="facts_by_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.person_id}"
