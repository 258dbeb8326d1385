"""Two saved criteria of the demo district, and some of their suggestions declined with a reason."""

from datetime import date

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.pool.enums import SchoolingLeast, StandardUse, SuggestionKind, Tier
from qingmiao.pool.models import Standard
from qingmiao.pool.queries.suggestion import entries, exits
from qingmiao.pool.services.suggestion import decline
from qingmiao.registers.enums import Source

STANDARDS: tuple[dict[str, object], ...] = (
    {
        "name": "青年骨干有据可查",
        "tier": Tier.B,
        "use": StandardUse.BOTH,
        "schooling": SchoolingLeast.UNIVERSITY,
        "kinds": 1,
        "newest_days": 540,
        "note": "大学及以上学历，近一年半有印证材料且有正面来源",
    },
    {
        "name": "副科岗位已历练",
        "tier": Tier.A,
        "use": StandardUse.ENTRY,
        "level_months": 12,
        "newest_days": 720,
        "note": "任副科满一年，近两年有印证材料",
    },
)
NOT_NOW = ("参加工作时间短，先在现岗位再历练半年", "单位党组织建议先参加下一期培训班")
STAYS = "正在省直单位跟班学习，期间材料尚未收齐"


def answer_suggestions(*, day: date) -> None:
    account = Account.objects.get(username=Role.OFFICER.value)
    officer = actor_for(account=account, on=day, door="command")
    for values in STANDARDS:
        standard = Standard.objects.create(**values, entered_by=officer.name, source=Source.DEMO)
        named = entries(actor=officer, standard=standard, on=day)[: len(NOT_NOW)]
        leaving = exits(actor=officer, standard=standard, on=day)[:1]
        answers = [
            *[
                (person.pk, SuggestionKind.ENTRY, why)
                for person, why in zip(named, NOT_NOW, strict=False)
            ],
            *[(member.person_id, SuggestionKind.EXIT, STAYS) for member in leaving],
        ]
        for person_id, kind, why in answers:
            decline(
                actor=officer, standard_id=standard.pk, person_id=person_id, kind=kind,
                reason=why, on=day,
            )  # fmt: skip
