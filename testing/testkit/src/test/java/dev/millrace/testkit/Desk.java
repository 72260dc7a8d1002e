package dev.millrace.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The partner of {@link DeskSinkConnector}: takes payloads, refuses some, is closed at times. */
final class Desk {
    private static final Map<String, Desk> DESKS = new ConcurrentHashMap<>();

    enum Answer {
        ACCEPTED,
        REFUSED,
        CLOSED
    }

    final String name = UUID.randomUUID().toString();
    final List<String> delivered = new CopyOnWriteArrayList<>();
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    final AtomicInteger clerks = new AtomicInteger();
    volatile boolean closed;
    volatile Duration delay = Duration.ZERO;

    Desk() {
        DESKS.put(name, this);
    }

    static Desk named(String name) {
        Desk desk = DESKS.get(name);
        if (desk == null) {
            throw new IllegalArgumentException("no such desk");
        }
        return desk;
    }

    Answer take(String payload) {
        LockSupport.parkNanos(delay.toNanos());
        if (closed) {
            return Answer.CLOSED;
        }
        if (refused.contains(payload)) {
            return Answer.REFUSED;
        }
        delivered.add(payload);
        return Answer.ACCEPTED;
    }
}
