package dev.millrace.feed.edi;

/**
 * AK502 to AK506, X12 data element 718 (transaction set syntax error code), and IK502 to IK506, data element 618, as far as
 * they are used here.
 */
enum TransactionError implements X12Error {
    /** Also one that is larger than a record may be. */
    NOT_SUPPORTED("1"),
    TRAILER_MISSING("2"),
    /** ST02 and SE02. */
    CONTROL_NUMBERS_DIFFER("3"),
    SEGMENT_COUNT("4"),
    SEGMENTS_IN_ERROR("5"),
    IDENTIFIER("6"),
    CONTROL_NUMBER("7"),
    /** In 618 only: the standard is kept, the implementation guide is not. */
    IMPLEMENTATION_SEGMENTS_IN_ERROR("I5");

    private final String code;

    TransactionError(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
