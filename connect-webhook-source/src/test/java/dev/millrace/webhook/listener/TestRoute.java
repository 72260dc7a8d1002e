package dev.millrace.webhook.listener;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A route that keeps what it receives and answers as told; it counts the room that was not given back. */
final class TestRoute implements Route {

    private final String connector;
    private final RouteAddress address;
    private final RouteLimits limits;
    final Queue<ReceivedRequest> received = new ConcurrentLinkedQueue<>();
    final Queue<CompletableFuture<HttpAnswer>> pending = new ConcurrentLinkedQueue<>();
    final AtomicInteger roomsOpen = new AtomicInteger();
    final AtomicInteger admitted = new AtomicInteger();
    final AtomicLong bytesHeld = new AtomicLong();
    volatile boolean ready = true;
    volatile long capacity = Long.MAX_VALUE;
    volatile Function<ReceivedRequest, CompletionStage<HttpAnswer>> answer = TestRoute::echo;

    TestRoute(String connector, RouteAddress address, RouteLimits limits) {
        this.connector = connector;
        this.address = address;
        this.limits = limits;
    }

    static TestRoute at(String connector, String path) {
        return at(connector, path, new RouteLimits(1 << 20, 0, 0));
    }

    static TestRoute at(String connector, String path, RouteLimits limits) {
        return new TestRoute(connector, new RouteAddress(path, Optional.empty(), Set.of("POST")), limits);
    }

    /** Answers with the length of the body. */
    static CompletionStage<HttpAnswer> echo(ReceivedRequest request) {
        return CompletableFuture.completedFuture(
                HttpAnswer.of(200, "text/plain", String.valueOf(request.body().length)));
    }

    /** Answers when {@link #pending} is completed. */
    CompletionStage<HttpAnswer> later(ReceivedRequest request) {
        CompletableFuture<HttpAnswer> future = new CompletableFuture<>();
        pending.add(future);
        return future;
    }

    String bodies() {
        StringBuilder all = new StringBuilder();
        received.forEach(request ->
                all.append(new String(request.body(), StandardCharsets.UTF_8)).append(';'));
        return all.toString();
    }

    @Override
    public String connector() {
        return connector;
    }

    @Override
    public RouteAddress address() {
        return address;
    }

    @Override
    public RouteLimits limits() {
        return limits;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public Admission admit(long bytes) {
        if (bytesHeld.get() + bytes > capacity) {
            return new Admission.Refused(
                    HttpAnswer.of(503, "text/plain", "full").with("Retry-After", "7"));
        }
        admitted.incrementAndGet();
        roomsOpen.incrementAndGet();
        TestRoom room = new TestRoom();
        room.grow(bytes);
        return new Admission.Admitted(room);
    }

    @Override
    public CompletionStage<HttpAnswer> receive(ReceivedRequest request, Room room) {
        received.add(request);
        return answer.apply(request).whenComplete((given, failure) -> room.close());
    }

    private final class TestRoom implements Room {
        private long mine;
        private boolean closed;

        @Override
        public synchronized boolean grow(long bytes) {
            if (bytesHeld.get() + bytes > capacity) {
                return false;
            }
            mine += bytes;
            bytesHeld.addAndGet(bytes);
            return true;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                roomsOpen.decrementAndGet();
                bytesHeld.addAndGet(-mine);
            }
        }
    }
}
