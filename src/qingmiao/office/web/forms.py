from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.services import TOKEN_DAYS
from qingmiao.registers.fields import DayField, UnitField


class AccountForm(forms.Form):
    username = forms.SlugField(
        label=_("账号名"), max_length=60, help_text=_("字母、数字、下划线和短横")
    )
    display_name = forms.CharField(label=_("显示姓名"), max_length=60)
    password = forms.CharField(
        label=_("初始密码"), widget=forms.PasswordInput, help_text=_("本人首次登录后自行更换")
    )

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"] = UnitField(on=on, label=_("所在机构"), required=False)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class GrantForm(forms.Form):
    """A role with its scope and period. Leaving the unit empty grants the whole district."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    scope_kind = forms.ChoiceField(
        label=_("范围"), choices=ScopeKind.choices, initial=ScopeKind.UNIT
    )
    scope_id = forms.IntegerField(
        label=_("范围编号"), required=False, min_value=1,
        help_text=_("范围为班次、比武、区块等时填写该记录的编号"),
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), min_length=2, max_length=200)

    field_order = ("role", "scope_kind", "unit", "scope_id", "begins", "ends", "reason")

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"] = UnitField(
            on=on, label=_("机构"), required=False, help_text=_("留空表示全区")
        )
        self.fields["begins"] = DayField(label=_("起"), initial=on)
        self.fields["ends"] = DayField(label=_("止"), required=False)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("结束日期不得早于开始日期"))
        kind = cleaned.get("scope_kind")
        if kind not in (ScopeKind.UNIT, ScopeKind.OWN) and not cleaned.get("scope_id"):
            self.add_error("scope_id", _("这类范围须填写编号"))
        return cleaned


class EndForm(forms.Form):
    reason = forms.CharField(label=_("收回理由"), min_length=2, max_length=200)


class TokenForm(forms.Form):
    """A token is for one's own account: the password proves that it is its holder who asks."""

    purpose = forms.CharField(
        label=_("用途"), min_length=2, max_length=120,
        help_text=_("哪个程序、读什么、作何用；写入台账，随每次读取留痕"),
    )  # fmt: skip
    password = forms.CharField(
        label=_("本账号密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    field_order = ("purpose", "expires_on", "password")

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expires_on"] = DayField(
            label=_("有效至"), initial=on + timedelta(days=TOKEN_DAYS - 1)
        )
        self.order_fields(self.field_order)


class RevokeForm(forms.Form):
    reason = forms.CharField(label=_("吊销理由"), min_length=2, max_length=200)
