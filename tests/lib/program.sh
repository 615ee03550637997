# Sourced by the scripts of tests/e2e that drive the program: a room of its own, and checks that count.
# wants: rasid (the program). gives: room, out, err, fixtures.
fixtures=$PWD/fixtures
room=$(mktemp -d)
trap 'chmod -R u+w "$room"; rm -rf "$room"' EXIT
export HOME=$room XDG_DATA_HOME=$room/data XDG_CONFIG_HOME=$room/config XDG_CACHE_HOME=$room/cache USER=tester NO_COLOR="" LC_ALL=C.UTF-8
unset RASID_DB RASID_ANNOTATOR COLUMNS
failed=0 checks=0
out=$room/out err=$room/err

fail() {
	failed=$((failed + 1))
	printf 'FAIL %s\n' "$*"
	head -c 900 "$out" | sed 's/^/  out: /'
	head -c 600 "$err" | sed 's/^/  err: /'
}

# status WANTED COMMAND…: runs it, keeps its output, checks the exit status
status() {
	local want=$1 got
	shift
	checks=$((checks + 1))
	"$@" >"$out" 2>"$err" </dev/null
	got=$?
	[ "$got" = "$want" ] || fail "status $got, not $want: $*"
}
# says TEXT: standard error is one sentence of ours that holds TEXT
says() {
	checks=$((checks + 1))
	[ "$(grep -c '^rasid: ' "$err")" = 1 ] && [ "$(wc -l <"$err")" = 1 ] && grep -qF -- "$1" "$err" || fail "one sentence with '$1'"
}
# prints TEXT, lacks TEXT: standard output holds TEXT, or does not
prints() {
	checks=$((checks + 1))
	grep -qF -- "$1" "$out" || fail "output with '$1'"
}
lacks() {
	checks=$((checks + 1))
	! grep -qF -- "$1" "$out" || fail "output without '$1'"
}
# quiet: nothing on standard error
quiet() {
	checks=$((checks + 1))
	[ ! -s "$err" ] || fail "standard error is not empty"
}
# same WHAT A B
same() {
	checks=$((checks + 1))
	[ "$2" = "$3" ] || fail "$1: '$2', not '$3'"
}
