"""What the import linter cannot see of tables: foreign keys by name, and who reads whose models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import grimp
from django.db import models


def find_upward_keys(tables: Iterable[type[models.Model]], rooms: Sequence[frozenset[str]]) -> Iterator[str]:
    """Yield each relation that points to a room that is not lower, or that leaves a name on a lower one.

    `rooms` are the lines of the map, the lowest first; tables of other packages are not looked at.
    """
    height = {room: line for line, together in enumerate(rooms) for room in together}
    for table in tables:
        for field in table._meta.local_fields + table._meta.local_many_to_many:
            target = field.related_model
            if not isinstance(target, type) or not issubclass(target, models.Model):
                continue
            here, there = table._meta.app_label, target._meta.app_label
            if here == there or here not in height or there not in height:
                continue
            if height[there] >= height[here]:
                yield f"{field} points to {there}, which is not below {here}"
            elif field.remote_field and not field.remote_field.hidden:
                yield f"{field} leaves a name on {there}; say related_name='+'"


def find_trespasses(graph: grimp.ImportGraph) -> Iterator[str]:
    """Yield each module that imports another room's `models`."""
    for tables in sorted(module for module in graph.modules if module.endswith(".models")):
        owner = tables.rpartition(".")[0]
        for importer in sorted(graph.find_modules_that_directly_import(tables)):
            if not importer.startswith(owner + "."):
                yield f"{importer} imports {tables}; ask {owner}.selectors"
