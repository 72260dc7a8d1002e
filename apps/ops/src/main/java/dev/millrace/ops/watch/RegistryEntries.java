package dev.millrace.ops.watch;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.cluster.Flow;
import dev.millrace.ops.cluster.Registry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The registry's entries by connector; its folder is read again from time to time. For one thread. */
public final class RegistryEntries {

    private static final Duration AGE = Duration.ofMinutes(1);

    private final Optional<Path> folder;
    private final Clock clock;
    private Instant read = Instant.MIN;
    private Map<String, Flow> entries = Map.of();
    private Optional<String> trouble = Optional.empty();

    /** @param folder of the registry; empty where there is none */
    public RegistryEntries(Optional<Path> folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    Map<String, Flow> byConnector() {
        if (folder.isPresent() && clock.instant().isAfter(read.equals(Instant.MIN) ? read : read.plus(AGE))) {
            read = clock.instant();
            try {
                Map<String, Flow> fresh = new HashMap<>();
                Registry.read(folder.get()).byConnector().forEach((name, flows) -> fresh.put(name, flows.get(0)));
                entries = Map.copyOf(fresh);
                trouble = Optional.empty();
            } catch (CommandFailure unreadable) {
                trouble = Optional.of("The registry: " + unreadable.getMessage());
            }
        }
        return entries;
    }

    /** Why it could not be read the last time; the entries are those of before then. */
    Optional<String> trouble() {
        return trouble;
    }
}
