package dev.millrace.transforms.mapping;

/** How many values become one. */
enum Reduction {
    /** Not at all: there is one. */
    NONE,
    /** Their texts with a separator between them. */
    JOIN,
    /** The first that is there and not null. */
    FIRST,
    /** Their number, nulls not counted. */
    COUNT
}
