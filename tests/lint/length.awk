# Prints functions longer than max lines: from a { in column 0 to a } in column 0, as this project's style writes them.
FNR == 1 { open = 0 }
/^\{/ { open = FNR; head = last }
/^\}/ {
	if (open && FNR - open > max)
		print FILENAME ":" open ": " head " has " FNR - open " lines"
	open = 0
}
{ if ($0 !~ /^[ \t{}]/ && $0 != "") last = $0 }
