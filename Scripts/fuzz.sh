#!/usr/bin/env bash
# Fuzzes the reader of experiment files with libFuzzer: Scripts/fuzz.sh [SECONDS], 60 by default.
# Starts from the shipped experiments and the broken files of the tests; what reaches new code is kept
# in .build/fuzzing/corpus. A crash leaves its input in .build/fuzzing and ends with an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-60}
folder=.build/fuzzing
mkdir -p "$folder/corpus" "$folder/modules"

# The modules of the reader alone, compiled one after the other: libFuzzer brings its own main, which
# the package manager's executables cannot have.
options=(
  -O -wmo -parse-as-library -sanitize=fuzzer,address -package-name ablate -swift-version 6
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
  -enable-upcoming-feature InternalImportsByDefault -I "$folder/modules"
)
for library in CYAML CCrypto; do
  options+=(-Xcc "-fmodule-map-file=Sources/$library/module.modulemap")
done
objects=()
compile() { # NAME SOURCE…
  local name=$1
  shift
  swiftc "${options[@]}" -module-name "$name" -emit-module \
    -emit-module-path "$folder/modules/$name.swiftmodule" -c "$@" -o "$folder/modules/$name.o"
  objects+=("$folder/modules/$name.o")
}
for module in Diagnostics YAMLReader Catalog Randomness Digests Guarding Specification; do
  echo "== compile $module"
  mapfile -t sources < <(find "Sources/$module" -name '*.swift' | sort)
  compile "$module" "${sources[@]}"
done
compile AblateFuzz Tests/Fuzzing/FuzzTarget.swift Tests/SpecificationTests/FakeVocabulary.swift
# The linker warns of the sanitizer's own symbols, hundreds of times.
swiftc -sanitize=fuzzer,address -o "$folder/ablate-fuzz" "${objects[@]}" -lyaml -lcrypto 2>&1 |
  { grep -v 'Cannot export local symbol' || true; }

echo "== fuzz for $seconds seconds"
# What Swift makes once and keeps looks like a leak, to libFuzzer after an input and to the address
# sanitizer at the end; real ones would meet the limit on memory.
# What it says of each input and its proposed words are kept in the log only.
log=$folder/log
ASAN_OPTIONS=detect_leaks=0 "$folder/ablate-fuzz" \
  -max_total_time="$seconds" -detect_leaks=0 -timeout=120 -rss_limit_mb=2048 -max_len=4096 \
  -dict=Tests/Fuzzing/yaml.dict -artifact_prefix="$folder/" -print_final_stats=1 \
  "$folder/corpus" Tests/Fuzzing/Seeds experiments Tests/CommandTests/Invalid 2>&1 |
  tee "$log" | grep --line-buffered -vE '^#[0-9]+[[:space:]]+(NEW|REDUCE|RELOAD)|NEW_FUNC|# Uses: |^######'
inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
echo "== fuzzed with $inputs inputs in $seconds seconds, no crash"
