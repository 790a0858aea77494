#!/usr/bin/env bash
# speed.sh [SECONDS] [CONNECTIONS]: requests a second of a campaign, all rules on, beside those of wrk, on the same
# trivial server with the same connections. Three rounds, the two in turn; only the ratio means anything.
# Needs: wrk.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10} connections=${2:-16} port=8099
cargo build --release --quiet --bin bedlam
cargo build --release --quiet -p bedlam-transport --example trivial_server
target=${CARGO_TARGET_DIR:-target}/release
"$target/examples/trivial_server" "$port" >/dev/null & server=$!
trap 'kill $server' EXIT
sleep 0.5
out=$(mktemp -d)
for round in 1 2 3; do
  wrk=$(wrk -t 2 -c "$connections" -d "${seconds}s" -s bench/wrk.lua "http://127.0.0.1:$port" | awk '/Requests\/sec/ {print $2}')
  "$target/bedlam" run --no-store "http://127.0.0.1:$port/openapi.json" --url "http://127.0.0.1:$port" --duration "${seconds}s" \
    --concurrency "$connections" --quiet --json "$out/$round.json" >/dev/null 2>&1 || true
  python3 - "$out/$round.json" "$wrk" "$seconds" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
requests = report["summary"]["requests"]
rate, wrk = requests / float(sys.argv[3]), float(sys.argv[2])
print(f"wrk {wrk:.0f}/s   bedlam {rate:.0f}/s   ratio {rate / wrk:.2f}")
PY
done
