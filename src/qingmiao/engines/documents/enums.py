from enum import StrEnum


class ParagraphKind(StrEnum):
    """The structural levels of GB/T 9704-2012 7.3.3, and the two a speech opens and ends with."""

    SALUTATION = "salutation"  # 主送机关 or 称谓: flush left, full-width colon
    HEADING = "heading"  # 一、 第一层, 黑体
    BODY = "body"
    CLOSING = "closing"  # 结束语: indented like the body, kept with the signature


class Face(StrEnum):
    """The five faces of the office. Which font file serves a face is found out when it is set."""

    TITLE = "title"  # 小标宋
    BODY = "body"  # 仿宋
    LEAD = "lead"  # 楷体
    HEADING = "heading"  # 黑体
    FOLIO = "folio"  # 宋体
