#!/bin/sh
# Holds the modules to the design: who may import what.
set -eu
cd "$(dirname "$0")/.."
status=0

# only MODULE PATH...: no source outside the paths imports the module.
only() {
  module=$1
  shift
  found=$(grep -rlE "^[a-z@ ]*import $module\b" Sources || true)
  for file in $found; do
    allowed=no
    for path in "$@"; do
      case $file in "$path"*) allowed=yes ;; esac
    done
    if [ $allowed = no ]; then
      echo "$file: imports $module, which only $* may"
      status=1
    fi
  done
}

only CPCRE2 Sources/PatternEngine/
only CArchive Sources/LogReading/ArchiveReader.swift Sources/LogReading/CompressionLibraries.swift \
  Sources/LogReading/GzipDecompressor.swift Sources/LogReading/XZDecompressor.swift
only CSystemd Sources/LogReading/JournalReader.swift
only CYAML Sources/FailureRules/YAMLReader.swift
only CPosix Sources/LogReading/SourceWalk.swift Sources/Reporting/DisplayWidth.swift
only ArgumentParser Sources/StackDoctorCLI/
only FoundationEssentials Sources/Reporting/JSONText.swift

# The whole of Foundation brings ICU: 45 MB and several milliseconds of start-up. Only where there
# is no FoundationEssentials may it stand in.
for file in $(grep -rlE "^[a-z@ ]*import Foundation$" Sources || true); do
  if ! grep -q "canImport(FoundationEssentials)" "$file"; then
    echo "$file: imports Foundation"
    status=1
  fi
done
exit $status
