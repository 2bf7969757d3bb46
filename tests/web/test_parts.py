"""Pictures, components, templates: what every page rests on."""

import re
from pathlib import Path

import pytest

from nuanxin import web
from nuanxin.core.policy import words
from nuanxin.web import parts
from nuanxin.web.pictures import FLAGS, ICONS
from nuanxin.web.telling import controls, plans
from nuanxin.web.welcome import stories

FOLDER = Path(str(web.__file__)).parent
TEMPLATES = sorted([*FOLDER.rglob("templates/**/*.html"), *FOLDER.rglob("components/**/*.html")])


def test_every_choice_has_a_picture_of_its_own() -> None:
    codes = [*words.NEEDS, *words.SERVICES, *words.SCENES]
    assert [code for code in codes if code not in ICONS] == []
    assert [code for code in words.CONTROLS if code not in controls.ICONS] == []


def test_every_picture_that_is_named_is_drawn() -> None:
    named = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)" %}', path.read_text(encoding="utf-8"))
    }
    named |= {*controls.ICONS.values(), *plans.SIGNS.values(), *stories.PICTURES.values()}
    assert named - set(ICONS) == set()


def test_every_picture_is_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *FOLDER.rglob("*.py")])
    codes = {*words.NEEDS, *words.SERVICES, *words.SCENES}
    assert [name for name in ICONS if name not in codes and f'"{name}"' not in sources] == []


def test_drawings_hold_nothing_but_drawing() -> None:
    for drawing in [*ICONS.values(), *FLAGS.values()]:
        assert set(re.findall(r"<(\w+)", drawing)) <= {"path", "rect", "circle"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_template_has_a_style_or_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|<script|\sstyle=|\son\w+=|javascript:", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_template_puts_text_out_unescaped(path: Path) -> None:
    assert re.findall(r"\|safe\b|autoescape off", path.read_text(encoding="utf-8")) == []


def test_every_component_has_examples_that_render() -> None:
    shown = list(parts.examples())
    assert {component["name"] for component in shown} == {path.name for path in (FOLDER / "components").iterdir()}
    for component in shown:
        assert component["examples"], component["name"]
        assert all(example["html"].strip() for example in component["examples"])
