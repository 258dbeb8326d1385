"""What a child's ending says to whoever sent the file."""

from django.utils.translation import gettext_lazy as _

from qingmiao.engines.sandbox.enums import Ending

SENTENCES: dict[str, object] = {
    Ending.TIMEOUT: _("读取超时，已中止：请拆分文件后重试"),
    Ending.MEMORY: _("文件展开后过大，已中止：请拆分文件后重试"),
    Ending.CRASH: _("文件无法读取，内容可能已损坏：请用原软件打开并另存后重试"),
}
