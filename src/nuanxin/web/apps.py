"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, components, template tags and the message catalogues."""

    name = "nuanxin.web"
    verbose_name = "Nuanxin pages"
