"""Claims as the rooms contribute them."""

from datetime import date
from typing import Any

from qingmiao.evidence.models import Evidence
from qingmiao.people.dossiers.models import Person


def claim(about: Person, **changes: Any) -> Evidence:
    """A standing claim of some record that nobody opens."""
    number = Evidence.objects.count() + 1
    return Evidence.objects.create(
        **{
            "person": about,
            "dimension": "duty",
            "claim": "汛期连续三天守在堤上",
            "polarity": "for",
            "source_kind": "visit",
            "source_name": "茶山村支书",
            "happened_on": date(2026, 3, 10),
            "origin_kind": "visits.lead",
            "origin_id": number,
            **changes,
        }
    )
