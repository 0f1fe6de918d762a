#!/usr/bin/env bash
# Fuzzes the reader of experiment files with libFuzzer: Scripts/fuzz.sh [SECONDS], 60 by default.
# Starts from the shipped experiments and the broken files of the tests; what it finds to reach new
# code is kept in .build/fuzzing/corpus. A crash leaves its input in .build/fuzzing and ends with an
# error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-60}
folder=.build/fuzzing
ABLATE_FUZZ=1 swift build --configuration release --scratch-path "$folder" --product ablate-fuzz
mkdir -p "$folder/corpus"
"$(ABLATE_FUZZ=1 swift build --configuration release --scratch-path "$folder" --show-bin-path)/ablate-fuzz" \
  -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
  -dict=Tests/Fuzzing/yaml.dict -artifact_prefix="$folder/" -print_final_stats=1 \
  "$folder/corpus" Tests/Fuzzing/Seeds experiments Tests/CommandTests/Invalid
