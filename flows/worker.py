"""The process that parses: `python -m flows.worker`. It knows nothing of Prefect and starts in a fraction of a second.

It reads jobs, one JSON object a line, from its standard input, and tells on its standard output, one JSON object a
line, which page it is about to parse and when the shard is written; so its parent knows which page it died of. The
end of its input means that the parent is gone: it stops at once, in the middle of a page if need be.
"""

from __future__ import annotations

import faulthandler
import json
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from flows.pages import is_accident, quarantined, read_and_parse, warm_up
from flows.plan import Shard
from flows.samples import is_samples, read_and_survey, read_samples
from output.shards import write_shard
from parsers.learning import NOTHING, Survey, learned
from schemas import JianghuaError, ParsedPage

GRACE = 30.0
"""Seconds after which a page that is over its time ends the process itself, should no parent be there to end it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A shard to parse: where it is written down, where the result goes, and which pages to leave out, and why."""

    shard: str
    folder: str
    page_seconds: float
    condemned: Mapping[int, str]

    def to_json(self) -> str:
        """Return the job as one line."""
        condemned = {str(index): reason for index, reason in self.condemned.items()}
        return json.dumps([self.shard, self.folder, self.page_seconds, condemned])

    @classmethod
    def from_json(cls, line: str) -> Job:
        """Return the job that `to_json` wrote."""
        shard, folder, page_seconds, condemned = json.loads(line)
        return cls(shard, folder, page_seconds, {int(index): reason for index, reason in condemned.items()})


def run_job(job: Job, say: IO[str]) -> bool:
    """Parse a shard into its folder, or survey samples of sites. Returns whether the result may be kept for later runs.

    It may not where it rests on something that need not be so again: a death, or a file in the midst of a change.
    Raises OSError if the result cannot be written.
    """
    if is_samples(Path(job.shard)):
        return _survey_into(Path(job.folder), job, say)
    try:
        return _parse_into(Path(job.folder), job, say)
    except (OSError, JianghuaError):
        raise
    except Exception:
        unfit = _unfit(job, say)
        if not unfit:
            raise
        return _parse_into(Path(job.folder), replace(job, condemned={**job.condemned, **unfit}), say)


def _parse_into(folder: Path, job: Job, say: IO[str], only: int | None = None) -> bool:
    lasting = not job.condemned

    def pages() -> Iterator[ParsedPage]:
        nonlocal lasting
        shard = Shard.read(Path(job.shard))
        for index, item in enumerate(shard.items):
            if only not in (None, index):
                continue
            known = shard.known.get(item.group, NOTHING)
            reason = job.condemned.get(index)
            with _timed(job, say, index):
                parsed = quarantined(item, reason) if reason else read_and_parse(item, known)
            lasting = lasting and not (item.problem is None and is_accident(parsed.page))
            yield parsed
        _tell(say, page=None)

    write_shard(folder, pages())
    return lasting


@contextmanager
def _timed(job: Job, say: IO[str], index: int) -> Iterator[None]:
    """Say which page is at work, and end the process if it takes far too long."""
    _tell(say, page=index)
    faulthandler.dump_traceback_later(job.page_seconds + GRACE, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def _survey_into(folder: Path, job: Job, say: IO[str]) -> bool:
    """Write down what is known of each site, in a file named by its sample's key."""
    lasting = not job.condemned
    folder.mkdir(parents=True, exist_ok=True)  # a worker that died may have made it
    index = 0
    for sample in read_samples(Path(job.shard)):
        surveys: list[Survey] = []
        for item in sample.items:
            with _timed(job, say, index):
                survey = None if index in job.condemned else read_and_survey(item)
            surveys += [survey] if survey else []
            index += 1
        _tell(say, page=None)
        (folder / f"{sample.key}.json").write_text(learned(sample.site, surveys).to_json(), "utf-8")
    return lasting


def _unfit(job: Job, say: IO[str]) -> dict[int, str]:
    """Return the pages whose records do not fit the tables, with the reason, by writing each alone."""
    unfit: dict[int, str] = {}
    for index in range(len(Shard.read(Path(job.shard)).items)):
        with tempfile.TemporaryDirectory(dir=Path(job.shard).parent) as scratch:
            try:
                _parse_into(Path(scratch) / "page", job, say, only=index)
            except (OSError, JianghuaError):
                raise
            except Exception as error:  # noqa: BLE001 (a defect in the parser must cost one page, not the run)
                unfit[index] = f"parser error: {type(error).__name__}: {error}"[:500]
    return unfit


def _tell(say: IO[str], **what: object) -> None:
    say.write(json.dumps(what) + "\n")
    say.flush()


def _listen(jobs: queue.SimpleQueue[Job]) -> None:
    """Put jobs in the queue; at the end of the input, end the process."""
    for line in sys.stdin:
        jobs.put(Job.from_json(line))
    os._exit(0)


def main() -> None:
    """Serve jobs until the input ends."""
    faulthandler.enable()
    say = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not be taken for an answer
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    warm_up()
    while True:
        job = jobs.get()
        try:
            _tell(say, done=run_job(job, say))
        except (OSError, JianghuaError) as error:
            _tell(say, failed=str(error))


if __name__ == "__main__":
    main()
