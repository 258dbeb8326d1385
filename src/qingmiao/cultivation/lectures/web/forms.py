from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.lectures.contracts import Suggestion

LONG = {"rows": 3}
LARGEST = 10 << 20


class DispatchForm(forms.Form):
    """派单: who, when, and why this one."""

    member = forms.TypedChoiceField(label=_("宣讲人"), coerce=int, widget=forms.RadioSelect)
    begins_at = forms.TimeField(
        label=_("开始时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label=_("结束时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    reason = forms.CharField(
        label=_("派单理由"),
        max_length=300,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("为什么派这位同志；系统只列出依据，由您决定。"),
    )

    def __init__(self, *args: Any, members: list[Suggestion], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["member"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(each.member_id, each.name) for each in members]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"), min_length=2, max_length=300, widget=forms.Textarea(attrs=LONG)
    )


class ProofForm(forms.Form):
    photo = forms.FileField(
        label=_("现场照片"),
        help_text=_("JPEG 或 PNG，不超过 10 MB。拍摄地点、设备等信息会去除，只留画面。"),
    )
    signed_in = forms.IntegerField(label=_("签到人数"), min_value=1, max_value=20000)
    note = forms.CharField(
        label=_("情况说明"), required=False, max_length=300, widget=forms.Textarea(attrs=LONG)
    )

    def clean_photo(self) -> bytes:
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST:
            raise forms.ValidationError(_("照片超过 10 MB"))
        return bytes(photo.read())


class RatingForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("评分"),
        coerce=int,
        choices=[
            (5, _("5 很好")),
            (4, _("4 好")),
            (3, _("3 一般")),
            (2, _("2 较差")),
            (1, _("1 差")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("评价"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("只有宣讲人本人和管理部门看得到。"),
    )
