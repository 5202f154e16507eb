"""``python -m shirube``: the same commands where the command itself is not on the path."""

from __future__ import annotations

import sys

from shirube.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
