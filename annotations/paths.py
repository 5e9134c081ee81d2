"""Where Goldspan keeps its own files: the default dataset, settings, the log, saved pipelines."""

import os
from pathlib import Path


def data_dir() -> Path:
    """Return the folder of all that the program keeps.

    An absolute path: `GOLDSPAN_DATA_DIR`, or else the system's place for user data.
    The folder may not exist yet: whoever writes into it makes it.
    """
    chosen = os.environ.get("GOLDSPAN_DATA_DIR")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path  # here, since a start that is told the folder does without it

    return user_data_path("goldspan", appauthor=False)
