from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """Why it is published as it is; asked for when the checker found a contradiction."""

    note = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea,
        help_text=_("核对发现矛盾时须写明为何照此发布"),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("撤回理由"), max_length=500, widget=forms.Textarea)
