"""All components with all their examples on one page, for whoever designs and for the check by axe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from nuanxin.common.access import open_to_everyone

COMPONENTS = Path(__file__).parent / "components"


def examples() -> Iterator[dict[str, Any]]:
    """Yield each component with its rendered examples.

    A component is a folder: ``template.html``, and ``examples.json`` with a list of ``{"name", "context"}``.
    """
    for folder in sorted(COMPONENTS.iterdir()):
        if folder.is_dir():
            listed = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
            rendered = [
                {
                    "name": example["name"],
                    "html": mark_safe(  # noqa: S308 our own template
                        render_to_string(f"{folder.name}/template.html", example["context"])
                    ),
                }
                for example in listed
            ]
            yield {"name": folder.name, "examples": rendered}


@open_to_everyone(reason="examples of components, invented; served only while developing and in tests")
@require_safe
def show_parts(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "parts.html", {"components": list(examples())})
