package dev.millrace.feed.content;

/** Which files are decrypted. */
public enum PgpDecrypt {
    /** Those that begin as OpenPGP messages do, where there are keys. */
    AUTO,
    /** All; one that is not encrypted is set aside. */
    REQUIRED,
    /** None. */
    NONE
}
