package dev.millrace.ops.alerts;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 90s}, {@code 15 min}, {@code 4h}, {@code 2 days}, {@code PT15M}. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([a-z]+)");

    private Durations() {}

    /** The time that a text means; empty when it means none. */
    static Optional<Duration> parse(String text) {
        String low = text.strip().toLowerCase(Locale.ROOT);
        Matcher form = FORM.matcher(low);
        if (form.matches()) {
            long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "ms" -> Optional.of(Duration.ofMillis(number));
                case "s", "sec", "second", "seconds" -> Optional.of(Duration.ofSeconds(number));
                case "m", "min", "minute", "minutes" -> Optional.of(Duration.ofMinutes(number));
                case "h", "hour", "hours" -> Optional.of(Duration.ofHours(number));
                case "d", "day", "days" -> Optional.of(Duration.ofDays(number));
                default -> Optional.empty();
            };
        }
        try {
            return low.startsWith("p") ? Optional.of(Duration.parse(low)) : Optional.empty();
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    /** A time in whole units, of which there are at least two. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 2) {
            return time.toMillis() + " ms";
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
    }
}
