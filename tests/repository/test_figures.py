# SPDX-License-Identifier: AGPL-3.0-or-later
"""No number about people goes round the disclosure gate: rules about imports, types, templates and counting.

What is read at run time (`look.public.check_public`) sees numbers and rows; what is written into a string it cannot see.
So where public pages, pictures, exports and reports are built, whoever counts something and writes the count into words
names it in `COUNTS_THINGS`, with what it counts. A count of people has no business there: it goes through the gate.
"""

import ast
import re

import pytest

from tests.repository.sources import HOUSE, house

GATE = {
    "analysis.disclosure",
    "analysis.disclosure_cells",
    "analysis.disclosure_linked",
    "analysis.disclosure_overlapping",
}
MAKERS = {"analysis.disclosure_cells", "analysis.manifest"}
"""Who may hold the token without which no figure can be made."""

READERS = {
    "heard.queries.keeping", "look.public", "priorities.queries.standing", "report.parts", "report.queries.carrying",
    "report.queries.counting", "strategy.queries.measures", "thread.counts", "thread.queries.shelf",
    # What it reads back went through the gate before it was written down, and is checked again.
    "look.typesetting.document_json",
}  # fmt: skip
"""Who reads figures back from a release or a finding. Anybody else could write the JSON of a figure by hand first."""

PUBLIC = (
    "thread.", "report.", "heard.queries.lines", "heard.queries.evidence", "heard.evidence_file",
    "heard.pictures", "heard.queries.gated", "heard.queries.keeping",
    "heard.queries.differing", "heard.views.pages", "priorities.views.public", "priorities.queries.public",
    "priorities.queries.standing", "priorities.drawing", "strategy.queries.measures", "look.chart_kinds",
    "look.pictures.", "programmes.views", "programmes.overview",
)  # fmt: skip
"""Where public pages, pictures, exports and reports are made."""

OWN = {"listening.views.saying", "thread.views.slip", "thread.views.slip_changes"}
"""Pages that show one person their own words and the form they fill in."""

COUNTS_THINGS = {
    "thread.own._steps": "the reader's own voices, on their own slip",
    "thread.own.said": "the reader's own voices, on their own slip",
    "thread.views.front.programme": "themes and priorities",
    "thread.views.thread._grounds": "sentences",
    "thread.queries.text._parts": "sentences",
    "thread.queries.rows.all": "sentences",
    "thread.queries.front.met": "sessions",
    "report.parts.in_short": "themes and priorities",
    "report.parts.reached": "sessions",
    "report.verbs.publish": "things that stand in the way of a release",
    "heard.queries.lines._cut": "groups",
    "heard.queries.lines._wards": "wards",
    "heard.queries.gated.counted": "sessions",
    "look.pictures.cloth._draw": "threads that are drawn, from figures of the gate",
    "look.pictures.flow_words.sentence": "themes, priorities and threads that end",
    "look.pictures.tiles._picture": "wards",
    "programmes.views.bodies": "bodies, on a page of the team",
    "strategy.queries.measures.sessions": "sessions",
    "strategy.queries.measures.languages": "languages",
    "strategy.queries.measures.statements_put": "statements",
    "strategy.queries.measures.statements_agreed": "statements",
    "strategy.queries.measures.statements_split": "statements",
}

TEMPLATES = ("thread/", "report/public", "report/data", "report/alone", "heard/public", "priorities/public", "priorities/vote",
             "programmes/home", "look/public", "look/components/", "listening/say", "listening/help")  # fmt: skip
COUNTED_IN_TEMPLATES = {
    ("thread/sentence.html", "page.wordings|length"): "versions of a sentence",
    ("thread/slip_sure.html", "all.votes|length"): "the reader's own votes",
    ("thread/slip_words.html", "own.voices|length"): "the reader's own voices",
    ("thread/strategy.html", "page.late|length"): "promises",
    ("thread/strategy.html", "page.promises|length"): "promises",
    ("thread/strategy.html", "part.lines|length"): "sentences",
    ("thread/thread.html", "page.grounds.nothing|length"): "sentences",
    ("priorities/public.html", "forloop.counter"): "priorities in order",
}
MAKES_NUMBERS = re.compile(
    r"\|\s*(length|add|floatformat|intcomma|divisibleby)\b|forloop\.(rev)?counter|widthratio|\.count\b|\.__len__"
)


def name_of(path):
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts)


def sources():
    return {name_of(path): path.read_text(encoding="utf-8") for path in house()}


def imported(tree):
    """Every name that a module imports, as (module, name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module.removeprefix("coproduce."), each.name) for each in node.names)
        elif isinstance(node, ast.Import):
            yield from ((each.name.removeprefix("coproduce."), "*") for each in node.names)


def round_the_gate(name, text):
    """What a module imports that only the gate may have."""
    for module, what in imported(ast.parse(text)):
        if what in {"TOKEN", "*"} and module == "analysis.figures" and name not in MAKERS:
            yield f"{name} takes the gate's token"
        if module == "analysis.disclosure_cells" and name not in GATE:
            yield f"{name} makes figures without their check"
        if what == "from_json" and name not in READERS | {"analysis.disclosure"}:
            yield f"{name} makes figures of JSON"
        if (module, what) == ("analysis", "figures") or (module, what) == ("analysis", "manifest"):
            yield f"{name} imports the whole of analysis.{what}"


def test_only_the_gate_makes_figures():
    assert [fault for name, text in sources().items() for fault in round_the_gate(name, text)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "from coproduce.analysis.figures import TOKEN, Figure",
        "import coproduce.analysis.figures",
        "from coproduce.analysis import figures",
        "def f():\n    from coproduce.analysis.disclosure_cells import shown",
        "from coproduce.analysis.disclosure import from_json",
    ],
)
def test_a_planted_way_to_make_figures_is_found(planted):
    assert list(round_the_gate("heard.pictures", planted))


GATES = ("gate_", "gated", "public_", "check_", "released", "figures_today")
WRITERS = {"Plain", "str", "Number", "in_words", "repr", "format"}
COUNTERS = {"len", "sum", "Counter", "count", "most_common", "participants_in", "aggregate"}


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""


def counted(node, names=frozenset()):
    """Whether the value of an expression is a count, or made of `names`, which hold one. What passed a gate is none, and
    neither is the answer to a question about a count."""
    if isinstance(node, ast.Compare) or called(node).startswith(GATES):
        return False
    if called(node) in COUNTERS or (isinstance(node, ast.Name) and node.id in names):
        return True
    if isinstance(node, ast.IfExp):
        return counted(node.body, names) or counted(node.orelse, names)
    if isinstance(node, ast.Subscript):
        return counted(node.value, names)
    if isinstance(node, ast.comprehension):
        return counted(node.iter, names)
    return any(counted(each, names) for each in ast.iter_child_nodes(node))


def names_that_hold_counts(function):
    found = set()
    for _ in range(3):  # a count that is handed on from name to name
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Assign | ast.NamedExpr | ast.AnnAssign)
                and node.value
                and counted(node.value, found)
            ):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found |= {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}
            if isinstance(node, ast.comprehension | ast.For) and counted(node.iter, found):
                found |= {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    return found


def written_counts(name, text):
    """Functions that write a count into words, or call it `Plain`."""
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = names_that_hold_counts(function)
        for node in ast.walk(function):
            if isinstance(node, ast.FormattedValue):
                parts = [node.value]
            elif called(node) in WRITERS:
                parts = node.args
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and is_text(node.left):
                parts = [node.right]
            else:
                continue
            if any(counted(part, names) for part in parts):
                yield f"{name}.{function.name}"


def is_text(node):
    return isinstance(node, ast.Call) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_a_count_that_is_written_into_words_counts_things():
    found = {
        place
        for name, text in sources().items()
        if name.startswith(PUBLIC) and name not in OWN
        for place in written_counts(name, text)
    }
    assert found - COUNTS_THINGS.keys() == set(), "these counts reach the public without the gate, or without a reason"
    assert COUNTS_THINGS.keys() - found == set(), "these reasons speak of nothing any more"


@pytest.mark.parametrize(
    "planted",
    [
        "def f(people):\n    return f'{len(people)} people'",
        "def f(people):\n    n = len(people)\n    m = n\n    return str(m)",
        "def f(people):\n    return Plain(sum(1 for p in people))",
        "def f(p):\n    return Number(str(p.participants.count()), 'people')",
        "def f(people):\n    for ward, n in Counter(people).items():\n        yield f'{ward}: {n}'",
        "def f(pk):\n    return '%d people' % participants_in(pk)",
    ],
)
def test_a_planted_count_of_people_is_found(planted):
    assert set(written_counts("heard.queries.gated", planted)) == {"heard.queries.gated.f"}


def test_a_count_that_passes_the_gate_is_none():
    assert list(written_counts("x", "def f(people):\n    return f'{gate_count(len(people)).text} people'")) == []


def expressions(template):
    """What a template computes: its variables and tags, without comments."""
    return [found.strip() for found in re.findall(r"\{[{%](.*?)[}%]\}", template, re.DOTALL)]


def numbers_made(name, template):
    for expression in expressions(template):
        if MAKES_NUMBERS.search(expression):
            for found in MAKES_NUMBERS.finditer(expression):
                start = expression.rfind(" ", 0, found.start()) + 1
                yield name, expression[start : found.end()]


def templates():
    for path in HOUSE.glob("*/templates/**/*.html"):
        name = path.relative_to(HOUSE).as_posix().split("/templates/")[1]
        if name.startswith(TEMPLATES):
            yield name, path.read_text(encoding="utf-8")


def test_public_templates_make_no_numbers_of_their_own():
    found = {made for name, text in templates() for made in numbers_made(name, text)}
    assert found - COUNTED_IN_TEMPLATES.keys() == set(), "count in the view, through the gate"
    assert COUNTED_IN_TEMPLATES.keys() - found == set(), "these reasons speak of nothing any more"


@pytest.mark.parametrize("planted", ["{{ page.people|length }} people", "{% widthratio a b 100 %}", "{{ a.people|add:1 }}",
                                     "{{ forloop.counter }}", "{% if page.people | length > 3 %}a few{% endif %}"])  # fmt: skip
def test_a_planted_number_in_a_template_is_found(planted):
    assert list(numbers_made("thread/thread.html", planted))


def unchecked_answers(name, text):
    """Public views that answer with a page, or with data, that nothing has looked through."""
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef):
            continue
        if "public_view" not in {getattr(each, "id", "") for each in function.decorator_list}:
            continue
        for node in ast.walk(function):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if called in {"render", "TemplateResponse", "render_to_string"} and not _is_error_page(node):
                yield f"{name}.{function.name} renders without render_public"
            if called == "JsonResponse" and "check_json" not in ast.unparse(function):
                yield f"{name}.{function.name} answers with JSON that nothing has looked through"


def _is_error_page(call):
    return any(isinstance(a, ast.Constant) and str(a.value).startswith("look/errors/") for a in call.args)


def test_public_views_answer_through_the_gate():
    found = [f for name, text in sources().items() if name not in OWN for f in unchecked_answers(name, text)]
    assert found == []


@pytest.mark.parametrize("planted", ["render(request, 'thread/thread.html', {'n': 3})", "JsonResponse({'people': 3})"])
def test_a_planted_answer_round_the_gate_is_found(planted):
    assert list(unchecked_answers("x", f"@public_view\ndef page(request, programme):\n    return {planted}"))
