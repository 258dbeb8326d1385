"""What may be handed out to a class: files whose content is what their name says, and no programs."""

from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024
ZIP = b"PK\x03\x04"
BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".docx": ZIP,
    ".xlsx": ZIP,
    ".pptx": ZIP,
    ".jpg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
}
"""What a file of each kind begins with."""


def flaws_of_material(*, title: str, file_name: str, content: bytes) -> Iterator[str]:
    if not title.strip():
        yield _("请填写资料名称")
    beginning = BEGINNINGS.get(PurePath(file_name).suffix.lower())
    if beginning is None:
        yield _("只收 PDF、Word、Excel、PowerPoint 和图片")
    elif content and not content.startswith(beginning):
        yield _("文件内容与扩展名不符")
    if not content or len(content) > LARGEST:
        yield _("文件不能为空，也不能超过 10 MB")
