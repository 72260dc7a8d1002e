package dev.millrace.ops.dlq;

import java.util.Comparator;

/**
 * Where a record stands in the order of a replay.
 *
 * @param partition of the topic in which it is set aside
 * @param offset in that partition
 */
record Place(Origin origin, int partition, long offset) implements Comparable<Place> {

    private static final Origin ANYWHERE = new Origin("", 0, 0);
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::origin)
            .thenComparingInt(Place::partition)
            .thenComparingLong(Place::offset);

    static Place of(SetAside aside, boolean inOrderOfOrigin) {
        return new Place(
                inOrderOfOrigin ? aside.order() : ANYWHERE,
                aside.raw().partition(),
                aside.raw().offset());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
