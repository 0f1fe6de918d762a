#!/usr/bin/env bash
# Builds the portable program, for x86-64-v3, and runs in it the tests whose outcome depends on the
# processor: the engine's, exact trainings, and what the program says to older processors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

Scripts/setup.sh testing
[ "$(uname -m)" = x86_64 ] || exit 0

# Only the modules with those tests are built, beside the program itself.
export ABLATE_CPU=x86-64-v3 ABLATE_STRICT=1 ABLATE_TESTS=EngineTests,CommandTests
options=(--configuration release --scratch-path .build/portable -Xswiftc -enable-testing)

echo "== build for x86-64-v3"
swift build "${options[@]}" --build-tests
echo "== test for x86-64-v3"
swift test "${options[@]}" --skip-build --skip MeasuringTests \
  --filter 'EngineTests|ExactRunTests|ProcessorCheckTests'
