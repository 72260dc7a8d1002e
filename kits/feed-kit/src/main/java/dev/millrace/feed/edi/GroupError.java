package dev.millrace.feed.edi;

/** AK905 to AK909, X12 data element 716 (functional group syntax error code), as far as it is used here. */
enum GroupError implements X12Error {
    TRAILER_MISSING("3"),
    /** GS06 and GE02. */
    CONTROL_NUMBERS_DIFFER("4"),
    TRANSACTION_COUNT("5");

    private final String code;

    GroupError(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
