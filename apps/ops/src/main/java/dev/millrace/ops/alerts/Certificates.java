package dev.millrace.ops.alerts;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** When the certificates of servers end; asked for now and then on another thread. Safe for use by several threads. */
final class Certificates {

    private static final Duration AGAIN = Duration.ofHours(6);
    private static final Duration SOONER = Duration.ofMinutes(10);

    /** Shakes hands with a server. */
    @FunctionalInterface
    interface Probe {

        /**
         * The end of the first certificate of the chain to end.
         *
         * @param address host and port
         * @throws java.io.IOException when there is none to be had
         */
        Instant end(String address) throws IOException;
    }

    /**
     * What is known of an address.
     *
     * @param trouble why no end is known; empty when one is
     */
    record Known(Optional<Instant> end, String trouble, Instant asked) {}

    private final Probe probe;
    private final Clock clock;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Certificates(Probe probe, Clock clock) {
        this.probe = probe;
        this.clock = clock;
    }

    /** What is known; an address that is asked for the first time is looked at by the next {@link #turn}. */
    Optional<Known> known(String address) {
        wanted.add(address);
        return Optional.ofNullable(known.get(address));
    }

    /** Asks those that are due; what was known stays when a server does not answer. */
    void turn() {
        Set<String> now = new TreeSet<>(wanted);
        wanted.removeAll(now);
        known.keySet().retainAll(now);
        for (String address : now) {
            Known before = known.get(address);
            Duration pause = before == null || !before.trouble().isEmpty() ? SOONER : AGAIN;
            if (before == null || !before.asked().plus(pause).isAfter(clock.instant())) {
                known.put(address, asked(address, before));
            }
        }
    }

    private Known asked(String address, @org.jspecify.annotations.Nullable Known before) {
        try {
            return new Known(Optional.of(probe.end(address)), "", clock.instant());
        } catch (IOException none) {
            Optional<Instant> end = before == null ? Optional.empty() : before.end();
            return new Known(end, none.getClass().getSimpleName(), clock.instant());
        }
    }
}
