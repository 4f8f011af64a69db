"""The command line and the Prefect flow: finds pages, has them parsed in worker processes, publishes the release.

Nothing of weight is imported here: `jianghua --help` and the workers must not wait for Prefect.
"""

import os
import sys

if sys.platform == "linux":
    # Arrow reads it when it is first imported. Its own choice, mimalloc, keeps 100 to 200 MB of what a build's tables
    # took, also when it is told to give them back; jemalloc does give them back, and is in Arrow's packages for Linux.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "jemalloc")
