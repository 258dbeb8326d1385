"""What a child's ending, and a file no child should read, say to whoever sent it."""

from django.utils.translation import gettext_lazy as _

from qingmiao.engines.sandbox.enums import Content, Ending

SENTENCES: dict[str, object] = {
    Ending.TIMEOUT: _("读取超时，已中止：请拆分文件后重试"),
    Ending.MEMORY: _("文件展开后过大，已中止：请拆分文件后重试"),
    Ending.CRASH: _("文件无法读取，内容可能已损坏：请用原软件打开并另存后重试"),
    Content.EMPTY: _("文件是空的：请检查后重新选择"),
    Content.TOO_LARGE: _("文件超过 %(most)s MB：请拆分文件或缩小照片后重试"),
    Content.ENCRYPTED: _("文件设有密码：请取消密码后重新上传"),
    Content.DAMAGED: _("文件已损坏：请用原软件打开并另存，或重新压缩后上传"),
    Content.INFLATES: _("文件展开后过大（%(name)s）：请拆分，或删去多余的工作表和图片后重试"),
}
