"""The project's addresses, and all components on one page."""

from django.urls import include, path

from nuanxin.config.urls import urlpatterns as project
from nuanxin.web import parts

urlpatterns = [path("parts/", include(([path("", parts.show_parts, name="parts")], "parts"))), *project]
