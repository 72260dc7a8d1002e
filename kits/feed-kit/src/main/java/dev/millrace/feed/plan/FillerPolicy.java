package dev.millrace.feed.plan;

/**
 * What becomes of items without a name.
 *
 * @param values whether those that hold a value are kept
 * @param groups what becomes of those that hold items
 * @param naming what the kept ones are called
 */
public record FillerPolicy(boolean values, Groups groups, Naming naming) {

    /** What becomes of a group without a name. */
    public enum Groups {
        /** It goes, with all that is in it. */
        DROP,
        /** It stays, and gets a name. */
        KEEP,
        /** Its items move up; a table stays. */
        FLATTEN
    }

    /** What an item without a name is called. */
    public enum Naming {
        /** {@code FILLER_1} for groups, {@code FILLER_P1} for values, counted through the record. */
        SEQUENCE,
        /** {@code FILLER_AFTER_NAME}, by what stands before it. */
        PREVIOUS
    }

    /** Blanks go, items of unnamed groups stay. */
    public static final FillerPolicy DEFAULT = new FillerPolicy(false, Groups.FLATTEN, Naming.SEQUENCE);
}
