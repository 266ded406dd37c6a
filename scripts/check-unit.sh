#!/bin/sh
# Lets systemd judge the unit in packaging/, where there is a systemd, which need not run: a program stands in
# for the one that is not installed.
set -eu
program=$(realpath "$1")
cd "$(dirname "$0")/.."
if ! command -v systemd-analyze >/dev/null; then
  echo "check-unit: no systemd-analyze here, packaging/stackdoctor.service is not checked"
  exit 0
fi
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
sed "s#/usr/local/bin/stackdoctor#$program#" packaging/stackdoctor.service \
  > "$directory/stackdoctor.service"
systemd-analyze verify --man=no "$directory/stackdoctor.service"
# The options of the unit must be those of the program: --help ends it before anything is read.
options=$(sed -n 's#^ExecStart=/usr/local/bin/stackdoctor ##p' packaging/stackdoctor.service)
$program $options --help >/dev/null
