"""Who may load what: looked up in `sys.modules` of a fresh process after each import."""

import json
import subprocess
import sys

import pytest

WALK = """
import importlib, json, pkgutil, sys

house, forbidden = sys.argv[1], set(sys.argv[2:])
names = [house, *(module.name for module in pkgutil.walk_packages([house], house + "."))]
guilty = {}
for name in names:
    importlib.import_module(name)
    loaded = forbidden & {module.partition(".")[0] for module in sys.modules}
    if loaded:
        guilty[name] = sorted(loaded)
        forbidden -= loaded
print(json.dumps({"names": names, "guilty": guilty}))
"""
QT = ["PySide6", "shiboken6", "gui"]
HEAVY = ["spacy", "thinc", "numpy"]


@pytest.mark.parametrize(
    ("house", "forbidden", "least"),
    [("annotations", QT, "annotations.paths"), ("resources", QT, "resources"), ("gui", HEAVY, "gui.probe")],
)
def test_modules_load_nothing_of_another_layer(house: str, forbidden: list[str], least: str) -> None:
    walk = subprocess.run(
        [sys.executable, "-W", "error", "-c", WALK, house, *forbidden], capture_output=True, text=True
    )
    assert walk.returncode == 0, walk.stderr
    found = json.loads(walk.stdout)
    assert least in found["names"]
    assert found["guilty"] == {}
