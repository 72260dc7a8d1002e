package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final Outbox outbox = new Outbox(threads::add, 1);

    @Test
    void sendsABatchOnOneThread() {
        hand("a");
        hand("b");
        hand("c");

        assertThat(sent).isEmpty();
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(sent).containsExactly("a", "b", "c");
    }

    @Test
    void sendsWhatComesLater() {
        hand("a");
        threads.remove().run();

        hand("b");

        threads.remove().run();
        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void sendsWhatComesWhileItSends() {
        outbox.hand(() -> hand("b"), stopped -> sent.add("unsent"));

        threads.remove().run();

        assertThat(sent).containsExactly("b");
        assertThat(threads).isEmpty();
    }

    @Test
    void sendsOnAsManyThreadsAsAllowed() {
        Outbox two = new Outbox(threads::add, 2);

        for (int answer = 0; answer < 5; answer++) {
            two.hand(() -> sent.add("a"), stopped -> sent.add("unsent"));
        }

        assertThat(threads).hasSize(2);
    }

    @Test
    void goesOnAfterAnAnswerThatFailed() {
        outbox.hand(
                () -> {
                    throw new IllegalStateException("broken");
                },
                stopped -> sent.add("unsent"));
        hand("b");

        threads.remove().run();

        assertThat(sent).containsExactly("b");
    }

    @Test
    void tellsEverybodyThatTheServerHasStopped() {
        Outbox closed = new Outbox(
                work -> {
                    throw new RejectedExecutionException();
                },
                1);

        closed.hand(() -> sent.add("a"), stopped -> sent.add("unsent"));
        closed.hand(() -> sent.add("b"), stopped -> sent.add("unsent"));

        assertThat(sent).containsExactly("unsent", "unsent");
    }

    private void hand(String answer) {
        outbox.hand(() -> sent.add(answer), stopped -> sent.add("unsent"));
    }
}
