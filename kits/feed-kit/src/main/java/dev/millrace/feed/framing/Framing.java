package dev.millrace.feed.framing;

/** How records lie in a stream. The names are those of RECFM in z/OS DFSMS Using Data Sets, where it has one. */
public enum Framing {
    /** Records of one length. */
    F,
    /** The same in blocks of one length, which may end with padding. */
    FB,
    /** A record descriptor word in front of each record. */
    V,
    /** The same in blocks with a block descriptor word. */
    VB,
    /** Records in segments, each with a segment descriptor word. */
    VS,
    /** The same in blocks with a block descriptor word. */
    VBS,
    /** Records of one length in blocks with a block descriptor word. */
    VBFR,
    /** Blocks with a block descriptor word, each of them one record. */
    U,
    /** Each line is a record. */
    LINES,
    /** A field, or a calculation over fields, says how long the record is. */
    LENGTH,
    /** A header of any form in front of each record, with its length in it. */
    PREFIX,
    /** As long as the record's content makes it: by its counts, choices and lengths. */
    CONTENT,
    /** The whole stream is one record. */
    NONE;

    /** Whether descriptor words say where records end. */
    boolean hasDescriptors() {
        return hasBlocks() || this == V || this == VS;
    }

    /** Whether block descriptor words say where blocks end. */
    boolean hasBlocks() {
        return this == VB || this == VBS || this == VBFR || this == U;
    }

    /** Whether each record, or segment of one, has a descriptor word. */
    boolean hasRecordDescriptors() {
        return this == V || this == VB || this == VS || this == VBS;
    }

    /** Whether a record may be in several pieces. */
    boolean isSpanned() {
        return this == VS || this == VBS;
    }

    /** Whether all records have one length that the framing must know. */
    public boolean hasFixedLength() {
        return this == F || this == FB || this == VBFR;
    }
}
