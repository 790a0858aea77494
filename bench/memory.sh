#!/usr/bin/env bash
# memory.sh [MINUTES]: resident memory of a long campaign against the trivial server, told every 30 seconds.
# It must not grow once the corpus is full.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-10} port=8098
cargo build --release --quiet --bin bedlam
cargo build --release --quiet -p bedlam-transport --example trivial_server
target=${CARGO_TARGET_DIR:-target}/release
"$target/examples/trivial_server" "$port" >/dev/null & server=$!
trap 'kill $server' EXIT
sleep 0.5
"$target/bedlam" run --no-store "http://127.0.0.1:$port/openapi.json" --url "http://127.0.0.1:$port" --duration "${minutes}m" --quiet >/dev/null 2>&1 & fuzzer=$!
begin=$(date +%s)
while kill -0 $fuzzer 2>/dev/null; do
  sleep 30
  resident=$(awk '/VmRSS/ {print $2}' "/proc/$fuzzer/status" 2>/dev/null) || break
  echo "$(($(date +%s) - begin)) s  $((resident / 1024)) MiB"
done
