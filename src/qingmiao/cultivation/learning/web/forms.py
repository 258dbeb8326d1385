from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ArchiveForm(forms.Form):
    """Which year is closed: the office says so once more, for it cannot be taken back."""

    is_sure = forms.BooleanField(
        label=_("我已核对，归档后该年度学时不再随记录变化"),
        help_text=_("归档后补登、作废的出勤只作为差异显示。"),
    )

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(year), str(year)) for year in years]
        self.fields["year"] = forms.ChoiceField(label=_("年度"), choices=choices)
        self.order_fields(["year", "is_sure"])


class WarnForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("给预计不达标的本人和所在单位各发一条提醒"),
        help_text=_("按已排课次推算，到年底仍达不到要求的人；每人每天只提醒一次。"),
    )
