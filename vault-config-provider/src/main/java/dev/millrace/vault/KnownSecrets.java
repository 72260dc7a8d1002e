package dev.millrace.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was read before, for the time in which the store can't be reached. For any thread. */
final class KnownSecrets {

    private record Known(Map<String, String> values, Instant read) {}

    private final Duration longest;
    private final Clock clock;
    private final Map<SecretPath, Known> known = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param longest how old a secret may be; zero for keeping none
     */
    KnownSecrets(Duration longest, Clock clock) {
        this.longest = longest;
        this.clock = clock;
    }

    void learn(SecretPath path, Map<String, String> values) {
        if (!longest.isZero()) {
            known.put(path, new Known(Map.copyOf(values), clock.instant()));
        }
    }

    void forget(SecretPath path) {
        known.remove(path);
    }

    Optional<Map<String, String>> find(SecretPath path) {
        return Optional.ofNullable(known.get(path))
                .filter(found -> !found.read().plus(longest).isBefore(clock.instant()))
                .map(Known::values);
    }
}
