#!/usr/bin/env bash
# A real IPFS node for the tests: node_modules/.cache/colophon/ipfs.
exec bash "$(dirname "$0")/build-go-program.sh" github.com/ipfs/kubo v0.43.0 cmd/ipfs
