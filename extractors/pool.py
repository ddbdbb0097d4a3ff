"""One bounded pool of engine slots, shared by all documents that are being read."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["in_order"]

T = TypeVar("T")
_LOCK = threading.Lock()
_POOLS: dict[tuple[int, int], ThreadPoolExecutor] = {}


def in_order(jobs: Iterable[Callable[[], T]], slots: int) -> Iterator[T]:
    """Run ``jobs`` on the shared pool of ``slots`` threads and yield their results in order.

    At most ``slots + 1`` jobs are taken ahead of the consumer, so a long document is never held in memory. Jobs must
    not call this function. Closing the iterator lets running jobs end and starts no more.
    """
    pool = _pool(slots)
    waiting: deque[Future[T]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(job))
            if len(waiting) > slots:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
        for future in waiting:
            if not future.cancelled():
                future.exception()  # wait: the job still uses the open document


def _pool(slots: int) -> ThreadPoolExecutor:
    key = (os.getpid(), slots)  # threads do not survive a fork
    with _LOCK:
        if key not in _POOLS:
            _POOLS[key] = ThreadPoolExecutor(max_workers=slots, thread_name_prefix="bienban-engine")
        return _POOLS[key]
