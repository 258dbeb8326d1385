"""F01 to F08, F14 and F23: lists, some of the house, some of the district."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.insight.figures.contracts import Definition
from qingmiao.insight.figures.enums import FigureKind, FigureUnit, Qualifier
from qingmiao.insight.figures.rules.said import defined

_STRUCTURE_TEXT: Final = _("体系结构中各组成部分的个数，随体系而定，不随记录变化")
_CODES_TEXT: Final = _("截至日有效的码表条目数；条目内容由本区维护，注明依据")


def _structure(code: str, title: Any) -> Definition:
    return defined(
        code=code,
        title=title,
        text=_STRUCTURE_TEXT,
        kind=FigureKind.STRUCTURE,
        unit=FigureUnit.ITEM,
        qualifier=Qualifier.EXACT,
        population=_("体系各组成部分"),
        window=_("固定"),
        source=_("体系结构"),
        record_title=_("组成部分"),
    )


def _codes(code: str, title: Any) -> Definition:
    return defined(
        code=code,
        title=title,
        text=_CODES_TEXT,
        kind=FigureKind.CODE_LIST,
        unit=FigureUnit.ITEM,
        qualifier=Qualifier.EXACT,
        population=_("码表条目"),
        window=_("截至日有效"),
        source=_("码表"),
        record_title=_("条目"),
    )


DEFINITIONS: Final = (
    _structure("F01", _("五个环节")),
    _structure("F02", _("四种识别推荐渠道")),
    _structure("F03", _("三类培养")),
    _structure("F04", _("三项制度")),
    _structure("F05", _("三个抓手")),
    _structure("F06", _("三个注重")),
    _codes("F07", _("四类干部")),
    _codes("F08", pgettext_lazy("figure", "三类专员")),
    defined(
        code="F14",
        title=_("青字号品牌培训内容"),
        text=_(
            "青字号学习品牌已开班次实际讲授的培训内容；“等”表示列举未尽，所示为讲话列出的五项中已讲授的项数"
        ),
        kind=FigureKind.OPEN_LIST,
        unit=FigureUnit.ITEM,
        qualifier=Qualifier.AT_LEAST,
        population=_("青字号学习品牌的班次"),
        window=_("自开班以来"),
        source=_("育 · 培训"),
        record_title=_("培训内容"),
    ),
    _codes("F23", _("六提工程、八种现象、八不准")),
)
