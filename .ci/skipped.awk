# Lists the skipped tests of Surefire's reports, a line for each reason of each class: how many, and which when it is one.
function tell(reason) {
  sub(/^.*Assumption failed: /, "", reason)
  sub(/^[ \t]+/, "", reason)
  sub(/(\]\]>.*)?[ \t\r]*$/, "", reason)
  key = suite SUBSEP reason
  if (!(key in count)) {
    order[++kinds] = key
  }
  count[key]++
  name[key] = test
  told = 1
}

FNR == 1 { inside = 0; test = "" }
/<testsuite / { suite = $0; sub(/.* name="/, "", suite); sub(/".*/, "", suite); sub(/.*\./, "", suite) }
/<testcase / { test = $0; sub(/.* name="/, "", test); sub(/".*/, "", test) }
/<skipped/ { told = 0; inside = 1; waiting = 0 }
inside && !told && match($0, /<skipped [^>]*message="[^"]*"/) {
  reason = substr($0, RSTART, RLENGTH)
  sub(/^.*message="/, "", reason)
  sub(/"$/, "", reason)
  tell(reason)
}
inside && !told && match($0, /not met due to: \[.*\]/) {
  tell("it does not hold that " substr($0, RSTART + 17, RLENGTH - 18))
}
# The reason may begin below the exception's name.
inside && !told && waiting && !/^[ \t]*$/ {
  waiting = 0
  if ($0 !~ /^[ \t]*at /) {
    tell($0)
  }
}
inside && !told && match($0, /TestAbortedException: /) {
  reason = substr($0, RSTART + RLENGTH)
  if (reason ~ /^[ \t]*$/) {
    waiting = 1
  } else {
    tell(reason)
  }
}
/<\/testcase>/ {
  if (inside && !told) {
    tell("no reason given")
  }
  inside = 0
}

END {
  for (i = 1; i <= kinds; i++) {
    split(order[i], part, SUBSEP)
    which = part[1]
    if (count[order[i]] == 1) {
      which = which (name[order[i]] == "" ? "" : "#" name[order[i]])
    } else {
      which = which " (" count[order[i]] " tests)"
    }
    print "  " which ": " part[2]
  }
}
