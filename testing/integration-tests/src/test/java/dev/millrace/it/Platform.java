package dev.millrace.it;

import dev.millrace.partner.environment.Broker;
import dev.millrace.quickstart.KafkaHome;
import dev.millrace.quickstart.WorkerProcess;
import dev.millrace.quickstart.WorkerSettings;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One broker and a worker of each kind, started when a test first asks and shared by all tests of the build; they end with
 * it. A test that kills things asks for its own.
 */
final class Platform {

    /** A release of Kafka Connect. */
    enum Line {
        CURRENT("millrace.kafka.current"),
        OLDEST("millrace.kafka.oldest");

        private final String property;

        Line(String property) {
            this.property = property;
        }

        KafkaHome home() {
            return KafkaHome.of(Path.of(System.getProperty(property)));
        }
    }

    /** Whether sources deliver exactly once. */
    enum Guarantee {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    private record Kind(Line line, Guarantee guarantee) {}

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Path FOLDER = folder();
    private static final Map<Kind, WorkerProcess> WORKERS = new ConcurrentHashMap<>();
    private static final Broker BROKER = Brokers.start(FOLDER.resolve("broker"));
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Platform() {}

    static Broker broker() {
        return BROKER;
    }

    /** The shared worker of a kind, with the plugin zips and the tests' own plugin installed. */
    static WorkerProcess worker(Line line, Guarantee guarantee) {
        return WORKERS.computeIfAbsent(
                new Kind(line, guarantee), kind -> WorkerProcess.start(settings(line, guarantee, BROKER)));
    }

    /** A worker of the test's own, to be closed by it. */
    static WorkerSettings settings(Line line, Guarantee guarantee, Broker broker) {
        String group = "w" + NUMBER.incrementAndGet();
        WorkerSettings settings = WorkerSettings.of(
                        line.home(), FOLDER.resolve(group), broker.bootstrapServers(), plugins(), TestPlugin.folder())
                .inGroup(group)
                .with(Map.of(
                        "offset.flush.interval.ms", "500",
                        "session.timeout.ms", "6000",
                        "heartbeat.interval.ms", "2000",
                        "rebalance.timeout.ms", "10000"));
        if (scaled(100) < 100) {
            // A short life: what a better compiler and a parallel collector save is less than what they cost.
            settings = settings.withJvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        }
        return guarantee == Guarantee.EXACTLY_ONCE ? settings.exactlyOnce() : settings;
    }

    /** Stops a connector, and waits until Connect counts no task of it. */
    static void stop(WorkerProcess worker, String connector) {
        worker.rest().stop(connector);
        Eventually.holds(
                "the tasks of " + connector + " have ended",
                PATIENCE,
                () -> worker.rest().status(connector).path("tasks").isEmpty());
    }

    static Path plugins() {
        return Path.of(System.getProperty("millrace.plugins"));
    }

    /** A folder that nobody else uses. */
    static Path folder() {
        try {
            Path folder = Files.createTempDirectory("millrace-it");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A share of a full-size figure: a twentieth in the ordinary build, all of it under {@code -Pscale}. */
    static int scaled(int full) {
        return (int) Math.round(full * Double.parseDouble(System.getProperty("millrace.scale")));
    }

    /** A name for a connector or a topic that nobody else has. */
    static String name(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }
}
