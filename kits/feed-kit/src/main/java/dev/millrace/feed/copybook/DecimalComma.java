package dev.millrace.feed.copybook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells from the edited pictures of a copybook whether DECIMAL-POINT IS COMMA was meant. */
final class DecimalComma {

    private static final Pattern NUMBER = Pattern.compile("(?:[9SVPZ*,.$+B0/-]|CR|DB|\\([0-9]{1,4}\\))+");
    private static final Pattern REPEATED = Pattern.compile("(.)\\(([0-9]{1,4})\\)");
    private static final String DIGITS = "9Z*";
    private static final int THOUSANDS = 3;
    private static final int LONGEST = 400;

    private DecimalComma() {}

    /** Whether some picture makes sense only so, and none only with a point. */
    static boolean isLikelyIn(List<Entry> entries) {
        boolean comma = false;
        for (Entry entry : entries) {
            if (entry.picture.isPresent()) {
                String text = entry.picture.get().text().toUpperCase(Locale.ROOT);
                boolean separated = text.indexOf(',') >= 0 || text.indexOf('.') >= 0;
                if (separated && text.length() < LONGEST && NUMBER.matcher(text).matches()) {
                    String picture = REPEATED.matcher(text).replaceAll(run -> repeated(run.group(1), run.group(2)));
                    if (isPoint(picture, '.', ',')) {
                        return false;
                    }
                    comma |= isPoint(picture, ',', '.');
                }
            }
        }
        return comma;
    }

    private static String repeated(String symbol, String count) {
        String run = symbol.repeat(Math.min(LONGEST, Integer.parseInt(count)));
        return run.replace("$", "\\$");
    }

    /** Whether a character can only be the decimal point: it is the last of both, or no thousands follow it. */
    private static boolean isPoint(String picture, char point, char other) {
        int at = picture.indexOf(point);
        if (at < 0 || at != picture.lastIndexOf(point)) {
            return false;
        }
        if (picture.indexOf(other) >= 0) {
            return picture.lastIndexOf(other) < at;
        }
        int digits = 0;
        int next = at + 1;
        while (next < picture.length() && DIGITS.indexOf(picture.charAt(next)) >= 0) {
            digits++;
            next++;
        }
        return digits != THOUSANDS;
    }
}
