from django import forms
from django.utils.translation import gettext_lazy as _


class ResultForm(forms.Form):
    """鉴定: the host's own words, once the person is back."""

    result = forms.CharField(
        label=_("鉴定意见"),
        min_length=4,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写具体的事和结果；保存后记入该同志的印证材料"),
    )
