package dev.millrace.rest;

import java.util.Optional;

/**
 * What a round asks for: the rows from one place on, up to a time.
 *
 * @param from a time in ISO 8601 or as the API wrote it, or an id; empty for the beginning
 * @param to a time in ISO 8601; empty where there is no end
 */
record Window(Optional<String> from, Optional<String> to) {

    static final Window ALL = new Window(Optional.empty(), Optional.empty());
}
