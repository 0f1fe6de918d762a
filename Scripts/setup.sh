#!/usr/bin/env bash
# Installs the system libraries and programs that are missing; does nothing when all are there.
#
#     Scripts/setup.sh            what the program needs
#     Scripts/setup.sh testing    and what only tests use
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

if ! command -v swift >/dev/null 2>&1; then
  say "setup: the Swift toolchain (6.2 or newer) is missing; get it from https://www.swift.org/install"
  exit 3
fi

if [ "$(uname -s)" = Darwin ]; then
  if command -v brew >/dev/null 2>&1; then
    missing=()
    for formula in openblas libyaml openssl@3 pkgconf gnuplot; do
      brew list --versions "$formula" >/dev/null 2>&1 || missing+=("$formula")
    done
    if [ ${#missing[@]} -gt 0 ]; then
      say "setup: missing: ${missing[*]}"
      say "setup: install with: brew install ${missing[*]}"
      exit 3
    fi
    exit 0
  fi
  say "setup: needs openblas, libyaml, openssl@3, pkgconf and gnuplot; with Homebrew:"
  say "       brew install openblas libyaml openssl@3 pkgconf gnuplot"
  exit 3
fi

# The pthread build of OpenBLAS is named outright: the serial one gives wrong results when several
# threads call it at once.
packages=(
  libopenblas-pthread-dev libopenblas-dev libyaml-dev zlib1g-dev libssl-dev pkgconf gnuplot-nox
  fonts-dejavu-core curl
)

if [ "${1:-}" = testing ]; then
  packages+=(git python3-venv)
  # Plays older processors, for the tests of what the program says to them.
  if [ "$(uname -m)" = x86_64 ]; then packages+=(qemu-user); fi
fi

if ! command -v dpkg-query >/dev/null 2>&1; then
  say "setup: this is not Debian or Ubuntu; install what these packages hold with your system's"
  say "       package manager: ${packages[*]}"
  exit 3
fi

installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=()
for package in "${packages[@]}"; do
  installed "$package" || missing+=("$package")
done

# What checks the schema of experiment files and the log of diagnostics, in .build/venv. Its tests are
# skipped where it is missing, except in continuous integration.
install_validators() {
  [ "${1:-}" = testing ] || return 0
  local wanted="check-jsonschema==0.39.0 pydantic-sarif==0.1.1"
  local folder=.build/venv
  [ "$(cat "$folder/installed" 2>/dev/null)" != "$wanted" ] || return 0
  say "setup: installing $wanted in $folder"
  # shellcheck disable=SC2086
  if python3 -m venv --clear "$folder" &&
    "$folder/bin/pip" install --quiet --disable-pip-version-check $wanted >&2; then
    echo "$wanted" >"$folder/installed"
  else
    say "### SKIPPED: the validators of schema and log cannot be installed: $wanted"
  fi
}

if [ ${#missing[@]} -eq 0 ]; then
  install_validators "${1:-}"
  exit 0
fi

if [ "$(id -u)" = 0 ]; then
  as_root=()
elif command -v sudo >/dev/null 2>&1; then
  as_root=(sudo)
else
  say "setup: missing packages: ${missing[*]}"
  say "setup: installing them needs root, and there is no sudo; ask an administrator to run:"
  say "       apt-get install ${missing[*]}"
  exit 3
fi

say "setup: installing ${missing[*]}"
install=(apt-get install --yes --no-install-recommends "${missing[@]}")
# Package lists may be absent or too old for what the mirrors hold.
"${as_root[@]}" apt-get update --quiet >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}" >&2
install_validators "${1:-}"
say "setup: done"
