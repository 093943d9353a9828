# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document tree as JSON and back, so that a report can be kept, compared and set again."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from coproduce.analysis.disclosure import Figure
from coproduce.analysis.disclosure import from_json as gated
from coproduce.look.figures import Plain
from coproduce.look.typesetting import document as tree
from coproduce.look.typesetting.document import BadDocument, Document

KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        tree.Text,
        tree.Strong,
        tree.Link,
        tree.Gold,
        tree.Heading,
        tree.Paragraph,
        tree.Sentence,
        tree.Quote,
        tree.Number,
        tree.Picture,
        tree.Table,
        tree.Bullets,
        tree.Numbered,
        tree.Notice,
        tree.Contents,
        tree.PageBreak,
        tree.Cover,
        tree.Labels,
        tree.Document,
    )
}


def _down(value: Any) -> Any:
    # A figure writes itself down, and is read back only through the gate: nobody makes one larger by hand.
    if isinstance(value, Figure):
        return {"kind": "figure of people", "figure": value.as_json()}
    if isinstance(value, Plain):
        return {"kind": "number of things", "value": value.value}
    if is_dataclass(value):
        return {"kind": type(value).__name__, **{one.name: _down(getattr(value, one.name)) for one in fields(value)}}
    if isinstance(value, tuple):
        return [_down(one) for one in value]
    return {"kind": "date", "date": value.isoformat()} if isinstance(value, date) else value


def _up(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_up(one) for one in value)
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "date":
        return date.fromisoformat(value["date"])
    if value.get("kind") == "figure of people":
        return gated(value["figure"])
    if value.get("kind") == "number of things":
        return Plain(int(value["value"]))
    kind = KINDS.get(str(value.get("kind")))
    # Only kinds of this house are made: a tree from elsewhere cannot call for anything else.
    if kind is None:
        raise BadDocument(f"no part of a document is called {value.get('kind')!r}")
    try:
        return kind(**{name: _up(one) for name, one in value.items() if name != "kind"})
    except TypeError as problem:
        raise BadDocument(f"a {value['kind']} does not have these parts: {problem}") from problem


def to_json(document: Document) -> str:
    """The tree as JSON; the same tree gives the same text."""
    return json.dumps(_down(document), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Document:
    """The tree that `to_json` wrote."""
    found = _up(json.loads(text))
    if not isinstance(found, Document):
        raise BadDocument("the JSON holds no document")
    return found
