"""Making a report's file in a process of its own, whose memory is given back when it ends.

Typesetting five hundred indicators takes some 250 MB, and even their JSON 20 MB for a moment, which a worker
that lives for weeks would keep. What a file looks like belongs to the writers.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from shirube.actions.outcome import Refused
from shirube.core.evaluation import Facts
from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Plan
from shirube.core.report import Report, compute_report
from shirube.core.scale import Scale
from shirube.store.remainder import decode_values, encode_values
from shirube.writers.formats import WRITERS, Rendered

PREVIEW = ".png"  # the first page as a picture, which is no format to be saved
SECONDS = 120
# One at a time in each worker: people who ask at once wait for one another, and the memory is bounded.
_SLOT = threading.BoundedSemaphore()
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from shirube.web.report_child import run_child; run_child(sys.argv[2])"
)
# What the child needs of our environment: where fonts are, and without which no program of Windows starts.
_VARIABLES = ("SHIRUBE_FONT_DIR", "SYSTEMROOT", "TMPDIR", "TEMP")


class ChildFailed(RuntimeError):  # noqa: N818 - names what is the matter, for the log of the server
    """The child ended without a file: a mistake of ours, or no memory left. The text is what it said."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a report is computed from: see ``compute_report``. Half as large as the report itself."""

    plan: Plan
    year: FiscalYear | None
    scales: tuple[Scale, ...] = ()
    facts: Facts | None = None

    def compute(self) -> Report:
        """The report itself."""
        return compute_report(self.plan, year=self.year, scales=self.scales, facts=self.facts)


def render_file(suffix: str, order: Order, seconds: float = SECONDS) -> Rendered:
    """The file's bytes and what was odd, as ``Writer.render``. Raises Refused when it takes too long."""
    if not _SLOT.acquire(timeout=seconds):
        raise Refused("ほかの報告を作成しています。しばらく待ってから、もう一度操作してください。")
    try:
        return _run(suffix, order, seconds)
    finally:
        _SLOT.release()


def _run(suffix: str, order: Order, seconds: float) -> Rendered:
    paths = json.dumps([str(Path(entry).resolve()) for entry in sys.path])
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own program
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, paths, suffix],
            input=pickle.dumps(order),
            capture_output=True,
            timeout=seconds,
            env={name: os.environ[name] for name in _VARIABLES if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(
            f"報告の作成が{seconds:.0f}秒以内に終わらなかったため、中止しました。"
            "システム管理者に連絡するか、ほかの形式でお試しください。"
        ) from None
    if done.returncode:
        raise ChildFailed(f"{done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
    findings, _, data = done.stdout.partition(b"\n")
    return data, list(decode_values(Finding, findings.decode()))


def run_child(suffix: str) -> NoReturn:
    """Read an order from standard input, write findings and file to standard output, and end."""
    import gc

    gc.disable()  # the process ends before garbage could matter
    # Written by our own parent process a moment ago; nothing from outside comes this way.
    order: Order = pickle.loads(sys.stdin.buffer.read())  # noqa: S301
    data, findings = _render(suffix, order.compute())
    out = sys.stdout.buffer
    out.write(encode_values(findings).encode() + b"\n" + data)
    out.flush()
    os._exit(0)


def _render(suffix: str, report: Report) -> Rendered:
    if suffix != PREVIEW:
        return WRITERS[suffix].render(report)
    from shirube.writers.pdf_file import render_first_page

    return render_first_page(report)
