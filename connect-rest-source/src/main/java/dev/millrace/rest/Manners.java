package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether and when a request may be made of a server, beside what the limits of the client say. For any thread. */
final class Manners implements AutoCloseable {

    private final MannerSettings settings;
    private final Robots robots;
    private final Map<String, Long> lastRequests;
    private final LongSupplier nanos;

    /**
     * Manners of an endpoint.
     *
     * @param lastRequests when each host was asked last, in the time of {@code nanos}; one map for all endpoints
     */
    Manners(MannerSettings settings, Robots robots, Map<String, Long> lastRequests, LongSupplier nanos) {
        this.settings = settings;
        this.robots = robots;
        this.lastRequests = lastRequests;
        this.nanos = nanos;
    }

    /**
     * How long to wait before a server may be asked for that; zero when it is asked now.
     *
     * @param limits asked last; zero counts the request
     * @throws ConnectorFailure MISCONFIGURED when its robots.txt forbids it, TRANSIENT when that can't be had
     */
    Duration admit(URI target, Supplier<Duration> limits) {
        synchronized (lastRequests) {
            Duration polite = wait(target);
            Duration wait = polite.isZero() ? limits.get() : polite;
            if (wait.isZero()) {
                lastRequests.put(hostOf(target), nanos.getAsLong());
            }
            return wait;
        }
    }

    private Duration wait(URI target) {
        Duration between = settings.delay();
        if (settings.respectsRobots()) {
            Robots.Word word = robots.of(target);
            Optional<RobotsRules> rules = word.rules();
            if (rules.isEmpty()) {
                return word.lookAgain();
            }
            if (!rules.get().allows(pathOf(target))) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "robots-disallowed",
                        target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath()
                                + " is forbidden to " + settings.agent() + " by the server's robots.txt: ask its owner,"
                                + " and set " + MannerSettings.ROBOTS + "=ignore with the permission");
            }
            Optional<Duration> asked =
                    settings.respectsCrawlDelay() ? rules.get().crawlDelay() : Optional.empty();
            between =
                    asked.filter(delay -> delay.compareTo(settings.delay()) > 0).orElse(between);
        }
        Long last = lastRequests.get(hostOf(target));
        if (last == null || between.isZero()) {
            return Duration.ZERO;
        }
        Duration left = between.minusNanos(nanos.getAsLong() - last);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void close() {
        synchronized (lastRequests) {
            robots.close();
        }
    }

    private static String pathOf(URI target) {
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
    }

    private static String hostOf(URI target) {
        return String.valueOf(target.getRawAuthority()).toLowerCase(Locale.ROOT);
    }
}
