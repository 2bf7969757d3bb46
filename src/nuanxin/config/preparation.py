"""Bring the database up to date. `python -m nuanxin.config.preparation`."""

import os

import django
from django.core.management import call_command


def prepare_database() -> None:
    """Create what is missing in the database; what is there already stays as it is."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
    django.setup()
    prepare_database()
