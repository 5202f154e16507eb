"""Reading our own exchange file (JSON). The format itself belongs to core/exchange.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from shirube.core.exchange import ExchangeError, decode_plan
from shirube.core.plan import Plan
from shirube.readers.grid import Grid
from shirube.readers.result import ReadPlan
from shirube.readers.source import UnreadableFile, pause_collection

MAX_BYTES = 200_000_000


def read_plan_file(path: Path) -> ReadPlan:
    """The plan of an exchange file as all readers give it; here nothing has to be guessed."""
    grid = Grid(file=path.name, name="", rows=())
    return ReadPlan(plan=read_plan_json(path), findings=(), columns=(), layout="exchange", grid=grid)


def read_plan_json(path: Path) -> Plan:
    """The plan of an exchange file. Raises UnreadableFile with one Japanese line that says why."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile(path.name, "大きすぎます（200MBまで）。")
        return parse_plan_json(path.read_bytes(), name=path.name)
    except OSError as error:
        raise UnreadableFile(path.name, f"開けません（{error.strerror}）。") from error


def parse_plan_json(data: bytes, *, name: str = "") -> Plan:
    """The plan that the bytes of an exchange file hold; a BOM, as some editors add, is allowed.

    Raises UnreadableFile when they hold no plan.
    """
    try:
        with pause_collection():
            return decode_plan(_parse_json(data))
    except ExchangeError as error:
        raise UnreadableFile(name, str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, "文字コードがUTF-8ではありません。") from error
    except json.JSONDecodeError as error:
        reason = f"JSONとして正しくありません（{error.lineno}行目{error.colno}文字目）。"
        raise UnreadableFile(name, reason, "ファイルが途中で切れていないか確かめてください。") from error
    except (RecursionError, ValueError) as error:  # nested a thousand deep, or a number of a million digits
        raise UnreadableFile(name, "計画としてはありえない深さの入れ子または桁数があります。") from error


def _parse_json(data: bytes) -> Any:
    """What JSON text stands for. What the quick parser refuses, the one of Python reads or tells where."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return json.loads(data.decode("utf-8-sig"))
