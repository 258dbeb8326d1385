"""What is wrong in a file of facts, as somebody who has to mend it reads it."""

from django.utils.translation import gettext as _

from qingmiao.appointment.eligibility.contracts import Wrong
from qingmiao.appointment.eligibility.enums import Flaw


def sentence_of(wrong: Wrong) -> str:
    told = {
        Flaw.NOT_JSON: _("不是有效的 JSON：%(value)s"),
        Flaw.NOT_OBJECT: _("应是一个对象"),
        Flaw.UNKNOWN_FIELD: _("没有这一项，请改名或删去"),
        Flaw.NOT_A_DATE: _("“%(value)s”不是日期，请写作 2024.03 或 2024-03-15"),
        Flaw.NOT_A_LIST: _("应是一个列表"),
        Flaw.NOT_A_YES: _("“%(value)s”应写作 true 或 false，不知道就不写"),
        Flaw.NOT_A_TEXT: _("应是文字"),
        Flaw.NOT_A_YEAR: _("“%(value)s”不是四位年份"),
        Flaw.UNKNOWN_CODE: _("没有“%(value)s”这个代码，代码见 docs/reference/eligibility.md"),
        Flaw.MISSING: _("没有填写"),
        Flaw.ENDS_EARLY: _("“%(value)s”早于开始日期"),
    }
    return f"{wrong.where}：{told[wrong.flaw] % {'value': wrong.value}}"
