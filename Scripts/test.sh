#!/usr/bin/env bash
# Installs what is missing, checks the formatting, builds without warnings and runs all tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tests that measure time or count allocations, as a pattern of test names; they run alone.
measuring='MeasuringTests'

Scripts/setup.sh testing

echo "== format"
swift format lint --strict --parallel --recursive Sources Tests Package.swift

# In release mode: kernels are hundreds of times slower without optimization. In a folder of its own,
# because the switch for tests would make the usual build start over each time.
export ABLATE_STRICT=1
options=(--configuration release --scratch-path .build/testing -Xswiftc -enable-testing)
echo "== build"
swift build "${options[@]}" --build-tests

echo "== test"
swift test "${options[@]}" --skip-build --skip "$measuring"
echo "== test what measures"
swift test "${options[@]}" --skip-build --no-parallel --filter "$measuring"
