"""What has to be right before the server starts. `python -m nuanxin.config.preparation`."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

from nuanxin.core.policy import loading


def prepare_database() -> None:
    """Create what is missing in the database; what is there already stays as it is."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def read_book() -> None:
    """Read the rulebook once, so that a fault in it stops the start and not the first page.

    :raises SystemExit: with every fault, a line each.
    """
    try:
        loading.load(settings.BOOK)
    except (loading.Unreadable, OSError) as fault:
        sys.exit(f"NUANXIN_BOOK: {settings.BOOK} cannot be read\n{fault}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
    django.setup()
    prepare_database()
    read_book()
