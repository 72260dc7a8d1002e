package dev.millrace.ops.console;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How pages word numbers and names: {@code count} (12.3k), {@code age} of milliseconds (4 min), {@code segment} of a path,
 * {@code brief} of what has references.
 */
final class Wording extends AbstractExtension {

    /** {@code ${provider:[path:]key}} (KIP-297). */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):(?:[^}]*:)?([^}]+)}");

    @Override
    public Map<String, Filter> getFilters() {
        return Map.of(
                "count", filter(text -> count(Double.parseDouble(text))),
                "age", filter(text -> age(Duration.ofMillis((long) Double.parseDouble(text)))),
                "segment", filter(Wording::segment),
                "brief", filter(Wording::brief));
    }

    /** A number in at most four signs and a letter for thousands. */
    static String count(double number) {
        double size = Math.abs(number);
        if (size < 9.95 && number != Math.rint(number)) {
            return String.format(Locale.ROOT, "%.1f", number);
        }
        if (size < 9_999.5) {
            return String.format(Locale.ROOT, "%,d", Math.round(number));
        }
        return size < 999_950
                ? String.format(Locale.ROOT, "%.1fk", number / 1_000)
                : String.format(Locale.ROOT, "%.1fM", number / 1_000_000);
    }

    /** A time in its largest unit of which there are two; what a clock that runs ahead has stamped is of now. */
    static String age(Duration time) {
        if (time.isNegative()) {
            return "0 ms";
        }
        if (time.toMillis() < 1_000) {
            return time.toMillis() + " ms";
        }
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 2) {
            return time.toMinutes() + " min";
        }
        return time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " d";
    }

    /** A text as one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A text in which references to config providers have no path: {@code {file:host}}. */
    static String brief(String text) {
        return REFERENCE.matcher(text).replaceAll("{$1:$2}");
    }

    private static Filter filter(UnaryOperator<String> words) {
        return new Filter() {

            @Override
            public List<String> getArgumentNames() {
                return List.of();
            }

            @Override
            public Object apply(
                    Object input,
                    Map<String, Object> arguments,
                    PebbleTemplate self,
                    EvaluationContext context,
                    int line) {
                return words.apply(String.valueOf(input));
            }
        };
    }
}
