"""Which door an address leads to: the API below /api/v1/, the pages everywhere else."""

from django.urls import include, path

from nuanxin.api import v1

urlpatterns = [
    path("api/v1/", v1.api.urls),
    path("", include("nuanxin.web.urls")),
]
