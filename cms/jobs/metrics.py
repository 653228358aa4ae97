"""The numbers of the background work, as Prometheus reads them.

They are read out of the store at the moment of asking, so that each web process of each machine gives the same answer.
Nothing is counted in memory, and the worker needs no address of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from cms.jobs.job import registered
from cms.jobs.models import JobState, SetAside
from cms.jobs.report import Line, Standing, standings

# Of a job on a machine: the name of the number, what it says, and what it is; None where there is none yet.
_OF_JOBS: Final[Sequence[tuple[str, str, Callable[[JobState], float | None]]]] = (
    ("failures", "Steps that have failed in a row.", lambda state: state.failures),
    ("seen_timestamp_seconds", "When its worker last told of it.", lambda state: state.seen_at.timestamp()),
    (
        "done_timestamp_seconds",
        "When a step last ended well.",
        lambda state: state.done_at.timestamp() if state.done_at else None,
    ),
    ("step_seconds", "How long the last step took that found something to do.", lambda state: state.seconds),
    ("step_items", "How much that step did.", lambda state: state.amount),
)


class BackgroundWork(Collector):
    """The jobs, what they have set aside, and their queues in which something is late."""

    def collect(self) -> Iterator[Metric]:
        """All numbers of this moment."""
        lines = standings()
        yield _standing(lines)
        for name, says, value in _OF_JOBS:
            gauge = GaugeMetricFamily(f"madang_job_{name}", says, labels=["job", "machine"])
            for line in lines:
                if line.state and (number := value(line.state)) is not None:
                    gauge.add_metric([line.job.name, line.state.machine], number)
            yield gauge
        yield _set_aside()
        yield from _queues()


def _standing(lines: Sequence[Line]) -> Metric:
    gauge = GaugeMetricFamily(
        "madang_job_standing", "1 for how a job fares, 0 for how it does not.", labels=["job", "machine", "standing"]
    )
    for line in lines:
        for standing in Standing:
            machine = line.state.machine if line.state else ""
            gauge.add_metric([line.job.name, machine, standing.value], float(line.standing is standing))
    return gauge


def _set_aside() -> Metric:
    """Of each job, those that are tried again and those that an operator has left until they change."""
    counts = {
        (row["job"], row["is_left"]): row["count"]
        for row in SetAside.objects.values("job", "is_left").annotate(count=Count("pk"))
    }
    gauge = GaugeMetricFamily("madang_job_items_set_aside", "Items that could not be done.", labels=["job", "left"])
    for job in registered():
        for is_left in (False, True):
            gauge.add_metric([job.name, "yes" if is_left else "no"], counts.get((job.name, is_left), 0))
    return gauge


def _queues() -> Iterator[Metric]:
    labels = ["job", "queue"]
    waiting = GaugeMetricFamily("madang_queue_waiting", "What waits in a queue that is late.", labels=labels)
    since = GaugeMetricFamily("madang_queue_since_timestamp_seconds", "When the first of it came.", labels=labels)
    given_up = GaugeMetricFamily("madang_queue_given_up", "1 where some of it is tried no more.", labels=labels)
    for job in registered():
        for queue in job.behind() if job.behind else ():
            of = [job.name, queue.key]
            waiting.add_metric(of, queue.count)
            given_up.add_metric(of, float(queue.given_up))
            if queue.since:
                since.add_metric(of, queue.since.timestamp())
    yield from (waiting, since, given_up)
