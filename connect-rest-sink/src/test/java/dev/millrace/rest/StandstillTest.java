package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.Answer;
import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that has something to do is called again soon, or does it without being called. */
@Timeout(120)
class StandstillTest {

    private final RestPartner partner = partner();

    @AfterEach
    void closePartner() {
        partner.close();
    }

    @Test
    void whatWaitsForARateGoesWithoutAnotherPut() {
        // one in 6.7 ms once the second's worth is used up, so that whole milliseconds always wake too early
        ContextForTest context = context("http.rate.requests", "150");
        Courier courier = courier(context);

        courier.put(records(0, 200));

        Eventually.holds("all delivered", () -> partner.acceptedCount() == 200);
        courier.stop();
    }

    @Test
    void aCommitThatStopsSendingAsksForTheNextCall() {
        partner.answerAll(Answer.hang().times(1));
        ContextForTest context = context("max.in.flight", "1", "commit.drain.ms", "20");
        Courier courier = courier(context);
        courier.put(records(0, 3));
        Eventually.holds("one on the wire", () -> partner.inFlight() == 1);
        // A pause wakes the consumer: its poll ends without a put, and a commit follows.
        long asked = context.takeTimeout();

        courier.preCommit(Map.of(ORDERS, new OffsetAndMetadata(3)));

        assertThat(asked).isPositive();
        assertThat(context.takeTimeout()).isEqualTo(asked);
        courier.stop();
    }

    @Test
    void readingThatIsPausedAsksForTheNextCallAlsoWhenNothingIsLeft() {
        partner.answerAll(Answer.unavailable().header("Retry-After", "3600"));
        ContextForTest context = context("http.retry.after.max.ms", "60000", "commit.drain.ms", "20");
        Courier courier = courier(context);
        courier.put(records(0, 3));
        Eventually.holds("reading pauses, for the receiver is down", () -> {
            courier.put(List.of());
            return context.isPaused();
        });

        courier.close(List.of(ORDERS));
        courier.open(List.of(ORDERS));

        Eventually.holds("the records that went away are let go", () -> {
            context.takeTimeout();
            courier.put(List.of());
            return Delivering.figure("type=rest-sink,connector=deliver,task=0", "queued.records") == 0;
        });
        assertThat(context.isPaused()).isTrue();
        assertThat(context.takeTimeout()).isPositive();
        courier.stop();
    }

    private ContextForTest context(String... settings) {
        return new ContextForTest(
                Delivering.settings(partner.url() + "/orders", settings),
                (record, error) -> CompletableFuture.completedFuture(null));
    }

    private static Courier courier(ContextForTest context) {
        Courier courier =
                new Opening(RestSinkConnector.settings(context.configs()), Clock.systemUTC()).courier(context);
        courier.open(List.of(ORDERS));
        return courier;
    }

    private static List<SinkRecord> records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(offset -> new SinkRecord("orders", 0, null, "key-" + offset, null, "value " + offset, offset))
                .toList();
    }

    private static RestPartner partner() {
        try {
            return RestPartner.start();
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
    }
}
