"""A table of a page as a CSV file that Excel opens by a double click.

Which rows and columns there are belongs to the pages; the files of reports to the writers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from shirube.writers.formula_guard import guard_formula


def answer_csv(name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The answer with the file; a mark of UTF-8 stands before it, without which Excel guesses wrongly."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([guard_formula(str(cell)) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
