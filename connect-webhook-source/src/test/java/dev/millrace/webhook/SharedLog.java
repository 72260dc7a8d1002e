package dev.millrace.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** A topic in memory, with switches for what brokers do to their clients. */
final class SharedLog {

    final List<SeenEvent> events = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Void>> waiting = new CopyOnWriteArrayList<>();
    volatile boolean reachable = true;
    volatile boolean acknowledging = true;
    final AtomicInteger closed = new AtomicInteger();

    /** How many events can be read, so that a test sees a reader in the middle. */
    volatile int readable = Integer.MAX_VALUE;

    DedupTopicLog client() {
        return new Client();
    }

    private final class Client implements DedupTopicLog {
        private int position;
        private volatile boolean woken;

        @Override
        public void open(long sinceMillis) {
            failUnlessReachable();
            position = (int) events.stream()
                    .takeWhile(event -> event.atMillis() < sinceMillis)
                    .count();
        }

        @Override
        public List<SeenEvent> poll(Duration timeout) {
            if (woken) {
                throw new WakeupException();
            }
            LockSupport.parkNanos(1_000_000);
            List<SeenEvent> read = new ArrayList<>();
            while (reachable && position < Math.min(events.size(), readable)) {
                read.add(events.get(position++));
            }
            return read;
        }

        @Override
        public boolean isAtEnd(Duration timeout) {
            failUnlessReachable();
            return position >= events.size();
        }

        @Override
        public CompletionStage<Void> append(SeenEvent event) {
            if (!reachable) {
                return CompletableFuture.failedStage(new TimeoutException("no broker"));
            }
            events.add(event);
            CompletableFuture<Void> acknowledged = new CompletableFuture<>();
            if (acknowledging) {
                acknowledged.complete(null);
            } else {
                waiting.add(acknowledged);
            }
            return acknowledged;
        }

        @Override
        public void wakeup() {
            woken = true;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }

        private void failUnlessReachable() {
            if (!reachable) {
                throw new KafkaException("no broker");
            }
        }
    }
}
