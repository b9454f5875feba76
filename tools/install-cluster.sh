#!/usr/bin/env bash
# A real IPFS Cluster peer for the tests: node_modules/.cache/colophon/ipfs-cluster-service.
exec bash "$(dirname "$0")/build-go-program.sh" github.com/ipfs-cluster/ipfs-cluster v1.1.6 cmd/ipfs-cluster-service
