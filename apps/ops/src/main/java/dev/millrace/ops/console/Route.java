package dev.millrace.ops.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method, a path and what is done then.
 *
 * @param segments of the path; one in braces stands for any
 */
record Route(String method, List<String> segments, Role role, Action action) {

    Route {
        segments = List.copyOf(segments);
    }

    static Route of(String method, String path, Role role, Action action) {
        return new Route(method, segmentsOf(path), role, action);
    }

    /** The segments of a path, which begins with a slash. */
    static List<String> segmentsOf(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** What stands for the names in braces; empty when the path is another's. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                names.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }
}
