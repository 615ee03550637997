#!/usr/bin/env bash
# Scores the suggestions against gold and fails when a measure falls below its floor. The project's own articles are always
# scored; the gold of the shared data (RASID_SHARED, else ../shared/data) when it is there.
# usage: RASID_PROGRAM=build/rasid tests/e2e/gold.sh
set -u
rasid=$RASID_PROGRAM
shared=${RASID_SHARED:-../shared/data}
fixtures=${RASID_TESTS:-tests}/../fixtures
export XDG_DATA_HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent XDG_CACHE_HOME=/nonexistent LC_ALL=C.UTF-8
passed=0
failed=0

# floor FILE MEASURE COLUMN PERCENT: COLUMN is 1 (recall, or right) or 2 (precision); a measure that was not tested passes
floor() {
	local got
	got=$(awk -v name="$2" -v column="$3" 'substr($0, 1, length(name)) == name && substr($0, length(name) + 1, 2) == "  " {
		rest = substr($0, length(name) + 1); n = 0
		while (match(rest, /[0-9.]+ %/)) { n++; if (n == column) print substr(rest, RSTART, RLENGTH - 2); rest = substr(rest, RSTART + RLENGTH) }
		exit }' <<<"$table")
	if [ -z "$got" ] || awk -v a="$got" -v b="$4" 'BEGIN {exit !(a >= b)}'; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAIL %s: %s (column %s) is %s %%, not at least %s %%\n' "$1" "$2" "$3" "$got" "$4"
	fi
}

# score FILE "MEASURE|COLUMN|PERCENT"…
score() {
	local file=$1
	shift
	table=$("$rasid" --no-learned evaluate "$file") || { echo "FAIL evaluate $file"; failed=$((failed + 1)); return; }
	[ -n "$(grep -m1 '%' <<<"$table")" ] || { echo "FAIL $file: an empty table"; failed=$((failed + 1)); return; }
	for f in "$@"; do
		IFS='|' read -r measure column percent <<<"$f"
		floor "$file" "$measure" "$column" "$percent"
	done
}

score "$fixtures/articles.jsonl" 'place mentions|1|93' 'place mentions|2|93' 'all figures|1|88' 'all figures|2|92' \
	'value, bounds and approximator|1|97' 'harm|1|97' 'country|1|98' 'governorate|1|93' 'place of a figure|1|75'

score "$fixtures/heldout.jsonl" 'place mentions|1|95' 'place mentions|2|93' 'country|1|98' 'governorate|1|93' \
	'figures with a number|1|98' 'all figures|1|93' 'all figures|2|92' 'value, bounds and approximator|1|97' 'harm|1|97' \
	'status|1|93' 'parts and their totals|1|85' 'parts and their totals|2|93' 'place of a figure|1|88' \
	'exact spans of the found places|1|93' 'exact spans of the found figures|1|88'

if [ -r "$shared/gold/seed.json" ]; then
	score "$shared/gold/seed.json" 'place mentions|1|100' 'place mentions|2|100' 'all figures|1|100' 'all figures|2|100' \
		'value, bounds and approximator|1|97' 'harm|1|97' 'parts and their totals|1|100' \
		'parts and their totals|2|100' 'place of a figure|1|95' 'coordinates within 10 km|1|95'
	traps=$(awk '/^traps returned/ {print $3; exit}' <<<"$table")
	if [ "$traps" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL seed: $traps traps returned"; fi
fi
[ ! -r "$shared/gold/cases.jsonl" ] || score "$shared/gold/cases.jsonl" 'constructed cases fully right|1|98'
[ ! -r "$shared/gold/dev.jsonl" ] || score "$shared/gold/dev.jsonl" 'place mentions|1|95' 'place mentions|2|93' 'country|1|98' \
	'governorate|1|93' 'figures with a number|1|98' 'all figures|1|93' 'all figures|2|92' \
	'value, bounds and approximator|1|97' 'harm|1|97' 'status|1|93' 'place of a figure|1|88' \
	'parts and their totals|1|90' 'parts and their totals|2|93' 'exact spans of the found places|1|93' \
	'exact spans of the found figures|1|88'

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
