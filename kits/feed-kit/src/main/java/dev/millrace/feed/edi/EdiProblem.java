package dev.millrace.feed.edi;

import java.util.Arrays;
import java.util.Optional;

/** Everything that can be wrong with an interchange: the code that machines match on, and the sentence for people. */
enum EdiProblem {
    EMPTY("empty", Level.OUTSIDE, "the stream holds nothing"),
    ISA_TRUNCATED("isa-truncated", Level.OUTSIDE, "the stream ends within the ISA segment"),
    ISA_NOT_FIXED_WIDTH(
            "isa-not-fixed-width", Level.INTERCHANGE, "an element of ISA has not the width that the standard fixes"),
    JUNK_BEFORE_ISA("junk-before-isa", Level.OUTSIDE, "bytes that are no segment stand before the first interchange"),
    JUNK_BETWEEN_INTERCHANGES(
            "junk-between-interchanges", Level.OUTSIDE, "bytes that are no segment stand behind an interchange"),
    UNA_TRUNCATED("una-truncated", Level.OUTSIDE, "the stream ends before the segment that UNA announces"),
    NO_UNB("no-unb", Level.OUTSIDE, "segments of EDIFACT begin without UNB"),
    MESSAGE_OUTSIDE_INTERCHANGE(
            "message-outside-interchange", Level.OUTSIDE, "a message stands outside of all interchanges"),
    SEGMENT_OUTSIDE_INTERCHANGE(
            "segment-outside-interchange", Level.OUTSIDE, "a segment stands outside of all interchanges"),
    SEGMENT_OUTSIDE_GROUP("segment-outside-group", Level.INTERCHANGE, "a segment stands between GE and the next GS"),
    TRANSACTION_OUTSIDE_GROUP(
            "transaction-outside-group", Level.TRANSACTION, "a transaction set stands outside of all groups"),
    SEGMENT_OUTSIDE_TRANSACTION(
            "segment-outside-transaction", Level.GROUP, "a segment stands outside of all transaction sets"),
    SEGMENT_OUTSIDE_MESSAGE("segment-outside-message", Level.GROUP, "a segment stands outside of all messages"),
    UNSUPPORTED_CHARSET(
            "unsupported-charset",
            Level.INTERCHANGE,
            "UNB names a repertoire whose segments can't be told in its bytes"),
    SE_MISSING("se-missing", Level.TRANSACTION, "a transaction set ends without SE"),
    SE_SEGMENT_COUNT("se-segment-count", Level.TRANSACTION, "SE01 differs from the number of segments"),
    SE_CONTROL_NUMBER("se-control-number", Level.TRANSACTION, "SE02 differs from ST02"),
    GE_MISSING("ge-missing", Level.GROUP, "a functional group ends without GE"),
    GE_TRANSACTION_COUNT("ge-transaction-count", Level.GROUP, "GE01 differs from the number of transaction sets"),
    GE_CONTROL_NUMBER("ge-control-number", Level.GROUP, "GE02 differs from GS06"),
    IEA_MISSING("iea-missing", Level.INTERCHANGE, "an interchange ends without IEA"),
    IEA_GROUP_COUNT("iea-group-count", Level.INTERCHANGE, "IEA01 differs from the number of functional groups"),
    IEA_CONTROL_NUMBER("iea-control-number", Level.INTERCHANGE, "IEA02 differs from ISA13"),
    UNT_MISSING("unt-missing", Level.TRANSACTION, "a message ends without UNT"),
    UNT_SEGMENT_COUNT("unt-segment-count", Level.TRANSACTION, "the count of UNT differs from the number of segments"),
    UNT_REFERENCE("unt-reference", Level.TRANSACTION, "the reference of UNT differs from that of UNH"),
    UNE_MISSING("une-missing", Level.GROUP, "a group ends without UNE"),
    UNE_COUNT("une-count", Level.GROUP, "the count of UNE differs from the number of messages"),
    UNE_REFERENCE("une-reference", Level.GROUP, "the reference of UNE differs from that of UNG"),
    UNZ_MISSING("unz-missing", Level.INTERCHANGE, "an interchange ends without UNZ"),
    UNZ_COUNT("unz-count", Level.INTERCHANGE, "the count of UNZ differs from the number of groups or messages"),
    UNZ_CONTROL_REFERENCE("unz-control-reference", Level.INTERCHANGE, "the reference of UNZ differs from that of UNB"),
    MTR_MISSING("mtr-missing", Level.TRANSACTION, "a message ends without MTR"),
    MTR_SEGMENT_COUNT("mtr-segment-count", Level.TRANSACTION, "the count of MTR differs from the number of segments"),
    EOB_MISSING("eob-missing", Level.GROUP, "a batch ends without EOB"),
    EOB_COUNT("eob-count", Level.GROUP, "the count of EOB differs from the number of messages"),
    END_MISSING("end-missing", Level.INTERCHANGE, "a transmission ends without END"),
    END_COUNT("end-count", Level.INTERCHANGE, "the count of END differs from the number of messages"),
    BAD_SEGMENT_ID("bad-segment-id", Level.TRANSACTION, "a segment of X12 does not begin with a segment identifier"),
    BAD_SEGMENT_TAG("bad-segment-tag", Level.TRANSACTION, "a segment does not begin with a segment tag"),
    LINE_WRAPPED("line-wrapped", Level.INTERCHANGE, "lines break within segments"),
    LAST_SEGMENT_NOT_TERMINATED("last-segment-not-terminated", Level.INTERCHANGE, "the stream ends within a segment"),
    BINARY_LENGTH_NOT_NUMERIC(
            "binary-length-not-numeric", Level.TRANSACTION, "the length of a binary segment is no number"),

    BINARY_LENGTH_WRONG(
            "binary-length-wrong", Level.TRANSACTION, "a binary segment does not end where its length says"),

    UNKNOWN_SEGMENT("unknown-segment", "the transaction's schema does not know the segment"),
    UNEXPECTED_SEGMENT("unexpected-segment", "the segment may not stand there"),
    SEGMENT_MISSING("segment-missing", "a mandatory segment is missing"),
    LOOP_TOO_OFTEN("loop-too-often", "a loop repeats more often than the schema allows"),
    LOOP_TOO_RARE("loop-too-rare", "a loop repeats less often than the implementation demands"),
    SEGMENT_TOO_OFTEN("segment-too-often", "a segment repeats more often than the schema allows"),
    SEGMENT_TOO_RARE("segment-too-rare", "a segment repeats less often than the implementation demands"),
    SEGMENT_NOT_IN_TRANSACTION("segment-not-in-transaction", "the segment is none of this transaction set"),
    SEGMENT_OUT_OF_SEQUENCE("segment-out-of-sequence", "the segment stands in the wrong order"),
    SEGMENT_UNUSED("segment-unused", "the implementation does not use the segment"),
    SEGMENT_DEPENDENT_MISSING("segment-dependent-missing", "a segment that others demand is missing"),
    SEGMENT_DEPENDENT_UNUSED("segment-dependent-unused", "a segment stands where others exclude it"),
    SEGMENT_HAS_ERRORS("segment-has-errors", "the segment has elements with errors"),
    ELEMENT_MISSING("element-missing", "a mandatory element is missing"),
    ELEMENT_CONDITIONAL_MISSING("element-conditional-missing", "an element that others demand is missing"),
    TOO_MANY_ELEMENTS("too-many-elements", "the segment has more elements than the schema allows"),
    ELEMENT_EXCLUDED("element-excluded", "elements stand together that exclude each other"),
    TOO_MANY_REPETITIONS("too-many-repetitions", "an element repeats more often than the schema allows"),
    TOO_FEW_REPETITIONS("too-few-repetitions", "an element repeats less often than the implementation demands"),
    TOO_MANY_COMPONENTS("too-many-components", "the element has more components than the schema allows"),
    ELEMENT_DEPENDENT_MISSING("element-dependent-missing", "an element that the implementation demands is missing"),
    ELEMENT_UNUSED("element-unused", "the implementation does not use the element"),
    ELEMENT_DEPENDENT_UNUSED("element-dependent-unused", "an element stands where others exclude it"),
    ELEMENT_TOO_SHORT("element-too-short", "the element is shorter than the schema allows"),
    ELEMENT_TOO_LONG("element-too-long", "the element is longer than the schema allows"),
    INVALID_CHARACTER("invalid-character", "the element has characters that its type does not allow"),
    INVALID_CODE("invalid-code", "the element is none of the values that the schema lists"),
    INVALID_DATE("invalid-date", "the element is no date"),
    INVALID_TIME("invalid-time", "the element is no time"),
    INVALID_IMPLEMENTATION_CODE("invalid-implementation-code", "the element is none of the implementation's values"),
    PATTERN_MISMATCH("pattern-mismatch", "the element does not follow the implementation's pattern"),
    NOT_READABLE("not-readable", "the schema's reader gave up on the transaction set"),

    DUPLICATE_INTERCHANGE(
            "duplicate-interchange",
            Level.INTERCHANGE,
            "the partner's control number was used before, which its entry in edi.partners does not allow"),
    UNKNOWN_SENDER("unknown-sender", Level.INTERCHANGE, "edi.partners has no entry for the sender"),
    UNKNOWN_RECEIVER(
            "unknown-receiver", Level.INTERCHANGE, "edi.partners has no entry for the sender with this receiver"),
    WRONG_USAGE(
            "wrong-usage",
            Level.INTERCHANGE,
            "test data where the partner's entry expects production, or the other way round"),
    RECORD_TOO_LARGE("record-too-large", Level.RECORD, "the record is larger than edi.record.max.bytes"),
    MALFORMED_INPUT("malformed-input", Level.RECORD, "bytes are no characters of the charset"),
    TOO_MANY_PROBLEMS(
            "too-many-problems", Level.RECORD, "more than 10,000 units have problems; nothing of the stream is read"),
    CONTROL_NUMBER_DUPLICATE("control-number-duplicate", Level.NOTICE, "the partner's control number was used before"),
    CONTROL_NUMBER_GAP("control-number-gap", Level.NOTICE, "the control number does not follow the partner's last one");

    /** What a problem is a fault of, and so what is set aside for it. */
    enum Level {
        OUTSIDE,
        INTERCHANGE,
        GROUP,
        TRANSACTION,
        /** Within a transaction set, and found with a schema only. */
        CONTENT,
        /** Of the record itself, whatever its unit. */
        RECORD,
        /** Never sets anything aside. */
        NOTICE
    }

    private final String code;
    private final Level level;
    private final String meaning;

    EdiProblem(String code, Level level, String meaning) {
        this.code = code;
        this.level = level;
        this.meaning = meaning;
    }

    EdiProblem(String code, String meaning) {
        this(code, Level.CONTENT, meaning);
    }

    static Optional<EdiProblem> of(String code) {
        return Arrays.stream(values())
                .filter(problem -> problem.code.equals(code))
                .findFirst();
    }

    String code() {
        return code;
    }

    Level level() {
        return level;
    }

    /** Whether strict reading keeps the unit back for it. */
    boolean setsAside() {
        return level != Level.NOTICE && level != Level.CONTENT;
    }

    String meaning() {
        return meaning;
    }
}
