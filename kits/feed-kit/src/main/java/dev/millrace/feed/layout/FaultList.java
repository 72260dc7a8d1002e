package dev.millrace.feed.layout;

import dev.millrace.kit.path.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with a layout while it is read. One thread. */
final class FaultList {

    private static final int MOST = 1000;
    private static final int MOST_NAMES = 25;

    private final List<LayoutFault> faults = new ArrayList<>();

    void add(Node place, String complaint) {
        add(place.getStartMark(), 0, complaint);
    }

    /**
     * Adds a fault inside of a text.
     *
     * @param offset the characters between the beginning of the text and the fault
     */
    void add(Mark place, int offset, String complaint) {
        add(new LayoutFault(place.getLine() + 1, place.getColumn() + 1 + offset, complaint));
    }

    void add(LayoutFault fault) {
        if (faults.size() < MOST) {
            faults.add(fault);
        }
    }

    /** Whether there are so many that it is not worth to look for more. */
    boolean isFull() {
        return faults.size() >= MOST;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    void throwIfAny() throws LayoutFaults {
        if (!faults.isEmpty()) {
            throw new LayoutFaults(faults);
        }
    }

    /** What a name that is not known could have meant, as the end of a complaint. */
    static String hint(String name, Collection<String> known) {
        List<String> names =
                known.stream().filter(each -> !each.isEmpty()).sorted().toList();
        Optional<String> near = name.length() < 3 ? Optional.empty() : NearestName.in(name, names);
        if (near.isPresent() || names.isEmpty()) {
            return near.map(meant -> "; did you mean " + meant + "?").orElse("; there is none");
        }
        String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return "; known are " + shown + (names.size() > MOST_NAMES ? " and more" : "");
    }
}
