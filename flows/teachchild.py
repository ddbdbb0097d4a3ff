"""The process that learns one hand in the background: ``python -m flows.teachchild``, told by JSON on its input.

Its outcome stands in the archive and in the hand's note; nothing is printed.
"""

from __future__ import annotations

import json
import os
import sys

from flows.settings import BatchSettings
from flows.teaching import taught
from schemas import BienBanError
from store import Hands, Store

__all__ = ["main"]

_LEAST = 19  # whatever else this machine does comes first


def main() -> int:
    """Learn; 0 where a course came to its end, 1 where it was refused (the note says why)."""
    order = json.load(sys.stdin)
    os.nice(_LEAST)
    settings = BatchSettings.model_validate(order["settings"])
    with Store.open(*settings.archive) as store:
        hand = next((one for one in Hands(store).all() if one.id == order["hand"]), None)
        if hand is None:
            return 1
        try:
            taught(store, hand, settings, who=order["who"])
        except BienBanError:
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
