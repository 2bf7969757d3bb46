"""Pictures in templates: ``{% icon "check" %}`` and ``{% flag "zh" %}``."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from nuanxin.web.pictures.flags import FLAGS
from nuanxin.web.pictures.icons import ICONS

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a picture, hidden from assistive technology: the word stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag
def flag(code: str) -> SafeString:
    """Return a flag, or a globe where one country would not do."""
    if code not in FLAGS:
        return icon("globe")
    drawing = mark_safe(FLAGS[code])  # noqa: S308 our own drawing, no input
    return format_html('<svg class="flag" viewBox="0 0 30 20" aria-hidden="true">{}</svg>', drawing)
