package dev.millrace.webhook;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that Kafka has, shared by all tasks of all workers through a topic. A thread of its own reads the topic to its end
 * and then on; another one writes.
 *
 * <p>An id is written when Kafka has confirmed the event, and the sender is answered when the id is written or half a second
 * has passed. Two deliveries of one event that come to two workers within the time that an id needs to travel (some ten
 * milliseconds) are both taken, and so are retries of events whose id was not written before a crash. The topic is never in the
 * way of an event: while it can't be read new events are let through and counted, and an id that can't be written is
 * counted. Only at the start requests are put off, until the past is read or half a minute went by without a piece of it.
 */
final class DedupTopic implements SeenEvents {

    /** How long an answer waits for its id. */
    static final Duration ANSWER = Duration.ofMillis(500);

    /** How long requests are put off at the start while nothing can be read. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(DedupTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWERED = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 2_000;
    private static final int WAITING = 10_000;

    private final String topic;
    private final DedupWindow window;
    private final long windowMillis;
    private final DedupTopicLog log;
    private final DedupMeters meters;
    private final Clock clock;
    private final Sleeper sleeper;
    private final ThreadPoolExecutor writer;
    private final Thread reader;
    private volatile boolean ready;
    private volatile boolean current;
    private volatile boolean closed;
    private volatile long progressAt;
    private boolean warned;

    /**
     * Begins to read.
     *
     * @param topic for messages and the names of threads
     * @param log closed by this one
     */
    DedupTopic(
            String topic,
            DedupSettings settings,
            DedupWindow window,
            DedupTopicLog log,
            DedupMeters meters,
            Clock clock,
            Sleeper sleeper) {
        this.topic = topic;
        this.window = window;
        this.windowMillis = settings.window().toMillis();
        this.log = log;
        this.meters = meters;
        this.clock = clock;
        this.sleeper = sleeper;
        this.progressAt = clock.millis();
        this.writer = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> thread(work, "dedup-writer-" + topic));
        this.reader = thread(this::read, "dedup-reader-" + topic);
        reader.start();
    }

    /**
     * Makes the clients and begins to read.
     *
     * @throws ConnectorFailure MISCONFIGURED when the settings are none of clients
     */
    static DedupTopic open(DedupSettings settings, DedupWindow window, DedupMeters meters, Clock clock) {
        DedupTopicSettings topic = settings.topic()
                .orElseThrow(() -> new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "dedup-topic-missing",
                        "set " + DedupTopicSettings.TOPIC + " and " + DedupTopicSettings.BOOTSTRAP));
        return new DedupTopic(
                topic.topic(),
                settings,
                window,
                DedupTopicClients.of(topic, settings.window()),
                meters,
                clock,
                Sleeper.SYSTEM);
    }

    @Override
    public boolean contains(EventKey key) {
        boolean known = window.contains(key);
        if (!known && !current) {
            meters.unchecked().increment();
        }
        return known;
    }

    @Override
    public void add(EventKey key) {
        CompletionStage<Void> unused = share(key);
    }

    @Override
    public CompletionStage<Void> share(EventKey key) {
        SeenEvent event = new SeenEvent(key, clock.millis());
        window.add(event);
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            writer.execute(() -> write(event, written));
        } catch (RejectedExecutionException full) {
            meters.unshared().increment();
            written.complete(null);
        }
        return written.completeOnTimeout(null, ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isReady() {
        return ready || clock.millis() - progressAt >= PATIENCE.toMillis();
    }

    /** Gives writers and reader two seconds to end. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.shutdown();
            if (!writer.awaitTermination(FAREWELL.toMillis() / 2, TimeUnit.MILLISECONDS)) {
                meters.unshared().add(writer.shutdownNow().size());
            }
            log.wakeup();
            reader.join(FAREWELL.toMillis());
            reader.interrupt();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(SeenEvent event, CompletableFuture<Void> written) {
        try {
            CompletionStage<Void> unused = log.append(event).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    meters.unshared().increment();
                }
                written.complete(null);
            });
        } catch (KafkaException | IllegalStateException failed) {
            LOG.debug("An id was not written to {}", topic, failed);
            meters.unshared().increment();
            written.complete(null);
        }
    }

    private void read() {
        try (log) {
            boolean open = false;
            while (!closed) {
                try {
                    if (!open) {
                        log.open(clock.millis() - windowMillis);
                        open = true;
                    }
                    follow();
                } catch (WakeupException | InterruptException stopped) {
                    // close() ends the loop.
                    LOG.debug("The reader of {} was told to stop", topic);
                } catch (KafkaException failed) {
                    lost(failed);
                    sleeper.sleep(PAUSE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            current = false;
            LOG.error("Topic {} is no longer read: duplicates of other workers are not known", topic, defect);
        }
    }

    private void follow() {
        long lookedAt = clock.millis() - LOOK_MILLIS;
        while (!closed) {
            List<SeenEvent> events = log.poll(ready ? POLL : Duration.ofMillis(50));
            if (!events.isEmpty()) {
                events.forEach(window::add);
                progressAt = clock.millis();
            }
            if (!current || clock.millis() - lookedAt >= LOOK_MILLIS) {
                boolean atEnd = log.isAtEnd(ANSWERED);
                lookedAt = clock.millis();
                // Who reads news is not cut off, however much there is of it.
                if (atEnd || (ready && !events.isEmpty())) {
                    found();
                }
            }
        }
    }

    private void found() {
        if (!ready) {
            LOG.info("Topic {} is read to its end: {} events are known", topic, window.size());
        } else if (!current) {
            LOG.info("Topic {} is read again", topic);
        }
        ready = true;
        current = true;
        warned = false;
    }

    private void lost(KafkaException failed) {
        current = false;
        if (!warned) {
            warned = true;
            LOG.warn("Topic {} can't be read: until it can, duplicates of other workers pass as new", topic, failed);
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
