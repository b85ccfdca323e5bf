#!/usr/bin/env bash
# Packs the program for hosts that do not build it: dist/trackside-VERSION-ARCH-linux.tar.gz with the program, ONNX
# Runtime, a script that installs Debian's OpenCV, and everybody's licences. `dist.sh --check` also unpacks it in a clean
# Debian root (debootstrap, as root) and tracks a synthetic venue there.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name="trackside-$version-$(uname -m)-linux"
target=${CARGO_TARGET_DIR:-target}
staging=$target/dist/$name
archive=dist/$name.tar.gz

say() { echo "dist: $*" >&2; }

# The Debian packages of the libraries that the program names itself; what those need, Debian knows.
runtime_packages() {
    readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(libopencv.*\)\]/\1/p' | while read -r library; do
        dpkg -S "*/$library" | sed 's/:.*//'
    done | sort -u | tr '\n' ' '
}

# The licence files of every crate that the program links, a folder a crate.
crate_licences() {
    cargo metadata --locked --format-version 1 --filter-platform "$(rustc -vV | sed -n 's/^host: //p')" |
        python3 scripts/crate-licences.py "$1"
}

pack() {
    cargo build --locked --release --package trackside --bin trackside
    rm -rf "$staging"
    mkdir -p "$staging/lib" "$staging/licences/onnxruntime" dist
    install -m 755 "$target/release/trackside" "$staging/trackside"
    strip --strip-debug "$staging/trackside"
    cp -P models/runtime/libonnxruntime* "$staging/lib/"
    cp models/runtime/LICENSE models/runtime/ThirdPartyNotices.txt "$staging/licences/onnxruntime/"
    cp LICENSE-MIT LICENSE-APACHE "$staging/"
    crate_licences "$staging/licences"
    local packages
    packages=$(runtime_packages "$staging/trackside")
    sed "s/@PACKAGES@/${packages% }/" scripts/dist-install.sh >"$staging/install.sh"
    chmod 755 "$staging/install.sh"
    tar --sort=name --owner=0 --group=0 --numeric-owner -C "$target/dist" -czf "$archive" "$name"
    say "$archive: $(du -h "$archive" | cut -f1)"
}

# In a root that has nothing but Debian's minimum: install, then track.
check() {
    [ "$(id -u)" = 0 ] || { say "--check needs root, for chroot"; exit 1; }
    command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
    local root
    root=$(mktemp -d)
    # shellcheck disable=SC2064  # the folder of now
    trap "umount '$root/proc' 2>/dev/null || true; rm -rf '$root'" EXIT
    say "a clean Debian 12 in $root"
    debootstrap --variant=minbase bookworm "$root" "$(debian_mirror)" >"$target/dist/debootstrap.log"
    cp -r /etc/apt/. "$root/etc/apt/"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    mount -t proc proc "$root/proc"
    tar -C "$root/opt" -xzf "$archive"
    chroot "$root" "/opt/$name/install.sh"
    chroot "$root" trackside --version
    chroot "$root" trackside doctor
    chroot "$root" sh -c 'cd /tmp && trackside run synth:basketball --seconds 4 --record out.mcap && trackside export out.mcap --to trc -o out.trc && head -n 5 out_1.trc'
    umount "$root/proc"
    say "it runs in a clean Debian 12"
}

# Where this host's apt gets Debian from.
debian_mirror() {
    apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n 1
}

pack
if [ "${1:-}" = --check ]; then check; fi
