#!/usr/bin/env bash
# Builds the program with the thread sanitizer and runs a small sweep with two workers; a data race
# ends it with an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

Scripts/setup.sh

options=(--configuration release --scratch-path .build/threads --sanitize thread --product ablate)
echo "== build with the thread sanitizer"
swift build "${options[@]}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "== sweep under the thread sanitizer"
TSAN_OPTIONS=halt_on_error=1 "$(swift build "${options[@]}" --show-bin-path)/ablate" \
  run experiments/quickstart.yaml --jobs 2 --store "$work/store" \
  --set training.epochs=1 --set 'data.limit={train: 320, test: 100}'
