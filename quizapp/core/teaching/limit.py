"""How often something may be done: the generic cell rate algorithm (ITU-T I.371, annex A), in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limit:
    """``times`` at once, and then again as often within ``seconds``, evenly spread.

    All that must be remembered of somebody is one instant, ``due``: when everything they did is paid off.
    """

    times: int
    seconds: int

    @property
    def step(self) -> float:
        """The seconds that one time costs."""
        return self.seconds / self.times

    def wait(self, due: float, now: float) -> float:
        """The seconds until there is room for one more; 0 where there is room now. ``due`` and ``now`` in seconds.

        More than can be due shows that the clock was set back, and nobody waits for it.
        """
        wait = max(0.0, due + self.step - now - self.seconds)
        return wait if wait <= self.seconds else 0.0
