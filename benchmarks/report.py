"""What a report of a large release costs: `python -m benchmarks.report [--speeches N] [--folder DIR]`.

Prints seconds of the clock and of the processors, the most memory held, and the size of the file. The tables are made
by another process, so that the memory is the report's alone.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from output.describe import Facts
from output.report import NAME, write_report
from output.tally import Counts

SECONDS, MEGABYTES, FILE_MEGABYTES = 180, 2_000, 5
"""What a report of a million speeches may cost."""


def main() -> None:
    """Measure and print; exit code 1 where a bound is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeches", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where to make the tables, and keep them; default: a temporary one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary) / "release"
        if not (folder / "speeches").is_dir():
            arguments = f"pathlib.Path({str(folder)!r}), {args.speeches}"
            made = f"import pathlib, benchmarks.volume as volume; volume.write_tables({arguments})"
            subprocess.run([sys.executable, "-c", made], check=True)  # noqa: S603  # this Python, our own words
        wall, cpu = perf_counter(), process_time()
        write_report(folder, Facts("benchmark", "benchmark", Counts({}, 0, 0, 0, 0, {})), Path(temporary), folder)
        took, size = perf_counter() - wall, (folder / NAME).stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"{args.speeches:,} speeches, compared with as many: {took:.0f} s of the clock, {process_time() - cpu:.0f} s of"
        f" the processors, {peak:,.0f} MB, a file of {size:.2f} MB"
    )
    sys.exit(took > SECONDS or peak > MEGABYTES or size > FILE_MEGABYTES)


if __name__ == "__main__":
    main()
