#!/usr/bin/env bash
# Lint: what the compiler cannot check. Each rule prints its offenders as file:line and counts as one failure.
# usage: tests/lint/run.sh
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 2
failed=0
passed=0

# rule NAME OFFENDERS: passes when there are none
rule() {
	if [ -z "$2" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'lint: %s\n%s\n' "$1" "$(sed 's/^/  /' <<<"$2")"
	fi
}

sources=$(find core tui tests -name '*.[ch]' | sort)
core=$(find core -name '*.[ch]' | sort)

# shellcheck disable=SC2086 # lists of names without blanks
{
	rule "an include that goes up (base < text < model < detect < store < formats, review < tui)" \
		"$(awk -f tests/lint/layers.awk $core)"
	rule "curses.h outside tui/term_ncurses.c" \
		"$(grep -nE '#include <(n?curses|ncursesw/|term\.h|panel|form)' $sources | grep -v '^tui/term_ncurses\.c:')"
	rule "SQLite outside core/store (its tests excepted)" \
		"$(grep -nE '#include <sqlite3\.h>' $sources | grep -vE '^(core/store|tests)/')"
	rule "core prints, exits, or touches the terminal" \
		"$(grep -nE '\b(printf|puts|putchar|fputs|fprintf|perror|exit|_exit|abort)\(' $core | grep -vE 'v?snprintf|^[^:]+:[0-9]+:\s*(\*|/\*)')"
	rule "a function that is banned (unbounded copies, hidden state)" \
		"$(grep -nE '\b(strcpy|strcat|sprintf|gets|strtok|strncpy|atoi|atol|alloca|rand|srand|system|popen)\(' $core $(find tui -name '*.[ch]'))"
	rule "a mutable variable at file level (volatile sig_atomic_t excepted)" \
		"$(awk -f tests/lint/globals.awk $(find core tui -name '*.c'))"
	rule "Arabic letters or bidi controls in C" \
		"$(grep -nP '[\x{0600}-\x{06FF}\x{0750}-\x{077F}\x{FB50}-\x{FDFF}\x{FE70}-\x{FEFF}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{200E}\x{200F}\x{061C}]' $sources)"
	rule "bidi controls in data, scripts or documents" \
		"$(git ls-files core/data docs tests README.md CHANGELOG.md Makefile | grep -vE '\.(bin|txt|jsonl|golden)$' |
			xargs grep -nP '[\x{202A}-\x{202E}\x{2066}-\x{2069}]' 2>/dev/null)"
	rule "a function longer than 100 lines" "$(awk -v max=100 -f tests/lint/length.awk $sources)"
	rule "a C file longer than 700 lines" \
		"$(wc -l $sources | awk '$2 != "total" && $1 > 700 {print $2 ": " $1 " lines"}')"
	rule "a file without a comment at its head" \
		"$(for f in $sources; do head -n 1 "$f" | grep -q '^/\*' || echo "$f"; done)"
	rule "a header without include guard of its path" \
		"$(for f in $(find core -name '*.h'); do g=$(echo "${f#core/}" | tr 'a-z/.' 'A-Z__'); grep -q "#ifndef $g" "$f" || echo "$f: $g"; done)"
	rule "blanks at the end of a line" "$(grep -nE '[ 	]+$' $sources Makefile)"
	rule "an unfinished mark in the code" "$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b' $sources)"
	rule "a path of somebody's machine" "$(grep -nE '(^|[^a-z])/(home|root|work|Users)/' $sources Makefile README.md docs/*.md 2>/dev/null)"
}
if command -v clang-format >/dev/null; then
	# shellcheck disable=SC2086
	rule "not laid out as clang-format does (make format)" \
		"$(clang-format --dry-run $sources 2>&1 | grep -oE '^[^:]+:[0-9]+' | head -n 20)"
else
	printf 'lint: clang-format is not installed; its rule is skipped\n'
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
