package dev.millrace.feed.edi;

/**
 * AK304, X12 data element 720 (segment syntax error code), and IK304, data element 620, which adds the codes that begin with
 * I. A 997 tells them by the nearest code of 720.
 */
enum SegmentError implements X12Error {
    UNKNOWN("1"),
    UNEXPECTED("2"),
    MISSING("3"),
    LOOP_TOO_OFTEN("4"),
    TOO_OFTEN("5"),
    NOT_IN_TRANSACTION("6"),
    OUT_OF_SEQUENCE("7"),
    HAS_ELEMENT_ERRORS("8"),
    UNUSED("2", "I4"),
    DEPENDENT_MISSING("3", "I6"),
    LOOP_TOO_RARE("3", "I7"),
    TOO_RARE("3", "I8"),
    DEPENDENT_UNUSED("2", "I9");

    private final String code;
    private final String implementationCode;

    SegmentError(String code) {
        this(code, code);
    }

    SegmentError(String code, String implementationCode) {
        this.code = code;
        this.implementationCode = implementationCode;
    }

    String code(AcknowledgementType type) {
        return type == AcknowledgementType.IMPLEMENTATION ? implementationCode : code;
    }

    /** Whether only an implementation guide is broken. */
    boolean ofImplementation() {
        return !code.equals(implementationCode);
    }

    /** Whether another place of the transaction set brought the rule into force, which a 999 names. */
    boolean situational() {
        return this == DEPENDENT_MISSING || this == DEPENDENT_UNUSED;
    }
}
