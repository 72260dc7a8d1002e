package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;

/** An entry with those below it. Filled by {@link LevelTree}; for one thread. */
record Node(Entry entry, List<Node> members) {

    Node(Entry entry) {
        this(entry, new ArrayList<>());
    }
}
