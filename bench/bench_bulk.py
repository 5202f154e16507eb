"""一括の評価

1,741市区町村×66計画×50指標×5年度＝約2,900万セル（架空の値）を、S 120%以上、A 90%以上、B 50%超、C 50%以下の
評価基準で評価します。しるべは整数の掛け算で厳密に比べます。相手は polars の浮動小数点で「実績÷目標」を計算
して比べる、よくある書き方です。値は100万行ずつ作り、評価だけの時間を合計します。

境目の誤りは、小数第2位までの目標値20,000通りに対し、実績がちょうど80%のときに、80%以上を上の区分とする基準で
下の区分になった数です。
"""

from __future__ import annotations

import resource
from fractions import Fraction

import numpy as np
import polars as pl

from bench.frame import Row, time_once
from bench.made_up import Ints, make_blocks
from shirube.bulk.columns import BulkCells
from shirube.bulk.grading import compile_rule, grade_cells
from shirube.core.indicator import Direction
from shirube.core.scale import Band, Condition, Edge, Scale, Subject

CELLS = 1_741 * 66 * 50 * 5
BLOCK = 1_000_000


def make_scale(*cuts: tuple[str, int | None, bool]) -> Scale:
    """Bands from the best down, each from its edge up; the flag says whether the edge belongs to it."""
    bands, above = [], None
    for mark, percent, inclusive in cuts:
        lower = None if percent is None else Edge(Fraction(percent, 100), inclusive)
        bands.append(Band(mark=mark, conditions=(Condition(Subject.RATE, lower, above),)))
        above = None if lower is None else Edge(lower.value, not inclusive)
    return Scale(name="bench", bands=tuple(bands))


SEED_SCALE = make_scale(("S", 120, True), ("A", 90, True), ("B", 50, False), ("C", None, True))
EIGHTY = make_scale(("A", 80, True), ("B", None, True))


def grade_naively(targets: Ints, actuals: Ints) -> pl.Series:
    """What a data frame does without further thought: divide floats and compare."""
    frame = pl.DataFrame({"target": targets / 100, "actual": actuals / 100})
    rate = pl.col("actual") / pl.col("target")
    marks = pl.when(rate >= 1.2).then(0).when(rate >= 0.9).then(1).when(rate > 0.5).then(2).otherwise(3)
    return frame.select(marks.cast(pl.UInt8).alias("mark"))["mark"]


def count_edge_errors() -> tuple[int, int]:
    """Cells graded too low among 20,000 that lie exactly on 80 %: ours and those of floats."""
    targets = np.arange(1, 20_001, dtype=np.int64) * 5  # hundredths; 80 % of them are whole hundredths too
    actuals = targets * 4 // 5
    rule = compile_rule(EIGHTY, Direction.UP)
    ours = rule.count_marks(grade_cells(rule, BulkCells(target=targets, actual=actuals)))["B"]
    frame = pl.DataFrame({"target": targets / 100, "actual": actuals / 100})
    naive = frame.select((pl.col("actual") / pl.col("target") < 0.8).sum()).item()
    return ours, int(naive)


def measure() -> list[Row]:
    rule = compile_rule(SEED_SCALE, Direction.UP)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours = other = 0.0
    differing = 0
    for targets, actuals in make_blocks(CELLS, BLOCK):
        cells = BulkCells(target=targets, actual=actuals)
        ours += time_once(lambda cells=cells: grade_cells(rule, cells))  # type: ignore[misc]
        other += time_once(lambda pair=(targets, actuals): grade_naively(*pair))  # type: ignore[misc]
        exact = 3 - grade_cells(rule, cells)
        differing += int((exact != grade_naively(targets, actuals).to_numpy()).sum())
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    our_errors, naive_errors = count_edge_errors()
    speed = CELLS / ours / 1e6
    return [
        Row(
            what=f"約{CELLS / 1e6:.0f}百万セルの評価（相手：polars、浮動小数点）",
            ours=f"{ours:.2f} s（毎秒{speed:.0f}百万）",
            other=f"{other:.2f} s（毎秒{CELLS / other / 1e6:.0f}百万）",
            ratio=f"{ours / other:.2f}倍",
            goal="毎秒30百万以上",
            met=speed >= 30,
        ),
        Row(
            what="そのうち相手の評価が厳密な評価と異なるセル",
            ours="0",
            other=f"{differing:,}",
        ),
        Row(
            what="ちょうど80%の20,000セルで、区分を誤った数",
            ours=f"{our_errors:,}",
            other=f"{naive_errors:,}",
            goal="0",
            met=our_errors == 0,
        ),
        Row(
            what="増えた記憶領域（値の作成と相手の計算を含む）",
            ours=f"{grown:.0f} MB",
            goal="300 MB以下",
            met=grown <= 300,
        ),
    ]
