package dev.millrace.feed.plan;

/** How a zoned number carries its sign in a digit. */
public enum SignStyle {
    /** As the charset suggests: {@link #EBCDIC}, or both {@link #ASCII} and {@link #MICRO_FOCUS}, which share no character. */
    AUTO,
    /** A zone of C or F for plus, D for minus. */
    EBCDIC,
    /** The EBCDIC signs after a translation to ASCII: { A to I for plus, } J to R for minus. */
    ASCII,
    /** Digits for plus, p to y for minus (Micro Focus, GnuCOBOL). */
    MICRO_FOCUS,
    /** Digits for plus, 0x20 to 0x29 for minus. */
    CA_REALIA,
    /** Digits for plus, 0x80 to 0x89 for minus. */
    TANDEM
}
