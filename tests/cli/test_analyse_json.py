from __future__ import annotations

import json

from shirube.cli.analyse_json import dump_analysis, render_analysis_json
from shirube.core.analysis import compute_analysis
from shirube.core.graded_plan import compute_graded_plan
from tests.builders import build_indicator, build_plan, build_scale, year
from tests.core.seed_plan import seed_graded

R7 = year("R7")


def test_the_object_survives_json_and_keeps_japanese_readable() -> None:
    analysis = compute_analysis(seed_graded(), R7)
    text = render_analysis_json(analysis)

    assert json.loads(text) == dump_analysis(analysis)
    assert "創業塾" in text


def test_a_missing_rate_is_null_and_not_zero() -> None:
    plan = build_plan(
        build_indicator("1", targets={"R7": 10}, actuals={"R7": "未公表"}),
        build_indicator("2", targets={"R7": 10}, actuals={"R7": 0}),
    )
    analysis = compute_analysis(compute_graded_plan(plan, build_scale()), R7)
    data = json.loads(render_analysis_json(analysis))

    assert data["history"][0]["without"] == {"未公表": 1}
    assert data["rates"][0]["mean"] == {"exact": "0", "percent": "0.0"}
    assert data["paces"] == []
    assert data["history"][0]["shares"] == {"S": "0.0", "A": "0.0", "B": "0.0", "C": "100.0"}


def test_a_plan_without_any_figure_has_no_mean() -> None:
    plan = build_plan(build_indicator("1", targets={"R7": 10}, actuals={"R7": "未公表"}))
    graded = compute_graded_plan(plan, build_scale())

    assert compute_analysis(graded, R7).history == ()
