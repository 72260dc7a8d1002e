package dev.millrace.ops.setaside;

import dev.millrace.ops.console.Visit;
import java.util.Optional;

/** Where a record is set aside. */
record Place(String topic, int partition, long offset) {

    private static final String DIGITS = "[0-9]{1,18}";

    /** As the path of a page says it; empty for what can be none. */
    static Optional<Place> of(Visit visit) {
        String partition = visit.name("partition");
        String offset = visit.name("offset");
        return partition.matches("[0-9]{1,9}") && offset.matches(DIGITS)
                ? Optional.of(new Place(visit.name("topic"), Integer.parseInt(partition), Long.parseLong(offset)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
