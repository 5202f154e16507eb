"""``python -m bench [NAME …]``: run benchmarks, print their tables, and keep them in docs/benchmarks.md."""

from __future__ import annotations

import compileall
import sys
from importlib import import_module
from pathlib import Path

from bench.results import find_title, render_section, write_section

# Name on the command line → module. A new benchmark is one file and one line here.
BENCHES: dict[str, str] = {
    "start": "bench.bench_start",
    "bulk": "bench.bench_bulk",
    "grading": "bench.bench_grading",
    "cells": "bench.bench_cells",
    "pdf": "bench.bench_pdf",
    "excel": "bench.bench_excel",
    "memory": "bench.bench_memory",
    "plan-page": "bench.bench_plan_page",
    "web": "bench.bench_web",
}


def main(words: list[str]) -> int:
    """Run the named benchmarks, or all. 1 where a goal was missed, so that a script may ask."""
    unknown = [word for word in words if word not in BENCHES]
    if unknown:
        print(f"測定「{unknown[0]}」はありません。一覧：{'、'.join(BENCHES)}", file=sys.stderr)
        return 64
    # As an installed package is: an environment that forbids writing bytecode would time the compiler.
    compileall.compile_dir(Path(__file__).parents[1] / "shirube", quiet=1)
    missed = 0
    for name in words or BENCHES:
        module = import_module(BENCHES[name])
        title, text = find_title(module.__doc__ or name)
        rows = module.measure()
        write_section(name, title, text, rows)
        print(render_section(name, title, text, rows), flush=True)
        missed += sum(row.met is False for row in rows)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
