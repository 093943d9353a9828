# SPDX-License-Identifier: AGPL-3.0-or-later
"""Say what a sentence leans on, and which decisions it carries out."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.process import clock
from coproduce.process.thread import CitationKind, Relation
from coproduce.strategy.models import Citation, Sentence
from coproduce.strategy.queries import targets
from coproduce.strategy.verbs.ground import Refused, check_there, check_writing, key, note, relation_of


@transaction.atomic
def cite(
    *,
    sentence: Sentence,
    kind: CitationKind | str,
    target: Any,
    relation: Relation | str = Relation.SUPPORTS,
    by: User | None,
) -> Citation:
    """Let a sentence lean on something. `target` is a priority's *version*, a theme, a passage, a statement, a finding
    or a decision: the row, or its key. Citing the same thing again only changes how it bears on the sentence."""
    strategy = check_writing(sentence)
    check_there(sentence)
    citation = put_citation(sentence=sentence, kind=kind, target=target, relation=relation, by=by)
    note("evidence cited", strategy=strategy, by=by, kind="sentence", about=sentence.pk,
         cites=citation.kind, target=str(key(target)), relation=citation.relation)  # fmt: skip
    return citation


@transaction.atomic
def cite_by_code(
    *,
    sentence: Sentence,
    kind: CitationKind | str,
    code: str,
    version: int | str | None = None,
    relation: Relation | str = Relation.SUPPORTS,
    by: User | None,
) -> Citation:
    """`cite` by the code that people use: P1 (with `version` 3 or "v3", else its newest), T7, ST20, F09, D11."""
    programme = check_writing(sentence).programme
    kind = _kind(kind)
    target = targets.by_code(programme, kind, code, _number(version))
    if target is None:
        raise Refused("code", f"There is no {kind.value} {code}{f' {version}' if version else ''} in this programme.")
    return cite(sentence=sentence, kind=kind, target=target, relation=relation, by=by)


def put_citation(
    *, sentence: Sentence, kind: CitationKind | str, target: Any, relation: Relation | str, by: User | None
) -> Citation:
    """The row of a citation, for those verbs that have asked whether it is the time for it."""
    kind, relation = _kind(kind), relation_of(relation)
    wanted = key(target)
    if not targets.is_in(sentence.section.strategy.programme, kind, wanted):
        raise Refused("target", f"This {kind.value} is not in this programme. Choose one from the list.")
    citation, new = Citation.objects.get_or_create(
        sentence=sentence, kind=kind.value, **{f"{targets.FIELD[kind]}_id": wanted},
        defaults={"relation": relation.value, "by": by, "at": clock.now()},
    )  # fmt: skip
    # It bears on the sentence in one way: supporting and contradicting at once would say nothing.
    if not new and citation.relation != relation.value:
        citation.relation = relation.value
        citation.save(update_fields=["relation"])
    return citation


@transaction.atomic
def uncite(*, citation: Citation, by: User | None) -> None:
    """A sentence no longer leans on this."""
    strategy = check_writing(citation.sentence)
    note("citation taken off", strategy=strategy, by=by, kind="sentence", about=citation.sentence_id,
         cites=citation.kind, target=str(targets.key_of(citation)))  # fmt: skip
    citation.delete()


@transaction.atomic
def link_decisions(*, sentence: Sentence, decisions: Iterable[Any], by: User | None) -> None:
    """Say which decisions a sentence carries out: exactly these. It leans on its evidence, not on them."""
    strategy = check_writing(sentence)
    check_there(sentence)
    wanted = [key(decision) for decision in decisions]
    for decision in wanted:
        if not targets.is_in(strategy.programme, CitationKind.DECISION, decision):
            raise Refused("decisions", "One of these decisions is not in this programme.")
    sentence.decisions.set(wanted)
    note("decisions linked", strategy=strategy, by=by, kind="sentence", about=sentence.pk, decisions=wanted)


def _kind(said: CitationKind | str) -> CitationKind:
    try:
        return CitationKind(said)
    except ValueError as unknown:
        message = "A sentence cites a priority, theme, passage, statement, finding or decision."
        raise Refused("kind", message) from unknown


def _number(version: int | str | None) -> int | None:
    if version in {None, ""}:
        return None
    number = str(version).lstrip("v")
    if not (number.isascii() and number.isdigit()):
        raise Refused("version", f"“{version}” is no version. Give its number, such as 2 or v2.")
    return int(number)
