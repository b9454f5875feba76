#!/usr/bin/env bash
# Builds Kubo from the Go module proxy into node_modules/.cache/colophon/ipfs, where the tests look for it. Needs Go.
set -euo pipefail
version=v0.43.0
target="$(cd "$(dirname "$0")/.." && pwd)/node_modules/.cache/colophon"

if [ -x "$target/ipfs" ] && "$target/ipfs" version --number | grep -qx "${version#v}"; then exit 0; fi
command -v go > /dev/null || { echo "Go is not installed"; exit 1; }

# `go install module@version` asks the proxy for a list of versions, which not every proxy has: building inside the
# downloaded module asks for nothing but that version.
module="$(go mod download -json "github.com/ipfs/kubo@$version" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')"
build="$(mktemp -d)"
trap 'rm -rf "$build"' EXIT
cp "$module/go.mod" "$build/kubo.mod"
cp "$module/go.sum" "$build/kubo.sum"
chmod u+w "$build"/kubo.*
mkdir -p "$target"
(cd "$module" && GOFLAGS=-mod=mod go build -trimpath -modfile="$build/kubo.mod" -o "$target/ipfs" ./cmd/ipfs)
