"""起動と点検

コマンド全体（プロセスの開始から終了まで）の時間です。起動は、何もしない Python の起動と比べます。
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from bench.frame import Row, compare, measure_pair, python, render_seconds, run_command, shirube, time_median

SAMPLE = Path(str(files("shirube.examples").joinpath("sample_plan.tsv")))


def measure() -> list[Row]:
    nothing = run_command(python("-c", "pass"))
    version = measure_pair(run_command(shirube("--version")), nothing, rounds=21)
    check = time_median(run_command(shirube("check", SAMPLE)), rounds=9)
    analyse = time_median(run_command(shirube("analyse", SAMPLE)), rounds=9)
    return [
        compare("`shirube --version`（相手：`python -c pass`）", version, at_most=3),
        Row(
            what="`shirube check`（例の計画、14指標）",
            ours=render_seconds(check),
            goal="0.3 s以下",
            met=check <= 0.3,
        ),
        Row(what="`shirube analyse`（同上）", ours=render_seconds(analyse)),
    ]
