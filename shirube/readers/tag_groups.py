"""Groups of issue tags from TOML: those shipped with the package, or a file of the office's own.

What a group counts belongs to core/tags.py.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from shirube.core.tags import TagGroup
from shirube.readers.recipe_folder import RECIPES
from shirube.readers.source import UnreadableFile

_KEYS = {"name", "words", "tags"}


def load_tag_groups() -> tuple[TagGroup, ...]:
    """The groups shipped with the package."""
    recipe = RECIPES / "tags" / "common.toml"
    return parse_tag_groups(recipe.read_text("utf-8"), name=recipe.name)


def read_tag_groups(path: Path) -> tuple[TagGroup, ...]:
    """The groups of a file. Raises UnreadableFile, whose text is one Japanese line, for any mistake in it."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFile(
            path.name, "ファイルがありません。", "ファイル名と場所を確かめてください。"
        ) from None
    except OSError as error:
        raise UnreadableFile(path.name, f"開けません（{error.strerror}）。") from None
    except UnicodeDecodeError:
        raise UnreadableFile(
            path.name, "文字コードがUTF-8ではありません。", "UTF-8で保存し直してください。"
        ) from None
    return parse_tag_groups(text, name=path.name)


def parse_tag_groups(text: str, *, name: str) -> tuple[TagGroup, ...]:
    """The groups of a TOML text; ``name`` is that of the file, for messages."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(
            name, f"TOMLとして正しくありません（{error}）。", "示された行を直してください。"
        ) from None
    groups = data.get("group")
    if set(data) != {"group"} or not isinstance(groups, list):
        raise UnreadableFile(name, "課題のグループがありません。", "[[group]] を1つ以上書いてください。")
    return tuple(_parse_group(item, number, name) for number, item in enumerate(groups, start=1))


def _parse_group(item: object, number: int, file: str) -> TagGroup:
    place = f"{number}番目の [[group]]"
    if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"].strip():
        raise UnreadableFile(file, f"{place}に名前がありません。", 'name = "…" を書いてください。')
    unknown = sorted(set(item) - _KEYS)
    if unknown:
        raise UnreadableFile(
            file, f"{place}に分からない項目「{unknown[0]}」があります。", "name、words、tags だけを書けます。"
        )
    words, tags = (_parse_texts(item, key, place, file) for key in ("words", "tags"))
    if not words and not tags:
        raise UnreadableFile(file, f"{place}に words も tags もありません。", "どちらかを書いてください。")
    return TagGroup(name=item["name"], words=words, tags=tags)


def _parse_texts(item: dict[str, object], key: str, place: str, file: str) -> tuple[str, ...]:
    value = item.get(key, [])
    # An empty word would hold for every tag.
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise UnreadableFile(
            file,
            f"{place}の {key} が文字の一覧ではありません。",
            f'{key} = ["…", "…"] の形で書いてください。',
        )
    return tuple(value)
