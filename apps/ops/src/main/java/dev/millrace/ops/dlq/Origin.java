package dev.millrace.ops.dlq;

import java.util.Comparator;

/**
 * Where a record that is set aside was read from.
 *
 * @param partition -1 where its headers don't tell
 * @param offset -1 where its headers don't tell
 */
public record Origin(String topic, int partition, long offset) implements Comparable<Origin> {

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::topic)
            .thenComparingInt(Origin::partition)
            .thenComparingLong(Origin::offset);

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition < 0 ? topic : topic + "-" + partition + "@" + offset;
    }
}
