"""The small forms of what is done with a contest, its entries and its draw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import ChoiceField, DayField, PickField
from qingmiao.selection.contests.rules.draw import LONGEST_WORD

LONGEST = 300
YES, NO = "1", "0"


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtendForm(ReasonForm):
    closes_on = DayField(label=_("新的截止日期"))
    field_order = ("closes_on", "reason")


class EnterForm(forms.Form):
    """Whom to enter, by which way; an exemption is proposed in the same breath or not at all."""

    note = forms.CharField(label=_("说明"), max_length=LONGEST, required=False)
    exemption = forms.CharField(
        label=_("例外理由"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("只在有条款不符合时填写，由组织部门另一名同志批准"),
    )  # fmt: skip
    field_order = ("route", "person", "note", "exemption")

    def __init__(
        self, *args: Any, actor: Actor, routes: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["route"] = ChoiceField(label=_("报名方式"), choices=routes)
        self.fields["person"] = PickField(model=Person, actor=actor, label=_("选手"))
        self.order_fields(self.field_order)


class CheckForm(forms.Form):
    answer = forms.ChoiceField(choices=[(YES, _("通过")), (NO, _("不通过"))])
    reason = forms.CharField(label=_("理由"), max_length=LONGEST, required=False)


class ExemptionForm(forms.Form):
    provision = forms.CharField(max_length=40)
    reason = forms.CharField(label=_("例外理由"), max_length=LONGEST, required=False)


class ExemptionDecisionForm(forms.Form):
    answer = forms.ChoiceField(choices=[(YES, _("批准")), (NO, _("不批准"))])
    note = forms.CharField(label=_("批准意见"), max_length=LONGEST, required=False)


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("现场公开值"), max_length=LONGEST_WORD, required=False,
        help_text=_("两份承诺公布之后，当众产生的数字，如三枚骰子的点数"),
    )  # fmt: skip
