package dev.millrace.feed.edi;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of answers that a sender of electronic data may get. */
enum AcknowledgementType {
    /** Interchange acknowledgement of X12: one segment about the envelope. */
    TA1("ta1"),
    /** Functional acknowledgement of X12: one for each functional group. */
    FUNCTIONAL("997"),
    /** Implementation acknowledgement of X12, for groups that follow an implementation guide. */
    IMPLEMENTATION("999"),
    /** Syntax and service report of EDIFACT: one for each interchange. */
    CONTRL("contrl");

    private final String label;

    AcknowledgementType(String label) {
        this.label = label;
    }

    /** As it stands in options, headers and names. */
    String label() {
        return label;
    }

    static Optional<AcknowledgementType> of(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }
}
