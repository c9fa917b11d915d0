"""The shared frontier in Redis: a request that a worker took is kept until its visit is in that worker's log.

scrapy-redis hands each request to one worker and forgets it; a worker that dies with it loses it. Here a request that
is taken moves into the worker's own list, is dropped from there when the visit is acknowledged, and is put back when
the worker starts again or has given no sign of life for a while. Knows nothing of pages.
"""

import time
from typing import TYPE_CHECKING, Any

from scrapy_redis.dupefilter import RFPDupeFilter
from scrapy_redis.queue import PriorityQueue

from crawler.spider import notes

if TYPE_CHECKING:
    from scrapy import Request

_TAKE = """
local found = redis.call('ZRANGE', KEYS[1], 0, 0)
if #found == 0 then return nil end
redis.call('ZREM', KEYS[1], found[1])
redis.call('HSET', KEYS[2], ARGV[1], found[1])
return found[1]
"""
"""Takes the first request and keeps it under a number, in one step that no kill can split."""
_ADD = """
if redis.call('SADD', KEYS[1], ARGV[1]) == 1 or ARGV[2] == '1' then
    redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4])
    return 1
end
return 0
"""
"""Notes an address as seen and queues it, in one step: what is seen and not queued would be lost."""
_PUT_BACK = """
if redis.call('HDEL', KEYS[1], ARGV[1]) == 1 then redis.call('ZADD', KEYS[2], ARGV[2], ARGV[3]) end
"""
"""Queues again what a worker held; of two workers that notice at once, one does."""
_SIGN_EVERY_S = 5.0


class SeenVisits(RFPDupeFilter):  # type: ignore[misc]
    """The addresses that were ever queued; ``KeptQueue`` notes them, this only looks."""

    def request_seen(self, request: "Request") -> bool:
        """Whether the request's visit was queued before, by any worker."""
        return notes.is_ours(request) and bool(self.server.sismember(self.key, notes.visit_of(request)))


class KeptQueue(PriorityQueue):  # type: ignore[misc]
    """A priority queue of scrapy-redis that loses nothing when a worker dies."""

    def __init__(self, server: Any, spider: Any, key: str, serializer: Any = None) -> None:
        super().__init__(server, spider, key, serializer)
        settings = spider.crawler.settings
        self._worker = settings["FINAD_WORKER"]
        self._ttl_s = settings.getint("FINAD_WORKER_TTL_S")
        self._workers = f"{self.key}:workers"
        self._numbers = f"{self.key}:taken-number"
        self._signed_at = 0.0
        self._taken: dict[str, set[str]] = {}
        self._take = server.register_script(_TAKE)
        self._add = server.register_script(_ADD)
        self._put_back = server.register_script(_PUT_BACK)
        self._seen = settings["SCHEDULER_DUPEFILTER_KEY"]
        self._give_back(self._worker)
        self._sign()

    def __len__(self) -> int:
        """Requests waiting for anybody."""
        return int(self.server.zcard(self.key))

    def push(self, request: "Request") -> None:
        """Add a request; of one that was taken (a redirect, a retry) the taken copy is dropped."""
        visit = notes.visit_of(request)
        self._add(
            keys=[self._seen, self.key],
            args=[visit, int(request.dont_filter), -request.priority, self._encode_request(request)],
        )
        if request.dont_filter:
            # Another try, or a redirect, of what this worker holds.
            self.acknowledge(visit)

    def pop(self, timeout: int = 0) -> "Request | None":  # noqa: ARG002 - the interface of scrapy-redis
        """Take the next request."""
        self._sign()
        number = str(self.server.incr(self._numbers))
        data = self._take(keys=[self.key, self._held_by(self._worker)], args=[number])
        if data is None:
            self._give_back_of_the_dead()
            return None
        request: Request = self._decode_request(data)
        self._taken.setdefault(notes.visit_of(request), set()).add(number)
        return request

    def acknowledge(self, visit: str) -> None:
        """Forget what was taken for ``visit``."""
        numbers = self._taken.pop(visit, None)
        if numbers:
            self.server.hdel(self._held_by(self._worker), *numbers)

    def unfinished(self) -> int:
        """Requests waiting, or taken by any worker and not acknowledged."""
        workers = [name.decode() for name in self.server.hkeys(self._workers)]
        return len(self) + sum(int(self.server.hlen(self._held_by(name))) for name in workers)

    def _held_by(self, worker: str) -> str:
        return f"{self.key}:taken:{worker}"

    def _sign(self) -> None:
        now = time.monotonic()
        if now - self._signed_at > _SIGN_EVERY_S or not self._signed_at:
            self._signed_at = now
            # The server's clock, which all workers share.
            self.server.hset(self._workers, self._worker, self.server.time()[0])

    def _give_back_of_the_dead(self) -> None:
        now = self.server.time()[0]
        for name, signed_at in self.server.hgetall(self._workers).items():
            if name.decode() != self._worker and now - int(signed_at) > self._ttl_s:
                self._give_back(name.decode())

    def _give_back(self, worker: str) -> None:
        for number, data in self.server.hgetall(self._held_by(worker)).items():
            keys = [self._held_by(worker), self.key]
            self._put_back(keys=keys, args=[number, -self._decode_request(data).priority, data])
