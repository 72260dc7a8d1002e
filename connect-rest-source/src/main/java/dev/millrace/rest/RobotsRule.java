package dev.millrace.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One line of a robots.txt (RFC 9309, sections 2.2.2 and 2.2.3).
 *
 * @param allows whether it allows or forbids what it matches
 * @param pattern in normal form; a star is any text, a dollar at its end the end
 */
record RobotsRule(boolean allows, String pattern) {

    private static final String UNRESERVED = "-._~";

    /** Those of RFC 3986, section 2.2, that are written with a percent sign in a query. */
    private static final String ENCODED_IN_QUERY = ":/?#[]@";

    /** A rule as it stands in the file. */
    static RobotsRule of(boolean allows, String path) {
        return new RobotsRule(allows, normal(path, true));
    }

    /** In bytes: the longest rule that matches is the one that counts. */
    int length() {
        return pattern.length();
    }

    /** Whether the rule is about a path in normal form. */
    boolean matches(String path) {
        boolean toTheEnd = pattern.endsWith("$");
        String text = toTheEnd ? pattern.substring(0, pattern.length() - 1) : pattern;
        int at = 0;
        int star = -1;
        int begun = 0;
        int next = 0;
        while (at < path.length()) {
            if (next < text.length() && text.charAt(next) == '*') {
                star = next++;
                begun = at;
            } else if (next < text.length() && text.charAt(next) == path.charAt(at)) {
                next++;
                at++;
            } else if (next == text.length() && !toTheEnd) {
                return true;
            } else if (star >= 0) {
                next = star + 1;
                at = ++begun;
            } else {
                return false;
            }
        }
        while (next < text.length() && text.charAt(next) == '*') {
            next++;
        }
        return next == text.length();
    }

    /**
     * Path and query so that equal ones have one form: what is no ASCII is encoded, what need not be is decoded, and a star or
     * a dollar of a path is no sign of the rules.
     */
    static String normal(String target, boolean isRule) {
        StringBuilder normal = new StringBuilder();
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        boolean query = false;
        for (int at = 0; at < bytes.length; at++) {
            int sign = bytes[at] & 0xFF;
            int code = sign == '%' && at + 2 < bytes.length ? code(bytes[at + 1], bytes[at + 2]) : -1;
            if (code >= 0) {
                at += 2;
                if (isUnreserved(code)) {
                    normal.append((char) code);
                } else {
                    encode(normal, code);
                }
            } else if (sign >= 0x7F
                    || sign <= ' '
                    || (query && ENCODED_IN_QUERY.indexOf(sign) >= 0)
                    || (!isRule && (sign == '*' || sign == '$'))) {
                encode(normal, sign);
            } else {
                normal.append((char) sign);
                query |= sign == '?';
            }
        }
        return normal.toString();
    }

    private static int code(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }

    private static boolean isUnreserved(int code) {
        return code < 0x7F && (Character.isLetterOrDigit(code) || UNRESERVED.indexOf(code) >= 0);
    }

    private static void encode(StringBuilder to, int sign) {
        to.append('%').append(String.format(Locale.ROOT, "%02X", sign));
    }
}
