package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.HttpAnswer;
import dev.millrace.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class WebhookRouteTest {

    @Test
    void answersOnlyAfterKafkaHasTheEvent() throws Exception {
        try (Desk desk = new Desk(1)) {
            CompletableFuture<HttpAnswer> answer = desk.send("a");
            List<SourceRecord> batch = desk.poll(0);
            boolean early = answer.isDone();

            desk.confirm(0, batch);

            assertThat(early).isFalse();
            assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(desk.memory.requests()).isZero();
            assertThat(desk.memory.bytes()).isZero();
        }
    }

    @Test
    void answersARequestOfManyRecordsWhenKafkaHasTheLast() throws Exception {
        try (Desk desk = new Desk(1)) {
            CompletableFuture<HttpAnswer> answer = desk.send("a\nb\nc");
            List<SourceRecord> batch = desk.poll(0);
            desk.confirm(0, batch.subList(1, 3));
            boolean early = answer.isDone();

            desk.confirm(0, batch.subList(0, 1));

            assertThat(batch).hasSize(3);
            assertThat(early).isFalse();
            assertThat(answer.join().status()).isEqualTo(200);
        }
    }

    @Test
    void makesNoRecordOfARequestThatCanNotBeReadAsAWhole() throws Exception {
        try (Desk desk = new Desk(1)) {
            CompletableFuture<HttpAnswer> answer = desk.send("wrong-comma");

            assertThat(answer.join().status()).isEqualTo(400);
            assertThat(desk.poll(0)).isEmpty();
            assertThat(desk.memory.requests()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}: {1} with {2} is answered {3}")
    @CsvSource({
        "Who, stranger, body, 401,",
        "Who, unsure, body, 503, undecided",
        "Who, defect, body, 503, defect",
        "Who, asking, body, 200,",
        "Who, friend, wrong-comma, 400,",
        "Who, friend, wrong-unsupported-media-type, 415,",
        "Content-Encoding, br, body, 415,",
        "Content-Encoding, gzip, no gzip, 400,",
    })
    void answersByTheStatusMap(String header, String value, String body, int status, @Nullable String reason) {
        try (Desk desk = new Desk(1)) {
            HttpAnswer answer = desk.send(body, header, value).join();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(Desk.header(answer, "Retry-After") != null).isEqualTo(reason != null);
            assertThat(Desk.header(answer, "X-Unavailable-Reason")).isEqualTo(reason);
            assertThat(desk.memory.requests()).isZero();
        }
    }

    @Test
    void answersInTimeWhenKafkaDoesNotAndTheTaskIsStuck() throws Exception {
        try (Desk desk = new Desk(1, "ack.timeout.ms", "100")) {
            CompletableFuture<HttpAnswer> queued = desk.send("a");
            CompletableFuture<HttpAnswer> other = desk.send("b");

            HttpAnswer answer = queued.get(60, TimeUnit.SECONDS);
            other.get(60, TimeUnit.SECONDS);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(Desk.header(answer, "Retry-After"))).isBetween(5, 30);
            assertThat(Desk.header(answer, "X-Unavailable-Reason")).isEqualTo("timed-out");
            Eventually.holds("the memory is free", () -> desk.memory.requests() == 0);
            assertThat(desk.poll(0)).as("given up events, which come again").isEmpty();
        }
    }

    @Test
    void holdsTheMemoryOfAnEventThatKafkaMayStillGet() throws Exception {
        try (Desk desk = new Desk(1, "ack.timeout.ms", "2000", "pause.detect.ms", "60000")) {
            CompletableFuture<HttpAnswer> answer = desk.send("a", "Id", "1");
            List<SourceRecord> batch = desk.poll(0);
            int status = answer.get(60, TimeUnit.SECONDS).status();
            long held = desk.memory.requests();

            CompletableFuture<HttpAnswer> again = desk.send("a", "Id", "1");
            desk.confirm(0, batch);

            assertThat(status).isEqualTo(503);
            assertThat(held).isOne();
            assertThat(again.join().status()).isEqualTo(200);
            assertThat(desk.poll(0)).as("a second record").isEmpty();
            assertThat(desk.memory.requests()).isZero();
        }
    }

    @Test
    void answersDuplicatesByTheFateOfTheFirst() throws Exception {
        try (Desk desk = new Desk(1)) {
            CompletableFuture<HttpAnswer> first = desk.send("a", "Id", "1");
            CompletableFuture<HttpAnswer> second = desk.send("a", "Id", "1");
            List<SourceRecord> batch = desk.poll(0);
            boolean early = second.isDone();

            desk.confirm(0, batch);
            CompletableFuture<HttpAnswer> third = desk.send("a", "Id", "1");

            assertThat(batch).hasSize(1);
            assertThat(early).isFalse();
            assertThat(List.of(
                            first.join().status(),
                            second.join().status(),
                            third.join().status()))
                    .containsOnly(200);
            assertThat(desk.meters.joined.sum()).isOne();
            assertThat(desk.meters.duplicates.sum()).isOne();
            assertThat(desk.memory.requests()).isZero();
        }
    }

    @Test
    void keepsAnEventThatADuplicateStillWaitsFor() throws Exception {
        try (Desk desk = new Desk(1, "ack.timeout.ms", "4000", "pause.detect.ms", "60000")) {
            CompletableFuture<HttpAnswer> first = desk.send("a", "Id", "1");
            Eventually.holds(
                    "the first waited for half its time",
                    () -> desk.tasks.get(0).waiting() == 1);
            desk.deadlines.after(2_000, () -> {}).get();
            CompletableFuture<HttpAnswer> second = desk.send("a", "Id", "1");
            int status = first.get(60, TimeUnit.SECONDS).status();

            desk.confirm(0, desk.poll(0));

            assertThat(status).isEqualTo(503);
            assertThat(second.join().status()).isEqualTo(200);
        }
    }

    @Test
    void tagsDuplicatesWhenAsked() throws Exception {
        try (Desk desk = new Desk(1, "tag", "")) {
            CompletableFuture<HttpAnswer> first = desk.send("a", "Id", "1");
            desk.confirm(0, desk.poll(0));
            CompletableFuture<HttpAnswer> second = desk.send("a", "Id", "1");
            List<SourceRecord> batch = desk.poll(0);
            desk.confirm(0, batch);

            assertThat(first.join().status()).isEqualTo(200);
            assertThat(second.join().status()).isEqualTo(200);
            assertThat(batch)
                    .singleElement()
                    .satisfies(record -> assertThat(
                                    record.headers().lastWithName("duplicate").value())
                            .isEqualTo("true"));
        }
    }

    @Test
    void putsRequestsOffUntilThePastIsKnown() {
        try (Desk desk = new Desk(1)) {
            desk.pastIsKnown = false;

            assertThat(desk.send("a", "Id", "1").join().status()).isEqualTo(503);
            assertThat(desk.memory.requests()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"accept, 200, false", "reject, 422, false", "retry, 503, true", "auto, 200, false"})
    void tellsTheSenderOfADroppedEvent(String choice, int status, boolean again) throws Exception {
        try (Desk desk = new Desk(1, "ack.on.dropped", choice)) {
            CompletableFuture<HttpAnswer> answer = desk.send("a", "Id", "1");

            desk.drop(0, desk.poll(0).get(0));

            assertThat(answer.join().status()).isEqualTo(status);
            assertThat(Desk.header(answer.join(), "Retry-After") != null).isEqualTo(again);
            assertThat(desk.seen).as("known as an event that Kafka has").isEmpty();
        }
    }

    @Test
    void hasDroppedEventsComeAgainWhereFailuresAreTolerated() throws Exception {
        try (Desk desk = new Desk(1, "errors.tolerance", "all")) {
            CompletableFuture<HttpAnswer> answer = desk.send("a");

            desk.drop(0, desk.poll(0).get(0));

            assertThat(answer.join().status()).isEqualTo(503);
        }
    }

    @Test
    void findsABatchThatWasDroppedWholeWithExactlyOnce() throws Exception {
        try (Desk desk = new Desk(1)) {
            CompletableFuture<HttpAnswer> answer = desk.send("a");
            int batch = desk.poll(0).size();
            // The worker ends the transaction of which nothing is left, and says no word of the record.
            desk.handOvers.get(0).committed();
            desk.poll(0);
            desk.handOvers.get(0).committed();
            desk.poll(0);

            assertThat(batch).isOne();
            assertThat(answer.isDone()).isTrue();
            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(desk.meters.dropped.sum()).isOne();
        }
    }

    @Test
    void refusesWhatHasNoRoom() {
        try (Desk desk = new Desk(1, "queue.max.requests", "2", "queue.max.bytes", "65536")) {
            CompletableFuture<HttpAnswer> first = desk.send("a");
            HttpAnswer tooMany = desk.send(new byte[65_536]).join();
            CompletableFuture<HttpAnswer> second = desk.send("b");
            HttpAnswer third = desk.send("c").join();

            assertThat(first.isDone() || second.isDone()).isFalse();
            assertThat(List.of(tooMany.status(), third.status())).containsOnly(503);
            assertThat(desk.route.isReady()).isFalse();
        }
    }

    @Test
    void putsRequestsOffWhileTheTaskIsNotPolled() throws Exception {
        try (Desk desk = new Desk(1, "pause.detect.ms", "5000")) {
            Eventually.holds("the pause is noticed", () -> !desk.route.isReady());
            int paused = desk.send("a").join().status();
            desk.poll(0);

            CompletableFuture<HttpAnswer> answer = desk.send("b");
            desk.confirm(0, desk.poll(0));

            assertThat(paused).isEqualTo(503);
            assertThat(desk.route.isReady()).isTrue();
            assertThat(answer.join().status()).isEqualTo(200);
        }
    }

    @Test
    void takesNoMoreThanItsOffsetsCanRemember() throws Exception {
        try (Desk desk = new Desk(1)) {
            CompletableFuture<HttpAnswer> first = desk.send("a");
            CompletableFuture<HttpAnswer> second = desk.send("b");
            desk.room = 0;
            int none = desk.poll(0).size();
            desk.room = 1;
            List<SourceRecord> one = desk.poll(0);
            desk.confirm(0, one);

            assertThat(none).isZero();
            assertThat(one).hasSize(1);
            assertThat(first.join().status()).isEqualTo(200);
            assertThat(second.isDone()).isFalse();
        }
    }

    @Test
    void spreadsRequestsOverTheTasksOfTheWorker() throws Exception {
        try (Desk desk = new Desk(2)) {
            CompletableFuture<HttpAnswer> one = desk.send("a");
            CompletableFuture<HttpAnswer> other = desk.send("b");
            List<SourceRecord> first = desk.poll(0);
            List<SourceRecord> second = desk.poll(1);
            desk.confirm(1, second);
            boolean others = other.isDone() && !one.isDone();
            desk.confirm(0, first);

            assertThat(first).hasSize(1);
            assertThat(second).hasSize(1);
            assertThat(others).isTrue();
            assertThat(one.join().status()).isEqualTo(200);
        }
    }

    @Test
    void keepsTheEventsOfAKeyTogether() throws Exception {
        try (Desk desk = new Desk(2, "ordering", "key")) {
            for (int event = 0; event < 6; event++) {
                CompletableFuture<HttpAnswer> unused = desk.send("e" + event, "Key", "k");
            }
            List<SourceRecord> first = desk.poll(0);
            List<SourceRecord> second = desk.poll(1);

            assertThat(List.of(first.size(), second.size())).containsExactlyInAnyOrder(0, 6);
            assertThat(first.isEmpty() ? second : first)
                    .extracting(SourceRecord::value)
                    .containsExactly("e0", "e1", "e2", "e3", "e4", "e5");
        }
    }

    @Test
    void answersWhenQueuedIfThatIsEnough() throws Exception {
        try (Desk desk = new Desk(1, "ack.mode", "enqueued")) {
            CompletableFuture<HttpAnswer> answer = desk.send("a", "Id", "1");
            CompletableFuture<HttpAnswer> again = desk.send("a", "Id", "1");

            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(again.join().status()).isEqualTo(200);
            assertThat(desk.poll(0)).hasSize(1);
        }
    }

    @Test
    void unpacksBodiesAfterTheirSenderIsKnown() throws Exception {
        try (Desk desk = new Desk(1)) {
            CompletableFuture<HttpAnswer> gzip = desk.send(gzip("one"), "Content-Encoding", "gzip");
            CompletableFuture<HttpAnswer> deflate = desk.send(deflate("two"), "Content-Encoding", "deflate");
            List<SourceRecord> batch = desk.poll(0);
            desk.confirm(0, batch);

            assertThat(batch).extracting(SourceRecord::value).containsExactly("one", "two");
            assertThat(gzip.join().status()).isEqualTo(200);
            assertThat(deflate.join().status()).isEqualTo(200);
            assertThat(desk.memory.bytes()).isZero();
        }
    }

    @Test
    void refusesABodyThatUnpacksToMuchMoreThanItsLength() throws Exception {
        try (Desk desk = new Desk(1)) {
            HttpAnswer answer = desk.send(gzip("0".repeat(1 << 20)), "Content-Encoding", "gzip")
                    .join();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(desk.memory.bytes()).isZero();
        }
    }

    @Test
    void refusesARecordThatNoTopicWouldTake() throws Exception {
        try (Desk desk = new Desk(1)) {
            assertThat(desk.send("x".repeat(1 << 20)).join().status()).isEqualTo(413);
            assertThat(desk.poll(0)).isEmpty();
        }
    }

    @Test
    void tellsRejectedRequestsWithoutTheirSecretsAndBodies() throws Exception {
        try (Desk desk = new Desk(1, "rejected.topic", "rejected", "side.value.form", "string")) {
            HttpAnswer answer = desk.send("payload-of-a-stranger", "Who", "stranger", "Agent", "x")
                    .join();

            List<SourceRecord> told = desk.poll(0);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(told).singleElement().satisfies(record -> {
                assertThat(record.topic()).isEqualTo("rejected");
                assertThat(record.headers().lastWithName("millrace.kind").value())
                        .isEqualTo("rejected");
                assertThat(String.valueOf(record.value()))
                        .contains("signature-mismatch", "\"agent\":\"x\"", "\"status\":401")
                        .doesNotContain("payload-of-a-stranger", "stranger\"");
            });
            desk.confirm(0, told);
            assertThat(desk.memory.requests()).isZero();
        }
    }

    @Test
    void tellsRejectedRequestsOnlyAsLongAsHalfOfTheQueueIsFree() {
        try (Desk desk =
                new Desk(1, "rejected.topic", "rejected", "side.value.form", "string", "queue.max.requests", "10")) {
            for (int request = 0; request < 20; request++) {
                assertThat(desk.send("x", "Who", "stranger").join().status()).isEqualTo(401);
            }

            assertThat(desk.tasks.get(0).waiting()).isBetween(4, 6);
            assertThat(desk.meters.unrecorded.sum()).isBetween(14L, 16L);
        }
    }

    @Test
    void tellsHandshakesWhenAsked() throws Exception {
        try (Desk desk = new Desk(1, "tell.handshakes", "")) {
            CompletableFuture<HttpAnswer> answer = desk.send("question", "Who", "asking");
            List<SourceRecord> batch = desk.poll(0);
            desk.confirm(0, batch);

            assertThat(batch)
                    .singleElement()
                    .satisfies(record -> assertThat(
                                    record.headers().lastWithName("handshake").value())
                            .isEqualTo("challenge"));
            assertThat(new String(answer.join().body(), StandardCharsets.UTF_8)).isEqualTo("yes");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
