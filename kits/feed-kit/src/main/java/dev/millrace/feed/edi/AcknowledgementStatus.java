package dev.millrace.feed.edi;

/** What became of an interchange, a functional group or a transaction set. */
enum AcknowledgementStatus {
    ACCEPTED("accepted", "A"),
    ACCEPTED_WITH_ERRORS("accepted-with-errors", "E"),
    PARTIALLY_ACCEPTED("partially-accepted", "P"),
    REJECTED("rejected", "R");

    private final String label;
    private final String code;

    AcknowledgementStatus(String label, String code) {
        this.label = label;
        this.code = code;
    }

    /** As it stands in headers. */
    String label() {
        return label;
    }

    /** In X12: data elements 715 (AK901), 717 (AK501, IK501) and I17 (TA104); P is a code of 715 only. */
    String code() {
        return code;
    }

    /** The status of a whole that is not rejected itself. */
    static AcknowledgementStatus of(int parts, int rejectedParts, boolean errors) {
        if (rejectedParts > 0) {
            return rejectedParts < parts ? PARTIALLY_ACCEPTED : REJECTED;
        }
        return errors ? ACCEPTED_WITH_ERRORS : ACCEPTED;
    }
}
