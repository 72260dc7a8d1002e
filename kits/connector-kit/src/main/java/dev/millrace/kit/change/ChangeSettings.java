package dev.millrace.kit.change;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.FieldPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How rounds that bring everything are compared with each other; the same keys in every connector that compares them.
 *
 * @param detects whether they are
 * @param ignored names of fields, from the row inwards, that make no change
 * @param buckets over how many offsets the digests of the rows are spread
 * @param mostRows how many rows may be known
 * @param deleted what tells of a row that is gone
 * @param absentRounds how many rounds in a row lack a row that is told as deleted
 * @param mostDeletedPercent how many of the known rows may be gone at once
 */
public record ChangeSettings(
        boolean detects,
        Set<List<String>> ignored,
        int buckets,
        int mostRows,
        Deleted deleted,
        int absentRounds,
        int mostDeletedPercent) {

    public static final String DETECT = "detect";
    public static final String IGNORE = "changes.ignore";
    public static final String BUCKETS = "changes.buckets";
    public static final String MOST_ROWS = "changes.max.rows";
    public static final String DELETED = "changes.deleted";
    public static final String ABSENT_ROUNDS = "changes.absent.rounds";
    public static final String MOST_DELETED = "changes.deleted.max.percent";

    /** Stored buckets are looked for up to here. */
    static final int MOST_BUCKETS = 4096;

    /** What a row with a key of usual length takes in an offset, in bytes. */
    private static final int USUAL_ROW = 60;

    /** What becomes a record. */
    public enum Detect {
        NONE,
        CHANGES
    }

    /** What tells of a row that is gone. */
    public enum Deleted {
        NONE,
        TOMBSTONE,
        RECORD,
        BOTH
    }

    public ChangeSettings {
        ignored = Set.copyOf(ignored);
    }

    /**
     * Declares the group.
     *
     * @param whole what is compared, such as {@code an endpoint}
     * @param tooFew what the connector does with a round that lacks too many rows: the rest of a sentence
     * @return the group, for options that only one connector has
     */
    public static OptionGroup define(ConfigDef definition, String whole, String tooFew) {
        return new OptionGroup(definition, "Changes")
                .choice(
                        DETECT,
                        Detect.NONE,
                        "What becomes a record: every row of a round (none), or only rows that are new, changed or gone since"
                                + " the round before (changes); the header millrace.change says new, changed or deleted."
                                + " Set changes when a round can bring everything and nothing tells what is new. Without"
                                + " exactly-once a row that is as before when the worker comes back from a crash is not"
                                + " told again, although Kafka may have got a change of it that was not stored.")
                .list(
                        IGNORE,
                        "",
                        "The paths of fields that make no change when they alone are another value, such as fetched_at or"
                                + " meta.views; those of a list's elements are named as if there were no list. Set it for"
                                + " fields that are different in every round.")
                .choice(
                        DELETED,
                        Deleted.TOMBSTONE,
                        "What tells of a row that is gone, under its key: a record without a value (tombstone), one whose"
                                + " value names where it was and its key (record), that one and then a tombstone (both),"
                                + " or nothing (none). Choose record for topics that are not compacted.")
                .number(
                        ABSENT_ROUNDS,
                        1,
                        1,
                        1000,
                        "How many whole rounds in a row must lack a row before it counts as deleted. Raise it to 2 where a"
                                + " row can slip past a round, such as from one page to another between two requests.")
                .number(
                        MOST_DELETED,
                        100,
                        1,
                        100,
                        "How many percent of the known rows may be gone at once. When more are, " + tooFew
                                + ". Lower it where a round sometimes brings too little.")
                .number(
                        MOST_ROWS,
                        100_000,
                        1,
                        100_000_000,
                        "How many rows " + whole
                                + " may have; the task stops in front of the next one. Each takes about"
                                + " 200 bytes of heap, and 25 bytes and 4/3 of its key in the offsets topic. Raise it"
                                + " together with changes.buckets.")
                .number(
                        BUCKETS,
                        256,
                        1,
                        MOST_BUCKETS,
                        "Over how many source partitions the digests of the rows are spread. A flush writes each one with a"
                                + " change whole, so many buckets make small offsets, and none may exceed the largest"
                                + " message of the offsets topic. Choose it once: with another number the task stops until"
                                + " the stored offsets are removed, and then all rows are new.");
    }

    /** Reads what {@link #validate} has no problem with. */
    public static ChangeSettings from(AbstractConfig config) {
        Set<List<String>> ignored = new LinkedHashSet<>();
        config.getList(IGNORE)
                .forEach(path -> ignored.add(FieldPath.parse(path).names().orElseThrow()));
        return new ChangeSettings(
                OptionGroup.choiceOf(Detect.class, config.getString(DETECT)) == Detect.CHANGES,
                ignored,
                config.getInt(BUCKETS),
                config.getInt(MOST_ROWS),
                OptionGroup.choiceOf(Deleted.class, config.getString(DELETED)),
                config.getInt(ABSENT_ROUNDS),
                config.getInt(MOST_DELETED));
    }

    /** Reports paths that name no field, and buckets that would grow too large for an offset. */
    public static void validate(AbstractConfig config, Problems problems) {
        for (String path : config.getList(IGNORE)) {
            try {
                if (FieldPath.parse(path).names().isEmpty()) {
                    problems.report(IGNORE, "holds a path with more than names: write it as in order.id");
                }
            } catch (IllegalArgumentException wrong) {
                problems.report(IGNORE, "holds what is no path: " + wrong.getMessage());
            }
        }
        boolean detects = OptionGroup.choiceOf(Detect.class, config.getString(DETECT)) == Detect.CHANGES;
        long rows = config.getInt(MOST_ROWS);
        if (detects && rows / config.getInt(BUCKETS) * USUAL_ROW > BucketOffset.MOST_BYTES) {
            problems.report(
                    BUCKETS,
                    "is too low for " + MOST_ROWS + ": an offset would hold more than " + BucketOffset.MOST_BYTES
                            + " bytes; set at least "
                            + Math.min(MOST_BUCKETS, rows * USUAL_ROW / BucketOffset.MOST_BYTES + 1)
                            + " or fewer rows");
        }
    }
}
