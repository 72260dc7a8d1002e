package dev.millrace.feed.edi;

/** Whose rules an interchange follows. */
enum EdiStandard {
    /** ASC X12: ISA, GS, ST. */
    X12,
    /** UN/EDIFACT (ISO 9735): UNB, UNG, UNH. */
    EDIFACT,
    /** TRADACOMS (GS1 UK): STX, BAT, MHD. */
    TRADACOMS
}
