"""`python -m frontdesk` and the `frontdesk` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for; the window when it asks for nothing."""
    if sys.stdout is None or sys.stderr is None:
        from frontdesk.app.console import give_voice

        give_voice(sys.argv[1:])
    from frontdesk.app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
