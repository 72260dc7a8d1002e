package dev.millrace.ops.alerts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names, in which {@code *} stands for any text and {@code ?} for any sign.
 *
 * @param patterns as they were written
 */
record Names(List<String> patterns) {

    static final Names ALL = new Names(List.of("*"));

    Names {
        patterns = List.copyOf(patterns);
    }

    boolean match(String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** Whether one pattern stands for the name. */
    static boolean matches(String pattern, String name) {
        String quoted = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(quoted, Pattern.DOTALL).matcher(name).matches();
    }
}
