# Prints definitions of variables at file level that are not const. A definition begins in column 0 and ends with ; = or [.
/^[a-z].*[;=]/ && !/^(typedef|extern|struct [a-z_]+;|enum ([a-z_]+ )?\{|enum [a-z_]+;|union|return|goto|else|case|default)/ && !/^[^=]*\(/ {
	if ($0 !~ /const/ && $0 !~ /volatile sig_atomic_t/)
		print FILENAME ":" FNR ": " $0
}
