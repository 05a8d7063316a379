"""The docs say what the program does: reference pages follow from it, links lead somewhere, examples in Python run."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import typer

from newsloom import cli, config

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/newsloom/sample/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#([^)\s]+))?\)")


def generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "settings.md"])
def test_reference_pages_are_those_that_the_program_makes(name):
    page = (ROOT / "docs/reference" / name).read_text(encoding="utf-8")
    assert page == generator().pages()[name], "run `python docs/generate.py`"


def test_every_command_and_option_is_in_the_reference():
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    for name, command in typer.main.get_command(cli.app).commands.items():
        assert f"newsloom {name}" in page
        assert all(option in page for one in command.params for option in one.opts if option.startswith("--"))


def test_every_setting_is_in_the_reference_with_a_sentence():
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    for name, known in config.Settings.model_fields.items():
        assert f"| `{name}` |" in page
        assert known.description


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page):
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target).resolve()
        assert path.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in slugs, f"{page.name} links to {target}#{anchor}"


def test_every_page_of_the_docs_can_be_found_from_the_index():
    """Directly, or as a page of a folder that is linked."""
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / target).resolve() for target, _ in LINK.findall(index)}
    for page in ROOT.glob("docs/**/*.md"):
        assert page.name == "index.md" or page in linked or page.parent in linked, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_that_pages_name_exist(page):
    """A line of a code block that calls `newsloom` names a command, and options that it has."""
    commands = typer.main.get_command(cli.app).commands
    for block in re.findall(r"(?ms)^```[a-z]*\n(.*?)^```", page.read_text(encoding="utf-8")):
        for name, rest in re.findall(r"(?m)^(?:\S*=\S+ )?newsloom ([a-z]+)\b([^\n#]*)", block):
            assert name in commands, f"newsloom {name}"
            known = {option for one in commands[name].params for option in one.opts}
            assert {word.partition("=")[0] for word in rest.split() if re.match(r"--?[a-z]", word)} <= known | {"--help"}


def test_the_first_example_in_python_runs(capsys):
    page = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    example = re.findall(r"(?ms)^```python\n(.*?)^```", page)[0]
    exec(compile(example, "python.md", "exec"), {})  # noqa: S102 - our own page
    assert "contradicted" in capsys.readouterr().out


def test_the_example_on_the_sample_runs(capsys):
    page = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    example = re.findall(r"(?ms)^```python\n(.*?)^```", page)[-1]
    exec(compile(example, "python.md", "exec"), {})  # noqa: S102 - our own page
    assert "meridianwire.example" in capsys.readouterr().out


def test_the_changelog_has_this_version():
    from newsloom import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
