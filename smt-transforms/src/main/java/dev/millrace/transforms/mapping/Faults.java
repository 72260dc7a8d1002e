package dev.millrace.transforms.mapping;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a document, each with its place. */
final class Faults {

    private final List<String> found = new ArrayList<>();

    void add(String place, String complaint) {
        found.add(place + ": " + complaint);
    }

    int count() {
        return found.size();
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
