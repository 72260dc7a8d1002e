package dev.millrace.feed.edi;

import java.util.Optional;

/**
 * What a CONTRL says about a problem.
 *
 * @param code data element 0085 (ISO 9735, service code list)
 * @param segmentTag data element 0135 (0013 in syntax 3), the service segment in error; empty for a user segment
 * @param element data element 0098, the element in error, the segment's tag being 1; 0 where the whole segment is meant
 */
record EdifactError(String code, String segmentTag, int element) {

    private static final String INVALID_VALUE = "12";
    private static final String MISSING = "13";
    private static final String VALUE_NOT_SUPPORTED = "14";
    private static final String NOT_SUPPORTED_HERE = "15";
    private static final String TOO_MANY_CONSTITUENTS = "16";
    private static final String UNSPECIFIED = "18";
    private static final String INVALID_CHARACTERS = "21";
    private static final String REFERENCES_DIFFER = "28";
    private static final String COUNT_DIFFERS = "29";
    private static final String OUTSIDE = "33";
    private static final String TOO_MANY_REPETITIONS = "35";
    private static final String TOO_MANY_GROUP_REPETITIONS = "36";
    private static final String WRONG_CHARACTER_TYPE = "37";
    private static final String TOO_LONG = "39";
    private static final String TOO_SHORT = "40";

    /** The error for a problem; empty for those of other standards and those outside of all interchanges. */
    static Optional<EdifactError> of(EdiProblem problem) {
        return Optional.ofNullable(
                switch (problem) {
                    case UNSUPPORTED_CHARSET -> new EdifactError("2", "UNB", 2);
                    case UNZ_MISSING -> new EdifactError(MISSING, "UNZ", 0);
                    case UNZ_COUNT -> new EdifactError(COUNT_DIFFERS, "UNZ", 2);
                    case UNZ_CONTROL_REFERENCE -> new EdifactError(REFERENCES_DIFFER, "UNZ", 3);
                    case UNE_MISSING -> new EdifactError(MISSING, "UNE", 0);
                    case UNE_COUNT -> new EdifactError(COUNT_DIFFERS, "UNE", 2);
                    case UNE_REFERENCE -> new EdifactError(REFERENCES_DIFFER, "UNE", 3);
                    case UNT_MISSING -> new EdifactError(MISSING, "UNT", 0);
                    case UNT_SEGMENT_COUNT -> new EdifactError(COUNT_DIFFERS, "UNT", 2);
                    case UNT_REFERENCE -> new EdifactError(REFERENCES_DIFFER, "UNT", 3);
                    case SEGMENT_OUTSIDE_MESSAGE -> content(OUTSIDE);
                    case LINE_WRAPPED, MALFORMED_INPUT -> content(INVALID_CHARACTERS);
                    case UNKNOWN_SENDER -> Refusal.UNKNOWN_SENDER.error();
                    case UNKNOWN_RECEIVER -> Refusal.UNKNOWN_RECEIVER.error();
                    case WRONG_USAGE -> Refusal.WRONG_USAGE.error();
                    case CONTROL_NUMBER_DUPLICATE, DUPLICATE_INTERCHANGE -> Refusal.DUPLICATE.error();
                    case LAST_SEGMENT_NOT_TERMINATED -> content(MISSING);
                    case BAD_SEGMENT_TAG, BAD_SEGMENT_ID -> content(INVALID_VALUE);
                    case UNKNOWN_SEGMENT,
                            UNEXPECTED_SEGMENT,
                            SEGMENT_NOT_IN_TRANSACTION,
                            SEGMENT_OUT_OF_SEQUENCE,
                            SEGMENT_UNUSED,
                            SEGMENT_DEPENDENT_UNUSED,
                            ELEMENT_EXCLUDED,
                            ELEMENT_UNUSED,
                            ELEMENT_DEPENDENT_UNUSED -> content(NOT_SUPPORTED_HERE);
                    case SEGMENT_MISSING,
                            SEGMENT_TOO_RARE,
                            SEGMENT_DEPENDENT_MISSING,
                            LOOP_TOO_RARE,
                            ELEMENT_MISSING,
                            ELEMENT_CONDITIONAL_MISSING,
                            ELEMENT_DEPENDENT_MISSING,
                            TOO_FEW_REPETITIONS -> content(MISSING);
                    case SEGMENT_TOO_OFTEN, TOO_MANY_REPETITIONS -> content(TOO_MANY_REPETITIONS);
                    case LOOP_TOO_OFTEN -> content(TOO_MANY_GROUP_REPETITIONS);
                    case TOO_MANY_ELEMENTS, TOO_MANY_COMPONENTS -> content(TOO_MANY_CONSTITUENTS);
                    case ELEMENT_TOO_SHORT -> content(TOO_SHORT);
                    case ELEMENT_TOO_LONG -> content(TOO_LONG);
                    case INVALID_CHARACTER, BINARY_LENGTH_NOT_NUMERIC -> content(WRONG_CHARACTER_TYPE);
                    case INVALID_CODE, INVALID_DATE, INVALID_TIME, PATTERN_MISMATCH, SEGMENT_HAS_ERRORS ->
                        content(INVALID_VALUE);
                    case INVALID_IMPLEMENTATION_CODE -> content(VALUE_NOT_SUPPORTED);
                    case NOT_READABLE, BINARY_LENGTH_WRONG, RECORD_TOO_LARGE, TOO_MANY_PROBLEMS -> content(UNSPECIFIED);
                    case EMPTY, NO_UNB, MESSAGE_OUTSIDE_INTERCHANGE, SEGMENT_OUTSIDE_INTERCHANGE -> null;
                    case JUNK_BEFORE_ISA, JUNK_BETWEEN_INTERCHANGES, ISA_TRUNCATED, ISA_NOT_FIXED_WIDTH -> null;
                    case SEGMENT_OUTSIDE_GROUP, SEGMENT_OUTSIDE_TRANSACTION, TRANSACTION_OUTSIDE_GROUP -> null;
                    case UNA_TRUNCATED, CONTROL_NUMBER_GAP -> null;
                    case IEA_MISSING, IEA_GROUP_COUNT, IEA_CONTROL_NUMBER -> null;
                    case GE_MISSING, GE_TRANSACTION_COUNT, GE_CONTROL_NUMBER -> null;
                    case SE_MISSING, SE_SEGMENT_COUNT, SE_CONTROL_NUMBER -> null;
                    case MTR_MISSING, MTR_SEGMENT_COUNT, EOB_MISSING, EOB_COUNT, END_MISSING, END_COUNT -> null;
                });
    }

    /** Where the place is told by the finding. */
    private static EdifactError content(String code) {
        return new EdifactError(code, "", 0);
    }
}
