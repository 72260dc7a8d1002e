package dev.millrace.feed.binary;

import dev.millrace.feed.plan.RecordPlan;
import dev.millrace.feed.plan.Slot;

/**
 * A type of record.
 *
 * @param value of the type fields; empty where a formula tells the type, or nothing
 * @param lengths decodes the same whatever is corrupt, as long as its length can be told
 * @param reserves whether tables of varying length have room for their most elements
 * @param skipped whether it is not handed over
 */
record RecordType(String name, String value, RecordPlan plan, RecordPlan lengths, boolean reserves, boolean skipped) {

    /** The bytes that each record of the type has; 0 where they differ. */
    int fixedBytes() {
        int most = lengths.mostBytes();
        boolean isFixed = lengths.leastBytes() == most
                || reserves
                || lengths.listing().stream().noneMatch(Slot::moves);
        return isFixed && most < Integer.MAX_VALUE ? most : 0;
    }
}
