package dev.millrace.feed.schema;

/** Who says what fields a record has. */
public enum SchemaMode {
    /** The format, by what it finds: a header, or nothing. */
    FORMAT,
    /** The configuration, inline or by a file. */
    DECLARED,
    /** The first records of each stream; then it is frozen for that stream. */
    SAMPLED,
    /** Nobody: records are schemaless maps. */
    NONE
}
