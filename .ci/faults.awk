# Lists the tests of Surefire's reports that failed, each with the beginning of what it said; `elements` is a regular
# expression of the elements that tell it: failure|error, or flakyFailure|flakyError for those that passed later.
function begin(line) {
  print "  " suite "#" test
  inside = 1
  shown = 0
  if (line ~ /CDATA/) {
    show(line)
  }
}

function show(line) {
  if (line ~ /<system-(out|err)/) {
    shown = limit
  }
  sub(/^.*<!\[CDATA\[/, "", line)
  sub(/\]\]>.*/, "", line)
  if (shown < limit && line !~ /^[ \t]*at (java|jdk|org\.junit|org\.apache\.maven)/ && line !~ /^[ \t\r]*$/) {
    shown++
    print "    " substr(line, 1, 300)
  }
}

BEGIN { limit = 12; opens = "<(" elements ")[ >]"; closes = "</(" elements ")>" }
FNR == 1 { inside = 0; test = "" }
/<testsuite / { suite = $0; sub(/.* name="/, "", suite); sub(/".*/, "", suite); sub(/.*\./, "", suite) }
/<testcase / { test = $0; sub(/.* name="/, "", test); sub(/".*/, "", test) }
$0 ~ opens { begin($0); if ($0 ~ closes) inside = 0; next }
$0 ~ closes { inside = 0 }
inside { show($0) }
