package dev.millrace.rest;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Leads to a page of a child: which row of its parent it belongs to, and where among the pages of that row.
 *
 * @param page number of the parent's page, from 1
 * @param pageToken what leads to it
 * @param row index of the parent's row in that page
 * @param values of the parent's fields; empty where they are not known yet
 * @param child what leads to the page of the child; empty for the first one
 */
record ParentToken(long page, Optional<String> pageToken, int row, List<String> values, Optional<String> child) {

    private static final int PARTS = 5;

    /** The first row of the first page. */
    static final ParentToken START = new ParentToken(1, Optional.empty(), 0, List.of(), Optional.empty());

    ParentToken {
        values = List.copyOf(values);
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static ParentToken parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not the token of a child's page");
        }
        List<String> values = new ArrayList<>();
        for (String value : parts[3].split(",", -1)) {
            if (!value.isEmpty()) {
                values.add(decoded(value.substring(1)));
            }
        }
        return new ParentToken(
                Long.parseLong(parts[0]), optional(parts[1]), Integer.parseInt(parts[2]), values, optional(parts[4]));
    }

    /** The same for another page of the child. */
    ParentToken at(Optional<String> childToken) {
        return new ParentToken(page, pageToken, row, values, childToken);
    }

    /** The first page for another row of the parent's page. */
    ParentToken of(int otherRow, List<String> otherValues) {
        return new ParentToken(page, pageToken, otherRow, otherValues, Optional.empty());
    }

    /** The first row of the parent's next page. */
    ParentToken nextPage(String token) {
        return new ParentToken(page + 1, Optional.of(token), 0, List.of(), Optional.empty());
    }

    String text() {
        return page + ";" + text(pageToken) + ";" + row + ";"
                + values.stream().map(value -> "=" + encoded(value)).collect(Collectors.joining(",")) + ";"
                + text(child);
    }

    private static String text(Optional<String> token) {
        return token.map(there -> "=" + encoded(there)).orElse("");
    }

    private static Optional<String> optional(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(decoded(part.substring(1)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Without what it leads to, which may be payload. */
    @Override
    public String toString() {
        return "row " + row + " of page " + page;
    }
}
