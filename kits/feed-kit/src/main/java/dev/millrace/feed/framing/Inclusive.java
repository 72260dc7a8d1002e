package dev.millrace.feed.framing;

/** Whether a length counts the header that it stands in. */
public enum Inclusive {
    YES,
    NO,
    /** As the first records of a stream have it; yes where both would do. */
    AUTO
}
