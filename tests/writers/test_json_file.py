"""The exchange file as it lies on the disk."""

from __future__ import annotations

import json

from shirube.core.report import compute_report
from shirube.readers.json_file import parse_plan_json
from shirube.writers.json_file import render_json
from tests.writers.sample import decide, make_sample


def test_the_file_is_read_back_as_an_equal_plan() -> None:
    plan = decide(make_sample(), "9", "A")

    assert parse_plan_json(render_json(compute_report(plan))[0]) == plan


def test_japanese_stands_in_the_file_as_it_is_and_line_by_line() -> None:
    data, findings = render_json(compute_report(make_sample()))

    assert "資料2".encode() in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") > 1_000
    assert findings == []


def test_evaluations_stand_beside_the_plan() -> None:
    data = json.loads(render_json(compute_report(make_sample()))[0])

    assert data["evaluations"][0]["explanation"] == "21人 ÷ 20人 = 105.0%（90%以上120%未満）→ A"
