package dev.millrace.feed.edi;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who sends or receives, as a partner file names it: {@code *} stands for any characters.
 *
 * @param qualifier {@code *} for any, and for none
 */
record Identity(String id, String qualifier) {

    static final Identity ANYONE = new Identity("*", "*");

    boolean matches(String actualId, String actualQualifier) {
        return fits(id, actualId) && fits(qualifier, actualQualifier);
    }

    /** Whether everything that the other one matches is matched here too; wildcards within a text are not compared. */
    boolean covers(Identity other) {
        return covers(id, other.id) && covers(qualifier, other.qualifier);
    }

    private static boolean covers(String pattern, String other) {
        return pattern.equals(other) || pattern.equals("*") || (!other.contains("*") && fits(pattern, other));
    }

    private static boolean fits(String pattern, String text) {
        if (!pattern.contains("*")) {
            return pattern.equals(text);
        }
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }
}
