"""Pictures in templates: ``{% icon "check" %}`` and ``{% flag "zh" %}``."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from nuanxin.web.pictures import FLAGS, ICONS

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a picture, hidden from assistive technology: the word stands beside it."""
    return _drawn("icon", "0 0 24 24", ICONS[name])


@register.simple_tag
def flag(code: str) -> SafeString:
    """Return a flag, or a globe where one country would not do."""
    return _drawn("flag", "0 0 30 20", FLAGS[code]) if code in FLAGS else icon("globe")


def _drawn(sort: str, box: str, drawing: str) -> SafeString:
    svg = f'<svg class="{sort}" viewBox="{box}" width="24" height="24" aria-hidden="true">{drawing}</svg>'
    return mark_safe(svg)  # noqa: S308 our own drawings, no input
