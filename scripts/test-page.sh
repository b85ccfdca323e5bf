#!/usr/bin/env bash
# Holds the page that the program carries to its sources, and drives it in a headless Chromium. Both need Node, which
# nothing else does: without it, or without Chromium, it says so and lets it be.
set -euo pipefail
cd "$(dirname "$0")/../consumers/web"

skip() {
    echo "test-page: skipped: $*" >&2
    exit 0
}

command -v npm >/dev/null || skip "there is no Node"
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || skip "there is no Chromium (Debian: apt-get install chromium)"
[ -d node_modules ] || npm ci --silent --no-audit --no-fund || skip "npm could not fetch what the page is built with"
npm run --silent check
before=$(cat dist/* | sha256sum)
npm run --silent build
[ "$before" = "$(cat dist/* | sha256sum)" ] || {
    echo "test-page: consumers/web/dist/ was not what its sources make; it is now: build the program again, and commit it" >&2
    exit 1
}
npm test --silent
