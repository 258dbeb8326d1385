from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.fields import Files, FilesField

MOST_BYTES = 64 << 20
MOST_FILES = 500


class UploadForm(forms.Form):
    """任免审批表 or a roster: what it is, the content says."""

    documents = FilesField(
        label=_("文件"),
        widget=Files(attrs={"accept": ".lrmx,.lrm,.pic,.zip,.xlsx,.xls,.csv"}),
        help_text=_(
            "任免审批表 .lrmx（可多选，或装在 .zip 里；旧版 .lrm 连同 .pic 一起选），"
            "或一份花名册 .xlsx、.xls、.csv；合计不超过 64 MB。请勿上传涉密内容"
        ),
    )

    def clean_documents(self) -> Sequence[Any]:
        files: list[Any] = self.cleaned_data["documents"]
        if sum(file.size for file in files) > MOST_BYTES:
            raise forms.ValidationError(_("文件合计超过 64 MB，请分批上传"))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("一次最多选 500 个文件，请压缩成 .zip 后上传"))
        return files
