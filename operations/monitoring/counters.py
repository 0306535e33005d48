"""What this process has done since it started, counted. Of nobody: no name, no time, no answer."""

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

from records.upkeep.page_counts import Tally

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds

disable_created_metrics()  # they would tell when a page was first asked for


class RequestCounters:
    """Counters of requests and pages, one set for each app. Thread-safe."""

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
        self.tally = Tally()

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request; its route is "" for an address that is none."""
        self._requests.labels(route or "none", f"{status // 100}xx").inc()
        self._broken.inc(status >= 500)
        self._took.observe(seconds)
