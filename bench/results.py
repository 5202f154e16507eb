"""Results as tables in docs/benchmarks.md: one section for each benchmark, replaced when it has run again."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import datetime

from bench.frame import ROOT, Row

PAGE = ROOT / "docs" / "benchmarks.md"

HEAD = """\
# 速さの測定

`./dev bench` で測り直せます（`./dev bench start bulk` のように名前を並べると、その部分だけ）。
表はその出力です。

- 時間は機械と、そのときの混み具合で大きく変わります。見るべきものは比です。比は「しるべ、相手、しるべ、
  相手」と交互に測り、各回の比の中央値をとっています。時間は中央値です。
- 「相手」は、同じ仕事をする最も速い単純な方法です。相手が別の製品のときは、同じ結果を得るための比較であり、
  仕事の中身が同じとは限りません。
- 目標に届いていないものも、そのまま載せています。
"""


def write_section(name: str, title: str, text: str, rows: Sequence[Row]) -> None:
    """Put the section of one benchmark into the page, in place of its older one."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    section = render_section(name, title, text, rows)
    pattern = re.compile(rf"<!-- {re.escape(name)} -->.*?<!-- /{re.escape(name)} -->\n", re.DOTALL)
    if pattern.search(page):
        page = pattern.sub(lambda _: section, page)
    else:
        page = page.rstrip("\n") + "\n\n" + section
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")


def render_section(name: str, title: str, text: str, rows: Sequence[Row]) -> str:
    """One section with its table; the marks around it say what to replace next time."""
    lines = ["| 測ったもの | しるべ | 相手 | 比 | 目標 | 結果 |", "|---|---|---|---|---|---|"]
    for row in rows:
        met = {True: "達成", False: "**未達成**", None: ""}[row.met]
        note = f"<br>{row.note}" if row.note else ""
        lines.append(f"| {row.what}{note} | {row.ours} | {row.other} | {row.ratio} | {row.goal} | {met} |")
    table = "\n".join(lines)
    parts = (f"<!-- {name} -->\n## {title}", text.strip(), table, describe_machine())
    return "\n\n".join(parts) + f"\n<!-- /{name} -->\n"


def describe_machine() -> str:
    """Where and when: the number of cores, Python, the load, the day."""
    load = f"、平均負荷 {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    today = datetime.now().astimezone().date().isoformat()
    cores = f"{os.cpu_count()}コア"
    return f"測定日 {today}、{platform.system()}、{cores}、Python {platform.python_version()}{load}"


def find_title(doc: str) -> tuple[str, str]:
    """The first line of a docstring and the rest of it."""
    first, _, rest = doc.strip().partition("\n")
    return first, rest
