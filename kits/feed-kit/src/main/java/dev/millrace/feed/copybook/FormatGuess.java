package dev.millrace.feed.copybook;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from the look of a copybook's lines which columns hold what. */
final class FormatGuess {

    private static final int INDICATOR = 6;
    private static final int LAST = 72;
    private static final int IDENTIFICATION = 8;

    private static final Pattern DIRECTIVE = Pattern.compile(
            "^.{0,12}?(?:>>\\s*SOURCE\\s+(?:FORMAT\\s+)?(?:IS\\s+)?|\\$SET\\s+SOURCEFORMAT\\s*\\(?[\"'])(FREE|FIXED|VARIABLE).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FIRST_WORD = Pattern.compile("\\s*(\\S+)");
    private static final Pattern LEVEL = Pattern.compile("(?:0?[1-9]|[1-4][0-9]|66|77|78|88)\\.?");
    private static final Set<String> BEGINNINGS = Set.of(
            "COPY",
            "FD",
            "SD",
            "PIC",
            "PICTURE",
            "OCCURS",
            "REDEFINES",
            "VALUE",
            "USAGE",
            "*>",
            ">>",
            "REPLACE",
            "EXEC");

    private FormatGuess() {}

    static ReferenceFormat of(List<String> lines) {
        int free = 0;
        int fixed = 0;
        int wide = 0;
        int identified = 0;
        for (String line : lines) {
            Matcher directive = DIRECTIVE.matcher(line);
            boolean likely = line.indexOf('>') >= 0 || line.indexOf('$') >= 0;
            if (likely && directive.matches()) {
                return switch (directive.group(1).toUpperCase(Locale.ROOT)) {
                    case "FREE" -> ReferenceFormat.FREE;
                    case "FIXED" -> ReferenceFormat.FIXED;
                    default -> ReferenceFormat.WIDE;
                };
            }
            if (line.isBlank()) {
                continue;
            }
            if (beginsFree(line)) {
                free++;
            } else if (looksFixed(line)) {
                fixed++;
            }
            if (line.length() > LAST && !isComment(line)) {
                String tail = line.substring(LAST);
                if (runsOn(line, tail)) {
                    wide++;
                } else if (!tail.isBlank()) {
                    identified++;
                }
            }
        }
        if (free > fixed) {
            return ReferenceFormat.FREE;
        }
        return wide > identified ? ReferenceFormat.WIDE : ReferenceFormat.FIXED;
    }

    /** A level number or key word where fixed format has the sequence number. */
    private static boolean beginsFree(String line) {
        Matcher first = FIRST_WORD.matcher(line);
        if (!first.lookingAt() || first.start(1) >= INDICATOR) {
            return false;
        }
        String word = first.group(1);
        return LEVEL.matcher(word).matches() || BEGINNINGS.contains(word.toUpperCase(Locale.ROOT));
    }

    private static boolean looksFixed(String line) {
        if (line.length() <= INDICATOR) {
            return false;
        }
        boolean sequence = !line.substring(0, INDICATOR).isBlank();
        return "*/-Dd".indexOf(line.charAt(INDICATOR)) >= 0 || (sequence && line.charAt(INDICATOR) == ' ');
    }

    private static boolean isComment(String line) {
        return "*/".indexOf(line.charAt(INDICATOR)) >= 0;
    }

    /** Whether the text goes on where fixed format has the identification. */
    private static boolean runsOn(String line, String tail) {
        String end = tail.strip();
        boolean crosses = line.charAt(LAST - 1) != ' ' && line.charAt(LAST - 1) != '.' && tail.charAt(0) != ' ';
        boolean words = end.indexOf(' ') >= 0 || end.endsWith(".");
        return !end.isEmpty() && (crosses || words || tail.stripTrailing().length() > IDENTIFICATION);
    }
}
