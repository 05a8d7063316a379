"""Settings: where they come from, and that each is documented and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsloom import config
from newsloom.errors import BadSetting


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLOOM_CONFIG", str(tmp_path / "newsloom.toml"))


def test_an_argument_comes_before_the_environment_and_the_environment_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsloom.toml").write_text('port = 1111\nhost = "::1"\ncontact = "me@example.org"\n')
    monkeypatch.setenv("NEWSLOOM_PORT", "2222")
    assert config.load().port == 2222
    assert config.load(port=3333).port == 3333
    assert config.load(port=None).host == "::1"


def test_a_path_is_a_database_and_an_address_stays_one(tmp_path: Path) -> None:
    assert config.load(db=str(tmp_path / "x.db")).db == f"sqlite:///{tmp_path}/x.db"
    assert config.load(db="postgresql://u@h/n").db == "postgresql://u@h/n"


@pytest.mark.parametrize(("name", "value"), [("zone", "Mars/Olympus"), ("port", 70000), ("allow_networks", ["300.1.1.1/8"])])
def test_a_setting_it_cannot_have_is_named(name: str, value: object) -> None:
    with pytest.raises(BadSetting, match=f"setting {name}"):
        config.load(**{name: value})


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "newsloom.toml").write_text("port 1")
    with pytest.raises(BadSetting, match=r"newsloom\.toml"):
        config.load()


def test_every_setting_says_what_it_is() -> None:
    assert all(sentence.endswith(".") for *_, sentence in config.reference())


def test_a_password_does_not_show() -> None:
    assert "hunter2" not in repr(config.load(password="hunter2"))
