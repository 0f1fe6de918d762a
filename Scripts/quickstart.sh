#!/usr/bin/env bash
# Installs what is missing, builds the tool and runs a sweep that takes about a minute.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

Scripts/setup.sh
swift build --configuration release --product ablate >&2
exec "$(swift build --configuration release --show-bin-path)/ablate" run experiments/quickstart.yaml "$@"
