package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookAttempt;
import dev.millrace.partner.WebhookJournal;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookTraffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * 200 events per second from a sender that tries each again until it is taken, while a test does its worst. Their ids are of
 * no other load.
 */
final class Load implements AutoCloseable {

    private static final int PER_SECOND = 200;
    private static final int AT_FULL_SIZE = PER_SECOND * 60;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Keeps trying for five minutes; a client in a hurry would be the whole load of a small machine. */
    private static final SendingTerms TERMS = new SendingTerms(
            1000,
            Duration.ofMinutes(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            256);

    private final WebhookFlow flow;
    private final WebhookSender sender;
    private final WebhookTraffic traffic;

    Load(WebhookFlow flow) {
        this.flow = flow;
        this.sender = flow.sender(TERMS);
        this.traffic =
                sender.atRate(PER_SECOND, Long.MAX_VALUE, number -> WebhookFlow.event(flow.name() + "-" + number));
    }

    WebhookJournal journal() {
        return sender.journal();
    }

    /** Waits until another second's worth of events was taken. */
    void awaitFlowing() throws InterruptedException {
        traffic.awaitSettled(traffic.settled() + PER_SECOND, LIMIT);
    }

    /** Goes on to the size of the test, then waits until every event was taken or given up. */
    void end() throws InterruptedException {
        traffic.awaitBegun(Platform.scaled(AT_FULL_SIZE), LIMIT);
        traffic.stop();
        traffic.awaitEnd(LIMIT);
    }

    /** Every event was taken in the end; before that its sender was told to come again, or was told nothing. */
    void assertTaken() {
        assertThat(journal().statuses().keySet()).contains(200).isSubsetOf(WebhookAttempt.NO_ANSWER, 200, 503);
        assertThat(journal().unanswered()).isEmpty();
    }

    /** Sends events again that were taken, and waits until each of them was taken once more. */
    void again(Collection<String> ids) throws Exception {
        // Of a sender of its own: ids are unique to each, and what it does is no part of the journal.
        try (WebhookSender second = flow.sender(TERMS)) {
            List<CompletableFuture<Boolean>> answers = new ArrayList<>();
            for (String id : ids) {
                answers.add(second.send(WebhookFlow.event(id)));
            }
            for (CompletableFuture<Boolean> answer : answers) {
                if (!answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("an event that was taken before was given up");
                }
            }
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
