package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.tcp.Iso8583Host;
import dev.millrace.partner.tcp.IsoAnswer;
import dev.millrace.partner.tcp.IsoMessage;
import dev.millrace.partner.tcp.LengthHeader;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Fixtures;
import dev.millrace.testkit.FreePorts;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped sessions of ISO 8583 against a host that knows the protocol from its own documents. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class Iso8583SessionTest {

    private static final IsoMessage ADVICE = IsoMessage.of("0120")
            .with(2, "4000000000000002")
            .with(3, "000000")
            .with(4, "000000001234")
            .with(11, "100331")
            .with(32, "12345")
            .with(37, "000000115604")
            .with(41, "TERM 1  ")
            .with(42, "SHOP           ")
            .with(49, "978");

    @Test
    void signsOnAnswersEchoesAndSignsOff() throws Exception {
        try (Iso8583Host host = Iso8583Host.listening(LengthHeader.BINARY_2);
                SourceHarness harness = client(host, Map.of()).start()) {
            harness.runUntil(() -> host.signOns() == 1, "the sign-on");

            IsoAnswer echo = answered(harness, host::echo).orElseThrow();
            assertThat(echo.code()).isEqualTo("00");
            assertThat(echo.message().field(70)).isEqualTo("301");
            harness.stop();
            assertThat(host.await(
                            () -> host.received().stream()
                                    .anyMatch(one -> one.field(70).equals("002")),
                            Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(harness.delivered()).isEmpty();
        }
    }

    @Test
    void answersAnAdviceOnceItIsCommittedAndMakesOneRecordOfRepetitions() throws Exception {
        try (Iso8583Host host = Iso8583Host.listening(LengthHeader.BINARY_2)
                        .answerWithin(Duration.ofMillis(400))
                        .tries(30);
                SourceHarness harness = client(host, Map.of()).start()) {
            harness.holdConfirmations();
            harness.runUntil(() -> host.signOns() == 1, "the sign-on");
            CompletableFuture<IsoAnswer> advice =
                    CompletableFuture.supplyAsync(() -> host.advise(ADVICE).orElseThrow());
            harness.runUntil(() -> harness.polled().size() == 1, "the record");
            harness.runUntil(() -> host.repetitions() > 0, "a repetition");
            assertThat(advice).isNotDone();

            harness.releaseConfirmations();
            harness.runUntil(advice::isDone, "the answer");

            assertThat(advice.get().attempts()).isGreaterThan(1);
            assertThat(advice.get().message())
                    .isEqualTo(ADVICE.as("0130")
                            .with(7, "0102030405")
                            .with(39, "00")
                            .without(2));
            assertThat(harness.delivered()).hasSize(1);
        }
    }

    @Test
    void refusesAnAdviceWhoseRecordATransformDropped() throws Exception {
        try (Iso8583Host host = Iso8583Host.listening(LengthHeader.BINARY_2);
                SourceHarness harness =
                        client(host, Map.of("ack.on.dropped", "refuse")).start()) {
            harness.drop(record -> true);

            assertThat(answered(harness, () -> host.advise(ADVICE))
                            .orElseThrow()
                            .code())
                    .isEqualTo("12");
        }
    }

    @Test
    void triesAgainWhenTheSignOnIsRefused() throws Exception {
        try (Iso8583Host host = Iso8583Host.listening(LengthHeader.BINARY_2)) {
            host.signOnCode("91");
            try (SourceHarness harness = client(host, Map.of()).start()) {
                harness.runUntil(() -> host.signOns() >= 2, "the second sign-on");
                host.signOnCode("00");

                assertThat(answered(harness, () -> host.advise(ADVICE))
                                .orElseThrow()
                                .code())
                        .isEqualTo("00");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY_2_WITH_ITSELF, length-includes=length",
        "BINARY_4, length-bytes=4",
        "ASCII_4, 'length-bytes=4,length-as=ascii'",
        "HEX_4, 'length-bytes=4,length-as=hex'",
        "BCD_2, length-as=bcd",
        "BINARY_2_TPDU, header-bytes=5",
        "BINARY_2_ETX, trailer=03"
    })
    void takesEveryLengthOfTheTrade(LengthHeader header, String values) throws Exception {
        int port = FreePorts.next();
        try (Iso8583Host host = Iso8583Host.calling("127.0.0.1", port, header);
                SourceHarness harness =
                        server(port, Map.of("session.values", values)).start()) {
            assertThat(answered(harness, host::signOn).orElseThrow().code()).isEqualTo("00");
            IsoAnswer answer = answered(harness, () -> host.advise(ADVICE)).orElseThrow();

            assertThat(answer.code()).isEqualTo("00");
            assertThat(answer.message().field(41)).isEqualTo("TERM 1  ");
            assertThat(harness.delivered()).hasSize(1);
        }
    }

    @Test
    void echoesALengthOfZero() throws Exception {
        int port = FreePorts.next();
        try (Iso8583Host host = Iso8583Host.calling("127.0.0.1", port, LengthHeader.BINARY_2);
                SourceHarness harness = server(port, Map.of()).start()) {
            host.keepAlive();

            assertThat(host.await(() -> host.keepAlives() == 1, Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(harness.poll()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> messagesOfTheFixtures() throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                        .<List<Map<String, Object>>>load(
                                Files.readString(Fixtures.folder("iso8583").resolve("cases.json")))
                        .stream()
                        .flatMap(one -> Stream.of(LengthHeader.BINARY_2, LengthHeader.ASCII_4)
                                .map(header -> DynamicTest.dynamicTest(
                                        one.get("name") + " " + header, () -> goesThrough(one, header))));
    }

    private static void goesThrough(Map<String, Object> one, LengthHeader header) throws Exception {
        boolean binary = "binary-bitmap".equals(one.get("bitmapForm"));
        boolean valid = !Boolean.FALSE.equals(one.get("valid"));
        boolean isAnswered = String.valueOf(one.get("mti")).equals("0800");
        int port = FreePorts.next();
        Map<String, String> options = Map.of(
                "layout.shipped",
                binary ? "iso8583-1987-ascii-binary-bitmap" : "iso8583-1987-ascii",
                "malformed.mode",
                "quarantine",
                "malformed.topic",
                "malformed",
                "session.values",
                "bitmap=" + (binary ? "binary" : "hex")
                        + (header == LengthHeader.ASCII_4 ? ",length-bytes=4,length-as=ascii" : ""));
        try (Iso8583Host host = Iso8583Host.calling("127.0.0.1", port, header).binaryBitmaps(binary);
                SourceHarness harness = server(port, options).start()) {
            host.inject(framed(one, header));
            if (isAnswered) {
                harness.runUntil(() -> host.received().size() == 1, "the answer");
                assertThat(host.received().get(0).field(70)).isEqualTo("001");
                return;
            }
            harness.runUntil(() -> harness.delivered().size() == 1, "the record");
            SourceRecord record = harness.delivered().get(0);
            assertThat(record.topic()).isEqualTo(valid ? "payments" : "malformed");
            if (valid) {
                assertThat(fields((Struct) record.value())).isEqualTo(one.get("fields"));
                assertThat(((Struct) record.value()).get("mti")).isEqualTo(one.get("mti"));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static byte[] framed(Map<String, Object> one, LengthHeader header) throws IOException {
        Map<String, String> framed = (Map<String, String>) one.get("framed");
        if (framed == null) {
            byte[] message = Files.readAllBytes(Fixtures.folder("iso8583").resolve((String) one.get("file")));
            return header.frame(message);
        }
        String form = header == LengthHeader.BINARY_2 ? "binary-2-bytes-big-endian" : "ascii-4-digits";
        return HexFormat.of().parseHex(framed.get(form));
    }

    private static Map<String, String> fields(Struct value) {
        Map<String, String> fields = new HashMap<>();
        for (Field field : value.schema().fields()) {
            if (field.name().matches("f\\d+_.*") && value.get(field) != null) {
                fields.put(field.name().substring(1, field.name().indexOf('_')), String.valueOf(value.get(field)));
            }
        }
        return fields;
    }

    private static Optional<IsoAnswer> answered(SourceHarness harness, Supplier<Optional<IsoAnswer>> work)
            throws Exception {
        CompletableFuture<Optional<IsoAnswer>> answer = CompletableFuture.supplyAsync(work);
        harness.runUntil(answer::isDone, "the partner's work");
        return answer.get();
    }

    private static SourceHarness client(Iso8583Host host, Map<String, String> more) {
        return harness(Map.of("hosts", "127.0.0.1:" + host.port(), "session", "iso8583-1987"), more);
    }

    private static SourceHarness server(int port, Map<String, String> more) {
        return harness(
                Map.of(
                        "mode", "server",
                        "listen.address", "127.0.0.1",
                        "listen.ports", String.valueOf(port),
                        "session", "iso8583-1987-server"),
                more);
    }

    private static SourceHarness harness(Map<String, String> transport, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "payments",
                "topic", "payments",
                "format", "layout",
                "layout.shipped", "iso8583-1987-ascii",
                "retry.backoff.ms", "20",
                "retry.backoff.max.ms", "50"));
        config.putAll(transport);
        config.putAll(more);
        return ConnectorHarness.source(FramedTcpSourceConnector::new, config, DeliveryMode.AT_LEAST_ONCE);
    }
}
