package dev.millrace.webhook;

import dev.millrace.webhook.listener.Route.Room;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests and bytes a route holds, from their first byte until Kafka has them. Thread-safe, never blocks. */
final class Memory {

    private final long mostRequests;
    private final long mostBytes;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    Memory(long mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /** Room for one request; empty when there is none. */
    Optional<Room> reserve(long size) {
        if (!take(requests, 1, mostRequests)) {
            return Optional.empty();
        }
        if (!take(bytes, size, mostBytes)) {
            requests.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Reserved(size));
    }

    long requests() {
        return requests.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Whether more than a share of it is taken. */
    boolean isFullerThan(double share) {
        return requests.get() > mostRequests * share || bytes.get() > mostBytes * share;
    }

    private static boolean take(AtomicLong of, long count, long most) {
        while (true) {
            long taken = of.get();
            if (taken + count > most) {
                return false;
            }
            if (of.compareAndSet(taken, taken + count)) {
                return true;
            }
        }
    }

    private final class Reserved implements Room {
        private static final long CLOSED = -1;
        private final AtomicLong size;

        private Reserved(long size) {
            this.size = new AtomicLong(size);
        }

        @Override
        public boolean grow(long more) {
            if (!take(bytes, more, mostBytes)) {
                return false;
            }
            while (true) {
                long held = size.get();
                if (held == CLOSED) {
                    bytes.addAndGet(-more);
                    return false;
                }
                if (size.compareAndSet(held, held + more)) {
                    return true;
                }
            }
        }

        @Override
        public void close() {
            long held = size.getAndSet(CLOSED);
            if (held != CLOSED) {
                bytes.addAndGet(-held);
                requests.decrementAndGet();
            }
        }
    }
}
