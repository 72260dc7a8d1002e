package dev.millrace.rest;

/**
 * What the rounds of an endpoint are made with.
 *
 * @param fullPage how many rows a full page has; 0 for unknown
 * @param mostPages how many pages a round may have
 */
record RoundParts(
        String endpoint, Increment increment, Paging paging, RowSource.Opener rows, long fullPage, long mostPages) {

    /** A window with its times as the API wants them. */
    Window written(Window window) {
        return new Window(window.from().map(increment::written), window.to().map(increment::written));
    }
}
