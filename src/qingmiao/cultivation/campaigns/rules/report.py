"""总结 of a campaign as an official document."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns.contracts import AdoptedLine, ReportTold
from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run, Table
from qingmiao.engines.documents.enums import Face, ParagraphKind

NUMERALS = "一二三四五"  # not interface: the levels of GB/T 9704


def report_document(told: ReportTold) -> OfficialDocument:
    """The same numbers as on the page, in the same order; what was not adopted is a number, never a name."""
    return OfficialDocument(
        title=_("“%(title)s”大讨论活动总结") % {"title": told.title},
        paragraphs=(
            _heading(1, _("基本情况")),
            _body(_opening(told)),
            *(_body(_("第%(round)s。") % {"round": each}) for each in told.rounds),
            _body(
                _("；").join(
                    f"{each.label} {each.value} {each.unit}".strip() for each in told.numbers
                )
                + "。"
            ),
            _heading(2, _("报告会")),
            *_sittings(told),
            _heading(3, _("采纳建议和转化任务")),
            *_harvest(told),
        ),
        signature=told.organizer,
        dated=told.on,
    )


def _opening(told: ReportTold) -> str:
    until = _day(told.ends) if told.ends else _("今")
    return _("活动以“%(theme)s”为主题，由%(organizer)s主办，%(begins)s启动，至%(ends)s。") % {
        "theme": told.theme,
        "organizer": told.organizer,
        "begins": _day(told.begins),
        "ends": until,
    }


def _sittings(told: ReportTold) -> Iterator[Paragraph | Table]:
    if not told.sittings:
        yield _body(_("没有举行报告会。"))
        return
    yield Table(
        head=(_("日期"), _("会议题目"), _("主旨报告人"), _("现场"), _("线上")),
        rows=tuple(
            (f"{each.held_on:%Y.%m.%d}", each.title, each.keynote, str(each.hall), str(each.online))
            for each in told.sittings
        ),
        widths=(0.17, 0.4, 0.19, 0.12, 0.12),
        words=frozenset({0, 1, 2}),
    )


def _harvest(told: ReportTold) -> Iterator[Paragraph | Table]:
    if not told.adopted:
        yield _body(_("没有采纳的建议。"))
        return
    yield Table(
        head=(_("采纳的建议"), _("发言人"), _("支持"), _("转化任务"), _("责任人"), _("办理情况")),
        rows=tuple(_line(each) for each in told.adopted),
        widths=(0.24, 0.1, 0.08, 0.22, 0.1, 0.26),
        words=frozenset({0, 1, 3, 4, 5}),
    )


def _line(each: AdoptedLine) -> tuple[str, ...]:
    done = each.result or (
        _("%(state)s，%(due)s前完成") % {"state": each.state, "due": f"{each.due_on:%Y.%m.%d}"}
        if each.due_on
        else _("尚未交办")
    )
    return (each.title, each.author, str(each.supports), each.task or "—", each.owner or "—", done)


def _heading(number: int, text: str) -> Paragraph:
    return Paragraph(
        kind=ParagraphKind.HEADING,
        runs=(Run(text=f"{NUMERALS[number - 1]}、{text}", face=Face.HEADING),),
    )


def _body(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))


def _day(day: object) -> str:
    return f"{day:%Y.%m.%d}"
