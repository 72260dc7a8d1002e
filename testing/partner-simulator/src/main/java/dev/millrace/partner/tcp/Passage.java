package dev.millrace.partner.tcp;

/** How many bytes may leave a line, and what becomes of the connection then. */
record Passage(int bytes, After after) {

    /** What becomes of the connection. */
    enum After {
        GOES_ON,
        END,
        RESET
    }
}
