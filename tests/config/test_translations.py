"""Messages are found where they are written, and a catalogue's faults are named."""

import gettext
from pathlib import Path

import polib
import pytest

from nuanxin.config import translations

PAGE = """{% load i18n %}
{# Translators: on the door #}
{% translate "Three taps" %}
{% blocktranslate count counter=n %}{{ counter }} step{% plural %}{{ counter }} steps{% endblocktranslate %}
{% translate "Plan" context "noun" %}"""
VIEW = """WELCOME = _("Welcome to %(outlet)s")
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "page.html").write_text(PAGE)
    (folder / "views.py").write_text(VIEW)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path, source: Path) -> Path:
    path = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    translations.update_catalogue(path, translations.read_sources(source))
    return path


def translate(path: Path, texts: dict[str, str]) -> None:
    opened = polib.pofile(str(path))
    for entry in opened:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: texts[entry.msgid]}
        else:
            entry.msgstr = texts[entry.msgid]
    opened.save()


CHINESE = {
    "Three taps": "三次点按",
    "%(counter)s step": "%(counter)s 步",
    "Plan": "方案",
    "Welcome to %(outlet)s": "欢迎来到%(outlet)s",
}


class TestReadSources:
    def test_finds_messages_of_templates_and_modules(self, source: Path) -> None:
        found = translations.read_sources(source)
        assert set(found) == {
            (None, "Three taps"),
            (None, "%(counter)s step"),
            ("noun", "Plan"),
            (None, "Welcome to %(outlet)s"),
        }
        assert found[None, "%(counter)s step"].plural == "%(counter)s steps"
        assert found[None, "Three taps"].files == {"templates/page.html"}


class TestUpdateCatalogue:
    def test_keeps_translations_and_drops_what_is_gone(self, source: Path, catalogue: Path) -> None:
        translate(catalogue, CHINESE)
        (source / "views.py").write_text("")
        translations.update_catalogue(catalogue, translations.read_sources(source))
        kept = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue))}
        assert kept["Three taps"] == "三次点按"
        assert "Welcome to %(outlet)s" not in kept

    def test_writes_the_same_file_twice(self, source: Path, catalogue: Path) -> None:
        translate(catalogue, CHINESE)
        before = catalogue.read_text()
        translations.update_catalogue(catalogue, translations.read_sources(source))
        assert catalogue.read_text() == before


class TestFindFaults:
    def faults(self, source: Path, catalogue: Path) -> list[str]:
        return list(translations.find_faults(catalogue, translations.read_sources(source)))

    def test_finds_none_in_a_complete_catalogue(self, source: Path, catalogue: Path) -> None:
        translate(catalogue, CHINESE)
        assert self.faults(source, catalogue) == []

    def test_names_what_is_untranslated(self, source: Path, catalogue: Path) -> None:
        translate(catalogue, {**CHINESE, "Three taps": ""})
        assert self.faults(source, catalogue) == ["untranslated: 'Three taps'"]

    def test_names_a_placeholder_that_was_lost(self, source: Path, catalogue: Path) -> None:
        translate(catalogue, {**CHINESE, "Welcome to %(outlet)s": "欢迎"})
        assert "other placeholders: 'Welcome to %(outlet)s'" in self.faults(source, catalogue)[0]

    def test_names_what_is_missing_and_what_is_left_over(self, source: Path, catalogue: Path) -> None:
        translate(catalogue, CHINESE)
        (source / "views.py").write_text(VIEW.replace("Welcome", "Goodbye"))
        assert [fault.split(":")[0] for fault in self.faults(source, catalogue)] == ["missing", "left over"]

    def test_names_what_is_doubtful(self, source: Path, catalogue: Path) -> None:
        translate(catalogue, CHINESE)
        opened = polib.pofile(str(catalogue))
        opened[0].flags.append("fuzzy")
        opened.save()
        assert self.faults(source, catalogue)[0].startswith("doubtful")


def test_a_compiled_catalogue_is_read_by_the_standard_library(catalogue: Path) -> None:
    translate(catalogue, CHINESE)
    translations.compile_catalogue(catalogue)
    with catalogue.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Three taps") == "三次点按"
    assert read.pgettext("noun", "Plan") == "方案"
    assert read.ngettext("%(counter)s step", "%(counter)s steps", 5) == "%(counter)s 步"
