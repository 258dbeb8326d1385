"""What accounts chose about being told."""

from dataclasses import dataclass, field

from qingmiao.notices.contracts import Wish
from qingmiao.notices.deeds import KINDS, Kind
from qingmiao.notices.models import Preference


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """A kind one may switch off, and whether one did."""

    code: str
    title: str
    is_muted: bool = field(default=False)


def preference_of(*, account_id: int) -> Preference:
    """What the account chose, or what holds for whoever never chose (not stored)."""
    found = Preference.objects.filter(account_id=account_id).first()
    return found or Preference(account_id=account_id)


def wish_of(preference: Preference) -> Wish:
    return Wish(
        digest_hour=preference.digest_hour,
        quiet_begins=preference.quiet_begins,
        quiet_ends=preference.quiet_ends,
    )


def muting(*, kind: str) -> set[int]:
    """Accounts that switched the kind off."""
    return set(
        Preference.objects.filter(muted__contains=[kind]).values_list("account_id", flat=True)
    )


def kinds_to_choose() -> list[Kind]:
    """Kinds one may switch off: those that ask for nothing, by room."""
    return sorted((each for each in KINDS.values() if not each.asks), key=lambda each: each.code)
