package dev.millrace.ops.dlq;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.TopicSpan;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends records again: segment by segment, each sorted, in transactions that hold the progress too. Killed at any point and
 * called again, it goes on behind the last record of which Kafka is certain. For one thread.
 */
public final class Replay {

    /** Records in a transaction: what it costs to end one is shared by so many. */
    static final int TRANSACTION = 10_000;
    /** Bytes in a transaction, so that one of large records ends before Kafka's patience with it does. */
    static final long TRANSACTION_BYTES = 16L << 20;

    private final KafkaClients clients;
    private final ReplayRequest request;
    private final ReplayTopics topics;
    private final ReplayListener listener;
    private final Sleeper sleeper;

    public Replay(KafkaClients clients, ReplayRequest request, ReplayListener listener, Sleeper sleeper) {
        this.clients = clients;
        this.request = request;
        this.topics = new ReplayTopics(clients, request);
        this.listener = listener;
        this.sleeper = sleeper;
    }

    /**
     * Sends all that is asked for.
     *
     * @throws CommandFailure when it is stopped or can't go on; what was sent stays sent
     */
    public Replayed run() {
        try (Consumer<byte[], byte[]> consumer =
                clients.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, request.group()))) {
            if (request.terms().dryRun()) {
                return pass(consumer, new Rehearsal());
            }
            try (Outbox outbox = new Outbox(clients, request, consumer.groupMetadata())) {
                return pass(consumer, outbox);
            }
        } catch (KafkaException refused) {
            throw CommandFailure.incomplete(
                    "the replay " + request.name() + " stopped ("
                            + refused.getClass().getSimpleName()
                            + (refused.getCause() == null
                                    ? ""
                                    : ", " + refused.getCause().getClass().getSimpleName())
                            + "); nothing is sent twice when the same call goes on",
                    refused);
        }
    }

    private Replayed pass(Consumer<byte[], byte[]> consumer, ReplayTarget target) {
        TopicSpan all = TopicSpan.all(consumer, request.selection().topic());
        Progress progress = begin(consumer, all);
        boolean resumed = progress.isInSegment() || progress.tally().selected() > 0;
        long before = progress.tally().sent() + progress.tally().parked();
        Sending sending = new Sending(request, target, progress, !resumed);
        Advance advance = new Advance(listener, progress.from());
        KillSwitch killSwitch = new KillSwitch(consumer, partitions(all), request.stopPercent());
        while (!sending.progress().isAtEnd()) {
            Segment segment = segment(consumer, all, sending.progress());
            topics.check(segment.records());
            if (!sending.progress().isInSegment()) {
                sending.begin(segment);
            }
            List<List<SetAside>> chunks = sending.rest(segment, chunkSize(), TRANSACTION_BYTES);
            int left = chunks.stream().mapToInt(List::size).sum();
            for (List<SetAside> chunk : chunks) {
                if (listener.isCancelled()) {
                    sending.stop();
                    throw CommandFailure.incomplete(
                            "cancelled after " + sending.progress().tally().sent() + " records; the same call goes on");
                }
                long started = System.nanoTime();
                sending.send(chunk);
                Tally tally = sending.progress().tally();
                if (killSwitch.isTripped(tally.sent() + tally.parked() - before)) {
                    sending.stop();
                    throw CommandFailure.incomplete("stopped after " + tally.sent() + " records: "
                            + all.topic() + " grew by " + killSwitch.growth()
                            + " meanwhile, more than --stop-growth allows; correct what refuses them, then the same call"
                            + " goes on");
                }
                left -= chunk.size();
                advance.tell(sending.progress(), left, segment);
                pace(chunk.size(), started);
            }
            sending.endSegment();
            advance.tell(sending.progress(), 0, segment);
        }
        sending.complete();
        return Replayed.of(request, sending, resumed);
    }

    private Progress begin(Consumer<byte[], byte[]> consumer, TopicSpan all) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions(all)));
        Progress found = Progress.of(committed).orElse(null);
        if (found != null) {
            if (!found.plan().equals(request.plan())) {
                throw CommandFailure.usage("a replay of the name " + request.name()
                        + " is under way that was asked for something else: call it as before, or take another --name");
            }
            checkExpired(found, all);
            return found;
        }
        Map<Integer, Long> done = committed.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
        TopicSpan rest = request.selection().within(all).after(done);
        TreeMap<Integer, Long> ends = new TreeMap<>(rest.to());
        ends.replaceAll((partition, end) -> Math.max(end, rest.from().getOrDefault(partition, 0L)));
        return Progress.begin(UUID.randomUUID().toString(), request.plan(), rest.from(), ends);
    }

    private void checkExpired(Progress found, TopicSpan all) {
        found.from().forEach((partition, from) -> {
            long first = all.from().getOrDefault(partition, 0L);
            if (first > from && !request.terms().acceptsExpired()) {
                throw CommandFailure.incomplete(all.topic() + "-" + partition + " begins at " + first
                        + " now: retention deleted records from " + from
                        + " on while this replay was cut off, and some may"
                        + " not have been sent; raise retention.ms, and say --accept-expired to send what is left");
            }
        });
    }

    private Segment segment(Consumer<byte[], byte[]> consumer, TopicSpan all, Progress progress) {
        List<HeaderNames> names = request.selection().headerNames();
        boolean sorted = request.terms().inOrderOfOrigin();
        if (progress.isInSegment()) {
            return Segment.again(
                    consumer,
                    new TopicSpan(all.topic(), progress.from(), progress.segment()),
                    names,
                    request::chooses,
                    sorted);
        }
        return Segment.next(
                consumer,
                new TopicSpan(all.topic(), progress.from(), progress.end()),
                names,
                request::chooses,
                request.selection().limit() - progress.tally().selected(),
                sorted);
    }

    private static List<TopicPartition> partitions(TopicSpan span) {
        return span.from().keySet().stream()
                .map(partition -> new TopicPartition(span.topic(), partition))
                .toList();
    }

    private int chunkSize() {
        return Math.min(TRANSACTION, request.terms().rate().orElse(TRANSACTION));
    }

    private void pace(int records, long started) {
        request.terms().rate().ifPresent(rate -> {
            Duration due = Duration.ofNanos(records * 1_000_000_000L / rate);
            Duration left = due.minusNanos(System.nanoTime() - started);
            if (!left.isNegative()) {
                try {
                    sleeper.sleep(left);
                } catch (InterruptedException told) {
                    Thread.currentThread().interrupt();
                    throw CommandFailure.incomplete("interrupted; the same call goes on", told);
                }
            }
        });
    }
}
