"""The readers fail loudly, by name."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from nuanxin.config.environment import Environment


def environment(**values: str) -> Environment:
    return Environment(values)


class TestReaders:
    def test_give_the_default_where_nothing_is_set(self) -> None:
        assert environment().number("NUANXIN_N", meaning="a number", default=3) == 3

    def test_give_what_is_set(self) -> None:
        given = environment(NUANXIN_N="7", NUANXIN_F="yes", NUANXIN_W="a, b,", NUANXIN_C="two")
        assert given.number("NUANXIN_N", meaning="", default=3) == 7
        assert given.flag("NUANXIN_F", meaning="", default=False) is True
        assert given.words("NUANXIN_W", meaning="", default=[]) == ["a", "b"]
        assert given.choice("NUANXIN_C", meaning="", among=["one", "two"], default="one") == "two"

    def test_make_a_folder_absolute(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        folder = environment(NUANXIN_D="books").folder("NUANXIN_D", meaning="", default=Path("/"), shown="/")
        assert folder == tmp_path / "books"

    def test_stop_where_something_must_be_given(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="NUANXIN_T must be set: the key"):
            environment().text("NUANXIN_T", meaning="the key")

    @pytest.mark.parametrize("value", ["maybe", "", " "])
    def test_refuse_a_flag_that_is_none(self, value: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="NUANXIN_F"):
            environment(NUANXIN_F=value).flag("NUANXIN_F", meaning="", default=True)

    @pytest.mark.parametrize("value", ["0", "-1", "many"])
    def test_refuse_a_number_that_is_too_small_or_none(self, value: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="NUANXIN_N"):
            environment(NUANXIN_N=value).number("NUANXIN_N", meaning="", default=1, least=1)

    def test_refuse_a_word_that_is_not_offered(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="NUANXIN_C: must be one of one, two"):
            environment(NUANXIN_C="three").choice("NUANXIN_C", meaning="", among=["one", "two"], default="one")


class TestSecret:
    def test_comes_from_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "key").write_text("hidden\n")
        given = environment(NUANXIN_S_FILE=str(tmp_path / "key"))
        assert given.secret("NUANXIN_S", meaning="") == "hidden"

    def test_refuses_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(ImproperlyConfigured, match="NUANXIN_S_FILE cannot be read"):
            environment(NUANXIN_S_FILE=str(tmp_path / "none")).secret("NUANXIN_S", meaning="")

    def test_refuses_to_be_given_twice(self, tmp_path: Path) -> None:
        (tmp_path / "key").write_text("hidden")
        given = environment(NUANXIN_S="open", NUANXIN_S_FILE=str(tmp_path / "key"))
        with pytest.raises(ImproperlyConfigured, match="both given"):
            given.secret("NUANXIN_S", meaning="")


class TestRefuseUnknown:
    def test_names_a_variable_that_nobody_reads(self) -> None:
        given = environment(NUANXIN_HOST="misspelt", PATH="/bin")
        given.words("NUANXIN_HOSTS", meaning="", default=[])
        with pytest.raises(ImproperlyConfigured, match="NUANXIN_HOST is no setting"):
            given.refuse_unknown()

    def test_lets_a_secret_come_by_file_and_nothing_else(self, tmp_path: Path) -> None:
        (tmp_path / "key").write_text("hidden")
        given = environment(NUANXIN_S_FILE=str(tmp_path / "key"), NUANXIN_N_FILE="x")
        given.secret("NUANXIN_S", meaning="")
        given.number("NUANXIN_N", meaning="", default=1)
        with pytest.raises(ImproperlyConfigured, match="NUANXIN_N_FILE is no setting"):
            given.refuse_unknown()
