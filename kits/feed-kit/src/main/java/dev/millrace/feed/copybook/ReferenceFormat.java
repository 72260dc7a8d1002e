package dev.millrace.feed.copybook;

/** Which columns of a copybook's lines hold what. */
public enum ReferenceFormat {
    /** What the lines look like. */
    AUTO,
    /** 1-6 sequence number, 7 indicator, 8-72 text, 73-80 identification. */
    FIXED,
    /** Text everywhere. */
    FREE,
    /** Like fixed, but the text ends with the line (VARIABLE of Micro Focus and GnuCOBOL). */
    WIDE
}
