from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YEAR = timedelta(days=364)
"""With the day itself a window of 365 days, as the speech's figure counts it."""
LONGEST = timedelta(days=3660)


class WindowForm(forms.Form):
    """As of which day, and since when the days are counted. What is left out is today and a year."""

    since = forms.DateField(label=_("起算日"), required=False)
    on = forms.DateField(label=_("截至日"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        for field in self.fields.values():
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, on = given.get("since"), given.get("on") or self.today
        if since and since > on:
            self.add_error("since", _("起算日不得晚于截至日"))
        elif since and on - since > LONGEST:
            self.add_error("since", _("起算日至截至日不得超过十年"))
        return given

    @property
    def window(self) -> tuple[date, date]:
        """Since when, and as of which day; the usual window where something was wrong."""
        given = self.cleaned_data if self.is_valid() else {}
        on = given.get("on") or self.today
        return given.get("since") or on - YEAR, on
