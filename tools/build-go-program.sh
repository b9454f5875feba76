#!/usr/bin/env bash
# Builds one Go program from the Go module proxy into node_modules/.cache/colophon, where the tests look for it.
# Does nothing when that very version is there. Needs Go; from an empty cache a program takes some minutes.
#   tools/build-go-program.sh github.com/ipfs/kubo v0.43.0 cmd/ipfs
set -euo pipefail
module="$1" version="$2" package="$3"
target="$(cd "$(dirname "$0")/.." && pwd)/node_modules/.cache/colophon"
program="$target/$(basename "$package")"

# The version is kept beside the program: not every program can say its own.
if [ -x "$program" ] && [ "$(cat "$program.version" 2> /dev/null)" = "$version" ]; then exit 0; fi
command -v go > /dev/null || { echo "Go is not installed"; exit 1; }

# `go install module@version` asks the proxy for a list of versions, which not every proxy has: building inside the
# downloaded module asks for nothing but that version.
source="$(go mod download -json "$module@$version" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')"
build="$(mktemp -d)"
trap 'rm -rf "$build"' EXIT
cp "$source/go.mod" "$source/go.sum" "$build"
chmod u+w "$build"/go.*
mkdir -p "$target"
# Built beside the old one and moved over it: a build that is stopped half way leaves no half program.
(cd "$source" && GOFLAGS=-mod=mod go build -trimpath -modfile="$build/go.mod" -o "$build/program" "./$package")
mv "$build/program" "$program"
echo "$version" > "$program.version"
