#!/usr/bin/env python3
"""Runs the commands of README.md and of docs/guide/*.md as they are printed.

    scripts/run-docs.py [PAGE…]

Every ```sh block of a page is run by bash, in the order of the page, in an empty folder of its own for each page. What a
reader has and a test has not is said in HTML comments, which the reader does not see:

    <!-- run: COMMAND -->       runs first: makes what the next block takes for given
    <!-- skip: REASON -->       the next block is not run, and why
    <!-- serves -->             the next block starts a server: it is stopped once it has said its address
    <!-- needs: PATH -->        the page ends here where PATH is not there ($TRACKSIDE_SHARED is known)

A command that ends with another code than 0 fails the page. `# exit 3` behind a command names another code that is right.
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/guide").glob("*.md"))]
TOKEN = re.compile(r"<!-- (run|skip|serves|needs)(?:: (.*?))? -->|^```sh\n(.*?)^```$", re.M | re.S)
SERVER_S = 60
COMMAND_S = 600


def environment(home: str) -> dict[str, str]:
    """The tests' own, with the program that was just built, and a home in which nothing is."""
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    program = (ROOT / target / "debug").resolve()
    shared = pathlib.Path(os.environ.get("TRACKSIDE_SHARED", ROOT.parent / "shared")).resolve()
    return {
        **os.environ,
        "PATH": f"{program}:{os.environ['PATH']}",
        "HOME": home,
        "XDG_DATA_HOME": f"{home}/data",
        "ORT_DISABLE_TELEMETRY": "1",
        "TRACKSIDE_SHARED": str(shared),
        "TRACKSIDE": str(ROOT),
    }


def commands(block: str) -> list[tuple[str, int]]:
    """The commands of a block, each with the exit code that is right."""
    lines = block.replace("\\\n", " ").splitlines()
    found = []
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        code = re.search(r"# exit (\d+)", line)
        found.append((line, int(code[1]) if code else 0))
    return found


def run(command: str, right: int, folder: str, env: dict[str, str]) -> str | None:
    """What is wrong with the command, if anything."""
    try:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, timeout=COMMAND_S
        )
    except subprocess.TimeoutExpired:
        return f"did not end within {COMMAND_S} s"
    if done.returncode != right:
        return f"exit code {done.returncode}, not {right}\n{(done.stdout + done.stderr)[-2000:]}"
    return None


def serve(command: str, folder: str, env: dict[str, str]) -> str | None:
    """Starts a server and stops it once it has said its address."""
    log = pathlib.Path(folder) / ".server.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            ["bash", "-c", f"exec {command}"], cwd=folder, env=env, stdout=out, stderr=out, start_new_session=True
        )
    try:
        until = time.monotonic() + SERVER_S
        while time.monotonic() < until:
            if "http://" in log.read_text():
                return None
            if server.poll() is not None:
                return f"ended with {server.returncode}\n{log.read_text()[-2000:]}"
            time.sleep(0.2)
        return f"said no address within {SERVER_S} s\n{log.read_text()[-2000:]}"
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGINT)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def run_page(page: pathlib.Path, home: str) -> tuple[int, int]:
    """Runs a page; how many commands ran, and how many were wrong."""
    name, text = page.relative_to(ROOT), page.read_text()
    env, ran, wrong = environment(home), 0, 0
    skip = serves = None
    with tempfile.TemporaryDirectory(prefix="trackside-docs-") as folder:
        for token in TOKEN.finditer(text):
            kind, value, block = token.groups()
            line = text.count("\n", 0, token.start()) + 1
            if kind == "skip":
                skip = value
            elif kind == "serves":
                serves = True
            elif kind == "needs":
                needed = os.path.expandvars(value.replace("$TRACKSIDE_SHARED", env["TRACKSIDE_SHARED"]))
                if not pathlib.Path(needed).exists():
                    print(f"{name}:{line}: skipped from here: {value} is not there")
                    break
            elif kind is None and skip is not None:
                print(f"{name}:{line}: skipped: {skip}")
                skip = None
            else:
                for command, right in [(value, 0)] if kind == "run" else commands(block):
                    began = time.monotonic()
                    error = serve(command, folder, env) if serves else run(command, right, folder, env)
                    ran += 1
                    if error:
                        wrong += 1
                        print(f"{name}:{line}: {command}\n    {error}")
                        return ran, wrong
                    if os.environ.get("VERBOSE"):
                        print(f"{name}:{line}: {time.monotonic() - began:.1f} s: {command}")
                serves = None
    return ran, wrong


def main() -> int:
    pages = [pathlib.Path(p).resolve() for p in sys.argv[1:]] or PAGES
    total = failed = 0
    with tempfile.TemporaryDirectory(prefix="trackside-home-") as home:
        for page in pages:
            ran, wrong = run_page(page, home)
            total, failed = total + ran, failed + wrong
    print(f"run-docs: {total} commands of {len(pages)} pages, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
