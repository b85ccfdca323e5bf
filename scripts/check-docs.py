#!/usr/bin/env python3
"""Checks that the documents name what exists.

- Relative links and their anchors resolve, in every Markdown file.
- Files and folders of the repository that a document names in backticks exist; so do documents that code names.
- Keys, options and fields in parameter tables, flags of `trackside` in commands, and identifiers in the glossary occur in the code.
- Tests, benches and packages in the commands of benches/results.toml exist.

Standard library only.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Made by setup, training or a build: not in git.
MADE = ("models/weights", "models/runtime", "target/", "consumers/web/node_modules")
# Names of other programs' options that stand in the documents' commands.
FOREIGN_FLAGS = {"python_out", "workspace", "profile", "bench", "test", "release", "example", "all_features", "help"}
CODE = (".rs", ".ts", ".mjs", ".cjs", ".proto", ".toml", ".py", ".sh", ".html", ".css")

problems = []


def complain(path, line, what):
    problems.append(f"{path}:{line}: {what}")


def tracked():
    out = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [f for f in out.splitlines() if (ROOT / f).is_file()]


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def slugs(text):
    """The anchors that GitHub makes of a document's headings."""
    found = set()
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        heading = re.match(r"#{1,6}\s+(.*)", line)
        if heading and not fenced:
            plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).strip().lower()
            found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def check_links(path, text, documents):
    for link in re.finditer(r"\]\(([^)\s]+)\)", text):
        target = link[1]
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        where = (ROOT / path).parent / file if file else ROOT / path
        if not where.exists():
            complain(path, line_of(text, link.start()), f"{target}: there is no such file")
        elif anchor and anchor not in slugs(where.read_text(encoding="utf-8")):
            complain(path, line_of(text, link.start()), f"{target}: there is no such heading")


def check_paths(path, text, files, folders):
    """Paths in backticks that begin with a folder of the repository."""
    tops = {f.split("/")[0] for f in files if "/" in f}
    for name in re.finditer(r"`([\w.\-]+(?:/[\w.\-*{}…]+)+/?)`", text):
        named = name[1].rstrip("/")
        if named.split("/")[0] not in tops or named.startswith(MADE) or re.search(r"[*{…]", named):
            continue
        if named not in files and named not in folders:
            complain(path, line_of(text, name.start()), f"`{name[1]}`: there is no such path")


def check_identifiers(path, text, words):
    """Rust paths in backticks: `Type::item`."""
    for name in re.finditer(r"`([A-Za-z_]\w*(?:::\w+)+)[`(]", text):
        for part in name[1].split("::"):
            if part not in words:
                complain(path, line_of(text, name.start()), f"`{name[1]}`: `{part}` does not occur in the code")


def tables(text):
    """Rows of every table as (line, header cells, cells)."""
    header = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("|"):
            header = None
            continue
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if header is None:
            header = cells
        elif not set(line) <= set("|-: "):
            yield number, header, cells


def in_backticks(cell):
    return re.findall(r"`([^`]+)`", cell)


def check_tables(path, text, words, flags):
    for line, header, cells in tables(text):
        kind = header[0].lower()
        if kind.startswith("key") or kind == "field":
            for name in in_backticks(cells[0]):
                if not re.fullmatch(r"[\w.\[\]]+", name):
                    continue
                for part in name.replace("[]", "").split("."):
                    if part not in words:
                        complain(path, line, f"`{name}`: `{part}` does not occur in the code")
        elif kind == "option":
            for name in in_backticks(cells[0]):
                check_flags(path, line, name, flags)
        elif "in code" in [h.lower() for h in header]:
            for name in in_backticks(cells[[h.lower() for h in header].index("in code")]):
                for part in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", name.split("…")[0].split("/")[-1].split(" ")[-1]):
                    if "…" not in name and part not in words and not (part in {"trackside", "serve", "toml"}):
                        complain(path, line, f"`{name}`: `{part}` does not occur in the code")


def check_flags(path, line, command, flags):
    for flag in re.findall(r"(?<![\w-])--([a-z][a-z0-9-]+)", command):
        name = flag.replace("-", "_")
        if name not in flags and name not in FOREIGN_FLAGS:
            complain(path, line, f"--{flag}: no command of trackside has it")


def check_commands(path, text, flags, renamed):
    """Flags in lines and backticks that hold a command of trackside."""
    joined = text.replace("\\\n", "  ")
    for command in re.finditer(r"trackside ([a-z]+) [^`\n]*", joined):
        line = line_of(joined, command.start())
        check_flags(path, line, command[0], flags)
        for of, old, new in renamed:
            if of in ("", command[1]) and re.search(old + r"(?![\w-])", command[0]):
                complain(path, line, f"trackside {command[1]} {old} is now {new}")
    for flag in re.finditer(r"`(--[a-z][a-z0-9-]+)[ `]", text):
        check_flags(path, line_of(text, flag.start()), flag[1], flags)


def check_results(files):
    path = "benches/results.toml"
    packages = {
        tomllib.loads((ROOT / f).read_text(encoding="utf-8")).get("package", {}).get("name")
        for f in files
        if f.endswith("Cargo.toml")
    }
    for run in tomllib.loads((ROOT / path).read_text(encoding="utf-8"))["run"]:
        command = run["command"]
        for package in re.findall(r"-p (trackside[\w-]*)", command):
            if package not in packages:
                complain(path, 1, f"{command}: there is no package {package}")
        for kind, name in re.findall(r"--(test|bench|example) (\w+)", command):
            folder = {"test": "tests", "bench": "benches", "example": "examples"}[kind]
            if not any(re.search(rf"(^|/){folder}/{name}(/main)?\.rs$", f) for f in files):
                complain(path, 1, f"{command}: there is no {kind} {name}")


def main():
    files = tracked()
    folders = {"/".join(f.split("/")[:n]) for f in files for n in range(1, f.count("/") + 1)}
    documents = [f for f in files if f.endswith(".md")]
    code = {f: (ROOT / f).read_text(encoding="utf-8", errors="replace") for f in files if f.endswith(CODE)}
    words = set()
    for text in code.values():
        words.update(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text))
    words.update(Path(f).stem for f in files)
    words.update(f for folder in folders for f in folder.split("/"))
    commands = "\n".join(t for f, t in code.items() if "/src/commands" in f)
    # A flag is a field of a command's arguments, in kebab case, or named with `long = "…"`.
    flags = set(re.findall(r"^\s*(?:pub )?([a-z][a-z0-9_]*): ", commands, re.M))
    flags.update(n.replace("-", "_") for n in re.findall(r"long = \"([a-z0-9-]+)\"", commands))
    renamed = re.findall(r'\("(\w*)", "(--[\w-]+)", "(--[\w-]+)"\)', commands)

    for path in documents:
        text = (ROOT / path).read_text(encoding="utf-8")
        check_links(path, text, documents)
        # The changelog and experiments name what was.
        if path == "CHANGELOG.md" or path.startswith("docs/experiments/"):
            continue
        check_paths(path, text, set(files), folders)
        check_identifiers(path, text, words)
        check_commands(path, text, flags, renamed)
        if path.startswith("docs/"):
            check_tables(path, text, words, flags)
    for path, text in code.items():
        for name in re.finditer(r"docs/[\w/-]+\.md", text):
            if name[0] not in files and path != "scripts/check-docs.py":
                complain(path, line_of(text, name.start()), f"{name[0]}: there is no such document")
    check_results(files)
    for problem in dict.fromkeys(problems):
        print(f"check-docs: {problem}", file=sys.stderr)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
