package dev.millrace.feed.edi;

/**
 * AK403, X12 data element 723 (data element syntax error code), and IK403, data element 621, which adds the codes that begin
 * with I. A 997 tells them by the nearest code of 723. The codes 12 and 13 came with release 005010; before, both faults are
 * too many data elements.
 */
enum ElementError implements X12Error {
    MISSING("1"),
    CONDITIONAL_MISSING("2"),
    TOO_MANY("3"),
    TOO_SHORT("4"),
    TOO_LONG("5"),
    CHARACTER("6"),
    CODE("7"),
    DATE("8"),
    TIME("9"),
    EXCLUSION("10"),
    TOO_MANY_REPETITIONS("12"),
    TOO_MANY_COMPONENTS("13"),
    IMPLEMENTATION_CODE("7", "I6"),
    DEPENDENT_MISSING("2", "I9"),
    UNUSED("10", "I10"),
    TOO_FEW_REPETITIONS("1", "I11"),
    PATTERN("7", "I12"),
    DEPENDENT_UNUSED("10", "I13");

    private final String code;
    private final String implementationCode;

    ElementError(String code) {
        this(code, code);
    }

    ElementError(String code, String implementationCode) {
        this.code = code;
        this.implementationCode = implementationCode;
    }

    /**
     * The code in an acknowledgement.
     *
     * @param modern whether the group's release is 005010 or later
     */
    String code(AcknowledgementType type, boolean modern) {
        if (!modern && (this == TOO_MANY_REPETITIONS || this == TOO_MANY_COMPONENTS)) {
            return TOO_MANY.code;
        }
        return type == AcknowledgementType.IMPLEMENTATION ? implementationCode : code;
    }

    /** Whether only an implementation guide is broken. */
    boolean ofImplementation() {
        return !code.equals(implementationCode);
    }

    /** Whether another element brought the rule into force, which a 999 names. */
    boolean situational() {
        return this == DEPENDENT_MISSING || this == DEPENDENT_UNUSED;
    }
}
