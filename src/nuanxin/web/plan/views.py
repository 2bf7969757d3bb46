"""The views of /plan/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nuanxin.common.access import open_to_everyone
from nuanxin.web import asking, planning, reader
from nuanxin.web.plan import desk, hearing, paper
from nuanxin.web.telling.naming import Namer

NO_DATA = "a plan holds no personal data: needs, services and facts of a situation, and the rulebook's words"


@open_to_everyone(reason=NO_DATA)
@require_safe
def show_plan(request: HttpRequest) -> HttpResponse:
    """Show the choices and the plan; ``part=answer`` returns the answer alone, for scripts."""
    context = desk.lay(request.GET, today=timezone.localdate())
    template = "plan/part.html" if request.GET.get("part") == "answer" else "plan/page.html"
    return render(request, template, context, status=400 if context["faults"] else 200)


@open_to_everyone(reason="the customer's words are read and forgotten: not kept, not logged, not in an address")
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def hear_words(request: HttpRequest) -> HttpResponse:
    """Suggest needs, services and scene for the customer's own words."""
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('web:plan')}?{request.GET.urlencode()}")
    words = request.POST.get("words", "").strip()[: hearing.MOST_CHARACTERS]
    context = desk.lay(request.GET, today=timezone.localdate()) | {"words": words}
    if words:
        namer = Namer(planning.book(), reader.language())
        context["heard"] = hearing.hear(namer, words, planning.suggest(words), asking.read(request.GET))
    return render(request, "plan/page.html", context)


@open_to_everyone(reason=NO_DATA)
@require_safe
def print_plan(request: HttpRequest) -> HttpResponse:
    """Lay the plan on A4: steps to tick, controls, clauses, signature lines."""
    context = paper.lay(request.GET, today=timezone.localdate())
    if context is None:
        return HttpResponseRedirect(f"{reverse('web:plan')}?{request.GET.urlencode()}")
    return render(request, "plan/paper.html", context)
