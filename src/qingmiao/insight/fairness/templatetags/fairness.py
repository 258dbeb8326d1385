"""`{% load fairness %}`: shares as percentages."""

from django import template

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.1f}%"
