"""一覧の評価

`shirube grade` が40万行の一覧（CSV）を読み、評価し、書き出すまでの、コマンド全体の時間と記憶領域です。
記憶領域は、分担するプロセスのうち最大の一つです。
相手は、同じ一覧を読んでそのまま書き出すだけの、最も短い Python（csv）です。
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.frame import Row, measure_memory, measure_pair, python, run_command, shirube
from bench.made_up import write_cells

ROWS = 400_000
RULE = "akiruno_shokogyo"
COPY = (
    "import csv, sys\n"
    "with open(sys.argv[1], newline='') as source, open(sys.argv[2], 'w', newline='') as target:\n"
    "    csv.writer(target).writerows(csv.reader(source))\n"
)


def measure() -> list[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / "cells.csv", folder / "out.csv"
        write_cells(source, ROWS)
        plain = ["grade", str(source), "--scale", RULE, "-o", str(target)]
        copy = run_command(python("-c", COPY, source, folder / "copy.csv"))
        rows = []
        ways = (("説明あり", plain, 25_000), ("説明なし", [*plain, "--no-explanation"], 60_000))
        for what, words, least in ways:
            pair = measure_pair(run_command(shirube(*words)), copy, rounds=3)
            memory, speed = measure_memory(shirube(*words)), ROWS / pair.our_median
            rows.append(
                Row(
                    what=f"{ROWS:,}行（{what}）",
                    ours=f"{pair.our_median:.2f} s（毎秒{speed:,.0f}行、{memory:.0f} MB）",
                    other=f"{pair.other_median:.2f} s",
                    ratio=f"{pair.ratio:.1f}倍",
                    goal=f"毎秒{least:,}行以上、90 MB以下",
                    met=speed >= least and memory <= 90,
                )
            )
        return rows
