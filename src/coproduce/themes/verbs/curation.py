# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merge, split, move, retire. Each asks why, and each is one step that can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.programmes.queries import Programme
from coproduce.themes.models import Coding, Passage, Theme, ThemeStep
from coproduce.themes.problems import ThemeProblem
from coproduce.themes.queries.codebook_state import Fields, Move, Who
from coproduce.themes.verbs.codebook import check_code
from coproduce.themes.verbs.steps import Change, apply, codings_of, next_code, theme_of, who_of

Which = UUID | tuple[UUID, Who]
"""A passage with the codings of everybody, or of one coder (the id of an account, or a model's name)."""


@dataclass(frozen=True)
class Part:
    """One part of a split: its code (a free one where empty), its name, and the passages that go to it."""

    name: str
    passages: Sequence[Which]
    code: str = ""
    definition: str = ""


@transaction.atomic
def merge(
    *,
    programme: Programme,
    from_: Sequence[str],
    by: User | None,
    into: str = "",
    name: str = "",
    definition: str = "",
    why: str = "",
    agreed_with: Sequence[str] = (),
) -> Theme:
    """Merge themes into one: a theme that is there (it may be one of them) or a new one, made with `name`."""
    # Ticking one theme twice is one theme, and the target is not merged into itself.
    sources = [theme_of(programme, code) for code in dict.fromkeys(from_) if code != into]
    target = Theme.objects.filter(programme=programme, code=into).first() if into else None
    if not sources or (target is None and len(sources) < 2):
        raise ThemeProblem("Choose at least two themes to merge.", field="from")
    why = _reason(why)
    change = Change("merge", [t.code for t in sources], [into], name.strip(), why=why, agreed_with=agreed_with)
    if target is None:
        into = check_code(programme, into or next_code(programme))
        change.themes[into] = _merged(sources, name.strip(), definition)
    else:
        into = theme_of(programme, into).code
        change.themes[into] = {"name": name.strip()} if name.strip() else {}
        home = _home(target, sources)
        if home != (target.parent.code if target.parent else ""):
            change.themes[into]["parent"] = home
        if into in from_:
            change.from_codes = list(from_)
    change.to_codes = [into]
    # Their parts live on under what they became, unless they are merged away themselves.
    gone = {source.code for source in sources}
    for source in sources:
        # Retired and not deleted: its code stands in the log, in citations and in older releases.
        change.themes[source.code] = {"state": "retired"}
        change.themes.update({c.code: {"parent": into} for c in source.children.all() if c.code not in gone | {into}})
    change.moves = [Move(c.passage_id, c.theme.code, into, who_of(c)) for c in codings_of(programme, gone)]
    apply(programme, change, by)
    return theme_of(programme, into)


def _home(target: Theme, gone: Sequence[Theme]) -> str:
    """The whole that a theme belongs to once these are merged into it. Where one of them stood above it, the theme takes
    that one's place: what lay between becomes its part, and a ring of parts would be in nobody's tree."""
    home, above = target.parent, target.parent
    while above is not None:
        if above in gone:
            home = above.parent
        above = above.parent
    return home.code if home else ""


def _merged(sources: Sequence[Theme], name: str, definition: str) -> Fields:
    return {
        "name": name, "state": "theme",
        "definition": definition.strip() or " ".join(t.definition for t in sources if t.definition),
        "includes": list(dict.fromkeys(item for t in sources for item in t.includes)),
        "excludes": list(dict.fromkeys(item for t in sources for item in t.excludes)),
    }  # fmt: skip


@transaction.atomic
def split(
    *,
    programme: Programme,
    code: str,
    parts: Sequence[Part],
    by: User | None,
    why: str = "",
    which: str = "",
    agreed_with: Sequence[str] = (),
    undoes: int | None = None,
) -> list[Theme]:
    """Split passages off a theme into new ones. A theme with nothing left is retired; otherwise it stays.

    `undoes` is the number of the step (a merge, say) that this takes back in another way than exactly.
    """
    theme = theme_of(programme, code)
    why = _reason(why)
    standing = codings_of(programme, [code])
    if not parts:
        raise ThemeProblem("Name at least one part and choose its passages.", field="parts")
    change = Change("split", [code], which=which, why=why, agreed_with=agreed_with)
    change.undoes = _undone(programme, undoes) if undoes is not None else None
    codes: list[str] = []
    for part in parts:
        new = check_code(programme, part.code or _free(programme, codes))
        if new in codes:
            raise ThemeProblem(f"{new} is given to two parts. Give each a code of its own.", field="code")
        if not part.name.strip():
            raise ThemeProblem("Give each part a name.", field="name")
        codes.append(new)
        change.themes[new] = {
            # A part of a candidate is a candidate: splitting does not settle what nobody has decided.
            "name": part.name.strip(), "definition": part.definition.strip(), "state": theme.state,
            "parent": theme.parent.code if theme.parent else "",
        }  # fmt: skip
        change.moves += _moves(standing, part.passages, code, new)
    left = {(c.passage_id, who_of(c)) for c in standing} - {(m.passage, m.who) for m in change.moves}
    if not left:
        change.themes[code] = {"state": "retired"}
    # Where something stays, the theme is one of its own parts, and the lineage says so.
    change.to_codes = [code, *codes] if left else codes
    change.name = parts[0].name.strip() if len(parts) == 1 else ""
    apply(programme, change, by)
    return [theme_of(programme, new) for new in change.to_codes]


def _free(programme: Programme, also: Sequence[str]) -> str:
    taken = {*Theme.objects.filter(programme=programme).values_list("code", flat=True), *also}
    return next(code for number in range(1, 9999) if (code := f"T{number}") not in taken)


def _undone(programme: Programme, sequence: int) -> ThemeStep:
    step = ThemeStep.objects.filter(programme=programme, sequence=sequence).first()
    if step is None:
        raise ThemeProblem(f"There is no step {sequence}.", field="step")
    return step


@transaction.atomic
def move(
    *,
    programme: Programme,
    passages: Iterable[Which],
    from_: str,
    to: str,
    by: User | None,
    why: str = "",
    which: str = "",
    agreed_with: Sequence[str] = (),
    retire_if_empty: bool = False,
) -> int:
    """Move passages from one theme to another; returns the number of the step.

    `retire_if_empty`: when everything goes, the theme they leave is retired with it.
    """
    theme_of(programme, from_)
    theme_of(programme, to)
    if from_ == to:
        raise ThemeProblem("The passages are there already. Choose another theme.", field="to")
    standing = codings_of(programme, [from_])
    moves = _moves(standing, passages, from_, to)
    if not moves:
        raise ThemeProblem("Choose at least one passage.", field="passages")
    change = Change("move", [from_], [to], moves=moves, which=which, why=_reason(why), agreed_with=agreed_with)
    # Asked for and not done by itself: an empty theme may be waiting for the next session.
    if retire_if_empty and len({(m.passage, m.who) for m in moves}) == len(standing):
        change.themes[from_] = {"state": "retired"}
    return apply(programme, change, by).sequence


@transaction.atomic
def retire(
    *,
    programme: Programme,
    code: str,
    by: User | None,
    to: Mapping[str, Iterable[Which]] | None = None,
    let_go: bool = False,
    why: str = "",
    which: str = "",
    agreed_with: Sequence[str] = (),
) -> int:
    """Retire a theme. `to` says which passages go where; those that go nowhere need `let_go`, so that none is lost."""
    theme = theme_of(programme, code)
    # Its parts would hang on something that nobody sees any more.
    if theme.children.exclude(state=Theme.State.RETIRED).exists():
        raise ThemeProblem(f"{code} has sub-themes. Retire or move those first.", field="theme")
    standing = codings_of(programme, [code])
    change = Change("retire", [code], list(to or ()), which=which, why=_reason(why), agreed_with=agreed_with)
    for target, passages in (to or {}).items():
        if theme_of(programme, target).pk == theme.pk:
            raise ThemeProblem(f"{code} is the theme that goes. Choose another one for its passages.", field="to")
        change.moves += _moves(standing, passages, code, target)
    left = {(c.passage_id, who_of(c)) for c in standing} - {(m.passage, m.who) for m in change.moves}
    if left and not let_go:
        many = len({passage for passage, _ in left})
        raise ThemeProblem(
            f"{many} passage{'s' if many != 1 else ''} would be left without a theme. Say where they go, or tick that "
            "they may go without.", field="to",
        )  # fmt: skip
    change.moves += [Move(passage, code, "", who) for passage, who in sorted(left, key=str)]
    change.themes[code] = {"state": "retired"}
    return apply(programme, change, by).sequence


def _moves(standing: Sequence[Coding], passages: Iterable[Which], from_: str, to: str) -> list[Move]:
    by_passage: dict[UUID, list[Who]] = {}
    for coding in standing:
        by_passage.setdefault(coding.passage_id, []).append(who_of(coding))
    found: list[Move] = []
    for item in dict.fromkeys(passages):
        passage, only = item if isinstance(item, tuple) else (item, None)
        coders = [who for who in by_passage.get(passage, ()) if only is None or who == only]
        # A passage that was erased meanwhile is passed over: to name it would tell of a withdrawal.
        if not coders and Passage.objects.filter(id=passage).exists():
            raise ThemeProblem(f"A passage you chose is not under {from_} any more. Look again.", field="passages")
        found += [Move(passage, from_, to, who) for who in coders]
    return found


def _reason(why: str) -> str:
    if not why.strip():
        raise ThemeProblem("Say why, in a sentence. The next reader will want to know.", field="why")
    return why.strip()
