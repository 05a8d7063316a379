"""Starts the command in a process of its own, forked from one that has loaded it: a start then costs what a fork costs.

Arguments, environment, folder, standard streams, exit code and crashes are those of a process that a shell starts. That the command also
loads by itself is what `tests/cli/test_start.py` looks at.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO

_LOADED = """
import atexit, gc, importlib, json, os, pkgutil, runpy, select, signal, socket, struct, sys, threading, time
import newsloom, alembic.command, rich.progress, sqlalchemy.dialects.sqlite, trafilatura
for module in pkgutil.walk_packages(newsloom.__path__, "newsloom."):
    if not module.name.startswith(("newsloom.__main__", "newsloom.bench", "newsloom.store.migrations")):
        importlib.import_module(module.name)
listening = socket.socket(fileno=int(sys.argv[1]))
signal.signal(signal.SIGCHLD, signal.SIG_IGN)

def begin(asked):
    content, files, _, _ = socket.recv_fds(asked, 65536, 3)
    while len(content) < 4 or len(content) < 4 + struct.unpack_from(">I", content)[0]:
        content += asked.recv(65536)
    given = json.loads(content[4:])
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if child := os.fork():  # this process waits for the command, so that many may run at once
        asked.sendall(struct.pack(">i", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
        os._exit(0)
    asked.close()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(given["environment"])
    time.tzset()
    os.chdir(given["cwd"])
    sys.argv[:] = ["newsloom", *given["arguments"]]

def ended(how):  # as the interpreter ends, but for taking all that was loaded apart, which takes longer than most commands
    if not isinstance(how, SystemExit):
        sys.excepthook(type(how), how, how.__traceback__)
    elif how.code is not None and not isinstance(how.code, int):
        print(how.code, file=sys.stderr)
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    code = how.code if isinstance(how, SystemExit) else 1
    os._exit(code if isinstance(code, int) else int(code is not None))

gc.collect()
gc.freeze()
while listening in select.select([listening, sys.stdin], [], [])[0]:
    asked, _ = listening.accept()
    if not os.fork():
        listening.close()
        begin(asked)
        try:
            runpy.run_module("newsloom", run_name="__main__", alter_sys=True)
            sys.exit()
        except BaseException as how:
            ended(how)
    asked.close()
"""


@cache
def _loaded() -> tuple[str, object]:
    """Where the process listens that has loaded the command, and what keeps it alive: it ends with this process."""
    folder = tempfile.TemporaryDirectory(prefix="newsloom-")
    place = str(Path(folder.name) / "started")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen(100)
        process = subprocess.Popen(
            [sys.executable, "-c", _LOADED, str(listening.fileno())],
            stdin=subprocess.PIPE, pass_fds=[listening.fileno()], env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )  # fmt: skip
    return place, (folder, process)


def run(
    arguments: list[str], *, environment: Mapping[str, str], stdin: bytes = b"", cwd: Path | None = None, timeout_s: float = 300
) -> tuple[int, bytes, bytes]:
    """Exit code, output and errors of `newsloom ARGUMENTS`."""
    with contextlib.ExitStack() as stack:
        files: list[IO[bytes]] = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        files[0].write(stdin)
        files[0].seek(0)
        asked = stack.enter_context(socket.socket(socket.AF_UNIX))
        asked.settimeout(timeout_s)
        asked.connect(_loaded()[0])
        given = json.dumps({"arguments": arguments, "environment": dict(environment), "cwd": str(cwd or Path.cwd())}).encode()
        head = struct.pack(">I", len(given))
        socket.send_fds(asked, [head], [file.fileno() for file in files])
        asked.sendall(given)
        answer = asked.recv(4, socket.MSG_WAITALL)
        (code,) = struct.unpack(">i", answer)
        for file in files[1:]:
            file.seek(0)
        return code, files[1].read(), files[2].read()
