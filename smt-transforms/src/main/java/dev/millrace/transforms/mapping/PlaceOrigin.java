package dev.millrace.transforms.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one place below a slot. */
final class PlaceOrigin implements Origin {

    private final int slot;
    private final Hop[] hops;

    PlaceOrigin(int slot, List<Hop> hops) {
        this.slot = slot;
        this.hops = hops.toArray(Hop[]::new);
    }

    @Override
    public @Nullable Object read(Scope scope) {
        Object at = scope.values[slot];
        for (Hop hop : hops) {
            if (at == null || at == Absent.ABSENT) {
                return at;
            }
            at = hop.from(at);
        }
        return at;
    }
}
