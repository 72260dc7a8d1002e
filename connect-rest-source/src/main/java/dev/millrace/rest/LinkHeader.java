package dev.millrace.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the header {@code Link} (RFC 8288 section 3). */
final class LinkHeader {

    private final String text;
    private int at;

    private LinkHeader(String text) {
        this.text = text;
    }

    /** The target of the first link to the next page; links of another context (anchor) and broken ones are passed over. */
    static Optional<String> next(List<String> values) {
        for (String value : values) {
            Optional<String> found = new LinkHeader(value).next();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> next() {
        while (seek('<')) {
            int end = text.indexOf('>', at);
            if (end < 0) {
                return Optional.empty();
            }
            String target = text.substring(at + 1, end);
            at = end + 1;
            if (isNext()) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    /** Reads the parameters of a link, up to the comma behind it. */
    private boolean isNext() {
        boolean next = false;
        boolean hasRelation = false;
        boolean elsewhere = false;
        while (skipSpace() && text.charAt(at) == ';') {
            at++;
            String name = token().toLowerCase(Locale.ROOT);
            String value = "";
            if (skipSpace() && text.charAt(at) == '=') {
                at++;
                value = value();
            }
            if (name.equals("rel") && !hasRelation) {
                // Section 3.3: only the first one counts.
                hasRelation = true;
                next = List.of(value.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                        .contains("next");
            }
            elsewhere |= name.equals("anchor");
        }
        return next && !elsewhere;
    }

    private String value() {
        if (!skipSpace() || text.charAt(at) != '"') {
            return token();
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        at++;
        return value.toString();
    }

    private String token() {
        skipSpace();
        int from = at;
        while (at < text.length() && " \t;,=\"<>".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private boolean seek(char wanted) {
        at = text.indexOf(wanted, at);
        if (at < 0) {
            at = text.length();
            return false;
        }
        return true;
    }

    private boolean skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length();
    }
}
