package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.PathText;
import java.util.Arrays;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/** One record on its way through the rules: where the pass stands, and which rules have found something. Of one thread. */
final class Pass {

    /** The step into an element of a list. */
    static final String ELEMENT = new String(PathText.EACH);

    private static final int USUAL_DEPTH = 8;

    private final ConnectRecord<?> record;
    private @Nullable String @Nullable [] trail;
    private boolean @Nullable [] found;
    private int depth;

    /**
     * A pass at the beginning of a record.
     *
     * @param rules how many rules there are, where it must be known which of them found something; 0 otherwise
     * @param remembers whether the way is needed to say where something stands
     */
    Pass(ConnectRecord<?> record, int rules, boolean remembers) {
        this.record = record;
        this.trail = remembers ? new String[USUAL_DEPTH] : null;
        this.found = rules == 0 ? null : new boolean[rules];
    }

    ConnectRecord<?> record() {
        return record;
    }

    /** Takes a step into a field or entry, or into an {@link #ELEMENT}. */
    void enter(String step) {
        @Nullable String[] way = trail;
        if (way != null) {
            if (depth == way.length) {
                way = Arrays.copyOf(way, depth * 2);
                trail = way;
            }
            way[depth++] = step;
        }
    }

    /** Goes back by one step. */
    void leave() {
        if (trail != null) {
            depth--;
        }
    }

    /** Where the pass stands, as a path. */
    String place() {
        String place = "";
        @Nullable String[] way = trail;
        for (int i = 0; way != null && i < depth; i++) {
            String step = way[i];
            if (step != null) {
                place = isElement(step) ? PathText.each(place) : PathText.field(place, step);
            }
        }
        return place;
    }

    /** A rule has found something, null or not. */
    void found(int rule) {
        if (found != null) {
            found[rule] = true;
        }
    }

    boolean hasFound(int rule) {
        return found == null || found[rule];
    }

    // A field may have the name [*], so it is told by its identity.
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private static boolean isElement(String step) {
        return step == ELEMENT;
    }
}
