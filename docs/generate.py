"""Write the reference pages that follow from the program itself: its commands and its settings.

    python docs/generate.py

Writes only `reference/commands.md` and `reference/settings.md` beside this file. A test holds them to the program.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from newsloom import config
from newsloom.cli import app

REFERENCE = Path(__file__).parent / "reference"

COMMANDS_HEAD = """# Commands

Written by `python docs/generate.py` from the program; `newsloom COMMAND --help` says the same.

`-` as a file is standard input or output. Results go to standard output or the file given with `-o`; progress, warnings and errors go
to standard error, where a bar is drawn if it is a terminal. A command ends with **0** when all was done, **1** when something failed or
was skipped (each such thing is named, with its remedy, and the rest is done), **2** when it was called wrongly.
"""

SETTINGS_HEAD = """# Settings

Written by `python docs/generate.py` from the one table of settings.

A setting comes from the first of: the command line (`--db`, `--host`, `--port`), the environment, the settings file, the default. The
settings file is the one that `NEWSLOOM_CONFIG` names, or else `newsloom.toml` in the user's configuration folder
(`~/.config/newsloom/` on Linux); it holds one `name = value` a line, as TOML:

```toml
zone = "Europe/Madrid"
contact = "news@example.org"
allow_networks = ["192.168.1.0/24"]
```
"""


def pages() -> dict[str, str]:
    """Name and text of each page that this program writes."""
    return {"commands.md": commands(), "settings.md": settings()}


def commands() -> str:
    root: Any = typer.main.get_command(app)
    parts = [COMMANDS_HEAD]
    for path, command in _walk(root, ("newsloom",)):
        parts.append("\n".join(_command(path, command)))
    return "\n".join(parts)


def settings() -> str:
    rows = [
        f"| `{name}` | `{variable}` | {'' if default in ('', 'None') else f'`{default}`'} | {sentence} |"
        for name, variable, default, sentence in config.reference()
    ]
    table = ["| setting | in the environment | default | what it does |", "|---|---|---|---|", *rows]
    return SETTINGS_HEAD + "\n" + "\n".join(table) + "\n"


def _walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name in children:
        yield from _walk(children[name], (*path, name))


def _command(path: tuple[str, ...], command: Any) -> list[str]:
    name = " ".join(path)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join([name, *(_metavar(one) for one in arguments), *(["[OPTIONS]"] if options else [])])
    lines = [f"## {name}", "", f"    {usage}", "", *_prose(command.help or ""), ""]
    if arguments or options:
        lines += ["| | |", "|---|---|"]
        lines += [f"| `{_cell(_metavar(one))}` | {_cell(one.help or '')} |" for one in arguments]
        lines += [f"| {_names(one)} | {_cell(one.help or '')}{_default(one)} |" for one in options]
        lines.append("")
    return lines


def _metavar(parameter: Any) -> str:
    shown = parameter.metavar or parameter.name.upper()
    return f"{shown} …" if parameter.nargs == -1 and not shown.endswith("…") else shown


def _names(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if option.is_flag:
        return names
    return f"{names} {_cell(option.metavar or option.name.upper())}"


def _default(option: Any) -> str:
    if option.is_flag or option.default in (None, "") or callable(option.default):
        return ""
    return f" Default: `{option.default}`."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _prose(text: str) -> list[str]:
    """Help as Markdown: its paragraphs, with lines that are examples as code."""
    plain = re.sub(r"\[/?(?:bold|italic|dim)\]", "", inspect.cleandoc(text)).replace("\b", "")
    lines: list[str] = []
    for line in plain.splitlines():
        example = re.match(r"\s*(?:Examples?:\s*)?(newsloom .+)", line)
        if example:
            if lines and lines[-1] and not lines[-1].startswith("    "):
                lines.append("")
            lines += [f"    {one}" for one in re.split(r"\s{3,}", example[1])]
        else:
            if lines and lines[-1].startswith("    ") and line.strip():
                lines.append("")
            lines.append(line.strip())
    return _braced("\n".join(lines)).splitlines()


def _braced(text: str) -> str:
    """Shapes of JSON as code; they may hold one shape in another and go over the end of a line."""
    return re.sub(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", lambda found: f"`{found[0]}`", text)


if __name__ == "__main__":
    for file, text in pages().items():
        (REFERENCE / file).write_text(text, encoding="utf-8")
