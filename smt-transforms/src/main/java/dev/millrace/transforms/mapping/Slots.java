package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.PathStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The slots of a plan while it is compiled: 0 for the side, one for the element of each list that is gone through. */
final class Slots {

    /**
     * One slot.
     *
     * @param steps from the side to what stands in it
     * @param schema of what stands in it, where it is known
     */
    record Slot(int index, List<PathStep> steps, @Nullable Schema schema) {}

    private final Map<List<PathStep>, Slot> slots = new HashMap<>();

    Slots(@Nullable Schema side) {
        slots.put(List.of(), new Slot(0, List.of(), side));
    }

    Slot add(List<PathStep> steps, @Nullable Schema schema) {
        return slots.computeIfAbsent(steps, any -> new Slot(slots.size(), steps, schema));
    }

    int count() {
        return slots.size();
    }

    /** The nearest slot on the way of steps, so many stars deep at most. */
    Slot nearest(List<PathStep> steps, int depth) {
        for (int stars = depth; stars > 0; stars--) {
            Optional<Slot> found = MappingField.upToStar(steps, stars).map(slots::get);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return Objects.requireNonNull(slots.get(List.of()));
    }
}
