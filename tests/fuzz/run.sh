#!/usr/bin/env bash
# Runs each fuzz target for a number of seconds. A crash prints its report and fails; its input belongs into fixtures/.
# usage: tests/fuzz/run.sh SECONDS TARGET…
set -u
seconds=$1
shift
failed=0
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
for t in "$@"; do
	name=$(basename "$t")
	mkdir -p "$room/$name"
	find fixtures -maxdepth 1 -type f -size -64k -exec cp {} "$room/$name/" \;
	if "$t" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=4096 -artifact_prefix="$room/$name-" \
		"$room/$name" >"$room/$name.log" 2>&1; then
		printf '  ok    %s: %s\n' "$name" "$(grep -o 'Done .*' "$room/$name.log" | tail -n 1)"
	else
		failed=$((failed + 1))
		printf '  FAIL  %s\n' "$name"
		tail -n 40 "$room/$name.log"
		for crash in "$room/$name"-*; do [ -e "$crash" ] && od -c "$crash" | head -n 20; done
	fi
done
printf '%d passed, %d failed\n' $(($# - failed)) "$failed"
[ "$failed" = 0 ]
