from django import forms
from django.utils.translation import gettext_lazy as _

LONG = {"rows": 3}


class AnswerForm(forms.Form):
    """The second witness's word."""

    confirms = forms.TypedChoiceField(
        label=_("旁证结论"),
        choices=[("yes", _("确认属实")), ("no", _("存疑"))],
        widget=forms.RadioSelect,
        coerce=lambda word: word == "yes",
        empty_value=None,
    )
    note = forms.CharField(
        label=_("旁证意见"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("存疑须写明理由；代录的须写明旁证人如何表示意见。"),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("退回理由"), min_length=2, max_length=500, widget=forms.Textarea(attrs=LONG)
    )


class ReplyForm(forms.Form):
    reply = forms.CharField(label=_("本人回应"), max_length=500, widget=forms.Textarea(attrs=LONG))
