package dev.millrace.rest;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Why the task can't go on; the first reason counts. Any thread may tell or ask. */
final class StopReason {

    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    void is(Throwable failure) {
        first.compareAndSet(null, failure);
    }

    Optional<Throwable> known() {
        return Optional.ofNullable(first.get());
    }
}
