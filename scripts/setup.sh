#!/usr/bin/env bash
# Brings a Debian host to where the project builds, tests and runs: Debian packages, and ONNX Runtime into
# models/runtime/ from its official wheel. Does nothing, and says nothing, where all is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

# OpenCV to build against, libclang for its bindings' generator; libopencv-dev brings FFmpeg's libraries with it.
PACKAGES=(build-essential pkg-config clang libclang-dev libopencv-dev)
ORT_VERSION=1.31.1
RUNTIME=models/runtime

say() { echo "setup: $*" >&2; }

die() {
    say "$*"
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null || die "needs root for: $* (there is no sudo)"
        sudo "$@"
    fi
}

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

apt_install() {
    local missing=()
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    command -v apt-get >/dev/null || die "this is no Debian; install by hand what these packages hold: ${missing[*]}"
    say "installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Sets `wheel_platform` and `wheel_sha256` for this processor.
choose_wheel() {
    case "$(uname -m)" in
    x86_64)
        wheel_platform=manylinux_2_28_x86_64
        wheel_sha256=5752bd508126ae7c49894d3b9d2e83f0c3d487319246d04c444b393308d7ad7f
        ;;
    aarch64)
        wheel_platform=manylinux_2_28_aarch64
        wheel_sha256=da05378364c44d4407e463982d2bf8d5e4cfea873283757e48beeb41df97b7f3
        ;;
    *) die "there is no ONNX Runtime wheel for $(uname -m): build it and set ORT_DYLIB_PATH" ;;
    esac
}

# The wheel is a zip: it is unpacked, nothing of it is run.
onnx_runtime() {
    local library="libonnxruntime.so.$ORT_VERSION"
    [ -f "$RUNTIME/$library" ] && return
    choose_wheel
    python3 -m pip --version >/dev/null 2>&1 || apt_install python3-pip
    say "fetching ONNX Runtime $ORT_VERSION"
    local fetched
    fetched=$(mktemp -d)
    # shellcheck disable=SC2064  # the folder of now
    trap "rm -rf '$fetched'" EXIT
    python3 -m pip download "onnxruntime==$ORT_VERSION" --quiet --disable-pip-version-check --no-deps \
        --only-binary=:all: --implementation cp --python-version 3.11 --abi cp311 \
        --platform "$wheel_platform" --dest "$fetched" ||
        die "pip could not fetch onnxruntime $ORT_VERSION (network? index?); or set ORT_DYLIB_PATH to one you have"
    echo "$wheel_sha256  $(ls "$fetched"/onnxruntime-*.whl)" | sha256sum --check --quiet ||
        die "the wheel is not the one that this project means: its sha256 differs; nothing was unpacked"
    python3 -m zipfile -e "$fetched"/onnxruntime-*.whl "$fetched/wheel"
    mkdir -p "$RUNTIME"
    cp "$fetched/wheel/onnxruntime/LICENSE" "$fetched/wheel/onnxruntime/ThirdPartyNotices.txt" "$RUNTIME/"
    cp "$fetched/wheel/onnxruntime/capi/libonnxruntime_providers_shared.so" "$RUNTIME/"
    # Last, and in one step: its being there means that all is.
    cp "$fetched/wheel/onnxruntime/capi/$library" "$RUNTIME/.$library"
    mv "$RUNTIME/.$library" "$RUNTIME/$library"
}

command -v cargo >/dev/null || die "there is no cargo: install Rust with https://rustup.rs (rust-toolchain.toml says which)"
apt_install "${PACKAGES[@]}"
onnx_runtime
