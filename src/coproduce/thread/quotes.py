# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quotes as the public may see them: words through the door at this very moment, captions by the rule of ten."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from coproduce.listening import queries as listening
from coproduce.strategy import queries as strategy
from coproduce.strategy.queries import QuoteRef, QuoteWords
from coproduce.themes import queries as themes
from coproduce.thread.captions import Caption, captions_of

__all__ = ["PublicQuote", "captions_of", "public_quotes"]


@dataclass(frozen=True)
class PublicQuote:
    """A quote that may be shown. `id` is the quotation's own id as text; nothing here leads to a person.

    `colour` is the number of its theme's colour as text, empty where it is under no theme.
    """

    id: str
    sentence_code: str
    text: str
    language: str
    translation: str
    caption: str
    relation: str
    theme: str
    colour: str = ""

    @property
    def otherwise(self) -> bool:
        """Whether it speaks against what it stands beside, or adds a condition."""
        return self.relation in {"contradicts", "qualifies"}


def public_quotes(
    programme_id: int, sentence_ids: Iterable[UUID] | None = None, *, published: Collection[str] | None = None
) -> list[PublicQuote]:
    """The quotes of a strategy (or of some of its sentences), in the order of the text. `published`: of the quotes with
    these ids alone, also where their sentence was taken out of the draft since.

    Captions are worked out over all quotes, whichever are asked for: a person quoted on two pages must not be told
    apart by adding the two captions up.
    """
    wanted = None if sentence_ids is None else set(sentence_ids)
    refs = strategy.quotations(programme_id, removed=published is not None)
    if published is not None:
        refs = [ref for ref in refs if str(ref.id) in published]
    words = strategy.quote_words(programme_id, refs)
    # Twice on purpose: the words have been asked for, and here nobody's notice is forgotten.
    open_refs = [ref for ref in refs if ref.id in words and not ref.unsigned_without_notice]
    rows = {row.id: row for row in listening.voices_of(programme_id, ids={ref.voice_id for ref in open_refs})}
    # Over all quotes, whichever are asked for: captions on two pages are added up by whoever reads both.
    captions = captions_of(programme_id, rows.values())
    under = _themes_of(programme_id, open_refs)
    colours = {row.code: str(row.colour) for row in themes.themes_of(programme_id, retired=True)} if open_refs else {}
    found = []
    for ref in open_refs:
        caption = captions[ref.voice_id]
        shown = _shown(words[ref.id], caption)
        if shown is None or (wanted is not None and ref.sentence_id not in wanted):
            continue
        theme = under.get(ref.passage_id, "")
        found.append(
            PublicQuote(
                str(ref.id), ref.sentence_code, *shown, caption.text, ref.relation, theme,
                colours.get(theme, ""),
            )
        )  # fmt: skip
    return found


def _themes_of(programme_id: int, refs: Collection[QuoteRef]) -> dict[UUID, str]:
    """The theme of each quoted passage: the one that it was coded to, else one that its voice was."""
    by_voice = themes.themes_of_voices(ref.voice_id for ref in refs)
    exact: dict[UUID, list[str]] = defaultdict(list)
    asked = {ref.passage_id for ref in refs}
    for code in sorted({code for codes in by_voice.values() for code in codes}):
        for passage in themes.passage_ids_of(programme_id, code):
            if passage in asked:
                exact[passage].append(code)
    return {ref.passage_id: next(iter(exact.get(ref.passage_id) or by_voice.get(ref.voice_id, ())), "") for ref in refs}


def _shown(words: QuoteWords, caption: Caption) -> tuple[str, str, str] | None:
    """Text, language and translation; where the language may not be said, the quote is shown in English alone."""
    if words.language.split("-")[0] == "en":
        return words.text, "en", ""
    if caption.original:
        return words.text, words.language, words.translation
    return (words.translation, "en", "") if words.translation and caption.translated else None
