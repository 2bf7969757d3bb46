"""The welcome page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuanxin.common.access import open_to_everyone
from nuanxin.web import planning, reader
from nuanxin.web.telling.naming import Namer
from nuanxin.web.welcome import stories


@open_to_everyone(reason="says what Nuanxin is; the people in the stories are invented or reduced to a surname")
@require_safe
def show_welcome(request: HttpRequest) -> HttpResponse:
    """Greet, and open the stories."""
    namer = Namer(planning.book(), reader.language())
    return render(request, "welcome/page.html", {"stories": tuple(stories.stories(namer)), "book": namer.book})
