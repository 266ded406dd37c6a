#!/bin/sh
# Installs the C libraries that the build links against, and what the tests make journals with, where they
# are missing.
set -eu

libraries="libpcre2-8 yaml-0.1 libarchive liblzma zlib"
# What writes journals, and the library that reads them, are Linux's.
has_journal_tools() {
  [ "$(uname)" != Linux ] || [ -x /lib/systemd/systemd-journal-remote ]
}
if command -v pkg-config >/dev/null && pkg-config --exists $libraries && has_journal_tools; then
  exit 0
fi

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

if command -v apt-get >/dev/null; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends pkg-config libpcre2-dev libyaml-dev \
    libarchive-dev liblzma-dev zlib1g-dev libsystemd0 systemd-journal-remote
elif command -v brew >/dev/null; then
  brew install pkgconf pcre2 libyaml libarchive xz
else
  echo "setup: install pkg-config and the development files of PCRE2 (8 bit), libyaml," \
    "libarchive, liblzma and zlib; for the tests also libsystemd and systemd-journal-remote" >&2
  exit 1
fi
