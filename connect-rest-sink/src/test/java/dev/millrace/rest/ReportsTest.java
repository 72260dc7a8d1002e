package dev.millrace.rest;

import static dev.millrace.rest.Delivering.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.millrace.kit.AuditChain;
import dev.millrace.partner.Answer;
import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReportsTest {

    private final RestPartner partner = partner();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void closePartner() {
        partner.close();
    }

    @Test
    void completeARecordOnlyWhenTheyAreWritten() {
        Courier courier = courier(kafka);
        courier.put(records(1));
        Eventually.holds("both reports handed over", () -> kafka.history().size() == 2);

        long before = committed(courier, 1);
        kafka.completeNext();
        long withOne = committed(courier, 1);
        kafka.completeNext();
        Eventually.holds("the offset passes", () -> committed(courier, 1) == 1);

        assertThat(before).isZero();
        assertThat(withOne).isZero();
        courier.stop();
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void stopTheTaskWhenTheyCanNotBeWritten() {
        Courier courier = courier(kafka);
        courier.put(records(1));
        Eventually.holds("both reports handed over", () -> kafka.history().size() == 2);

        kafka.errorNext(new TimeoutException("no brokers"));

        assertThatThrownBy(() -> courier.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("[report-unwritten] orders-0@0 was delivered")
                .hasMessageContaining("responses")
                .hasMessageContaining("TimeoutException");
        assertThat(preCommitted(courier, 1)).isZero();
        courier.stop();
    }

    @Test
    void tellWhatTheReceiverAnswered() throws NoSuchAlgorithmException {
        partner.answerAll(Answer.unavailable().times(1));
        partner.answerAll(Answer.status(201)
                .header("Location", "/orders/7")
                .header("X-Other", "not told")
                .body("text/plain", "grün, and more than is told"));
        Courier courier = courier(kafka, "response.headers", "Location, ETag", "response.body.max.bytes", "5");
        courier.put(records(1));
        Eventually.holds("both reports handed over", () -> kafka.history().size() == 2);

        ProducerRecord<byte[], byte[]> response = kafka.history().get(0);
        assertThat(response.topic()).isEqualTo("responses");
        assertThat(response.key()).asString().isEqualTo("key-0");
        assertThat(response.headers().lastHeader("millrace.kind").value())
                .asString()
                .isEqualTo("response");
        assertThat(List.of(
                        told(response, "/topic"),
                        told(response, "/partition"),
                        told(response, "/offset"),
                        told(response, "/outcome"),
                        told(response, "/status"),
                        told(response, "/attempts"),
                        told(response, "/headers/Location/0"),
                        told(response, "/body"),
                        told(response, "/bodyTruncated"),
                        told(response, "/route"),
                        told(response, "/endpoint")))
                .containsExactly(
                        "orders",
                        "0",
                        "0",
                        "delivered",
                        "201",
                        "2",
                        "/orders/7",
                        "grün",
                        "true",
                        "default",
                        partner.url() + "/orders");
        assertThat(told(response, "/requestSha256")).isEqualTo(sha256("value 0"));
        assertThat(partner.received().get(0).idempotencyKey()).contains('"' + told(response, "/idempotencyKey") + '"');
        assertThat(Long.parseLong(told(response, "/latencyMs"))).isNotNegative();
        assertThat(new String(response.value(), StandardCharsets.UTF_8)).doesNotContain("X-Other", "value 0");
        courier.stop();
    }

    @Test
    void tellOfWhatWasSetAside() {
        partner.answerAll(422);
        Courier courier = courier(kafka);
        courier.put(records(1));
        Eventually.holds("both reports handed over", () -> {
            courier.put(List.of());
            return kafka.history().size() == 2;
        });

        assertThat(told(kafka.history().get(0), "/outcome")).isEqualTo("set-aside");
        assertThat(told(kafka.history().get(0), "/code")).isEqualTo("http-422");
        assertThat(told(kafka.history().get(1), "/step")).isEqualTo("set_aside");
        assertThat(told(kafka.history().get(1), "/reason")).isEqualTo("http-422");
        assertThat(committed(courier, 1)).isZero();
        courier.stop();
    }

    @Test
    void linkTheEventsOfAudit() {
        Courier courier = courier(kafka);
        courier.put(records(3));
        Eventually.holds("all reports handed over", () -> kafka.history().size() == 6);

        List<ProducerRecord<byte[], byte[]>> audits = kafka.history().stream()
                .filter(record -> record.topic().equals("audits"))
                .toList();
        assertThat(audits).hasSize(3).allSatisfy(event -> {
            assertThat(event.headers().lastHeader("millrace.kind").value())
                    .asString()
                    .isEqualTo("audit");
            assertThat(told(event, "/step")).isEqualTo("delivered");
            assertThat(told(event, "/action")).isEqualTo("DELIVER");
            assertThat(told(event, "/subject"))
                    .startsWith("orders-0@")
                    .isEqualTo(new String(event.key(), StandardCharsets.UTF_8));
            assertThat(told(event, "/payloadHash")).hasSize(64);
            assertThat(new String(event.value(), StandardCharsets.UTF_8)).doesNotContain("value", "key-");
        });
        assertThat(audits.stream().map(event -> told(event, "/seq"))).containsExactly("0", "1", "2");
        assertThat(told(audits.get(0), "/prevHash")).isEmpty();
        String canonical = canonical(audits.get(0));
        assertThat(told(audits.get(1), "/prevHash"))
                .isEqualTo(new AuditChain.Link(told(audits.get(0), "/chainId"), 0, "").hash(canonical));
        courier.stop();
    }

    @Test
    void blockNeitherPutNorDeliveryWhenTheirProducerBlocks() {
        CountDownLatch released = new CountDownLatch(1);
        Courier courier = courier(new BlockedProducer(released));
        long start = System.nanoTime();

        courier.put(records(50));
        courier.put(List.of());
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        Eventually.holds("all delivered", () -> partner.acceptedCount() == 50);

        assertThat(taken).isLessThan(Duration.ofSeconds(20));
        assertThat(committed(courier, 50)).isZero();
        released.countDown();
        courier.stop();
    }

    /** A producer that finds no broker. */
    private static final class BlockedProducer extends MockProducer<byte[], byte[]> {
        private final CountDownLatch released;

        BlockedProducer(CountDownLatch released) {
            super(true, new ByteArraySerializer(), new ByteArraySerializer());
            this.released = released;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            try {
                released.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return super.send(record, callback);
        }
    }

    private Courier courier(MockProducer<byte[], byte[]> producer, String... more) {
        String[] all = new String[more.length + 10];
        System.arraycopy(more, 0, all, 10, more.length);
        System.arraycopy(
                new String[] {
                    "response.topic", "responses",
                    "audit.topic", "audits",
                    "reporter.bootstrap.servers", "nowhere:9092",
                    "commit.drain.ms", "20",
                    "ordering", "partition"
                },
                0,
                all,
                0,
                10);
        Map<String, String> settings = Delivering.settings(partner.url() + "/orders", all);
        Courier courier = new Opening(RestSinkConnector.settings(settings), Clock.systemUTC(), given -> {
                    assertThat(given)
                            .containsEntry("bootstrap.servers", "nowhere:9092")
                            .containsEntry("enable.idempotence", "true")
                            .containsEntry("max.in.flight.requests.per.connection", "1")
                            .containsEntry("acks", "all");
                    return producer;
                })
                .courier(new ContextForTest(settings, (record, error) -> CompletableFuture.completedFuture(null)));
        courier.open(List.of(ORDERS));
        return courier;
    }

    private static List<SinkRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(offset -> new SinkRecord("orders", 0, null, "key-" + offset, null, "value " + offset, offset))
                .toList();
    }

    private static long committed(Courier courier, long current) {
        courier.put(List.of());
        return preCommitted(courier, current);
    }

    private static long preCommitted(Courier courier, long current) {
        return Objects.requireNonNull(courier.preCommit(Map.of(ORDERS, new OffsetAndMetadata(current)))
                        .get(ORDERS))
                .offset();
    }

    private static String told(ProducerRecord<byte[], byte[]> record, String pointer) {
        return ReplyJson.of(record.value())
                .flatMap(json -> json.at(JsonPointer.compile(pointer)))
                .flatMap(ReplyJson::text)
                .orElse("");
    }

    /** The event without its place in the chain, whose members stand last. */
    private static String canonical(ProducerRecord<byte[], byte[]> event) {
        String text = new String(event.value(), StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf(",\"chainId\"")) + "}";
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static RestPartner partner() {
        try {
            return RestPartner.start();
        } catch (IOException noPort) {
            throw new AssertionError(noPort);
        }
    }
}
