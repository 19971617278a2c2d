"""When people work and sleep, in seconds since 1970: the grown city's events fall where an office's would."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

_DAY = 86400
_CHINA = 8 * 3600
_OPENS, _CLOSES = 8.5 * 3600, 18 * 3600
_WAKES, _SLEEPS = 7.5 * 3600, 22.5 * 3600
_WEEKEND = 0.55
"""A day off brings this share of a working day's appeals."""
_HOURS = (
    (0, 0.004), (6, 0.02), (7, 0.04), (8, 0.075), (9, 0.105), (10, 0.1), (11, 0.07), (12, 0.045), (13, 0.05), (14, 0.085),
    (15, 0.09), (16, 0.085), (17, 0.06), (18, 0.04), (19, 0.045), (20, 0.035), (21, 0.025), (22, 0.018), (23, 0.008),
)  # fmt: skip
"""From that hour on: the share of a day's appeals in each hour."""


class Days:
    """The stretch of days that the city's story covers."""

    def __init__(self, *, first: datetime, last: datetime, is_working: Callable[[date], bool]) -> None:
        self.first, self.last = int(first.timestamp()), int(last.timestamp())
        self._from = (self.first + _CHINA) // _DAY
        count = (self.last + _CHINA) // _DAY - self._from + 400
        days = [date(1970, 1, 1) + timedelta(days=self._from + n) for n in range(count)]
        self._working = [is_working(day) for day in days]
        whole, today = divmod(self.last + _CHINA, _DAY)
        weights = [1.0 if self._working[n] else _WEEKEND for n in range(whole - self._from + 1)]
        weights[-1] *= today / _DAY
        self._mass = list(accumulate(weights))
        self._hour_mass = list(accumulate(share for _, share in _HOURS))

    def spread(self, share: float, draw: float) -> int:
        """The moment by which this share (0 to 1) of all appeals has come in; `draw` chooses the hour of that day."""
        day = bisect_right(self._mass, share * self._mass[-1])
        hour, _ = _HOURS[bisect_right(self._hour_mass, draw * self._hour_mass[-1]) % len(_HOURS)]
        within = (share * 1e7) % 1
        at = (self._from + day) * _DAY - _CHINA + hour * 3600 + int(within * 3600)
        if at > self.last:  # today is not over yet
            at = self.last - int(draw * ((self.last + _CHINA) % _DAY))
        return max(at, self.first)

    def office(self, at: float, draw: float) -> int:
        """The moment itself in office hours, else some way into the next ones."""
        day, second = divmod(int(at) + _CHINA, _DAY)
        if self._is_working(day) and _OPENS <= second < _CLOSES:
            return int(at)
        if second >= _OPENS:
            day += 1
        while not self._is_working(day):
            day += 1
        return int(day * _DAY - _CHINA + _OPENS + draw * 5400)

    def _is_working(self, day: int) -> bool:
        place = day - self._from
        return self._working[place] if 0 <= place < len(self._working) else (day + 3) % 7 < 5


def awake(at: float, draw: float) -> int:
    """The moment itself by day, else some way into the next morning."""
    day, second = divmod(int(at) + _CHINA, _DAY)
    if _WAKES <= second < _SLEEPS:
        return int(at)
    return int((day + (second >= _SLEEPS)) * _DAY - _CHINA + _WAKES + draw * 3600)


def moment(at: int) -> datetime:
    """As the tables hold it."""
    return datetime.fromtimestamp(at, UTC)
