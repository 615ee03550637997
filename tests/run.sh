#!/usr/bin/env bash
# Runs test programs one after another; prints a line for each and the whole output of those that fail.
# usage: tests/run.sh PROGRAM…
set -u
failed=0
for t in "$@"; do
	start=$(date +%s%N)
	if out=$(timeout 600 "$t" 2>&1 </dev/null); then
		printf '  ok    %5d ms  %s\n' $((($(date +%s%N) - start) / 1000000)) "$t"
	else
		failed=$((failed + 1))
		printf '  FAIL            %s\n%s\n' "$t" "$out"
	fi
done
printf '%d passed, %d failed\n' $(($# - failed)) "$failed"
[ "$failed" = 0 ]
