"""The exchange file: JSON text of a plan. What stands in it belongs to core/exchange.py."""

from __future__ import annotations

import json

from shirube.core.exchange import encode_plan
from shirube.core.finding import Finding
from shirube.core.report import Report


def render_json(report: Report) -> tuple[bytes, list[Finding]]:
    """The file's bytes: UTF-8 without BOM, indented so that two versions can be compared line by line."""
    data = encode_plan(report.plan, report.evaluated)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(), []
