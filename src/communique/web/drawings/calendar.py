"""The axis of time: where a day lies on it, which days are written under it, and when a period ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from communique.web.svg import joined, tag

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months between two labels
WIDTH, LEFT, RIGHT = 960, 96, 10


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last` on the drawing's width."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day lies."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def labels(self, top: float, bottom: float) -> Markup:
        """Lines and names of months, as many as have room."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = next((s for s in _STEPS if months / s <= 13), _STEPS[-1])
        parts: list[Markup] = []
        for number in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            year, month = divmod(number, 12)
            if number % step or not 1 <= year <= 9999 or date(year, month + 1, 1) < self.first:
                continue
            x = self.x(date(year, month + 1, 1))
            name = (
                str(year) if step >= 12 else f"{_MONTHS[month]} {year}" if month == 0 or not parts else _MONTHS[month]
            )
            parts.append(tag("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid"))
            if x < WIDTH - 30:
                parts.append(tag("text", name, x=x + 3, y=bottom + 14))
        return joined(parts)


def end_of(period: date, by: str) -> date:
    """The last day of the period that begins on a day."""
    if by == "day":
        return period
    if by == "week":
        return period + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[by]
    year, month = divmod(period.year * 12 + period.month - 1 + months, 12)
    if year > 9999:
        return date.max
    return date(year, month + 1, 1) - timedelta(days=1)
