"""Codes, months and spans as sentences name them."""

from datetime import date

from django.utils.translation import gettext as _

from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import Rank


def level_or_rank(code: str) -> str:
    for words in (Level, Rank):
        if code and code in words.values:
            return str(words(code).label)
    return code


def month(day: date) -> str:
    return f"{day:%Y.%m}"


def duration(months: int) -> str:
    years, rest = divmod(max(months, 0), 12)
    if not years:
        return _("%(months)d 个月") % {"months": rest}
    if not rest:
        return _("%(years)d 年") % {"years": years}
    return _("%(years)d 年 %(months)d 个月") % {"years": years, "months": rest}
