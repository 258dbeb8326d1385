"""会商纪要 as an official document: who sat, what was shown and proposed, what was decided and is to be done."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run
from qingmiao.engines.documents.enums import Face, ParagraphKind
from qingmiao.pool.contracts import MinutesItem, MinutesTold

NUMERALS = "一二三四五六七八九十"  # not interface: the levels of GB/T 9704


def minutes_document(told: MinutesTold) -> OfficialDocument:
    """Items the reader stepped back from were never told to this function, so no number leaves a gap."""
    paragraphs = [
        _body(_("时间：%(day)s") % {"day": _day(told.held_on)}),
        *([_body(_("地点：%(place)s") % {"place": told.place})] if told.place else []),
        *_people(told),
        _heading(1, _("研究材料")),
        _body(
            _("材料截至%(day)s固化，摘要值%(digest)s。")
            % {"day": _day(told.frozen_on), "digest": told.digest[:16]}
        ),
        _heading(2, _("研究情况")),
    ]
    for number, item in enumerate(told.items, 1):
        paragraphs.extend(_item(number, item))
    if any(item.task for item in told.items):
        paragraphs.append(_heading(3, _("落实任务")))
        paragraphs.extend(_body(f"{item.name}：{item.task}") for item in told.items if item.task)
    return OfficialDocument(
        title=_("%(title)s纪要") % {"title": told.title},
        paragraphs=tuple(paragraphs),
        signature=told.signature,
        dated=told.held_on,
    )


def _people(told: MinutesTold) -> Iterator[Paragraph]:
    for label, names in (
        (_("主持"), told.chair),
        (_("参加"), told.present),
        (_("请假"), told.absent),
        (_("记录"), told.recorder),
    ):
        if names:
            yield _body(f"{label}：{'、'.join(names)}")


def _item(number: int, item: MinutesItem) -> Iterator[Paragraph]:
    yield Paragraph(
        kind=ParagraphKind.BODY,
        runs=(
            Run(text=f"（{number}）{item.name}", face=Face.LEAD),
            Run(text=f"，{item.post}。" if item.post else "。"),
        ),
    )
    yield _body(item.shown)
    if item.recused:
        yield _body(_("%(names)s回避。") % {"names": "、".join(item.recused)})
    if item.held:
        yield _body(_("暂缓研究：%(reason)s。") % {"reason": item.held.rstrip("。")})
    if item.proposal:
        yield _body(item.proposal)
    if item.decision:
        yield _body(item.decision)


def _heading(number: int, text: str) -> Paragraph:
    return Paragraph(
        kind=ParagraphKind.HEADING,
        runs=(Run(text=f"{NUMERALS[number - 1]}、{text}", face=Face.HEADING),),
    )


def _body(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"  # not interface: as an office dates a document
