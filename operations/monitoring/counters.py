"""What this process has done since it started, counted. Of nobody: no name, no time, no answer."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, disable_created_metrics

from records.upkeep.page_counts import STEP, PageReached, Tally, in_steps

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds

disable_created_metrics()  # they would tell when a page was first asked for


class InFives(Counter):
    """Rounded down to a multiple of STEP, and not there before: a page by its name would tell that
    somebody was on it."""

    def collect(self) -> Iterable[Metric]:
        """As it stands."""
        for metric in super().collect():
            told = [one._replace(value=in_steps(int(one.value))) for one in metric.samples]
            metric.samples = [one for one in told if one.value]
            yield metric


class RequestCounters:
    """Counters of requests, next steps and pages, one set for each app. Thread-safe."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "self_check_requests",
            "Requests by route and class of status.",
            ("route", "status"),
            registry=self.registry,
        )
        self._broken = Counter(
            "self_check_errors",
            "Requests that ended with a status of 500 or more.",
            registry=self.registry,
        )
        self._took = Histogram(
            "self_check_request_seconds",
            "Seconds until the answer to a request was there.",
            buckets=BOUNDS,
            registry=self.registry,
        )
        self._told = InFives(
            "self_check_assessments",
            f"Next steps that people came to, in {STEP}s.",
            ("next_step",),
            registry=self.registry,
        )
        self._reached = InFives(
            "self_check_pages_reached",
            f"People who reached a page, once in a sitting, in {STEP}s.",
            ("door", "page", "version"),
            registry=self.registry,
        )
        self.tally = Tally()

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request; its route is "" for an address that is none."""
        self._requests.labels(route or "none", f"{status // 100}xx").inc()
        self._broken.inc(status >= 500)
        self._took.observe(seconds)

    def told(self, next_step: str) -> None:
        """Count that somebody came to a next step."""
        self._told.labels(next_step).inc()

    def reached(self, one: PageReached) -> None:
        """Count that somebody reached a page, here and for the records."""
        self._reached.labels(one.door, one.page, one.version).inc()
        self.tally.add(one)
