"""A round of matching in the demo district: solved and proposed, waiting for somebody else to approve."""

from datetime import date

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.placement.openings.enums import OpeningState
from qingmiao.placement.openings.models import Opening, Round
from qingmiao.placement.openings.services import round as services
from qingmiao.registers.enums import Source

TAKEN = 4
"""Openings in the round; the others are left for the next."""


def match_openings(*, day: date) -> None:
    account = Account.objects.get(username=Role.OFFICER.value)
    officer = actor_for(account=account, on=day, door="command")
    rows = Opening.objects.standing().filter(state=OpeningState.OPEN).order_by("begins", "pk")
    openings = list(rows.values_list("pk", flat=True))[:TAKEN]
    around = Round.objects.create(
        title=f"{day.year}年第一轮岗位匹配", on=day, note="填报志愿的干部统筹安排",
        source=Source.DEMO, entered_by=officer.name,
    )  # fmt: skip
    services.choose_openings(actor=officer, round_id=around.pk, opening_ids=openings, must=[])
    services.add_candidates(
        actor=officer, round_id=around.pk, tiers=[], from_wishes=True, person_id=None, on=day
    )
    services.solve_round(actor=officer, round_id=around.pk)
    services.propose_round(actor=officer, round_id=around.pk)
