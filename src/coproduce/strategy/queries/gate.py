# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate: everything that stands between the text and its publication, each with where to mend it.

Publishing in spite of something on this list needs a named person's word; that is for whoever publishes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from coproduce.listening import queries as listening
from coproduce.priorities import queries as priorities
from coproduce.process.thread import check_sentence
from coproduce.programmes.queries import Programme
from coproduce.strategy.models import Amendment, Sentence, SentenceVersion, SignOff
from coproduce.strategy.queries.copied import copied_runs
from coproduce.strategy.queries.findings import findings
from coproduce.strategy.queries.promises import commitments
from coproduce.strategy.queries.quotes import problems as quote_problems
from coproduce.strategy.queries.quotes import quotations
from coproduce.strategy.queries.text import SentenceRow, StrategyText, whole_text


@dataclass(frozen=True)
class GateProblem:
    """One thing to mend. `ref` names what it is about (S-014, CM03, T6); `url` is where it is mended."""

    kind: str
    ref: str
    text: str
    url: str


@dataclass(frozen=True)
class Gate:
    """All that is still to mend, in the order in which a team would look at it."""

    problems: tuple[GateProblem, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.problems

    def of_kind(self, kind: str) -> tuple[GateProblem, ...]:
        """The problems of one kind."""
        return tuple(problem for problem in self.problems if problem.kind == kind)


HEADINGS: dict[str, str] = {
    "missing": "The strategy itself",
    "look": "Sentences that lost something they leaned on",
    "sentence": "Sentences without evidence and without an author",
    "copied": "Sentences that repeat somebody's words",
    "quote": "Quotations that may not be shown",
    "mismatch": "Quotations that no longer match what was said",
    "objection": "Objections without an answer",
    "theme": "Themes without a decision",
    "statement": "Statements without a decision",
    "commitment": "Commitments that lack something",
    "amendment": "Amendments without an answer",
    "finding": "Figures to compute again",
    "sign-off": "Sign-off",
}
"""The kinds of problem in their order, with the heading under which a page lists them."""


def gate(programme_id: int) -> Gate:
    """What stands in the way of publishing the strategy of a programme today."""
    programme = Programme.objects.get(pk=programme_id)
    text = whole_text(programme_id)
    # Without a text most looks have nothing to look at; what people are owed is listed all the same.
    if text is None or not text.sentences:
        at = _url("strategy:write", programme)
        missing = GateProblem(
            "missing", "", "There is no strategy yet." if text is None else "It has no sentence yet.", at
        )
        return Gate((missing, *_sorted([*_objections(programme), *_coverage(programme)])))
    found: list[GateProblem] = []
    for look in _LOOKS:
        found += look(programme, text)
    return Gate((*_sorted(found),))


def _sorted(found: Sequence[GateProblem]) -> list[GateProblem]:
    order = list(HEADINGS)
    return sorted(found, key=lambda problem: order.index(problem.kind))


def _url(name: str, programme: Programme, **kwargs: object) -> str:
    try:
        return reverse(name, kwargs={"programme": programme.slug, **kwargs})
    # A part of the house that is not built yet must not take the gate down.
    except NoReverseMatch:
        return reverse("strategy:gate", kwargs={"programme": programme.slug})


def _at(programme: Programme, row: SentenceRow) -> str:
    return _url("strategy:sentence", programme, sentence=row.id)


def _sentences(programme: Programme, text: StrategyText) -> Iterator[GateProblem]:
    for row in text.sentences:
        cited = [(c.kind, c.relation) for c in row.citations]
        for problem in check_sentence(cited, row.author_kind, row.author or None):
            yield GateProblem("sentence", row.code, problem, _at(programme, row))
        if row.needs_look:
            words = "Something that it leaned on was taken back or reads otherwise now. Does it still hold?"
            yield GateProblem("look", row.code, words, _at(programme, row))


def _copied(programme: Programme, text: StrategyText) -> Iterator[GateProblem]:
    runs = copied_runs(programme.pk, {row.id: row.text for row in text.sentences})
    for row in text.sentences:
        for run in runs.get(row.id, ()):
            words = (
                f"It has {run.words} words in a row in common with something that somebody said: from "
                f"“{_first(row.text[run.start : run.end])}” on. Write it in our own words, or quote them."
            )
            yield GateProblem("copied", row.code, words, _at(programme, row))


def _first(run: str) -> str:
    return " ".join(run.split()[:2])


def _quotes(programme: Programme, text: StrategyText) -> Iterator[GateProblem]:
    at = {row.id: _at(programme, row) for row in text.sentences}
    for problem in quote_problems(programme.pk, quotations(programme.pk)):
        kind = "mismatch" if problem.kind == "mismatch" else "quote"
        yield GateProblem(kind, problem.quote.sentence_code, problem.text, at[problem.quote.sentence_id])


def _objections(programme: Programme, text: StrategyText | None = None) -> Iterator[GateProblem]:
    for row in listening.objections_of(programme.pk, open_only=True):
        words = (
            f"Somebody said that our reading of their {_OBJECTED.get(row.about_kind, 'words')} is not what they meant."
        )
        due = f" They are owed an answer by {row.due_on.day} {row.due_on:%B %Y}."
        yield GateProblem("objection", str(row.id)[:8], words + due, _url("listening:objections", programme))


_OBJECTED = {
    "voice": "words",
    "translation": "translation",
    "coding": "words",
    "theme": "theme",
    "sentence": "sentence",
}


def _coverage(programme: Programme, text: StrategyText | None = None) -> Iterator[GateProblem]:
    for gap in priorities.coverage(programme.pk).gaps:
        # A kind that a later stage adds is listed under a heading that is there, never dropped.
        kind = gap.kind if gap.kind in HEADINGS else "statement"
        yield GateProblem(kind, gap.code, f"{gap.name}: {gap.why_listed}", _url("priorities:decisions", programme))


def _commitments(programme: Programme, text: StrategyText) -> Iterator[GateProblem]:
    for row in commitments(programme.pk):
        if row.missing:
            lacks = " and ".join([", ".join(row.missing[:-1]), row.missing[-1]] if row.missing[1:] else row.missing)
            at = _url("strategy:commitment", programme, code=row.code)
            yield GateProblem("commitment", row.code, f"It lacks {lacks}.", at)


def _amendments(programme: Programme, text: StrategyText) -> Iterator[GateProblem]:
    at = {row.code: _at(programme, row) for row in text.sentences}
    rows = Amendment.objects.filter(sentence__section__strategy__programme=programme, status="open")
    for code, sentence in rows.filter(sentence__removed_at__isnull=True).values_list("code", "sentence__code"):
        yield GateProblem("amendment", sentence, f"Amendment {code} waits for an answer.", at[sentence])


def _findings(programme: Programme, text: StrategyText) -> Iterator[GateProblem]:
    for row in findings(programme.pk):
        if row.stale:
            words = f"“{row.what}” was computed before somebody took something back."
            yield GateProblem("finding", row.code, words, _url("strategy:findings", programme))


def _signed(programme: Programme, text: StrategyText) -> Iterator[GateProblem]:
    at = _url("strategy:sign-off", programme)
    last = SignOff.objects.filter(strategy__programme=programme).order_by("-on", "-pk").first()
    if last is None:
        yield GateProblem("sign-off", "", "Nobody has signed it off yet.", at)
        return
    # Whoever signs tonight signs what stands tonight; of a signature that is entered late only the day is known.
    tonight = localdate(last.recorded_at) == last.on
    since: dict[str, Any] = {"gt": last.recorded_at} if tonight else {"date__gt": last.on}
    newer = SentenceVersion.objects.filter(
        sentence__section__strategy__programme=programme, sentence__removed_at__isnull=True, **_after("at", since)
    )
    removed = Sentence.objects.filter(section__strategy__programme=programme, **_after("removed_at", since))
    codes = sorted({*newer.values_list("sentence__code", flat=True), *removed.values_list("code", flat=True)})
    if codes:
        day = f"{last.on.day} {last.on:%B %Y}"
        yield GateProblem("sign-off", "", f"Changed after the last signature of {day}: {', '.join(codes)}.", at)


def _after(field: str, since: dict[str, Any]) -> dict[str, Any]:
    return {f"{field}__{name}": value for name, value in since.items()}


_LOOKS: tuple[Callable[[Programme, StrategyText], Iterator[GateProblem]], ...] = (
    _sentences, _copied, _quotes, _objections, _coverage, _commitments, _amendments, _findings, _signed,
)  # fmt: skip
