package dev.millrace.feed.plan;

/** The kinds of fields that have policies of their own for nulls and damage. */
public enum FieldClass {
    TEXT,
    ZONED,
    PACKED,
    BINARY,
    FLOATING,
    EDITED,
    /** How often an item occurs. */
    COUNT
}
