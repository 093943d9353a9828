# SPDX-License-Identifier: AGPL-3.0-or-later
"""The big picture: people, themes, priorities, one strategy, and knots for what ended.

Widths come from gated counts. Threads carry no session and follow nobody: the golden thread is the programme's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from zlib import crc32

from django.utils.translation import gettext as _

from coproduce.look.figures import publishable, said, size
from coproduce.look.palette import colour_role
from coproduce.look.pictures import flow_plan as plan
from coproduce.look.pictures import flow_words as words
from coproduce.look.pictures.cloth import BUNDLES, FEWEST
from coproduce.look.pictures.drawing import Canvas, wrap
from coproduce.look.pictures.flow_plan import Flow, FlowEnd, FlowLink, FlowPriority, FlowTheme
from coproduce.look.pictures.picture import NOTHING, Picture

__all__ = ["Flow", "FlowEnd", "FlowLink", "FlowPriority", "FlowTheme", "flow"]

MOST_THREADS = 300


@dataclass(frozen=True)
class Shape:
    """The columns along the thread, for one orientation, with or without names."""

    length: float
    room: float
    top: float
    theme: tuple[float, float]
    priority: tuple[float, float]
    end: float
    tall: bool = False
    named: bool = False


HERO = Shape(1180, 410, 10, (500, 500), (850, 850), 1135)
TALL = Shape(420, 292, 4, (165, 165), (300, 300), 398, tall=True)
NAMED = Shape(1180, 620, 24, (290, 600), (800, 1016), 1140, named=True)


def flow(data: Flow, *, form: str = "named", scheme: str = "web", rtl: bool = False, title: str = "") -> Picture:
    """Draws the picture. `form` is `named` (thread page, report), `hero` (front page) or `tall` (phone).

    Give a `title` of its own where one page shows two of the same form.
    """
    people = size(data.people)
    if people is None or people < FEWEST:
        return NOTHING
    shape = {"hero": HERO, "tall": TALL}.get(form, NAMED)
    drawn = tuple(theme for theme in data.themes if size(theme.people) != 0)
    if not drawn:
        return NOTHING
    links = tuple(link for link in data.links if size(link.people) != 0)
    drawing = _Drawing(replace(data, themes=drawn, links=links), shape, scheme, rtl)
    title = title or _("How what was said flows into the strategy")
    desc = words.desc(data)
    # Ids must differ on one page and be the same each time; Python's own hash changes with every start.
    svg = drawing.finish(identity=f"flow-{form}-{crc32(title.encode()):x}", title=title, desc=desc)
    return Picture(
        svg,
        title,
        desc,
        words.sentence(data),
        words.table(data),
        drawing.note(),
        publishable([data.people, *(part.people for part in (*data.themes, *data.links, *data.ends))]),
    )


class _Drawing:
    """Draws one picture, column by column, in the direction of travel."""

    def __init__(self, data: Flow, shape: Shape, scheme: str, rtl: bool) -> None:
        self.data, self.shape = data, shape
        extra = 26 if shape.named else 0
        across = shape.room + shape.top * 2 + extra
        wide, high = (across, shape.length) if shape.tall else (shape.length, across)
        self.canvas = Canvas(wide, high, scheme, rtl, shape.tall)
        self.sizes = [size(theme.people) for theme in data.themes]
        self.targets = [priority.code for priority in data.priorities]
        self.one = self._one()
        self.breadths = [plan.breadth(each, self.one) for each in self.sizes]
        self.bands = plan.stack(self.breadths, shape.room, shape.top)
        self.bundle = next(
            step
            for step in BUNDLES
            if sum(each or 0 for each in self.sizes) / step <= MOST_THREADS or step == BUNDLES[-1]
        )
        self._priorities()

    def _one(self) -> float:
        """The breadth of one person, the same in both columns."""
        into = [
            sum(size(link.people) or 0 for link in self.data.links if link.priority == code) for code in self.targets
        ]
        gaps = (27, 40) if self.shape.named else (8, 8)
        one = min(
            plan.scale(self.sizes, self.shape.room, gaps[0]),
            # Before the first priority nothing runs into one: a scale of 0 would draw everybody at no breadth.
            plan.scale(into, self._priority_room(), gaps[1]) or plan.WIDEST,
        )
        return one if self.shape.named else one * 0.45

    def _priority_room(self) -> float:
        """The room of the priorities: what ended has its rows below them where names are shown."""
        return self.shape.room - (34 * len(self.data.ends) if self.shape.named else 0)

    def _priorities(self) -> None:
        """How broad each priority is, and where."""
        into: dict[str, float] = defaultdict(float)
        for link in self.data.links:
            into[link.priority] += plan.breadth(size(link.people), self.one)
        self.into = [max(plan.LEAST, into[code]) for code in self.targets]
        self.places = plan.stack(self.into, self._priority_room(), self.shape.top) if self.into else []

    def finish(self, *, identity: str, title: str, desc: str) -> str:
        """Everything in the order in which it lies on the page."""
        self._people()
        self._themes()
        self._ribbons()
        self._strategy()
        self._gold()
        if self.shape.named:
            self._names()
        return self.canvas.svg(identity=identity, title=title, desc=desc, css="pic" if self.shape.named else "spun")

    def note(self) -> str:
        """Says when a thread stands for more than one person."""
        if self.bundle == 1:
            return _("One thread for each person in a theme, in no order of people.")
        return _("One thread for each %(n)s people in a theme, in no order of people.") % {"n": self.bundle}

    def _people(self) -> None:
        """Threads from the edge into each theme: as many as people, or bundles of them."""
        counts = [max(1, round(each / self.bundle)) if each else 0 for each in self.sizes]
        pitch = (self.shape.room - plan.CHANNEL) / max(1, sum(count or 1 for count in counts))
        middle, place = self._spread(counts, pitch), 0.0
        for theme, count, band in zip(self.data.themes, counts, self.bands, strict=True):
            paths = []
            for n in range(count or 1):
                start = self.shape.top + place * pitch + pitch / 2
                start += plan.CHANNEL if start > middle else 0
                inside = band.first + band.breadth * (n + 0.5) / (count or 1)
                paths.append(self.canvas.flow(0, start, self.shape.theme[0], inside))
                place += 1
            width = max(0.6, min(2.0, pitch * 0.55)) if not self.shape.tall else 0.7
            self.canvas.stroke(
                "".join(paths), colour_role(theme.colour), width, opacity=0.8, dash="" if count else "2 5"
            )

    def _spread(self, counts: list[int], pitch: float) -> float:
        """Where the golden channel opens among the threads at the edge: beside the same themes as further on."""
        half = plan.balanced(self.breadths)
        return self.shape.top + sum(count or 1 for count in counts[:half]) * pitch

    def _themes(self) -> None:
        """A bar where the threads are spun together; on a named picture the band runs on faintly under its name."""
        start, end = self.shape.theme
        for theme, band in zip(self.data.themes, self.bands, strict=True):
            role = colour_role(theme.colour)
            self.canvas.bar(start, band.first, 5 if self.shape.named else 2, band.breadth, role)
            if self.shape.named:
                self.canvas.box(
                    start + 5, band.first, end - start - 5, band.breadth, fill=self.canvas.paint(role), opacity=0.14
                )
                self.canvas.bar(end, band.first, 5, band.breadth, role)

    def _ribbons(self) -> None:
        """From each theme into its priorities, and into a knot where it ended."""
        totals: dict[str, float] = defaultdict(float)
        for part in (*self.data.links, *self.data.ends):
            totals[part.theme] += plan.breadth(size(part.people), self.one)
        out = {
            theme.code: plan.Slots(band, min(totals[theme.code], band.breadth) or band.breadth)
            for theme, band in zip(self.data.themes, self.bands, strict=True)
        }
        # Whoever speaks to two priorities counts in both, so ribbons may be broader than the theme they leave.
        fit = {
            theme.code: min(1.0, band.breadth / totals[theme.code]) if totals[theme.code] else 1.0
            for theme, band in zip(self.data.themes, self.bands, strict=True)
        }
        into = {
            code: plan.Slots(place, breadth)
            for code, place, breadth in zip(self.targets, self.places, self.into, strict=True)
        }
        colours = {theme.code: colour_role(theme.colour) for theme in self.data.themes}
        start, end = self.shape.theme[1] + (5 if self.shape.named else 0), self.shape.priority[0]
        for link in self._in_order():
            if link.theme not in out or link.priority not in into:
                continue
            breadth = plan.breadth(size(link.people), self.one)
            leaves = breadth * fit[link.theme]
            leave, arrive = out[link.theme].take(leaves), into[link.priority].take(breadth)
            if size(link.people) is None:
                path = self.canvas.flow(start, leave, end, arrive)
                self.canvas.stroke(path, colours[link.theme], breadth, dash="2 5")
            else:
                strength = 0.55 if self.shape.named else 0.9
                self.canvas.ribbon(start, leave, leaves, end, arrive, breadth, colours[link.theme], strength)
        self._knots(out, fit, colours, start)

    def _in_order(self) -> list[FlowLink]:
        """Links by theme, then by priority, so that ribbons of one theme do not cross each other."""
        rank = {code: n for n, code in enumerate(self.targets)}
        themes = {theme.code: n for n, theme in enumerate(self.data.themes)}
        return sorted(self.data.links, key=lambda link: (themes.get(link.theme, 0), rank.get(link.priority, 0)))

    def _knots(self, out: dict[str, plan.Slots], fit: dict[str, float], colours: dict[str, str], start: float) -> None:
        """What ended goes a little way and knots; never just stops."""
        for number, end in enumerate(self.data.ends):
            if end.theme not in out:
                continue
            breadth = min(plan.breadth(size(end.people), self.one), 12.0)
            leave = out[end.theme].take(breadth * fit[end.theme])
            if self.shape.named:
                along, across = self.shape.priority[0] - 30, self._end_row(number)
            else:
                along = start + (self.shape.priority[0] - start) * 0.42
                across = leave + (self.shape.room * 0.02)
            self.canvas.stroke(
                self.canvas.flow(start, leave, along, across),
                colours[end.theme],
                breadth,
                opacity=0.55 if self.shape.named else 0.9,
            )
            self.canvas.knot(along, across, colours[end.theme], max(2.5, min(5.0, breadth)))

    def _end_row(self, number: int) -> float:
        """Where a knot with words stands: below the priorities."""
        rows = len(self.data.ends)
        return self.shape.top + self.shape.room - 34 * (rows - number) + 26

    def _strategy(self) -> None:
        """From each priority to the one strategy: ink where it is written, only the holes while it waits."""
        start, end = self.shape.priority
        goal = self.shape.top + self.shape.room / 2
        for place, breadth in zip(self.places, self.into, strict=True):
            if self.shape.named:
                self.canvas.bar(start, place.first, 5, breadth, "ink")
                self.canvas.box(
                    start + 5, place.first, end - start - 5, breadth, fill=self.canvas.paint("edge"), opacity=0.14
                )
                self.canvas.bar(end, place.first, 5, breadth, "ink")
            path = self.canvas.flow(end + (5 if self.shape.named else 0), place.middle, self.shape.end, goal)
            if self.data.written:
                self.canvas.stroke(path, "ink", max(2.0, min(16.0, breadth * 0.35)), opacity=0.85)
            else:
                # A dash of nearly nothing with round ends is a row of dots: the holes where thread is still to come.
                self.canvas.stroke(path, "edge", 2.5, dash="0.1 7", cap="round")

    def _gold(self) -> None:
        """The golden thread through the channel: with a ring at each stage, on into the strategy."""
        shape, goal = self.shape, self.shape.top + self.shape.room / 2
        themes = plan.channel(self.bands, self.breadths, shape.room, shape.top)
        priorities = plan.channel(self.places, self.into, shape.room, shape.top) if self.places else themes
        counts = [max(1, round(each / self.bundle)) if each else 0 for each in self.sizes]
        pitch = (shape.room - plan.CHANNEL) / max(1, sum(count or 1 for count in counts))
        begin = self._spread(counts, pitch) + plan.CHANNEL / 2
        first, second = sum(shape.theme) / 2, sum(shape.priority) / 2
        legs = (self.canvas.flow(0, begin, first, themes), self.canvas.flow(first, themes, second, priorities))
        self.canvas.gold("".join(legs), 5 if not shape.tall else 4)
        last = self.canvas.flow(second, priorities, shape.end, goal)
        if self.data.written:
            self.canvas.gold(last, 5 if not shape.tall else 4)
        else:
            self.canvas.stroke(last, "gold", 4, dash="8 6")
        for along, across in ((first, themes), (second, priorities), (shape.end, goal)):
            self.canvas.ring(along, across, 9 if not shape.tall else 6)

    def _names(self) -> None:
        """Names and numbers on the bands, in ink on paper so that they can be read on any colour."""
        start, end = self.shape.theme
        for theme, band in zip(self.data.themes, self.bands, strict=True):
            # “fewer than ten” takes more of the band than a number does.
            lines = wrap(theme.name, 31 if size(theme.people) else 26, 2 if band.breadth > 30 else 1)
            top = band.middle + 5 - 9 * (len(lines) - 1)
            for n, line in enumerate(lines):
                self.canvas.text(start + 14, top + n * 18, line, weight=650, size=15, halo=True)
            self.canvas.text(
                end - 8, band.middle + 5, said(theme.people), role="ink-2", size=14, anchor="end", halo=True
            )
        start, end = self.shape.priority
        for priority, place in zip(self.data.priorities, self.places, strict=True):
            lines = wrap(f"{priority.code} {priority.name}", 24, 3)
            top = place.middle + 5 - 9 * (len(lines) - 1)
            for n, line in enumerate(lines):
                self.canvas.text(start + 14, top + n * 18, line, weight=650, size=15, halo=True)
        for number, ended in enumerate(self.data.ends):
            self.canvas.text(
                self.shape.priority[0] + 14,
                self._end_row(number) + 5,
                wrap(ended.words, 46, 1)[0],
                role="ink-2",
                size=14,
                halo=True,
            )
