package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.PathStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all places that steps with a star lead to, below a slot, as a list; nulls are left out. */
final class ManyOrigin implements Origin {

    private final int slot;
    private final List<PathStep> steps;

    ManyOrigin(int slot, List<PathStep> steps) {
        this.slot = slot;
        this.steps = List.copyOf(steps);
    }

    @Override
    public Object read(Scope scope) {
        List<Object> found = new ArrayList<>();
        walk(scope.values[slot], 0, found);
        return found;
    }

    private void walk(@Nullable Object value, int at, List<Object> found) {
        if (value == null || value == Absent.ABSENT) {
            return;
        }
        if (at == steps.size()) {
            found.add(value);
        } else {
            steps.get(at).from(value, inner -> walk(inner, at + 1, found));
        }
    }
}
