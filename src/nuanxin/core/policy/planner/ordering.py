"""In which order the steps of a visit come: edges first, rank between steps that no edge parts."""

import heapq
from collections.abc import Iterable

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.planner.merging import MADE_ORDER, VISIT_APPROVAL, Merged, Visit
from nuanxin.core.policy.planner.scripts import kind_of
from nuanxin.core.policy.situation import place_in_order

Key = tuple[int, int, int, tuple[int, int], str]


def ordered(book: Book, visit: Visit) -> tuple[list[Merged], list[str]]:
    """Return the steps in their order, and those caught in a circle (empty in a sound book)."""
    waiting = dict.fromkeys(visit.steps, 0)
    following: dict[str, list[str]] = {}
    for first, then in visit.edges:
        if first in visit.steps and then in visit.steps:
            waiting[then] += 1
            following.setdefault(first, []).append(then)
    heap = [(_key(book, visit, identity), identity) for identity, count in waiting.items() if not count]
    heapq.heapify(heap)
    found: list[str] = []
    while heap:
        _, identity = heapq.heappop(heap)
        found.append(identity)
        for then in following.get(identity, ()):
            waiting[then] -= 1
            if not waiting[then]:
                heapq.heappush(heap, (_key(book, visit, then), then))
    caught = sorted(set(visit.steps) - set(found))
    return [visit.steps[identity] for identity in [*found, *caught]], caught


def _key(book: Book, visit: Visit, identity: str) -> Key:
    step = visit.steps[identity]
    kind = book.kinds[kind_of(identity)]
    place = min(map(place_in_order, step.services), default=(0, 0))
    if identity == VISIT_APPROVAL:
        return 0, 0, 0, place, identity
    if step.made_for and kind.name != "callback":
        return min(_ranks(book, step)), 0, MADE_ORDER[kind.name], place, identity
    return kind.rank, 1, 0, place, identity


def _ranks(book: Book, step: Merged) -> Iterable[int]:
    """Return the ranks of the steps for which this one was made; approvals also come before a booking."""
    for identity in step.made_for:
        yield book.kinds[kind_of(identity)].rank
    if kind_of(step.identity) == "approve":
        yield book.kinds["execute"].rank
