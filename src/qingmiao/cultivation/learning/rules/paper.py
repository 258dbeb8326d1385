"""结业证书 as an official document, with a code that leads to where it is verified."""

from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.learning.contracts.certificate import Face
from qingmiao.engines.documents.contracts import OfficialDocument, Paragraph, Run
from qingmiao.engines.documents.enums import ParagraphKind
from qingmiao.engines.documents.rules.code import code

TITLE = "结业证书"  # not interface: what stands on the paper


SENTENCE = "于{period}参加{organizer}主办的{programme}（{title}），完成规定学习任务，计{hours}学时，准予结业。"  # not interface: what stands on the paper
PERIOD = "{begins:%Y年%m月%d日}至{ends:%Y年%m月%d日}"  # not interface: what stands on the paper
NUMBERED = "证书编号：{number}"  # not interface: what stands on the paper
HOW = "扫描左下方二维码或按编号查验，以查验页所示内容和状态为准。"  # not interface: what stands on the paper


def paper_of(face: Face, *, address: str) -> OfficialDocument:
    body = SENTENCE.format(
        period=PERIOD.format(begins=face.begins, ends=face.ends),
        organizer=face.organizer,
        programme=face.programme_title,
        title=face.class_title,
        hours=plain(face.hours),
    )
    lines = (
        Paragraph(runs=(Run(text=f"{face.holder}："),), kind=ParagraphKind.SALUTATION),
        Paragraph(runs=(Run(text=body),)),
        Paragraph(runs=(Run(text=NUMBERED.format(number=face.number)),)),
        Paragraph(runs=(Run(text=HOW),)),
    )
    return OfficialDocument(
        title=TITLE,
        paragraphs=lines,
        signature=face.organizer,
        dated=face.issued_on,
        code=code(address),
    )
