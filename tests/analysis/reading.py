# SPDX-License-Identifier: AGPL-3.0-or-later
"""A reader who wants to know: written apart from the gate, and knowing more than it assumes.

They know every published figure and its rounding, which figures add up, that people are whole, that zeros are shown,
and the rule itself: a figure that is not shown is small, or guards a small one. They use a mixed-integer programme.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

FAR = 1e6


class Reader:
    """`shown` maps the name of each published figure to what it may be; all names in `lines` that it lacks are hidden.

    A line is (parts, sum). `unseen` are groups that nobody published but everybody knows to exist; they may be empty.
    """

    def __init__(self, shown, lines, threshold=10, unseen=()):
        self.names = sorted({name for parts, whole in lines for name in (*parts, whole)} | set(shown), key=repr)
        self.place = {name: i for i, name in enumerate(self.names)}
        self.threshold, size = threshold, len(self.names)
        # What nobody printed may be the reason why something else is hidden; it may also be nobody at all.
        self.hidden = [name for name in self.names if name not in shown]
        # The last unknowns say of each hidden figure whether it is small: at least one must be.
        self.size = size + len(self.hidden)
        self.low = np.zeros(self.size)
        self.high = np.concatenate([np.full(size, FAR), np.ones(len(self.hidden))])
        for name, (low, high) in shown.items():
            self.low[self.place[name]], self.high[self.place[name]] = low, high
        rows, least, most = [], [], []
        for parts, whole in lines:
            row = np.zeros(self.size)
            row[[self.place[name] for name in parts]] = 1
            row[self.place[whole]] -= 1
            rows.append(row), least.append(0), most.append(0)
        for n, name in enumerate(self.hidden):
            self.low[self.place[name]] = 0 if name in unseen else 1
            row = np.zeros(self.size)
            row[self.place[name]], row[size + n] = 1, FAR
            rows.append(row), least.append(-np.inf), most.append(FAR + threshold - 1)
        self.rows, self.least, self.most = rows, least, most

    def limit(self, name, sign):
        """The least (sign 1) or the most (sign -1) that `name` can be."""
        goal = np.zeros(self.size)
        goal[self.place[name]] = sign
        small = np.zeros(self.size)
        small[len(self.names) :] = 1
        rules = [LinearConstraint(np.array([*self.rows, small]), [*self.least, 1], [*self.most, np.inf])]
        found = milp(goal, constraints=rules, bounds=Bounds(self.low, self.high), integrality=np.ones(self.size))
        assert found.status == 0, found.message
        return round(found.x[self.place[name]])

    def learns(self, name):
        """Whether the figure follows, or follows to be small: the two that must never be."""
        most = self.limit(name, -1)
        return most < self.threshold or most == self.limit(name, 1)
