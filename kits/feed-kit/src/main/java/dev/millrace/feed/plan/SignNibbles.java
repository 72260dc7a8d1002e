package dev.millrace.feed.plan;

/** Which half bytes are the sign of a packed number. */
public enum SignNibbles {
    /** C and F for plus, D for minus: what COBOL writes. */
    STRICT,
    /** A, C, E and F for plus, B and D for minus: what the machine accepts (z/Architecture Principles of Operation). */
    LENIENT,
    /** No sign behind the digits; in front of them F fills, and D is a minus (IBM 4690). */
    IBM_4690
}
