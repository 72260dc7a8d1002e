package dev.millrace.feed.plan;

import java.util.List;
import java.util.Map;

/**
 * How a record's variable parts are read.
 *
 * @param counts for fields that say in words how often an item occurs: by the name of the item or of the field as written,
 *     the number of each text, compared without the blanks around it
 * @param redefines what chooses between the meanings of shared bytes
 * @param undecided what is read when a choice does not know a record's value
 * @param unruled what is read of bytes that no choice is about
 */
public record ShapeRules(
        OdoPolicy odo,
        Map<String, Map<String, Integer>> counts,
        List<RedefineChoice> redefines,
        Undecided undecided,
        Undecided unruled,
        ShortRecord shortRecord) {

    /** As COBOL lays them out. */
    public static final ShapeRules DEFAULT = new ShapeRules(
            OdoPolicy.SHIFT_RECORD, Map.of(), List.of(), Undecided.ALL, Undecided.ALL, ShortRecord.MALFORMED);

    public ShapeRules {
        counts = Map.copyOf(counts);
        redefines = List.copyOf(redefines);
    }

    public ShapeRules withOdo(OdoPolicy other) {
        return new ShapeRules(other, counts, redefines, undecided, unruled, shortRecord);
    }

    public ShapeRules withCounts(Map<String, Map<String, Integer>> other) {
        return new ShapeRules(odo, other, redefines, undecided, unruled, shortRecord);
    }

    public ShapeRules withRedefines(List<RedefineChoice> other) {
        return new ShapeRules(odo, counts, other, undecided, unruled, shortRecord);
    }

    public ShapeRules withUndecided(Undecided other) {
        return new ShapeRules(odo, counts, redefines, other, unruled, shortRecord);
    }

    public ShapeRules withUnruled(Undecided other) {
        return new ShapeRules(odo, counts, redefines, undecided, other, shortRecord);
    }

    public ShapeRules withShortRecord(ShortRecord other) {
        return new ShapeRules(odo, counts, redefines, undecided, unruled, other);
    }
}
