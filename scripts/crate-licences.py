#!/usr/bin/env python3
"""Copies the licence files of every crate that the program links.

    cargo metadata --format-version 1 | crate-licences.py FOLDER

Reads cargo's metadata from standard input and fills FOLDER/CRATE-VERSION/. A crate without a licence file gets one line
that names its licence and where it comes from.
"""

import json
import pathlib
import shutil
import sys

PREFIXES = ("license", "licence", "copying", "notice", "unlicense", "copyright")


def linked(metadata: dict) -> set[str]:
    """Ids of the packages that `trackside` links: normal dependencies, all the way down."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    names = {package["id"]: package["name"] for package in metadata["packages"]}
    todo = [id for id in nodes if names[id] == "trackside"]
    found: set[str] = set()
    while todo:
        id = todo.pop()
        if id in found:
            continue
        found.add(id)
        for dependency in nodes[id]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                todo.append(dependency["pkg"])
    return found


def main() -> None:
    into = pathlib.Path(sys.argv[1])
    metadata = json.load(sys.stdin)
    wanted = linked(metadata)
    for package in metadata["packages"]:
        if package["id"] not in wanted or package["source"] is None:
            continue
        folder = into / f"{package['name']}-{package['version']}"
        folder.mkdir(parents=True, exist_ok=True)
        source = pathlib.Path(package["manifest_path"]).parent
        files = [f for f in source.iterdir() if f.is_file() and f.name.lower().startswith(PREFIXES)]
        for file in files:
            shutil.copyfile(file, folder / file.name)
        if not files:
            text = f"{package['license']}\n{package['repository'] or package['homepage'] or ''}\n"
            (folder / "LICENSE.txt").write_text(text)


main()
