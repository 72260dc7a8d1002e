package dev.millrace.feed.edi;

/** Which transaction sets an acknowledgement names. */
enum AcknowledgementDetail {
    /** Every one, unless a group has more than are held in memory: then those with errors. */
    ALL,
    /** Those with errors; the others are told by their number. */
    ERRORS
}
