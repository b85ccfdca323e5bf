#!/usr/bin/env bash
# Licences, bans and sources by cargo-deny, where it is installed. Advisories need the network and are asked apart:
# `cargo deny check advisories`.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! cargo deny --version >/dev/null 2>&1; then
    echo "skipped: licences, bans and sources: cargo-deny is not installed (cargo install --locked cargo-deny)"
    exit 0
fi
cargo deny --locked check --hide-inclusion-graph licenses bans sources
