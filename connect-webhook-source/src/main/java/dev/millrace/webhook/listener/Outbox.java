package dev.millrace.webhook.listener;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers on the server's threads, for those who must never wait for a socket. Answers come in batches, as Kafka
 * confirms them: a few threads send them one after the other, which spares waking one up for each. Thread-safe.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private record Letter(Runnable answer, Consumer<RejectedExecutionException> unsent) {}

    private final Executor threads;
    private final int most;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sending = new AtomicInteger();

    /** @param most how many threads send at once */
    Outbox(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /**
     * Sends an answer soon; returns at once.
     *
     * @param answer sends it, without waiting
     * @param unsent called instead when the server has stopped
     */
    void hand(Runnable answer, Consumer<RejectedExecutionException> unsent) {
        letters.add(new Letter(answer, unsent));
        if (!enter()) {
            return;
        }
        try {
            threads.execute(this::send);
        } catch (RejectedExecutionException stopped) {
            sending.decrementAndGet();
            for (Letter next = letters.poll(); next != null; next = letters.poll()) {
                next.unsent().accept(stopped);
            }
        }
    }

    private boolean enter() {
        for (int now = sending.get(); now < most; now = sending.get()) {
            if (sending.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void send() {
        do {
            for (Letter next = letters.poll(); next != null; next = letters.poll()) {
                try {
                    next.answer().run();
                } catch (RuntimeException failed) {
                    LOG.error("an answer could not be sent", failed);
                }
            }
            sending.decrementAndGet();
            // One that came between the last look and now found nobody missing.
        } while (!letters.isEmpty() && enter());
    }
}
