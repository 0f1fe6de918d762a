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
ablate=$(swift build "${options[@]}" --show-bin-path)/ablate
export TSAN_OPTIONS=halt_on_error=1
echo "== sweep under the thread sanitizer"
"$ablate" run experiments/quickstart.yaml --jobs 2 --store "$work/store" \
  --set training.epochs=1 --set 'data.limit={train: 320, test: 100}'

# One trial at a time, its batches shared by a thread of each core.
echo "== threads inside a trial under the thread sanitizer"
"$ablate" run experiments/quickstart.yaml --jobs 1 --store "$work/shared" \
  --only 'Batch normalization' --set training.batch_size=128 \
  --set training.epochs=1 --set 'data.limit={train: 640, test: 200}'
