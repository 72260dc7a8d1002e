package dev.millrace.rest;

import dev.millrace.http.Breaker;
import dev.millrace.http.Origin;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps endpoints from asking a host that is down: after three requests in a row without a connection, or one that was told to
 * come back late, one request at a time finds out when it is back, for all of them. An error of one endpoint counts for
 * that one alone. For any thread.
 */
final class HostBreakers {

    /** How soon to look again while a request finds out. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final String task;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<Origin, Gate> gates = new HashMap<>();

    /** @param task names the connector and task in the log */
    HostBreakers(String task, Clock clock, RandomGenerator random) {
        this.task = task;
        this.clock = clock;
        this.random = random;
    }

    /** A host and what is on its way to it. */
    private static final class Gate {
        private final Breaker breaker;
        private long opensAt;
        private int inFlight;

        Gate(Breaker breaker) {
            this.breaker = breaker;
        }
    }

    /**
     * How long to wait before a host may be asked; zero when the caller asks it now, or {@linkplain #released gives that up}.
     *
     * @param backOff between two requests to a host that is down
     * @param longestWait a host that asks for more is down
     */
    synchronized Duration take(Origin host, RetryPolicy backOff, Duration longestWait) {
        Gate gate = gates.computeIfAbsent(
                host, unknown -> new Gate(new Breaker(task, backOff, Integer.MAX_VALUE, longestWait, clock, random)));
        if (gate.breaker.state() == Breaker.State.OPEN) {
            long left = gate.opensAt - clock.millis();
            if (left > 0) {
                return Duration.ofMillis(left);
            }
            gate.breaker.halfOpen();
        }
        if (!gate.breaker.admits(gate.inFlight)) {
            return LOOK;
        }
        gate.inFlight++;
        return Duration.ZERO;
    }

    /** A request was not made, or given up. */
    synchronized void released(Origin host) {
        Gate gate = gates.get(host);
        if (gate != null) {
            gate.inFlight--;
        }
    }

    /** A request came to an end. */
    synchronized void landed(Origin host, Optional<ConnectorFailure> failure) {
        Gate gate = gates.get(host);
        if (gate == null) {
            return;
        }
        gate.inFlight--;
        if (failure.isEmpty()) {
            gate.breaker.answered();
        } else {
            gate.breaker.failed(failure.get(), 0).ifPresent(wait -> gate.opensAt = clock.millis() + wait.toMillis());
        }
    }

    /** How many hosts are taken as down. */
    synchronized long down() {
        return gates.values().stream()
                .filter(gate -> gate.breaker.state() != Breaker.State.CLOSED)
                .count();
    }
}
