# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far people who read the same voice put it under the same themes, with intervals. For the team, never for publication."""

from dataclasses import dataclass

from coproduce.analysis.agreement import agreement_of
from coproduce.analysis.agreement_codes import CodeAgreement
from coproduce.analysis.agreement_codings import Codings
from coproduce.themes.queries.layers import double_coded
from coproduce.themes.queries.sizes import names_of

#: With fewer voices read by two people than this, any figure would be chance.
FEWEST = 10
DRAWS = 500
Interval = tuple[float, float]


@dataclass(frozen=True)
class ThemeAgreement:
    """One theme: given or not given to a voice. `voices` are those where anybody gave it."""

    code: str
    name: str
    voices: int
    alpha: float | None
    interval: Interval | None
    ac1: float
    percent: float


@dataclass(frozen=True)
class CoderAgreement:
    """The unit is a voice that two people or more coded. `enough` is whether there are any figures."""

    voices: int
    fewest: int
    coders: tuple[str, ...]
    alpha: float | None = None
    interval: Interval | None = None
    ac1: float | None = None
    percent: float | None = None
    themes: tuple[ThemeAgreement, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether enough voices were coded by two people."""
        return self.voices >= self.fewest


def coder_agreement(programme_id: int) -> CoderAgreement:
    """Agreement of people (machines are left out, since a person accepted what they proposed), as codings stand today.

    Several themes a voice: α with the MASI distance over all, and each theme by itself.
    """
    double = double_coded(programme_id)
    coders = tuple(sorted({coder for voice in double for coder, _ in voice.by_coder}))
    if len(double) < FEWEST:
        return CoderAgreement(len(double), FEWEST, coders)
    rows = [(voice.voice_id, coder, "|".join(codes)) for voice in double for coder, codes in voice.by_coder]
    found = agreement_of(Codings.from_rows(*zip(*rows, strict=True), separator="|"), draws=DRAWS)
    names = names_of(programme_id)
    return CoderAgreement(
        len(double), FEWEST, coders, found.alpha["masi"], found.intervals["alpha.masi"], found.ac1, found.percent,
        tuple(_theme(code, names.get(code.code, "")) for code in found.codes),
    )  # fmt: skip


def _theme(code: CodeAgreement, name: str) -> ThemeAgreement:
    return ThemeAgreement(
        code.code, name, code.units, code.alpha, code.intervals.get("alpha"), code.ac1, code.percent
    )  # fmt: skip
