"""The reading process as it is seen from outside: started, asked, and ended when it takes too long.

A request ends early when `check` raises, as a cancel does; the process is then ended with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from advocate_desktop.intake.messages import ARGUMENT, Broken, Head, receive, send

Check = Callable[[], None]
"""Raises when whoever waits for the answer no longer wants it."""

_START_SECONDS = 60
_PIPE_BYTES = 1024 * 1024
"""Of a file on its way at once, where the system lets a pipe hold so much: it saves turns."""
_SECONDS_BETWEEN_CHECKS = 0.1


class Stopped(Exception):
    """The process took too long and was ended."""


def never() -> None:
    """Go on to the end."""


class ReadingProcess:
    """One process at a time: started when first asked, used again, replaced when it broke."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is a process that has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def number(self) -> int:
        """The number the system knows the process by; 0 when there is none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start a process in place of what is left of the last; raise `Broken` or `Stopped`."""
        self.end()
        try:
            self._process = _started()
        except OSError:
            raise Broken from None
        self.exchange(None, b"", _START_SECONDS, never)

    def exchange(
        self, said: Head | None, data: bytes, seconds: float, check: Check
    ) -> tuple[Head, bytes]:
        """Say something and wait for what comes back; the process ends unless it comes in time.

        Raises `Broken`, `Stopped`, or what `check` raised.
        """
        process = self._process
        assert process
        assert process.stdin
        assert process.stdout
        watch = Watch(process, seconds, check)
        answer = None
        try:
            if said is not None:
                send(process.stdin, said, data)
            answer = receive(process.stdout)
        except (OSError, Broken):
            pass
        finally:
            watch.over()
            # Also when interrupted half way: the next answer would be to this request.
            if answer is None or watch.why:
                self.end()
        if watch.why:
            raise watch.why
        if answer is None:
            raise Broken
        return answer

    def end(self) -> None:
        """End the process; the next `start` begins another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                assert pipe
                pipe.close()
            except OSError:  # what was not sent yet finds nobody
                continue
        process.wait()


class Watch:
    """Kills a process when its time is up, or when its answer is no longer wanted."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, check: Check) -> None:
        self.why: BaseException | None = None
        self._process = process
        self._deadline = time.monotonic() + seconds
        self._check = check
        self._over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def over(self) -> None:
        """Look no longer."""
        self._over.set()

    def _look(self) -> None:
        while not self._over.wait(self._pause()):
            try:
                if time.monotonic() >= self._deadline:
                    raise Stopped
                self._check()
            except BaseException as why:  # handed to the thread that waits
                self.why = why
                self._process.kill()
                return

    def _pause(self) -> float:
        return min(_SECONDS_BETWEEN_CHECKS, max(self._deadline - time.monotonic(), 0))


def _started() -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW
    if getattr(sys, "frozen", False):
        command = [sys.executable, ARGUMENT]
    else:
        # -P: a folder of the user's is no place to take modules from.
        run = "from advocate_desktop.intake.worker import main; main()"
        command = [sys.executable, "-P", "-c", run]
        options["env"] = {**os.environ, "PYTHONPATH": _package_path()}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE_BYTES,
        **options,
    )


def _package_path() -> str:
    """Return where the process finds this program and its libraries, as it is found here."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join([here, *(place for place in sys.path if place)])
