from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.plans.enums import Conclusion

LONG = {"rows": 3}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"), min_length=2, max_length=300, widget=forms.Textarea(attrs=LONG)
    )


class ProofForm(forms.Form):
    proof = forms.CharField(
        label=_("佐证"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写明证书、鉴定、谈话记录等可以查到的材料。"),
    )


class ReviewForm(forms.Form):
    conclusion = forms.ChoiceField(
        label=_("结论"), choices=Conclusion.choices, widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label=_("意见"), max_length=500, widget=forms.Textarea(attrs={"rows": 5})
    )
