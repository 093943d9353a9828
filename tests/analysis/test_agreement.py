# SPDX-License-Identifier: MIT
"""Agreement between coders: published figures to six decimals, and what must hold for any table."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coproduce.analysis.agreement import NOTHING_PAIRABLE, ONE_VALUE, agreement_of
from coproduce.analysis.agreement_codings import Codings, TwiceCoded
from tests.analysis import agreement_tables as tables

SIX = 5e-7
METRICS = ("nominal", "ordinal", "interval", "ratio")


def figures(table, draws=0):
    return agreement_of(Codings.from_table(table), draws=draws)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (tables.FOUR_CODERS, {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}),
        (tables.BINARY, {"nominal": 0.095238, "ordinal": 0.095238, "interval": 0.095238}),
        (tables.THREE_CODERS, {"nominal": 0.691358, "ordinal": 0.806721, "interval": 0.810845, "ratio": 0.808944}),
    ],
)
def test_alpha_of_the_literature(table, expected):
    found = figures(table).alpha
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=SIX)


def test_alpha_of_letters_is_nominal_alone():
    rows = [(unit, coder, value) for coder, values in enumerate(tables.LETTERS) for unit, value in enumerate(values)]
    found = agreement_of(Codings.from_rows(*zip(*rows, strict=True)), draws=0)
    assert set(found.alpha) == {"nominal"}
    assert found.alpha["nominal"] == pytest.approx(0.691964, abs=SIX)


def test_the_others_of_four_coders():
    found = figures(tables.FOUR_CODERS)
    assert (found.ac1, found.percent) == pytest.approx((0.775444, 0.818182), abs=SIX)
    assert found.ac1_standard_error == pytest.approx(0.14295, abs=5e-6)
    assert found.kappas == pytest.approx(
        {"fleiss": 0.761169, "conger": 0.762067, "brennan_prediger": 0.772727}, abs=SIX
    )
    assert figures(tables.FOUR_CODERS_OF_GWET).kappas["conger"] == pytest.approx(0.76282, abs=5e-6)
    assert (found.units_used, found.units_dropped, found.units_without_value) == (11, 1, 0)
    assert (found.coders, found.values) == (4, 5)


def test_fleiss():
    found = figures(tables.fleiss())
    assert (found.percent, found.kappas["fleiss"], found.ac1) == pytest.approx((0.378022, 0.209931, 0.225614), abs=SIX)


@pytest.mark.parametrize(
    ("first", "second", "kappa", "ac1"),
    [
        ((20, 5), (10, 15), 0.4000, 0.4059),
        ((45, 15), (25, 15), 0.1304, 0.2661),
        ((25, 35), (5, 35), 0.2593, 0.2079),
        ((118, 5), (2, 0), -0.0234, 0.9408),
    ],
)
def test_two_coders_and_two_values(first, second, kappa, ac1):
    found = figures(tables.square(first, second))
    assert (found.kappas["conger"], found.ac1) == pytest.approx((kappa, ac1), abs=5e-5)


def by_hand(rows, distance):
    """α straight from its definition: every pair of values, one after another."""
    units = [[value for value in unit if value is not None] for unit in rows]
    units = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in units for value in unit]
    count = len(everything)
    observed = sum(
        distance(a, b) / (len(unit) - 1) for unit in units for a, b in itertools.permutations(unit, 2)
    ) / max(count, 1)
    pairs = itertools.permutations(everything, 2)
    expected = sum(distance(a, b) for a, b in pairs) / max(count * (count - 1), 1)
    return None if not expected else 1 - observed / expected


VALUES = st.one_of(st.none(), st.integers(0, 4))
TABLES = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.lists(VALUES, min_size=coders, max_size=coders), min_size=1, max_size=12)
)


def array(rows):
    return np.array([[np.nan if value is None else float(value) for value in row] for row in rows]).T


@given(TABLES)
def test_alpha_is_what_its_definition_gives(rows):
    found = figures(array(rows)).alpha
    everything = [value for row in rows if sum(v is not None for v in row) > 1 for value in row if value is not None]
    ranks = {v: sum(o < v for o in everything) + everything.count(v) / 2 for v in everything}
    if not everything:
        assert set(found.values()) == {None}
        return
    distances = {
        "nominal": lambda a, b: a != b,
        "ordinal": lambda a, b: (ranks[a] - ranks[b]) ** 2,
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0,
    }
    for name, distance in distances.items():
        expected = by_hand(rows, distance)
        assert found[name] is None if expected is None else found[name] == pytest.approx(expected, abs=1e-9)


@given(TABLES, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_who_is_who_matters(rows, random):
    cells = [(f"u{u}", f"c{c}", str(v)) for u, row in enumerate(rows) for c, v in enumerate(row) if v is not None]
    assume(cells)
    whole = agreement_of(Codings.from_rows(*zip(*cells, strict=True)), draws=40)
    renamed = {f"c{c}": name for c, name in enumerate(random.sample("wxyz", 4))}
    other = [(f"{u}!", renamed[c], v) for u, c, v in random.sample(cells, len(cells))]
    assert agreement_of(Codings.from_rows(*zip(*other, strict=True)), draws=40) == whole


@given(TABLES)
def test_other_names_for_the_values_leave_nominal_agreement_as_it_is(rows):
    names = {0: "quiet", 1: "apples", 2: "zebra", 3: "Été", 4: "کام"}
    cells = [(u, c, v) for u, row in enumerate(rows) for c, v in enumerate(row) if v is not None]
    assume(cells)
    units, coders, values = zip(*cells, strict=True)
    one = agreement_of(Codings.from_rows(units, coders, [str(v) for v in values]), draws=0)
    two = agreement_of(Codings.from_rows(units, coders, [names[v] for v in values]), draws=0)
    for figure in ("ac1", "percent", "ac1_standard_error"):
        assert getattr(one, figure) == pytest.approx(getattr(two, figure), nan_ok=True)
    assert one.alpha["nominal"] == pytest.approx(two.alpha["nominal"])
    assert {names[int(code.code)]: code.alpha for code in one.codes} == pytest.approx(
        {code.code: code.alpha for code in two.codes}
    )


@given(TABLES, st.integers(2, 5))
def test_scale_and_start_do_not_matter_where_they_should_not(rows, factor):
    one, two = figures(array(rows)), figures(array(rows) * factor)
    assert one.alpha == pytest.approx(two.alpha, abs=1e-9)
    assert one.alpha["interval"] == pytest.approx(figures(array(rows) + 1e6).alpha["interval"], abs=1e-6)


@given(st.lists(st.integers(0, 4), min_size=2, max_size=20), st.integers(2, 5))
def test_full_agreement_is_one(values, coders):
    found = figures(np.array([values] * coders, dtype=float), draws=20)
    assert found.percent == 1.0
    if len(set(values)) == 1:
        assert set(found.alpha.values()) == {None} and found.ac1 is None
        assert found.undefined["alpha.nominal"] == found.undefined["ac1"] == ONE_VALUE
    else:
        assert found.alpha == pytest.approx(dict.fromkeys(METRICS, 1.0))
        assert found.ac1 == pytest.approx(1.0)


@given(TABLES)
def test_the_same_units_twice_leave_per_cent_and_ac1_and_bring_alpha_nearer_to_its_limit(rows):
    once, twice = figures(array(rows)), figures(np.hstack([array(rows)] * 2))
    assert once.percent == pytest.approx(twice.percent)
    assert once.ac1 == pytest.approx(twice.ac1)
    assert twice.units_used == 2 * once.units_used
    if once.alpha["nominal"] is not None:
        # Only the correction for few values changes: (2n − 1) ÷ 2n instead of (n − 1) ÷ n.
        n = sum(sum(v is not None for v in row) for row in rows if sum(v is not None for v in row) > 1)
        shrunk = (1 - once.alpha["nominal"]) * n / (n - 1) * (2 * n - 1) / (2 * n)
        assert 1 - twice.alpha["nominal"] == pytest.approx(shrunk)


@given(TABLES)
def test_intervals_hold_and_shares_add_up(rows):
    found = figures(array(rows), draws=30)
    for name, interval in found.intervals.items():
        if interval:
            low, high = interval
            assert low <= high <= 1 + 1e-9, name
    if found.units_used:
        assert sum(found.prevalence.values()) == pytest.approx(1)
        assert sum(code.prevalence for code in found.codes) == pytest.approx(1)


def test_an_interval_covers_most_of_the_time():
    """Forty sets of 150 units from one way of coding: about 95 in 100 intervals hold the α of very many units."""
    rng = np.random.default_rng(1)

    def coded(units):
        truth = rng.choice(4, units, p=[0.5, 0.3, 0.1, 0.1])
        return np.where(rng.random((3, units)) < 0.7, truth, rng.choice(4, (3, units))).astype(float)

    right = figures(coded(400_000)).alpha["nominal"]
    intervals = [figures(coded(150), draws=200).intervals["alpha.nominal"] for _ in range(40)]
    assert sum(low <= right <= high for low, high in intervals) >= 34


def test_a_draw_without_variation_leaves_no_interval_and_says_why():
    found = figures(np.array([[1, 1, 2], [1, 1, 1]], dtype=float), draws=200)
    assert found.alpha["nominal"] is not None and found.intervals["alpha.nominal"] is None
    assert "too few units" in found.undefined["intervals.alpha.nominal"]
    assert found.intervals["percent"] is not None


def test_nothing_pairable_is_undefined_and_never_one():
    """Two coders who share no unit have not agreed on anything."""
    found = figures(np.array([[1, 2, np.nan, np.nan], [np.nan, np.nan, 1, 2]]))
    assert found.alpha == dict.fromkeys(METRICS) and found.ac1 is None and found.percent is None
    assert set(found.undefined.values()) == {NOTHING_PAIRABLE}
    assert (found.units_used, found.units_dropped) == (0, 4)


def test_numbers_below_zero_have_no_ratio():
    found = figures(np.array([[-1, 0, 1, 2], [-1, 0, 2, 2]], dtype=float))
    assert found.alpha["ratio"] is None and "from 0 upwards" in found.undefined["alpha.ratio"]
    assert found.alpha["interval"] is not None


def test_many_different_numbers():
    rng = np.random.default_rng(0)
    truth = rng.normal(100, 15, 800)
    table = truth + rng.normal(0, 5, (3, 800))
    found = figures(table, draws=20)
    assert found.alpha["interval"] == pytest.approx(0.9, abs=0.02) and found.codes == ()
    assert found.alpha["ordinal"] == pytest.approx(0.9, abs=0.04) and found.alpha["ratio"] is not None
    assert "5,000" in figures(rng.normal(50, 1, (2, 3_000))).undefined["alpha.ratio"]


SETS = st.lists(st.sets(st.sampled_from("abc")), min_size=2, max_size=3)


@given(st.lists(SETS, min_size=2, max_size=8))
def test_several_codes_a_unit(rows):
    cells = [(u, c, "|".join(sorted(codes))) for u, row in enumerate(rows) for c, codes in enumerate(row) if codes]
    assume(cells)
    found = agreement_of(Codings.from_rows(*zip(*cells, strict=True), separator="|"), draws=0)
    assert set(found.alpha) == {"nominal", "masi", "jaccard"}
    wide = [[row[c] or None if c < len(row) else None for c in range(3)] for row in rows]

    def jaccard(a, b):
        return 1 - len(a & b) / len(a | b)

    def masi(a, b):
        kind = 1 if a == b else 2 / 3 if a <= b or b <= a else 1 / 3 if a & b else 0
        return 1 - kind * len(a & b) / len(a | b)

    if found.units_used:
        assert found.alpha["jaccard"] == pytest.approx(by_hand(wide, jaccard), abs=1e-9)
        assert found.alpha["masi"] == pytest.approx(by_hand(wide, masi), abs=1e-9)


def test_sets_by_code():
    rows = [("1", "A", "bus|park"), ("1", "B", "park | bus"), ("2", "A", "bus"), ("2", "B", "bus|park|bus"),
            ("3", "A", "none"), ("3", "B", "none"), ("4", "A", "bus")]  # fmt: skip
    found = agreement_of(Codings.from_rows(*zip(*rows, strict=True), separator="|"), draws=0)
    by_code = {code.code: code for code in found.codes}
    assert found.percent == pytest.approx(2 / 3)
    assert by_code["bus"].alpha == 1 and by_code["bus"].prevalence == pytest.approx(4 / 6) and by_code["bus"].units == 2
    assert by_code["none"].alpha == 1 and by_code["none"].units == 1
    # park: 1 1 / 0 1 / 0 0 → 1 − (2 ÷ 6) ÷ (2 · 3 · 3 ÷ 30)
    assert by_code["park"].alpha == pytest.approx(1 - (2 / 6) / (18 / 30))


@given(TABLES)
def test_each_code_is_the_question_given_or_not(rows):
    whole = figures(array(rows))
    for code in whole.codes:
        binary = figures(np.where(np.isnan(array(rows)), np.nan, array(rows) == float(code.code)))
        assert code.alpha == pytest.approx(binary.alpha["nominal"])
        if binary.ac1 is not None:
            assert code.ac1 == pytest.approx(binary.ac1)
        assert code.percent == pytest.approx(binary.percent)


def test_one_coder_twice_on_one_unit_is_refused_with_both_places():
    with pytest.raises(TwiceCoded) as refused:
        Codings.from_rows(["u", "v", "u"], ["A", "A", "A"], ["1", "1", "2"])
    assert (refused.value.first, refused.value.second, refused.value.unit) == (0, 2, "u")


def test_one_number_in_two_spellings_is_one_value():
    codings = Codings.from_rows(["u", "u", "v", "v"], "ABAB", ["1", "1.0", "2", " 2"])
    assert codings.values == ("1", "2") and agreement_of(codings, draws=0).alpha["ordinal"] == 1


@pytest.mark.parametrize("value", ["inf", "nan", "1_0", "1,5"])
def test_what_only_looks_like_a_number_is_a_name(value):
    assert Codings.from_rows(["u", "u"], ["A", "B"], ["1", value]).numbers is None


def test_tables_of_the_wrong_shape_are_refused():
    with pytest.raises(ValueError, match="coders × units"):
        Codings.from_table([1.0, 2.0])
    with pytest.raises(ValueError, match="infinite"):
        Codings.from_table([[1.0, np.inf]])
    with pytest.raises(ValueError, match="one length"):
        Codings.from_rows(["u"], ["A"], [])
