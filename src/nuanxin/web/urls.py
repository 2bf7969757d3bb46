"""The addresses of the pages."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from nuanxin.web import parts, reader
from nuanxin.web.welcome import views as welcome

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome.show_welcome, name="welcome"),
    path("plan/", include("nuanxin.web.plan.urls")),
    path("book/", include("nuanxin.web.book.urls")),
    path("display/", reader.choose_display, name="display"),
]
if settings.DEBUG:
    urlpatterns.append(path("parts/", parts.show_parts, name="parts"))
