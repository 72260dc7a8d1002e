package dev.millrace.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The partner of {@link ShelfSourceConnector}: bundles of lines, taken off the shelf when they are done. */
final class Shelf {
    private static final Map<String, Shelf> SHELVES = new ConcurrentHashMap<>();

    final String name = UUID.randomUUID().toString();
    final List<List<String>> bundles = new CopyOnWriteArrayList<>();
    final Set<Integer> done = ConcurrentHashMap.newKeySet();
    final AtomicInteger sessions = new AtomicInteger();

    Shelf() {
        SHELVES.put(name, this);
    }

    static Shelf named(String name) {
        Shelf shelf = SHELVES.get(name);
        if (shelf == null) {
            throw new IllegalArgumentException("no such shelf");
        }
        return shelf;
    }

    boolean empty() {
        return done.size() == bundles.size();
    }
}
