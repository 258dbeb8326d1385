from django import forms
from django.utils.translation import gettext_lazy as _


class ExplanationForm(forms.Form):
    explanation = forms.CharField(
        label=_("本人说明"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明当时在做什么、有谁可以证明；认定之前可以补充。"),
    )
