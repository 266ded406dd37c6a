#!/bin/sh
# Installs the Debian packages that the benchmark needs, where they are missing.
set -eu

missing=
for package in gcc grep gzip libc6-dev libvectorscan-dev lnav python3 ripgrep valgrind zstd; do
  if ! dpkg-query -W -f '${Status}' $package 2>/dev/null | grep -q 'ok installed'; then
    missing="$missing $package"
  fi
done
if [ -z "$missing" ]; then
  exit 0
fi

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

as_root apt-get update -qq
# shellcheck disable=SC2086  # The names are words.
as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $missing
