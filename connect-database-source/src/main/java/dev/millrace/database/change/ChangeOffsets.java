package dev.millrace.database.change;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Offsets of change tables and outboxes, as people may write them. */
public final class ChangeOffsets {

    private static final Set<String> KNOWN =
            Set.of(Place.NUMBER, Place.RECORDS, Place.SNAPSHOT, Place.BEHIND, Place.EVENT);

    private ChangeOffsets() {}

    /** Whether a partition is one of a change table or outbox. */
    public static boolean isOurs(Map<String, ?> partition) {
        return partition.containsKey(ChangeReadings.PARTITION) || partition.containsKey(OutboxReadings.PARTITION);
    }

    /**
     * Checks an offset that is to be stored.
     *
     * @param offset null to forget the partition's
     * @throws IllegalArgumentException when no reading could go on from it; its message says why
     */
    public static void check(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (partition.size() != 1 || !isOurs(partition)) {
            throw new IllegalArgumentException(
                    "the partition " + partition + " must be {\"changes\": table} or {\"outbox\": table}");
        }
        if (offset == null) {
            return;
        }
        for (String name : offset.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("the offset of " + partition + " has '" + name
                        + "', which nothing reads: write {\"seq\": 17} to go on behind number 17");
            }
        }
        Place unused = Place.of(offset);
    }
}
