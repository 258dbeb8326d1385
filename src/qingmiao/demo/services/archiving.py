"""The year before last, closed by the office as it would have been."""

from datetime import date

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.cultivation.learning.services.hours import archive_year


def archive_hours(*, day: date) -> None:
    """Last year is left open, so that there is one to close."""
    officer = Account.objects.get(username=Role.OFFICER.value)
    actor = actor_for(account=officer, on=day, door="command")
    archive_year(actor=actor, year=day.year - 2, on=day)
