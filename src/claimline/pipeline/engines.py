"""Where reports are read: in this process, in several on this machine, or on a Ray cluster."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from claimline.errors import UsageError
from claimline.pipeline.reading import ReadConfig, ReadResult, intake_config, read_here, settled, silent
from claimline.pipeline.shares import Share, Step, WorkerLost, read_share, surviving, together

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_MOST = 32  # steps that are sent at once
_SECONDS = 0.2  # after which what there is is sent
_AHEAD = 8  # sendings that Ray keeps for us before it lets a worker wait


def read_sources(sources: Sequence[str], config: ReadConfig | None = None) -> Iterator[ReadResult]:
    """Read files, folders, `-`, web addresses: see `claimline read --help` for what a source may be.

    What comes out does not depend on `config.engine` and `config.workers`. With more than one process the sources have
    to be files that every one of them sees under the same path. Nothing was published in the future: raises DateError
    for such a `config.published`, RecordError for a record's own.
    """
    config = config or ReadConfig()
    if config.engine == "here" and config.workers in (None, 1):
        return read_here(sources, config)
    intake_config(config)  # a day that has not come is told before any process is started
    for source in sources:
        if source == "-" or "://" in source:
            raise UsageError(
                f"{source!r} can be read by one process only", then="Save it to a file first, or leave --workers out."
            )
    return settled(_shared(sources, config), config)


def _shared(sources: Sequence[str], config: ReadConfig) -> Iterator[ReadResult]:
    start, workers = _on_ray(config) if config.engine == "ray" else (_process, config.workers or os.cpu_count() or 1)
    quiet = replace(config, note=silent)
    begin = partial(start, list(sources), quiet)
    shares = [surviving(begin, Share(number, workers)) for number in range(workers)]
    try:
        yield from together(shares, config.note)
    finally:
        for share in shares:
            share.close()  # type: ignore[attr-defined]  # ends the process behind it


def sendings(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Steps as they are sent: some at a time, the first ones soon."""
    waiting: list[Step] = []
    since = time.monotonic()
    for step in steps:
        waiting.append(step)
        if len(waiting) >= _MOST or time.monotonic() - since > _SECONDS:
            yield waiting
            waiting, since = [], time.monotonic()
    if waiting:
        yield waiting


# Processes of this machine


def _process(sources: Sequence[str], config: ReadConfig, share: Share) -> Iterator[Step]:
    """The steps of a share, read by a process of its own. Raises WorkerLost."""
    from multiprocessing import get_context

    context = get_context("spawn")  # a forked process would share locks and open files with this one
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(there, sources, config, share), daemon=True)
    process.start()
    there.close()
    try:
        with closing(here):
            while True:
                steps = here.recv()
                if steps is None:
                    return
                yield from steps
    except (EOFError, OSError):  # gone between two sendings, or in the middle of one
        process.join(5)
        raise WorkerLost(f"exit code {process.exitcode}") from None
    finally:
        process.terminate()
        process.join()


def _serve(out: Connection, sources: Sequence[str], config: ReadConfig, share: Share) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop is the process that started this one
    try:
        for steps in sendings(read_share(sources, config, share)):
            out.send(steps)
        out.send(None)
    except BrokenPipeError:  # nobody wants more
        return


# Ray


def _on_ray(config: ReadConfig) -> tuple[Callable[[Sequence[str], ReadConfig, Share], Iterator[Step]], int]:
    """What reads a share on the cluster, and how many shares there are: one for each processor, unless told."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # a cluster that is started here reports to nobody
    try:
        import ray
    except ImportError:
        raise UsageError(
            "Ray is not installed", then="Install it with: pip install 'claimline[cluster]'; or take --workers."
        ) from None
    if not ray.is_initialized():
        here: dict[str, Any] = {"num_cpus": config.workers, "include_dashboard": False}
        where = {"address": config.address} if config.address else here
        try:
            ray.init(log_to_driver=False, logging_level=logging.ERROR, **where)
        except ConnectionError as error:
            reason = (str(error).splitlines() or [""])[0]
            raise UsageError(
                f"the Ray cluster does not answer ({reason})", where=config.address, then="Check --address."
            ) from None
    remote = ray.remote(num_cpus=1, max_retries=0)(_remote_share)
    return partial(_ray_share, remote), config.workers or int(ray.cluster_resources().get("CPU", 1))


def _remote_share(sources: Sequence[str], config: ReadConfig, share: Share) -> Iterator[list[Step]]:
    yield from sendings(read_share(sources, config, share))


def _ray_share(remote: Any, sources: Sequence[str], config: ReadConfig, share: Share) -> Iterator[Step]:
    """The steps of a share, read by a worker of the cluster. Raises WorkerLost."""
    import ray

    options = {"num_returns": "streaming", "_generator_backpressure_num_objects": _AHEAD}
    sent = remote.options(**options).remote(sources, config, share)
    try:
        for reference in sent:
            yield from ray.get(reference)
    except ray.exceptions.RayTaskError:
        raise  # a defect of ours, which would only come again
    except ray.exceptions.RayError as error:
        raise WorkerLost((str(error).splitlines() or [type(error).__name__])[0]) from None
    finally:
        ray.cancel(sent, force=True)
