"""Commands that are stopped: by a full disk, or by Ctrl-C and then run once more."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def on_a_full_disk(command: list[str], output: Path, room: int) -> None:
    """Run a command that writes ``output`` with room for so many bytes: the old file must stay."""
    output.write_text("mine")
    done = subprocess.run(
        [*command, "-o", str(output), "--force"],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert done.returncode == 1
    assert re.search(r"cannot be written \(File too large\)\n$", done.stderr)
    assert "Traceback" not in done.stderr
    assert output.read_text() == "mine"
    assert not list(output.parent.glob(".*.part"))


def stopped_and_run_again(command: list[str], page: Path, last: str) -> list[dict[str, Any]]:
    """The rows of a command on the folder of ``page``, stopped behind it and then run again.

    Meanwhile the words 2047 in the page become 1111, but it looks unchanged; ``last`` is the text
    of the page behind it.
    """
    folder, output = page.parent, page.parent.parent / "rows.jsonl"
    blocked = folder / "zz.txt"  # reading it waits for a writer
    os.mkfifo(blocked)
    whole = [*command, str(folder), "-o", str(output)]
    spool = output.with_name(".rows.jsonl.unfinished")
    with subprocess.Popen(
        whole, stderr=subprocess.PIPE, text=True, preexec_fn=_heeds_ctrl_c
    ) as running:
        wait_until(lambda: spool.exists() and spool.read_bytes().count(b"\n") == 2)
        running.send_signal(signal.SIGINT)
        try:
            _, err = running.communicate(timeout=60)
        finally:
            running.kill()
    assert running.returncode == 130
    assert err == "qdnlp: 1 of 2 pages are kept; the same command goes on there\n"
    assert not output.exists()
    status = page.stat()
    page.write_bytes(page.read_bytes().replace(b"2047", b"1111"))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    blocked.unlink()
    blocked.write_text(last, encoding="utf-8")
    subprocess.run(whole, check=True, stderr=subprocess.DEVNULL)
    assert not spool.exists()
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def _heeds_ctrl_c() -> None:
    """Let Ctrl-C stop the command even where a shell has started the tests in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Come back when the function holds; fail when it has not for so long."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
