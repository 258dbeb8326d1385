from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import official

PURPOSES = [
    ("work", _("日常工作")),
    ("report", _("上报材料")),
    ("meeting", _("会议研究")),
    ("check", _("核对数据")),
    ("other", _("其他")),
]
MOST_BYTES = 20 * 1024 * 1024


class ExportForm(forms.Form):
    """Why something leaves the system; kept in the ledger with who and how much."""

    purpose = forms.ChoiceField(label=_("用途"), choices=PURPOSES)
    note = forms.CharField(
        label=_("用途说明"), min_length=2, max_length=200, help_text=_("写明用在哪里、给谁")
    )

    @property
    def reason(self) -> str:
        """As it is kept, whatever language it was chosen in."""
        with official():
            label = dict(PURPOSES)[self.cleaned_data["purpose"]]
            return f"{label}：{self.cleaned_data['note']}"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("表格文件"), help_text=_("按模板填写的 .xlsx、.xls 或 .csv，不超过 20 MB")
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请分成几份上传"))
        return file
