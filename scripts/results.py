#!/usr/bin/env python3
"""Writes benches/RESULTS.md from benches/results.toml; with --check, says whether it is up to date.

Standard library only (Python 3.11 or later, for tomllib).
"""

import sys
import tomllib
from pathlib import Path

BENCHES = Path(__file__).resolve().parent.parent / "benches"
SOURCE, OUTPUT = BENCHES / "results.toml", BENCHES / "RESULTS.md"

RUN_KEYS = {"area", "data", "command", "commit", "date", "machine", "results"}
RESULT_KEYS = {"metric", "value", "unit", "min", "max", "reference"}


def check_keys(what, table, known, optional=frozenset()):
    """Unknown and missing keys are errors that name the entry."""
    unknown, missing = table.keys() - known, known - optional - table.keys()
    if unknown or missing:
        sys.exit(f"{SOURCE}: {what}: unknown {sorted(unknown)}, missing {sorted(missing)}")


def values(result):
    value = result["value"]
    return value if isinstance(value, list) else [value]


def is_missed(result):
    """Whether any of the values lies outside the target."""
    low, high = result.get("min", float("-inf")), result.get("max", float("inf"))
    numbers = [v for v in values(result) if not isinstance(v, str)]
    return any(not low <= v <= high for v in numbers)


def number(value):
    return value if isinstance(value, str) else f"{value:,}"


def with_unit(text, unit):
    return f"{text}{unit}" if unit == "°" else f"{text} {unit}".strip()


def target(result):
    low, high, unit = result.get("min"), result.get("max"), result["unit"]
    if low is not None and high is not None:
        return with_unit(f"{number(low)} to {number(high)}", unit)
    if low is not None:
        return with_unit(f"≥ {number(low)}", unit)
    if high is not None:
        return with_unit(f"≤ {number(high)}", unit)
    return ""


def row(*cells):
    return "| " + " | ".join(str(c).replace("|", "\\|") for c in cells) + " |"


def render(source):
    areas, machines = source["areas"], source["machines"]
    lines = [
        "# Results",
        "",
        "Generated from [results.toml](results.toml) by `make results`; edit that file, not this one. A missed target is marked **✗**.",
        "Several values of one metric are those of the data sets, cameras or seeds in the order in which they are named.",
    ]
    for area, title in areas.items():
        runs = [run for run in source["run"] if run["area"] == area]
        lines += ["", f"## {title}", ""]
        lines += [row("data set", "metric", "value", "target", "reference", "run"), "|---|---|---|---|---|---|"]
        for i, run in enumerate(runs, 1):
            for nth, result in enumerate(run["results"]):
                text = with_unit(", ".join(number(v) for v in values(result)), result["unit"])
                missed = is_missed(result)
                lines.append(
                    row(
                        run["data"] if nth == 0 else "",
                        result["metric"],
                        f"**{text}**" if missed else text,
                        target(result) + (" **✗**" if missed else ""),
                        result.get("reference", ""),
                        i if nth == 0 else "",
                    )
                )
        lines += ["", row("run", "command", "commit", "date", "machine"), "|---|---|---|---|---|"]
        for i, run in enumerate(runs, 1):
            lines.append(row(i, f"`{run['command']}`", run["commit"], run["date"], run["machine"]))
    lines += ["", "## Machines", ""]
    lines += [row("machine", ""), "|---|---|"]
    lines += [row(name, text) for name, text in machines.items()]
    return "\n".join(lines) + "\n"


def main():
    source = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    check_keys("top level", source, {"machines", "areas", "run"})
    for run in source["run"]:
        check_keys(f"run \"{run.get('data')}\"", run, RUN_KEYS)
        for kind, names in (("area", source["areas"]), ("machine", source["machines"])):
            if run[kind] not in names:
                sys.exit(f"{SOURCE}: run \"{run['data']}\": there is no {kind} \"{run[kind]}\"")
        for result in run["results"]:
            what = f"run \"{run['data']}\", \"{result.get('metric')}\""
            check_keys(what, result, RESULT_KEYS, {"min", "max", "reference"})
    text = render(source)
    if sys.argv[1:] == ["--check"]:
        if not OUTPUT.exists() or OUTPUT.read_text(encoding="utf-8") != text:
            sys.exit(f"{OUTPUT} is not what {SOURCE.name} gives: run `make results` and commit it")
    elif sys.argv[1:]:
        sys.exit(f"usage: {sys.argv[0]} [--check]")
    else:
        OUTPUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
