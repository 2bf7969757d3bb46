"""Foreign keys point down, and tables have one owner."""

import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from tests.architecture import project, tables

ROOMS = (frozenset({"customers", "rulebooks"}), frozenset({"cases"}))


def test_no_foreign_key_of_ours_points_up() -> None:
    assert list(tables.find_upward_keys(apps.get_models(), project.rooms_from_the_bottom())) == []


def test_no_room_reads_the_tables_of_another() -> None:
    assert list(tables.find_trespasses(grimp.build_graph("nuanxin", cache_dir=None))) == []


class TestFindUpwardKeys:
    """On tables made up for the purpose."""

    def find(self, *, of: str, to: str, related_name: str = "+") -> list[str]:
        registry = Apps()
        target_meta = type("Meta", (), {"app_label": to, "apps": registry})
        target = type("Target", (models.Model,), {"__module__": __name__, "Meta": target_meta})
        pointing = {
            "__module__": __name__,
            "Meta": type("Meta", (), {"app_label": of, "apps": registry}),
            "target": models.ForeignKey(target, on_delete=models.PROTECT, related_name=related_name),
        }
        source = type("Source", (models.Model,), pointing)
        return list(tables.find_upward_keys([source, target], ROOMS))

    def test_lets_a_hidden_key_downward_pass(self) -> None:
        assert self.find(of="cases", to="customers") == []

    def test_finds_a_key_that_points_up(self) -> None:
        assert "not below customers" in self.find(of="customers", to="cases")[0]

    def test_finds_a_key_to_a_room_of_the_same_line(self) -> None:
        assert "not below customers" in self.find(of="customers", to="rulebooks")[0]

    def test_finds_a_name_left_on_the_lower_room(self) -> None:
        assert "related_name" in self.find(of="cases", to="customers", related_name="cases")[0]


class TestFindTrespasses:
    """On a package made up for the purpose."""

    @pytest.fixture
    def graph(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[grimp.ImportGraph]:
        for name, text in {
            "madeup/__init__.py": "",
            "madeup/customers/__init__.py": "",
            "madeup/customers/models.py": "",
            "madeup/customers/selectors.py": "from madeup.customers import models",
            "madeup/cases/__init__.py": "",
            "madeup/cases/services.py": "from madeup.customers import models, selectors",
        }.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path))
        yield grimp.build_graph("madeup", cache_dir=None)
        for name in [name for name in sys.modules if name.startswith("madeup")]:
            del sys.modules[name]

    def test_finds_only_the_other_room(self, graph: grimp.ImportGraph) -> None:
        assert list(tables.find_trespasses(graph)) == [
            "madeup.cases.services imports madeup.customers.models; ask madeup.customers.selectors"
        ]
