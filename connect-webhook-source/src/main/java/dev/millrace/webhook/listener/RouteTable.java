package dev.millrace.webhook.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one listener. Those whose tasks have left stay known while the listener is open, so that a sender is put off
 * and not turned away. Thread-safe; finding takes no lock.
 */
final class RouteTable {

    /** How many routes without tasks are remembered. */
    private static final int REMEMBERED = 1_000;

    private final List<RouteEntry> entries = new ArrayList<>();
    private volatile RouteIndex index = new RouteIndex(List.of());
    private volatile List<RouteEntry> all = List.of();
    private final long opened;
    private volatile int expected;

    /**
     * A table without routes.
     *
     * @param opening for how long the tasks of a worker that starts may take to come
     */
    RouteTable(Duration opening) {
        this.opened = System.nanoTime() + opening.toNanos();
    }

    /** A task is here whose route is not. */
    synchronized void expect() {
        expected++;
    }

    /** The route of such a task has come, or never will. */
    synchronized void expectNoMore() {
        expected--;
    }

    /** Whether a path that is unknown now may be that of a task which is about to start. */
    boolean isIncomplete() {
        return expected > 0 || System.nanoTime() - opened < 0;
    }

    /** The place of a request; null for none. */
    @Nullable
    RoutePlace find(String path, String host) {
        return index.find(path, host);
    }

    /** Everything known. */
    List<RouteEntry> entries() {
        return all;
    }

    boolean isActive() {
        return all.stream().anyMatch(entry -> entry.active() != null);
    }

    /** Joins what is at the address when it fits, or what is brought instead. */
    synchronized <R extends Route> Membership<R> join(
            RouteAddress address, String connector, Class<R> type, Predicate<? super R> fits, Supplier<R> bring) {
        for (RouteEntry entry : entries) {
            Route there = entry.active();
            if (there == null || !entry.address().overlaps(address)) {
                continue;
            }
            if (!entry.connector().equals(connector)) {
                throw new ConfigException(
                        RouteSettings.PATH,
                        address.toString(),
                        "is the path of connector " + entry.connector()
                                + " on this port: choose another path, host or method");
            }
            if (entry.address().equals(address) && type.isInstance(there) && fits.test(type.cast(there))) {
                entry.join();
                return new Member<>(entry, type.cast(there));
            }
        }
        R route = bring.get();
        entries.removeIf(entry -> {
            boolean gone = entry.address().overlaps(address);
            if (gone) {
                entry.end();
            }
            return gone;
        });
        RouteEntry entry = new RouteEntry(route);
        entry.join();
        entries.add(entry);
        forget();
        publish();
        return new Member<>(entry, route);
    }

    private void forget() {
        int surplus = entries.size() - REMEMBERED;
        for (int at = 0; at < entries.size() && surplus > 0; at++) {
            RouteEntry entry = entries.get(at);
            if (entry.active() == null) {
                entries.remove(at--);
                entry.end();
                surplus--;
            }
        }
    }

    private void publish() {
        all = List.copyOf(entries);
        index = new RouteIndex(all);
    }

    /** Ends everything. */
    synchronized void close() {
        entries.forEach(RouteEntry::end);
        entries.clear();
        publish();
    }

    private final class Member<R extends Route> implements Membership<R> {
        private final RouteEntry entry;
        private final R route;
        private boolean left;

        Member(RouteEntry entry, R route) {
            this.entry = entry;
            this.route = route;
        }

        @Override
        public R route() {
            return route;
        }

        @Override
        public void close() {
            synchronized (RouteTable.this) {
                if (!left) {
                    left = true;
                    entry.leave();
                }
            }
        }
    }
}
