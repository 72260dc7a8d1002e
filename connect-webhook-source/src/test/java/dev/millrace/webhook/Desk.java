package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.Habits;
import dev.millrace.http.signature.WebhookProvider;
import dev.millrace.kit.Meters;
import dev.millrace.webhook.listener.Route;
import dev.millrace.webhook.listener.RouteAddress;
import dev.millrace.webhook.listener.RouteLimits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A route and its tasks around fakes: a line of the body is a record, the header Id tells the event, the header Who decides
 * what the provider says. The worker is played by the test.
 */
final class Desk implements AutoCloseable {

    private static final RecordMetadata PLACE = new RecordMetadata(new TopicPartition("events", 1), 41, 1, 0L, 0, 0);

    final Set<EventKey> seen = ConcurrentHashMap.newKeySet();
    final Memory memory;
    final Inboxes inboxes;
    final RouteMeters meters;
    final Deadlines deadlines = new Deadlines("desk");
    final List<Inbox> tasks = new ArrayList<>();
    final List<HandOver> handOvers = new ArrayList<>();
    final WebhookRoute route;
    boolean pastIsKnown = true;
    int room = Integer.MAX_VALUE;

    private final AbstractConfig config;
    private int requests;

    /** A route with so many tasks. */
    Desk(int count, String... options) {
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at < options.length; at += 2) {
            given.put(options[at], options[at + 1]);
        }
        ConfigDef definition = new ConfigDef();
        AckSettings.define(definition);
        QueueSettings.define(definition);
        PollSettings.define(definition);
        AnswerSettings.define(definition);
        BodySettings.define(definition);
        RejectedSettings.define(definition);
        DedupSettings.define(definition);
        config = new AbstractConfig(definition, given, false);
        AckSettings acknowledgement = AckSettings.from(config, given);
        QueueSettings queue = QueueSettings.from(config);
        Habits habits =
                new Habits(Duration.ofSeconds(9), HttpAnswer.of(200), 401, Optional.of("header:Id"), true, 1 << 20);
        memory = new Memory(queue.requests(), queue.bytes());
        meters = new RouteMeters(Meters.register("webhook-source", "desk", "route"), memory);
        inboxes = new Inboxes(queue.ordering(), acknowledgement.pauseDetect());
        Answers answers = new Answers(AnswerSettings.from(config), acknowledgement, habits, new Random(1));
        Dispatch dispatch = new Dispatch(
                new DispatchParts(
                        new BodyDecoder(BodySettings.from(config)),
                        (request, coverage) -> request.request().header("Id").map(id -> new EventKey(id.hashCode(), 0)),
                        new Seen(),
                        given.containsKey("tag"),
                        Desk::read,
                        new RecordSize(1 << 20, false)),
                acknowledgement,
                answers,
                inboxes,
                meters,
                System::nanoTime);
        route = new WebhookRoute(
                new WebhookRoute.Terms(
                        "desk",
                        new RouteAddress("/in", Optional.empty(), Set.of("POST")),
                        new RouteLimits(1 << 20, 0, 0),
                        acknowledgement.timeout().orElse(habits.ackTimeout())),
                new Provider(habits),
                dispatch,
                inboxes,
                memory,
                answers,
                new Verdicts(
                        given.containsKey("tell.handshakes"),
                        dispatch,
                        memory,
                        answers,
                        RejectedRequests.of(RejectedSettings.from(config, given), name -> !name.equals("who")),
                        meters,
                        new RequestLog("desk", System::nanoTime)),
                meters,
                deadlines,
                Clock.systemUTC(),
                System::nanoTime,
                new WebhookRoute.Past(
                        new Seen(),
                        new DedupWindow(DedupSettings.from(config), Clock.systemUTC(), new LongAdder()),
                        given));
        for (int task = 0; task < count; task++) {
            join(task);
        }
    }

    void join(int task) {
        Inbox inbox = new Inbox(task, PollSettings.from(config), System::nanoTime);
        inboxes.join(inbox);
        tasks.add(inbox);
        handOvers.add(new HandOver(inbox, new Places(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), 0));
    }

    private static List<PreparedRecord> read(UnpackedRequest unpacked, EventMarks marks) throws EventRefused {
        ReceivedRequest request = unpacked.request();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        if (body.startsWith("wrong-")) {
            String reason = body.substring("wrong-".length());
            throw new EventRefused(reason.contains("type") ? 415 : 400, reason, "the test says so");
        }
        return body.lines()
                .map(line -> new PreparedRecord(
                        "events",
                        request.header("Key").orElse(null),
                        Schema.STRING_SCHEMA,
                        line,
                        headers(marks),
                        request.receivedAt().toEpochMilli()))
                .toList();
    }

    private static ConnectHeaders headers(EventMarks marks) {
        ConnectHeaders headers = new ConnectHeaders();
        marks.handshake().ifPresent(name -> headers.addString("handshake", name));
        if (marks.duplicate()) {
            headers.addString("duplicate", "true");
        }
        return headers;
    }

    /** Sends a request as the listener does; header fields are given as name, value. */
    CompletableFuture<HttpAnswer> send(String body, String... headers) {
        return send(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    CompletableFuture<HttpAnswer> send(byte[] body, String... headers) {
        Route.Admission admission = route.admit(body.length);
        if (admission instanceof Route.Admission.Admitted admitted) {
            return route.receive(request(body, headers), admitted.room()).toCompletableFuture();
        }
        return CompletableFuture.completedFuture(((Route.Admission.Refused) admission).answer());
    }

    private ReceivedRequest request(byte[] body, String... headers) {
        List<ReceivedHeaders.Field> fields = new ArrayList<>();
        for (int at = 0; at < headers.length; at += 2) {
            fields.add(new ReceivedHeaders.Field(headers[at], headers[at + 1]));
        }
        return new ReceivedRequest(
                "r" + ++requests,
                "POST",
                "https://here/in",
                "/in",
                "",
                new ReceivedHeaders(fields),
                body,
                "127.0.0.1",
                null,
                Clock.systemUTC().instant());
    }

    /** What a task hands over now. */
    List<SourceRecord> poll(int task) throws InterruptedException {
        List<SourceRecord> batch = handOvers.get(task).poll();
        return batch == null ? List.of() : batch;
    }

    void confirm(int task, List<SourceRecord> records) {
        records.forEach(record -> handOvers.get(task).settle(record, PLACE));
    }

    void drop(int task, SourceRecord record) {
        handOvers.get(task).settle(record, null);
    }

    @Override
    public void close() {
        meters.close();
        deadlines.close();
    }

    private final class Seen implements SeenEvents {
        @Override
        public boolean contains(EventKey key) {
            return seen.contains(key);
        }

        @Override
        public void add(EventKey key) {
            seen.add(key);
        }

        @Override
        public boolean isReady() {
            return pastIsKnown;
        }

        @Override
        public void close() {}
    }

    private final class Places implements SourcePlaces {
        @Override
        public DedupPlace next(Optional<EventKey> key) {
            return DedupPlace.plain("/in");
        }

        @Override
        public int room() {
            return room;
        }
    }

    private record Provider(Habits habits) implements WebhookProvider {
        @Override
        public CompletionStage<Admission> admit(ReceivedRequest request, Instant now) {
            return CompletableFuture.completedStage(
                    switch (request.header("Who").orElse("friend")) {
                        case "stranger" -> new Admission.Refused("signature-mismatch", "none fits");
                        case "unsure" -> new Admission.Undecided("keys-unreachable", "no keys");
                        case "asking" -> new Admission.Handshake("challenge", HttpAnswer.of(200, "text/plain", "yes"));
                        case "defect" -> throw new IllegalStateException("the test says so");
                        default -> new Admission.Event(Coverage.WHOLE, 0);
                    });
        }

        @Override
        public void close() {}
    }

    /** The value of the first field of that name. */
    static @Nullable String header(HttpAnswer answer, String name) {
        return answer.headers().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(field -> field.value())
                .findFirst()
                .orElse(null);
    }
}
