package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import java.util.List;
import java.util.Optional;

/**
 * What the end of a request means for its records.
 *
 * @param ofAll the failure that all of them share
 * @param ofEach where each has an end of its own, that of each in their order: a failure, or empty where the receiver has it
 * @param isIgnored whether the receiver has none of them, and that is as good
 */
record Ending(Optional<ConnectorFailure> ofAll, List<Optional<ConnectorFailure>> ofEach, boolean isIgnored) {

    Ending {
        ofEach = List.copyOf(ofEach);
    }

    /** The receiver has all of them. */
    static Ending delivered() {
        return new Ending(Optional.empty(), List.of(), false);
    }

    /** The receiver has none of them, and nothing is left to do. */
    static Ending ignored() {
        return new Ending(Optional.empty(), List.of(), true);
    }

    static Ending failed(ConnectorFailure failure) {
        return new Ending(Optional.of(failure), List.of(), false);
    }

    static Ending each(List<Optional<ConnectorFailure>> failures) {
        return new Ending(Optional.empty(), failures, false);
    }

    /** The failure of the record at this place; empty where the receiver has it. */
    Optional<ConnectorFailure> of(int place) {
        return ofEach.isEmpty() ? ofAll : ofEach.get(place);
    }

    /** Whether nothing is left to do for any of them. */
    boolean isDelivered() {
        return ofAll.isEmpty() && ofEach.stream().allMatch(Optional::isEmpty);
    }
}
