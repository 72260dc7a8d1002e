package dev.millrace.feed.plan;

import java.util.Locale;

/** Why bytes are no value of their field. */
public enum Flaw {
    INVALID_DIGIT("a digit is none"),
    INVALID_SIGN("the sign is none"),
    NEGATIVE("it is negative, and its picture has no sign"),
    OUT_OF_RANGE("it has more digits than its picture"),
    UNDECODABLE("its bytes are no characters of its charset"),
    NOT_EDITED("it does not look like its picture"),
    NOT_ALLOWED("it is none of the values that its layout allows"),
    TOO_SHORT("the record ends within it or before it"),
    COUNT_OUT_OF_RANGE("it occurs less or more often than its layout allows");

    private final String sentence;

    Flaw(String sentence) {
        this.sentence = sentence;
    }

    /** As it stands in messages and headers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String sentence() {
        return sentence;
    }
}
