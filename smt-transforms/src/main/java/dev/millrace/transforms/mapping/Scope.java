package dev.millrace.transforms.mapping;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record's rules read from, while it goes through: the side at slot 0, and behind it the element that stands at its turn
 * for each list that is gone through. Of one record, for one thread.
 */
final class Scope {

    final ConnectRecord<?> record;
    final @Nullable Object[] values;

    Scope(ConnectRecord<?> record, Object side, int slots) {
        this.record = record;
        this.values = new Object[slots];
        this.values[0] = side;
    }
}
