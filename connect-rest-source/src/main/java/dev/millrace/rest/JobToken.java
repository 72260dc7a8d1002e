package dev.millrace.rest;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Leads to a page of a job's rows.
 *
 * @param id its id, or the address to ask about it
 * @param created when, in milliseconds since 1970
 * @param page what leads to the page; empty for the first one
 */
record JobToken(String id, long created, Optional<String> page) {

    private static final int PARTS = 3;

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static JobToken parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("not the token of a job");
        }
        return new JobToken(
                decoded(parts[0]),
                Long.parseLong(parts[1]),
                parts[2].isEmpty() ? Optional.empty() : Optional.of(decoded(parts[2].substring(1))));
    }

    /** The same job, another page of its rows. */
    JobToken at(Optional<String> other) {
        return new JobToken(id, created, other);
    }

    String text() {
        return encoded(id) + ";" + created + ";"
                + page.map(token -> "=" + encoded(token)).orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Without its address, which may hold a secret. */
    @Override
    public String toString() {
        return "a job of " + created;
    }
}
