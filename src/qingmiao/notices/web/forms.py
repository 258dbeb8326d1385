from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.notices.models import Preference
from qingmiao.notices.queries.preference import kinds_to_choose

OFF = ""
HOURS = range(7, 21)


class TimeField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PreferenceForm(forms.Form):
    """How one wants to be told. What one wants to hear of is ticked."""

    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("每日摘要"), required=False, coerce=int, empty_value=None
    )
    quiet_begins = TimeField(
        label=gettext_lazy("免打扰起"),
        required=False,
        help_text=gettext_lazy(
            "免打扰时段铃铛不显示数字，摘要等到时段结束再生成。两栏都空表示不设。"
        ),
    )
    quiet_ends = TimeField(label=gettext_lazy("免打扰止"), required=False)
    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("接收哪些提醒"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("需要您办理的事项一律提醒，不能关闭。"),
    )

    def __init__(self, *args: Any, preference: Preference, **options: Any) -> None:
        choices = [(each.code, each.title) for each in kinds_to_choose()]
        options["initial"] = {
            "digest_hour": preference.digest_hour,
            "quiet_begins": preference.quiet_begins,
            "quiet_ends": preference.quiet_ends,
            "wanted": [code for code, _title in choices if code not in preference.muted],
        }
        super().__init__(*args, **options)
        hours = [(hour, _("每天 %(hour)d 时") % {"hour": hour}) for hour in HOURS]
        self.fields["digest_hour"].choices = [(OFF, _("不生成")), *hours]  # type: ignore[attr-defined]  # set by ChoiceField
        self.fields["wanted"].choices = choices  # type: ignore[attr-defined]  # set by ChoiceField

    @property
    def muted(self) -> list[str]:
        wanted = set(self.cleaned_data["wanted"])
        return [each.code for each in kinds_to_choose() if each.code not in wanted]
