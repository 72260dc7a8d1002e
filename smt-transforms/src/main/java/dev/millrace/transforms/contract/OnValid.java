package dev.millrace.transforms.contract;

/** What becomes of a record that keeps to its contract. */
public enum OnValid {
    /** It goes on untouched. */
    PASS,
    /** It goes on, with the contract's id and version in its headers. */
    TAG
}
