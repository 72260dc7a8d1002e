package dev.millrace.rest;

import dev.millrace.kit.change.ChangeDetector;
import dev.millrace.kit.change.Compared;
import java.util.Map;

/** Judges offsets that a person wants to store. */
final class OffsetCheck {

    private OffsetCheck() {}

    /**
     * Refuses what no endpoint could go on from.
     *
     * @throws IllegalArgumentException its message says what is wrong
     */
    static void check(Map<String, ?> partition, Map<String, ?> offset, Map<String, String> properties) {
        Object name = partition.get("endpoint");
        boolean isBucket = partition.size() == 2 && partition.get(Compared.BUCKET) instanceof String;
        if (!(name instanceof String) || (partition.size() != 1 && !isBucket)) {
            throw new IllegalArgumentException(
                    "a partition is {\"endpoint\": name}, or {\"endpoint\": name, \"bucket\": number as a text}");
        }
        RestSourceSettings settings = RestSourceSettings.from(properties);
        EndpointSettings endpoint = settings.endpoints().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the connector has no such endpoint; it has "
                        + String.join(
                                ", ",
                                settings.endpoints().stream()
                                        .map(EndpointSettings::name)
                                        .toList())));
        if (isBucket) {
            ChangeDetector.check(offset, endpoint.changes().shared());
            return;
        }
        EndpointState state = EndpointState.from(offset);
        if (endpoint.increment().mode() == IncrementSettings.Mode.NONE
                && state.cursor().isPresent()) {
            throw new IllegalArgumentException("the endpoint is not incremental, so it has no cursor");
        }
        try {
            Increment increment = new Increment(endpoint.increment());
            state.cursor().ifPresent(increment::check);
            state.running().flatMap(RoundState::max).ifPresent(increment::check);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the cursor is no time: write it as 2026-01-01T00:00:00Z", wrong);
        }
    }
}
