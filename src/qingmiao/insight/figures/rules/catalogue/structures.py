"""F01 to F08, F14 and F23: lists, some of the house, some of the district."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from qingmiao.insight.figures.contracts import Definition
from qingmiao.insight.figures.enums import FigureKind, FigureUnit, Qualifier

_STRUCTURE_TEXT: Final = _("体系结构中各组成部分的个数，随体系而定，不随记录变化")
_CODES_TEXT: Final = _("截至日有效的码表条目数；条目内容由本区维护，注明依据")


def _structure(code: str, phrase: str, title: Any, number: int) -> Definition:
    return Definition(
        code=code,
        phrase=phrase,
        title=title,
        text=_STRUCTURE_TEXT,
        kind=FigureKind.STRUCTURE,
        unit=FigureUnit.ITEM,
        qualifier=Qualifier.EXACT,
        expected=str(number),
        named_number=number,
        population=_("体系各组成部分"),
        window=_("固定"),
        source=_("体系结构"),
        record_title=_("组成部分"),
    )


def _codes(code: str, phrase: str, title: Any, expected: str, number: int | None) -> Definition:
    return Definition(
        code=code,
        phrase=phrase,
        title=title,
        text=_CODES_TEXT,
        kind=FigureKind.CODE_LIST,
        unit=FigureUnit.ITEM,
        qualifier=Qualifier.EXACT,
        expected=expected,
        named_number=number,
        population=_("码表条目"),
        window=_("截至日有效"),
        source=_("码表"),
        record_title=_("条目"),
    )


DEFINITIONS: Final = (
    _structure("F01", "五个环节", _("五个环节"), 5),
    _structure("F02", "四种渠道", _("四种识别推荐渠道"), 4),
    _structure("F03", "三类培养", _("三类培养"), 3),
    _structure("F04", "三项制度", _("三项制度"), 3),
    _structure("F05", "三个抓手", _("三个抓手"), 3),
    _structure("F06", "三个注重", _("三个注重"), 3),
    _codes("F07", "四类干部", _("四类干部"), "4", 4),
    _codes("F08", "三类专员", _("三类专员"), "3", 3),
    Definition(
        code="F14",
        phrase="公文写作、经济理论、项目建设、摄影摄像、演讲辩论等",
        title=_("青字号品牌培训内容"),
        text=_(
            "青字号学习品牌已开班次实际讲授的培训内容；“等”表示列举未尽，所示为讲话列出的五项中已讲授的项数"
        ),
        kind=FigureKind.OPEN_LIST,
        unit=FigureUnit.ITEM,
        qualifier=Qualifier.AT_LEAST,
        expected="5+",
        population=_("青字号学习品牌的班次"),
        window=_("自开班以来"),
        source=_("育 · 培训"),
        record_title=_("培训内容"),
    ),
    _codes(
        "F23", "六提工程 / 八种现象 / 八不准", _("六提工程、八种现象、八不准"), "6 / 8 / 8", None
    ),
)
