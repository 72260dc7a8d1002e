package dev.millrace.legacy.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Everything that is wrong with a session file, each with its line; knows the values that fill its numbers, too. */
final class SpecFaults {

    private final List<SpecFault> found = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();

    void add(Node place, String complaint) {
        found.add(new SpecFault("", "line " + (place.getStartMark().getLine() + 1) + ": " + complaint));
    }

    void add(String complaint) {
        found.add(new SpecFault("", complaint));
    }

    /** Something is wrong with what was given for a value. */
    void ofValue(String name, String complaint) {
        found.add(new SpecFault(name, complaint));
    }

    /** In the order of the file. */
    List<SpecFault> all() {
        return List.copyOf(found);
    }

    /** From here on numbers may be written as places for these values. */
    void fillWith(Map<String, String> given) {
        values.putAll(given);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
