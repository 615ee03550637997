#!/usr/bin/env bash
# The documents against the program: keys, sub-commands, command lines, messages, links. What is written must be so.
# usage: RASID_PROGRAM=build/rasid tests/e2e/docs.sh
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 2
rasid=$(realpath "${RASID_PROGRAM:-build/rasid}")
guides=(docs/guide.md docs/guide.ar.md)
failed=0 checks=0

# check WHAT COMMAND…: counts; prints WHAT when the command fails
check() {
	local what=$1
	shift
	checks=$((checks + 1))
	"$@" || {
		failed=$((failed + 1))
		printf 'FAIL %s\n' "$what"
	}
}
same() { [ "$1" = "$2" ]; }
# has TEXT WORD: the word is a line of the text
has() { grep -qxF -- "$2" <<<"$1"; }

# ---- keys: the tables of a guide hold the keys of a mode, all of them and no others ----
for mode in read select form line help; do
	bound=$(awk -v mode=$mode '$1 == "bind" && $2 == mode {print $3}' tui/default.keys | sort -u)
	check "there are keys of mode $mode" test -n "$bound"
	for guide in "${guides[@]}"; do
		told=$(awk -v mark="<!-- keys: $mode -->" '
			$0 == mark {inside = 1; next}
			/^#/ {inside = 0}
			inside && /^\|/ {
				row = $0
				sub(/^\| /, "", row); sub(/ \| .*/, "", row)
				n = split(row, span, "`")
				for (i = 2; i <= n; i += 2) print span[i]
			}' "$guide" | sort -u)
		while read -r key; do
			check "$guide does not mention $key of mode $mode" has "$told" "$key"
		done <<<"$bound"
		while read -r key; do
			check "$guide tells of $key, which mode $mode has not" has "$bound" "$key"
		done <<<"$told"
	done
done

# ---- sub-commands ----
commands=$("$rasid" --help | sed -n '/^commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p')
check "'rasid --help' lists commands" test "$(wc -l <<<"$commands")" -gt 5
for command in $commands; do
	check "the manual has no section on $command" grep -q "^\.SS $command\b" docs/rasid.1
	for guide in "${guides[@]}"; do
		check "$guide does not show 'rasid $command'" grep -qE "\brasid ([^\`]* )?$command\b" "$guide"
	done
done
for command in $(sed -n 's/^\.SS \([a-z-]*\).*/\1/p' docs/rasid.1); do
	check "the manual explains $command, which does not exist" has "$commands" "$command"
done

# ---- command lines: of code blocks, and between backticks ----
# Prints what stands after "rasid", up to a comment, a pipe or a redirection.
command_lines() {
	awk '/^```/ {block = /^```sh/; next}
		block {print; next}
		!/^    /{n = split($0, span, "`"); for (i = 2; i <= n; i += 2) print span[i]}' "$@" |
		grep -oE '(^|[ /|])rasid( [^|#>`]*|$)' | sed -E 's/^.?rasid ?//'
}
global=$("$rasid" --help)
n_lines=0
while read -r line; do
	command='' skip='' n_lines=$((n_lines + 1))
	for word in $line; do
		if [ -n "$skip" ]; then
			skip=''
		elif [ -z "$command" ] && [[ $word == --db || $word == --as ]]; then
			skip=1
		elif [ -z "$command" ] && [[ $word != -* ]]; then
			command=$word
		fi
	done
	[ -n "$command" ] || continue
	[ "$command" = COMMAND ] && continue
	check "'rasid $line': there is no command $command" has "$commands" "$command"
	help=$("$rasid" "$command" --help 2>&1)
	for word in $line; do
		[[ $word == --* ]] || continue
		check "'rasid $line': $command takes no ${word%%=*}" grep -qE -- " ${word%%=*}( |$)" <<<"$help"
	done
done < <(command_lines README.md "${guides[@]}" docs/formats.md docs/database.md docs/annotation.md
	sed -n '/^\.SH EXAMPLES/,/^\.fi/s/^rasid /rasid /p' docs/rasid.1 | sed 's/^rasid //; s/ >.*//')
check "command lines were found" test "$n_lines" -gt 30

# ---- options of the manual are options of the program ----
manual=$(sed 's/\\-/-/g; s/\\f[A-Z]//g' docs/rasid.1)
every=$(for command in $commands; do "$rasid" "$command" --help; done; echo "$global")
for option in $(grep -oE -- '--[a-z][a-z-]*' <<<"$manual" | sort -u); do
	check "the manual tells of $option, which no command takes" grep -qE -- " $option( |$)" <<<"$every"
done

for option in $(sed -n '/^global options:/,/^$/s/.* --\([a-z-]*\).*/\1/p' <<<"$global"); do
	check "the manual lacks the global option --$option" grep -q -- "--$option" <<<"$manual"
done

# ---- messages: the words that the guides quote are in the sources ----
sources=$(cat core/*/*.c tui/*.c | tr -d '\n' | sed -E 's/"[[:blank:]]*"//g')
for guide in "${guides[@]}"; do
	n_messages=0
	while read -r words; do
		n_messages=$((n_messages + 1))
		check "$guide: no message says '$words'" grep -qF -- "$words" <<<"$sources"
	done < <(awk '/^\| (it says|message) \|/ {inside = 1; next} !/^\|/ {inside = 0} inside && !/^\|-/' "$guide" |
		sed -E 's/^\| //; s/ \| .*//; s/\b(FILE:LINE|K)\b//; s/No such file or directory|Permission denied//g' | sed 's/…\|;\|,\|:/\n/g' |
		sed -E 's/^ +//; s/ +$//' | grep -E '.{9}')
	check "$guide quotes messages" test "$n_messages" -gt 40
done

# ---- links: files that exist, headings that exist ----
slugs() {
	sed -n '/^```/,/^```/!s/^#\{1,4\} //p' "$1" | tr 'A-Z' 'a-z' | sed -E 's/[^[:alnum:] _-]//g; s/ /-/g'
}
for page in README.md CHANGELOG.md docs/*.md fixtures/README.md; do
	folder=$(dirname "$page")
	while read -r link; do
		file=${link%%#*} heading=''
		[[ $link == *'#'* ]] && heading=${link#*#}
		[ -z "$file" ] || check "$page links $link, which does not exist" test -e "$folder/$file"
		if [ -n "$heading" ]; then
			target=$page
			[ -z "$file" ] || target=$folder/$file
			check "$page links the heading $link, which does not exist" has "$(slugs "$target")" "$heading"
		fi
	done < <(grep -oE '\]\([^)]+\)' "$page" | sed -E 's/^\]\(//; s/\)$//' | grep -vE '^[a-z]+:')
done

# ---- the README ----
check "the README has more than 120 lines" test "$(wc -l <README.md)" -le 120
sample=$(sed -n "s/^echo '\(.*\)' | build\/rasid detect --format text\$/\1/p" README.md)
check "the README shows a sentence" test -n "$sample"
check "the README shows another answer than the program gives" has "$(cat README.md)" "$("$rasid" detect --format text <<<"$sample")"

printf '%d checks, %d failed\n' "$checks" "$failed"
[ "$failed" = 0 ]
