"""When something was, as people say it: `today, 14:02`, `yesterday`, `19 Nov`."""

from __future__ import annotations

from datetime import datetime


def spoken_time(at: str, now: datetime | None = None) -> str:
    """Return a time (ISO 8601 with its zone) in the words of the system's own zone; empty for no time."""
    try:
        then = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):  # also a year that no clock of the system knows
        return ""
    today = (now or datetime.now().astimezone()).astimezone(then.tzinfo)
    days = (today.date() - then.date()).days
    if days == 0:
        return f"today, {then:%H:%M}"
    if days == 1:
        return "yesterday"
    return f"{then.day} {then:%b}" if then.year == today.year else f"{then.day} {then:%b %Y}"
