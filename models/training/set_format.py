"""The layout of a training set, as the program that made it writes it to `format.toml` in the set's folder."""

import tomllib
from pathlib import Path


def read(folder: Path) -> dict:
    """The layout of the set in `folder`."""
    return tomllib.loads((folder / "format.toml").read_text())


def mirrored(joints: list[str]) -> list[int]:
    """By joint: the index of the joint on the other side; names start with L or R, and a joint on the midline maps to itself."""
    swap = {"L": "R", "R": "L"}
    names = [swap.get(name[0], name[0]) + name[1:] for name in joints]
    return [joints.index(name) for name in names]
