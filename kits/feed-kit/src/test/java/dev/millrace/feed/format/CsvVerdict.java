package dev.millrace.feed.format;

/**
 * How one third-party case ended.
 *
 * @param name folder and case
 * @param text {@code pass}, or why not
 */
record CsvVerdict(String name, String text) {

    static final String PASS = "pass";

    /** For the cases that leave open whether a reader goes on. */
    static final String REFUSES = "pass (refuses, which the case allows)";

    static final String FAILS = "fails";

    boolean passes() {
        return text.startsWith(PASS);
    }

    String folder() {
        return name.substring(0, name.indexOf('/'));
    }

    String caseName() {
        return name.substring(name.indexOf('/') + 1);
    }
}
