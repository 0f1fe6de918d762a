#!/usr/bin/env bash
# Installs what is missing, checks the formatting, builds without warnings and runs all tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tests that measure time or count allocations, as a pattern of test names; they run alone.
measuring='MeasuringTests'

Scripts/setup.sh

echo "== format"
swift format lint --strict --parallel --recursive Sources Tests Package.swift

# In release mode: kernels are hundreds of times slower without optimization.
export ABLATE_STRICT=1
options=(--configuration release -Xswiftc -enable-testing)
echo "== build"
swift build "${options[@]}" --build-tests

echo "== test"
swift test "${options[@]}" --skip-build --skip "$measuring"
echo "== test what measures"
swift test "${options[@]}" --skip-build --no-parallel --filter "$measuring"
