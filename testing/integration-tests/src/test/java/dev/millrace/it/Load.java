package dev.millrace.it;

import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookJournal;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookTraffic;
import java.time.Duration;

/** 200 events per second from a sender that tries each again until it is taken, while a test does its worst. */
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

    private final WebhookSender sender;
    private final WebhookTraffic traffic;

    Load(WebhookFlow flow) {
        this.sender = flow.sender(TERMS);
        this.traffic = sender.atRate(PER_SECOND, Long.MAX_VALUE, number -> WebhookFlow.event("e-" + number));
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

    @Override
    public void close() {
        sender.close();
    }
}
