#!/usr/bin/env bash
# Links the program of this checkout into a folder of the PATH: $BIN, by default ~/.local/bin.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${BIN:-$HOME/.local/bin}
program=$(realpath "${CARGO_TARGET_DIR:-target}/debug/trackside")
link=$bin/trackside

if [ -e "$link" ] && [ ! -L "$link" ]; then
    echo "install: $link is there and is no link: remove it, or choose another folder with BIN=…" >&2
    exit 1
fi
mkdir -p "$bin"
ln -sfn "$program" "$link"
echo "$link -> $program"
case ":$PATH:" in
    *":$bin:"*) ;;
    *) echo "$bin is not on the PATH of this shell; to add it: export PATH=\"$bin:\$PATH\" (and the same line in ~/.profile)" ;;
esac
