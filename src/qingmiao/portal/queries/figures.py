"""The figures of the speech that the workbench shows: the reserve, and where the promoted came from."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.permissions import reads_figures
from qingmiao.insight.figures.queries.figures import answers
from qingmiao.kernel.actor import Actor
from qingmiao.portal.contracts import Counted, Origin

SHOWN: tuple[tuple[str, Any, Any], ...] = (
    ("F26", _("从基层中选"), _("乡镇（街道）85 后干部")),
    ("F27", _("从一线中选"), _("项目建设、乡村振兴、信访维稳、六提工程 85 后干部")),
    ("F28", _("从擂台上选"), _("项目专员")),
    ("F29", _("从擂台上选"), _("三类专员")),
    ("F30", _("从擂台上选"), _("“三牛四干”后备人选")),
    ("F31", _("90 后骨干"), _("90 后年轻干部")),
    ("F32", _("90 后骨干"), _("其中正科职")),
    ("F33", _("90 后骨干"), _("其中党政正职")),
)

RESERVE: tuple[tuple[str, Any], ...] = (
    ("F09", _("37 岁以下副科及以上")),
    ("F10", _("副科以下")),
)


def reserve(*, actor: Actor, question: Question) -> list[Counted]:
    """Both tiers of the reserve (储备), as the speech counts them."""
    if not reads_figures(actor):
        return []
    found = answers(actor=actor, question=question, codes=[code for code, _title in RESERVE])
    return [
        Counted(
            title=str(title),
            count=int(found[code].value),
            unit_word=gettext("人"),
            url=_url(code, question),
        )
        for code, title in RESERVE
    ]


def origins(*, actor: Actor, question: Question) -> list[Origin]:
    """Nothing for whoever may not read the figures of the district."""
    if not reads_figures(actor):
        return []
    found = answers(actor=actor, question=question, codes=[code for code, _source, _scope in SHOWN])
    top = max(int(answer.value) for answer in found.values()) or 1
    return [
        Origin(
            source=str(source),
            scope=str(scope),
            count=int(found[code].value),
            share=round(100 * int(found[code].value) / top),
            url=_url(code, question),
        )
        for code, source, scope in SHOWN
    ]


def _url(code: str, question: Question) -> str:
    try:
        return f"{reverse('figures:figure', args=[code])}?on={question.on.isoformat()}"
    except NoReverseMatch:
        return ""
