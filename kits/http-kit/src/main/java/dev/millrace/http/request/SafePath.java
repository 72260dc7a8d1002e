package dev.millrace.http.request;

import dev.millrace.kit.TemplatePart;
import java.util.BitSet;
import java.util.List;

/**
 * Refuses paths that a value has turned into another resource's: with segments of one or two dots, which lead upwards
 * (RFC 3986 section 5.2.4), or with nothing where a value should be.
 */
final class SafePath {

    private final BitSet needed = new BitSet();

    /**
     * Looks at a template.
     *
     * @param mayBeEmpty whether an empty value is wanted
     */
    SafePath(List<TemplatePart> path, boolean mayBeEmpty) {
        int segment = 0;
        for (TemplatePart part : path) {
            if (part instanceof TemplatePart.Fixed fixed) {
                segment += (int) fixed.text().chars().filter(c -> c == '/').count();
            } else {
                needed.set(segment, !mayBeEmpty);
            }
        }
    }

    /** Checks the path that begins at an index. */
    void check(CharSequence url, int from) {
        check(url, from, needed);
    }

    /** Checks a path that is a value altogether. */
    static void checkDots(CharSequence url, int from) {
        check(url, from, new BitSet());
    }

    private static void check(CharSequence url, int from, BitSet needed) {
        int segment = 0;
        int start = from;
        int piece = from;
        for (int at = from; at <= url.length(); at++) {
            boolean ends = at == url.length() || url.charAt(at) == '/';
            if (ends || isEncodedSlash(url, at)) {
                if (isDots(url.subSequence(piece, at))) {
                    throw unsafe("holds a segment of dots, which leads to another resource");
                }
                piece = at + (ends ? 1 : 3);
            }
            if (ends) {
                if (at == start && needed.get(segment)) {
                    throw unsafe("has an empty segment where a value should be");
                }
                start = at + 1;
                segment++;
            }
        }
    }

    /** Receivers and proxies there are that decode a slash, forward or backward, before they look for dots. */
    private static boolean isEncodedSlash(CharSequence url, int at) {
        if (url.charAt(at) != '%' || url.length() - at < 3) {
            return false;
        }
        char high = url.charAt(at + 1);
        int low = url.charAt(at + 2) | 0x20;
        return (high == '2' && low == 'f') || (high == '5' && low == 'c');
    }

    /** Whether a segment is {@code .} or {@code ..}, encoded or not. */
    static boolean isDots(CharSequence segment) {
        int at = 0;
        int dots = 0;
        while (at < segment.length()) {
            if (segment.charAt(at) == '.') {
                at++;
            } else if (segment.length() - at >= 3
                    && segment.charAt(at) == '%'
                    && segment.charAt(at + 1) == '2'
                    && (segment.charAt(at + 2) | 0x20) == 'e') {
                at += 3;
            } else {
                return false;
            }
            dots++;
        }
        return dots == 1 || dots == 2;
    }

    private static RuntimeException unsafe(String what) {
        return Unrenderable.because(
                "unsafe-path", "the path of the address " + what + ": correct the record, or http.url");
    }
}
