"""`python -m annotations.cli`: the commands without the entry that knows the window."""

import sys

from annotations.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
