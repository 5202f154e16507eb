from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shirube.actions.outcome import Refused
from shirube.core.plan import Plan
from shirube.core.report import compute_report
from shirube.web import report_child
from shirube.web.report_child import ChildFailed, Order, render_file
from shirube.writers.formats import WRITERS
from tests.web.conftest import SAMPLE

ROOT = Path(__file__).parents[2]
# What makes files of these formats; none of it belongs into a process that lives for weeks.
LIBRARIES = ["typst", "xlsxwriter", "docx"]


@pytest.fixture
def order(sample_plan: Plan) -> Order:
    return Order(sample_plan, None)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_the_file_is_the_same_as_without_a_child(order: Order, suffix: str) -> None:
    data, findings = render_file(suffix, order)
    ours, found = WRITERS[suffix].render(compute_report(order.plan))

    # PDF and the zips of Office note the second in which they were made.
    assert abs(len(data) - len(ours)) < 100
    assert data[:4] == ours[:4]
    assert findings == found


def find_loaded(program: str) -> list[str]:
    """The libraries that a process has loaded after making every file."""
    whole = (
        "import json, sys\nimport shirube\nfrom shirube.core.report import compute_report\n"
        "from shirube.web.report_child import Order, render_file\n"
        "from shirube.writers.formats import WRITERS\n"
        f"plan = shirube.read({str(SAMPLE)!r})\nfor suffix in WRITERS:\n    {program}\n"
        f"print(json.dumps([name for name in {LIBRARIES} if name in sys.modules]))"
    )
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", whole], capture_output=True, env=variables, cwd=ROOT, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    loaded: list[str] = json.loads(done.stdout.splitlines()[-1])
    return loaded


def test_a_worker_never_loads_what_makes_the_heavy_files() -> None:
    assert find_loaded("render_file(suffix, Order(plan, None))") == []
    # The control: made in the process itself, they stay there.
    assert find_loaded("WRITERS[suffix].render(compute_report(plan))") == LIBRARIES


def test_a_report_that_takes_too_long_is_given_up_with_a_sentence(order: Order) -> None:
    with pytest.raises(Refused, match="終わらなかったため"):
        render_file(".pdf", order, seconds=0.01)


def test_who_asks_while_another_is_made_waits_and_is_told(order: Order) -> None:
    with report_child._SLOT, pytest.raises(Refused, match="ほかの報告を作成しています"):
        render_file(".pdf", order, seconds=0.01)

    assert render_file(".xlsx", order)[0].startswith(b"PK"), "the place is free again"


def test_a_child_that_dies_is_a_failure_and_no_empty_file(
    order: Order, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHIRUBE_FONT_DIR", str(tmp_path))

    with pytest.raises(ChildFailed, match="MissingFontError"):
        render_file(".pdf", order)
