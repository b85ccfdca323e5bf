#!/bin/sh
# Installs what the program needs of Debian 12, and puts `trackside` on the PATH. Run it as root, from the unpacked folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "install: needs root: sudo $here/install.sh" >&2; exit 1; }
command -v apt-get >/dev/null || { echo "install: this is no Debian; install by hand: @PACKAGES@" >&2; exit 1; }
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends @PACKAGES@ >/dev/null
mkdir -p /usr/local/bin
ln -sfn "$here/trackside" /usr/local/bin/trackside
echo "installed: trackside -> $here/trackside; try: trackside demo"
