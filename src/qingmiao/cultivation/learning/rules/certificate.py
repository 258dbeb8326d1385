"""Who has finished a class, and what is printed on the certificate."""

from decimal import Decimal

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.learning.contracts.certificate import FinishFacts
from qingmiao.rulebook.engine import Articles, Finding, Rulebook


def class_is_over(facts: FinishFacts, articles: Articles) -> Finding:
    return articles["class_is_over"].judge(
        holds=facts.is_over,
        because=_("班次已结业") if facts.is_over else _("班次还没有结业"),
    )


def missed_little(facts: FinishFacts, articles: Articles) -> Finding:
    """Leave and absence together: whoever missed more than one part in so many does not finish."""
    provision = articles["missed_one_in"]
    if not facts.given:
        return provision.judge(holds=None, because=_("班次没有登记课次学时"))
    return provision.judge(
        holds=facts.missed * Decimal(provision.value) <= facts.given,
        because=_("缺课 %(missed)s 学时，班次共 %(given)s 学时，缺课不得超过 1/%(part)s")
        % {"missed": plain(facts.missed), "given": plain(facts.given), "part": provision.value},
    )


def required_work_is_passed(facts: FinishFacts, articles: Articles) -> Finding:
    """What the class itself made a condition; a class that asks for nothing holds nobody up."""
    because = (
        _("尚未通过：%(titles)s") % {"titles": "、".join(facts.undone)}
        if facts.undone
        else _("没有尚未通过的结业要求")
    )
    return articles["required_work"].judge(holds=not facts.undone, because=because)


FINISHING = Rulebook[FinishFacts](
    regulation="learning/certificates",
    rules=(class_is_over, missed_little, required_work_is_passed),
)
