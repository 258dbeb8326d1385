from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.placement.openings.enums import FamilyLimit
from qingmiao.placement.openings.models import Opening, Wish
from qingmiao.placement.openings.services.wish import WishDraft
from qingmiao.registers.fields import DayField

RANKS = (("first", _("第一志愿")), ("second", _("第二志愿")), ("third", _("第三志愿")))


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = label
        self.fields["reason"].required = required


class WishForm(forms.Form):
    """Three wishes at most, and what the family does not allow; one screen of a phone."""

    limit = forms.ChoiceField(
        label=_("家庭情况限制"), choices=FamilyLimit.choices, required=False,
        help_text=_("只有本人和组织部门看得到；不影响其他安排"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, openings: list[Opening], wish: Wish | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered = {each.pk: str(each) for each in openings}
        for name, label in RANKS:
            present = getattr(wish, name) if wish else None
            choices = dict(offered) | ({present.pk: str(present)} if present else {})
            self.fields[name] = forms.TypedChoiceField(
                label=label, coerce=int, required=False, empty_value=None,
                choices=[("", "—"), *choices.items()], initial=present.pk if present else None,
            )  # fmt: skip
        self.fields["limit_until"] = DayField(
            label=_("限制至"), required=False, help_text=_("不填即长期")
        )
        if wish is not None:
            for name in ("limit", "limit_until", "note"):
                self.fields[name].initial = getattr(wish, name)
        self.order_fields([*dict(RANKS), "limit", "limit_until", "note"])

    @property
    def draft(self) -> WishDraft:
        told = self.cleaned_data
        return WishDraft(
            chosen=[told[name] for name, _label in RANKS],
            limit=told["limit"],
            limit_until=told["limit_until"],
            note=told["note"],
        )
