# SPDX-License-Identifier: MIT
"""Names from a machine that a programme opted into. Analysis opens no connection: it is handed a function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coproduce.analysis.theming_results import Theme

_LONGEST = 80


@dataclass(frozen=True)
class Naming:
    """What a namer is told of one theme: its distinctive phrases and comments that show it best, verbatim."""

    phrases: tuple[str, ...]
    exemplars: tuple[str, ...]


@dataclass(frozen=True)
class Namer:
    """A machine that suggests names: what it is called, and a function from what is to be named to names.

    The caller masks what must not leave (`redact`) and decides whether anything leaves at all.
    """

    name: str
    suggest: Callable[[Sequence[Naming]], Sequence[str]]
    redact: Callable[[str], str]


def renamed(themes: Sequence[Theme], namer: Namer, texts: Sequence[str]) -> list[Theme]:
    """Themes with the machine's names, each marked with the machine; an empty or repeated name leaves the words.

    Names that people gave, and the labels of short answers, stay. Raises ValueError for another number of names.
    """
    open_ones = [theme for theme in themes if theme.kind == "found"]
    asked = [
        Naming(
            tuple(namer.redact(phrase.text) for phrase in theme.keyphrases),
            tuple(namer.redact(texts[row]) for row in theme.exemplars),
        )
        for theme in open_ones
    ]
    names = [" ".join(str(name).split())[:_LONGEST] for name in namer.suggest(asked)] if asked else []
    if len(names) != len(open_ones):
        raise ValueError(f"{namer.name} gave {len(names)} names for {len(open_ones)} themes.")
    wanted = dict(zip((theme.id for theme in open_ones), names, strict=True))
    taken = {theme.label.casefold() for theme in themes if theme.id not in wanted}
    result = []
    for theme in themes:
        name = wanted.get(theme.id, "")
        if name and name.casefold() not in taken:
            theme = replace(theme, label=name, named_by=namer.name)
        taken.add(theme.label.casefold())
        result.append(theme)
    return result
