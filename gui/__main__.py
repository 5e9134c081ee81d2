"""The entry `goldspan`: a command goes to the command line, all else to the window.

Nothing is imported at the top: the worker process imports this module again, and must not load Qt through it.
"""


def usage() -> str:
    """Return what `goldspan --help` prints."""
    from annotations.commands import COMMANDS

    width = max(map(len, COMMANDS))
    return "\n".join(
        [
            "Usage: goldspan [FILE...]            open articles or a dataset in the window",
            "       goldspan COMMAND [ARGUMENTS]  work without a window",
            "       goldspan --help | --version",
            "",
            "Commands (goldspan COMMAND --help tells more):",
            *(f"  {name:{width}}  {what}" for name, what in COMMANDS.items()),
            "",
            "A file that has a command's name is opened with ./ before it.",
            "GOLDSPAN_DATA_DIR moves all that the program keeps to another folder.",
        ]
    )


def main(argv: list[str] | None = None) -> int:
    """Run `goldspan` with the arguments `argv` (without the program's name; the process's own by default).

    Returns the exit code: 0 when all went well, 1 when the window cannot start; else what the command says.
    """
    import sys

    from annotations.commands import COMMANDS

    arguments = sys.argv[1:] if argv is None else argv
    first = arguments[0] if arguments else ""
    if first in COMMANDS:
        from annotations.cli import main as run_command

        return run_command(arguments)
    if first in ("--help", "-h"):
        print(usage())
        return 0
    if first == "--version":
        from annotations import __version__

        print(f"goldspan {__version__}")
        return 0
    return open_window(arguments)


def open_window(arguments: list[str]) -> int:
    """Start the window, or say on standard error what the system lacks for it."""
    import sys

    from gui.probe import why_no_window

    reason = why_no_window()
    if reason:
        print(reason, file=sys.stderr)
        return 1
    from gui.app import main as run_window

    return run_window(arguments)


if __name__ == "__main__":
    import sys

    sys.exit(main())
