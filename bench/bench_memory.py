"""記憶領域

ファイルを扱うコマンドが、最も多いときに使う記憶領域です（子プロセスを含む最大の一つ）。PDFは組版のための分を含みます。
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bench_start import SAMPLE
from bench.frame import Row, measure_memory, python, shirube


def measure() -> list[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        report = ["report", str(SAMPLE), "-o"]
        commands: list[tuple[str, list[str], float | None]] = [
            ("`shirube check`", shirube("check", SAMPLE), 90),
            ("`shirube analyse`", shirube("analyse", SAMPLE), 90),
            ("`shirube report`（Excel）", shirube(*report, folder / "a.xlsx"), 90),
            ("`shirube report`（HTML）", shirube(*report, folder / "a.html"), 90),
            ("`shirube report`（JSON）", shirube(*report, folder / "a.json"), 90),
            ("`shirube report`（PDF）", shirube(*report, folder / "a.pdf"), 260),
        ]
        nothing = f"{measure_memory(python('-c', 'pass')):.0f} MB（何もしない Python）"
        rows = []
        for what, command, limit in commands:
            used = measure_memory(command)
            rows.append(
                Row(
                    what=what,
                    ours=f"{used:.0f} MB",
                    other=nothing,
                    goal=f"{limit:.0f} MB以下" if limit else "",
                    met=used <= limit if limit else None,
                )
            )
        return rows
