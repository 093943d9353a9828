# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which groups that nobody named are left over between two that are known, beside a search by trying every pair."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.disclosure_rests import small_rests

ANSWERS = {"sex": ["f", "m"], "ward": ["aston", "moseley", "newtown"], "carer": ["no", "yes"]}
KINDS = list(product(*ANSWERS.values()))


def conditions():
    """Any group: some of the answers to some of the questions."""
    some = {
        name: [frozenset(part) for n in range(1, len(answers)) for part in combinations(answers, n)]
        for name, answers in ANSWERS.items()
    }
    return st.fixed_dictionaries({}, optional={n: st.sampled_from(each) for n, each in some.items()})


def kinds_of(group):
    wanted = dict(group)
    return {kind for kind in KINDS if all(a in wanted.get(n, ANSWERS[n]) for n, a in zip(ANSWERS, kind, strict=True))}


def tried(sizes, threshold):
    """Every pair, each looked at kind by kind of people."""
    who = {group: kinds_of(group) for group in sizes}
    small = [who[group] for group, n in sizes.items() if 0 < n < threshold]
    found = set()
    for part, whole in product(sizes, repeat=2):
        rest = who[whole] - who[part]
        questions = sum(dict(part).get(name) != dict(whole).get(name) for name in ANSWERS)
        few = sizes[part] >= threshold and 0 < sizes[whole] - sizes[part] < threshold
        if few and who[part] < who[whole] and questions > 1 and not any(some <= rest for some in small):
            found.add((part, whole))
    return found


@settings(max_examples=100, deadline=None)
@given(
    people=st.lists(st.sampled_from([0, 0, 0, 1, 3, 12, 30]), min_size=len(KINDS), max_size=len(KINDS)),
    groups=st.lists(conditions(), min_size=2, max_size=12),
)
def test_all_of_them_and_no_others(people, groups):
    many = dict(zip(KINDS, people, strict=True))
    known = [frozenset(group.items()) for group in groups]
    sizes = {group: sum(many[kind] for kind in kinds_of(group)) for group in known}
    assert set(small_rests(sizes, ANSWERS, 10)) == tried(sizes, 10)


def test_one_question_is_not_looked_at_here_and_two_are():
    everybody, aston = frozenset(), frozenset({("ward", frozenset({"aston"}))})
    women = aston | {("sex", frozenset({"f"}))}
    assert list(small_rests({everybody: 43, aston: 40}, ANSWERS, 10)) == []
    assert list(small_rests({everybody: 43, women: 40}, ANSWERS, 10)) == [(women, everybody)]
    assert list(small_rests({everybody: 53, women: 40}, ANSWERS, 10)) == []


def test_a_rest_that_has_a_small_group_in_it_is_protected_by_that():
    everybody, women = frozenset(), frozenset({("ward", frozenset({"aston"})), ("sex", frozenset({"f"}))})
    men = frozenset({("sex", frozenset({"m"}))})
    assert list(small_rests({everybody: 43, women: 40, men: 2}, ANSWERS, 10)) == []
    assert list(small_rests({everybody: 43, women: 40, men: 0}, ANSWERS, 10)) == [(women, everybody)]
