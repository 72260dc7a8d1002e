package dev.millrace.feed.edi;

/**
 * What an acknowledgement of X12 says about a problem: a code of one of the standard's tables (ASC X12 data element
 * dictionary, releases 004010 to 008010; the implementation codes are those of ASC X12N 005010X231A1). Each problem has one
 * table, because it is a fault of one thing.
 */
sealed interface X12Error
        permits InterchangeNote, GroupError, TransactionError, SegmentError, ElementError, X12Error.Unnamed {

    /** No table has a code for it. */
    record Unnamed() implements X12Error {}

    X12Error NONE = new Unnamed();

    static X12Error of(EdiProblem problem) {
        return switch (problem) {
            case IEA_MISSING, LAST_SEGMENT_NOT_TERMINATED -> InterchangeNote.PREMATURE_END;
            case ISA_NOT_FIXED_WIDTH, LINE_WRAPPED -> InterchangeNote.CONTROL_STRUCTURE;
            case SEGMENT_OUTSIDE_GROUP, TOO_MANY_PROBLEMS -> InterchangeNote.CONTENT;
            case UNKNOWN_SENDER -> InterchangeNote.SENDER;
            case UNKNOWN_RECEIVER -> InterchangeNote.UNKNOWN_RECEIVER;
            case WRONG_USAGE -> InterchangeNote.TEST_INDICATOR;
            case CONTROL_NUMBER_DUPLICATE, DUPLICATE_INTERCHANGE -> InterchangeNote.DUPLICATE_CONTROL_NUMBER;
            case IEA_GROUP_COUNT -> InterchangeNote.GROUP_COUNT;
            case IEA_CONTROL_NUMBER -> InterchangeNote.CONTROL_NUMBERS_DIFFER;
            case GE_MISSING -> GroupError.TRAILER_MISSING;
            case GE_CONTROL_NUMBER -> GroupError.CONTROL_NUMBERS_DIFFER;
            case GE_TRANSACTION_COUNT -> GroupError.TRANSACTION_COUNT;
            case SE_MISSING -> TransactionError.TRAILER_MISSING;
            case SE_CONTROL_NUMBER -> TransactionError.CONTROL_NUMBERS_DIFFER;
            case SE_SEGMENT_COUNT -> TransactionError.SEGMENT_COUNT;
            case RECORD_TOO_LARGE -> TransactionError.NOT_SUPPORTED;
            case NOT_READABLE, MALFORMED_INPUT -> TransactionError.SEGMENTS_IN_ERROR;
            case BAD_SEGMENT_ID, BAD_SEGMENT_TAG, UNKNOWN_SEGMENT -> SegmentError.UNKNOWN;
            case UNEXPECTED_SEGMENT -> SegmentError.UNEXPECTED;
            case SEGMENT_MISSING -> SegmentError.MISSING;
            case LOOP_TOO_OFTEN -> SegmentError.LOOP_TOO_OFTEN;
            case SEGMENT_TOO_OFTEN -> SegmentError.TOO_OFTEN;
            case SEGMENT_NOT_IN_TRANSACTION -> SegmentError.NOT_IN_TRANSACTION;
            case SEGMENT_OUT_OF_SEQUENCE -> SegmentError.OUT_OF_SEQUENCE;
            case SEGMENT_HAS_ERRORS, BINARY_LENGTH_WRONG -> SegmentError.HAS_ELEMENT_ERRORS;
            case SEGMENT_UNUSED -> SegmentError.UNUSED;
            case SEGMENT_DEPENDENT_MISSING -> SegmentError.DEPENDENT_MISSING;
            case LOOP_TOO_RARE -> SegmentError.LOOP_TOO_RARE;
            case SEGMENT_TOO_RARE -> SegmentError.TOO_RARE;
            case SEGMENT_DEPENDENT_UNUSED -> SegmentError.DEPENDENT_UNUSED;
            case ELEMENT_MISSING -> ElementError.MISSING;
            case ELEMENT_CONDITIONAL_MISSING -> ElementError.CONDITIONAL_MISSING;
            case TOO_MANY_ELEMENTS -> ElementError.TOO_MANY;
            case ELEMENT_TOO_SHORT -> ElementError.TOO_SHORT;
            case ELEMENT_TOO_LONG -> ElementError.TOO_LONG;
            case INVALID_CHARACTER, BINARY_LENGTH_NOT_NUMERIC -> ElementError.CHARACTER;
            case INVALID_CODE -> ElementError.CODE;
            case INVALID_DATE -> ElementError.DATE;
            case INVALID_TIME -> ElementError.TIME;
            case ELEMENT_EXCLUDED -> ElementError.EXCLUSION;
            case TOO_MANY_REPETITIONS -> ElementError.TOO_MANY_REPETITIONS;
            case TOO_MANY_COMPONENTS -> ElementError.TOO_MANY_COMPONENTS;
            case INVALID_IMPLEMENTATION_CODE -> ElementError.IMPLEMENTATION_CODE;
            case ELEMENT_DEPENDENT_MISSING -> ElementError.DEPENDENT_MISSING;
            case ELEMENT_UNUSED -> ElementError.UNUSED;
            case TOO_FEW_REPETITIONS -> ElementError.TOO_FEW_REPETITIONS;
            case PATTERN_MISMATCH -> ElementError.PATTERN;
            case ELEMENT_DEPENDENT_UNUSED -> ElementError.DEPENDENT_UNUSED;
            case EMPTY, ISA_TRUNCATED, JUNK_BEFORE_ISA, JUNK_BETWEEN_INTERCHANGES, SEGMENT_OUTSIDE_INTERCHANGE -> NONE;
            case SEGMENT_OUTSIDE_TRANSACTION, TRANSACTION_OUTSIDE_GROUP, UNA_TRUNCATED, CONTROL_NUMBER_GAP -> NONE;
            case NO_UNB, MESSAGE_OUTSIDE_INTERCHANGE, SEGMENT_OUTSIDE_MESSAGE, UNSUPPORTED_CHARSET -> NONE;
            case UNT_MISSING, UNT_SEGMENT_COUNT, UNT_REFERENCE, UNE_MISSING, UNE_COUNT, UNE_REFERENCE -> NONE;
            case UNZ_MISSING, UNZ_COUNT, UNZ_CONTROL_REFERENCE -> NONE;
            case MTR_MISSING, MTR_SEGMENT_COUNT, EOB_MISSING, EOB_COUNT, END_MISSING, END_COUNT -> NONE;
        };
    }
}
