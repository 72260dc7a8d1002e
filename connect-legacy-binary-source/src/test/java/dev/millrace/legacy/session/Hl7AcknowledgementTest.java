package dev.millrace.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.legacy.frame.Frame;
import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the shipped session hl7-mllp answers, byte for byte: cases of this module, and those of the shared fixtures. */
class Hl7AcknowledgementTest {

    private static final String TIME = "20250102030405+0000";
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT);

    private final HeardLine line = new HeardLine();

    @TestFactory
    Stream<DynamicTest> casesOfThisModule() throws IOException {
        try (InputStream file = Hl7AcknowledgementTest.class.getResourceAsStream("hl7-cases.yaml")) {
            assertThat(file).isNotNull();
            return cases(new String(file.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .map(one -> DynamicTest.dynamicTest(
                            text(one, "name"),
                            () -> assertThat(answer(text(one, "message"), text(one, "outcome"), TIME))
                                    .isEqualTo(one.get("answer"))));
        }
    }

    @TestFactory
    Stream<DynamicTest> casesOfTheFixtures() throws IOException {
        return cases(Files.readString(Fixtures.folder("hl7-mllp").resolve("cases.json"))).stream()
                .flatMap(one -> map(one, "expected").keySet().stream()
                        .map(outcome -> DynamicTest.dynamicTest(
                                one.get("name") + " " + outcome, () -> isAnsweredAs(one, outcome))));
    }

    private static void isAnsweredAs(Map<String, Object> one, String outcome) {
        byte[] framed = HexFormat.of().parseHex(text(one, "framedHex"));
        String message = new String(framed, 1, framed.length - 3, StandardCharsets.ISO_8859_1);
        Map<String, Object> expected = map(map(one, "expected"), outcome);
        byte[] answer = HexFormat.of().parseHex(text(expected, "framedHex"));

        assertThat(answer(message, outcome, text(map(one, "ackParameters"), "msh7")))
                .isEqualTo(new String(answer, 1, answer.length - 3, StandardCharsets.ISO_8859_1));
    }

    @Test
    void tellsInWhichCharsetAMessageIs() {
        DeclaredConversation conversation = begun(TIME, Map.of());

        conversation.received(frame("MSH|^~\\&|A|B|C|D|1||ADT^A01|M1|P|2.5||||||8859/1~UNICODE\rPID|1\r"));

        assertThat(line.delivered)
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.message().payloadCharset()).contains(StandardCharsets.ISO_8859_1));
    }

    @Test
    void takesTheDefaultCharsetWhereNoneIsTold() {
        DeclaredConversation conversation = begun(TIME, Map.of("default-charset", "windows-1252"));

        conversation.received(frame("MSH|^~\\&|A|B|C|D|1||ADT^A01|M1|P|2.5\rPID|1\r"));

        assertThat(line.delivered)
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.message().payloadCharset()).contains(Charset.forName("windows-1252")));
    }

    @Test
    void setsAMessageInAnUnknownCharsetAsideAndRefusesIt() {
        DeclaredConversation conversation = begun(TIME, Map.of());

        conversation.received(frame("MSH|^~\\&|A|B|C|D|1||ADT^A01|M1|P|2.5||||||KLINGON\rPID|1\r"));
        long unused = conversation.due(0);

        assertThat(line.asides).containsExactly("unknown-charset");
        assertThat(line.said).singleElement().asString().contains("\rMSA|AE|M1\r");
    }

    @Test
    void rejectsATypeThatIsNotAccepted() {
        DeclaredConversation conversation = begun(TIME, Map.of("accepted-types", "ORU|ORM"));

        conversation.received(frame("MSH|^~\\&|A|B|C|D|1||ADT^A01|M1|P|2.5\r"));

        assertThat(line.delivered).isEmpty();
        assertThat(line.said).singleElement().asString().contains("\rMSA|AR|M1\r");
    }

    @Test
    void saysNothingToWhatIsNoMessage() {
        DeclaredConversation conversation = begun(TIME, Map.of());

        conversation.received(frame("HELLO"));
        long unused = conversation.due(0);

        assertThat(line.asides).containsExactly("unknown-message");
        assertThat(line.said).isEmpty();
    }

    @Test
    void readsOneMessageAtATimeUntilItIsAcknowledged() {
        DeclaredConversation conversation = begun(TIME, Map.of());

        conversation.received(frame("MSH|^~\\&|A|B|C|D|1||ADT^A01|M1|P|2.5\r"));
        assertThat(conversation.hasRoom()).isFalse();
        settle(line.delivered.get(0).receipt(), "committed");
        long unused = conversation.due(0);

        assertThat(conversation.hasRoom()).isTrue();
    }

    private static String answer(String message, String outcome, String time) {
        Hl7AcknowledgementTest desk = new Hl7AcknowledgementTest();
        DeclaredConversation conversation = desk.begun(time, Map.of());
        conversation.received(frame(message));
        assertThat(desk.line.said).isEmpty();
        settle(desk.line.delivered.get(0).receipt(), outcome);
        long unused = conversation.due(0);
        assertThat(desk.line.said).hasSize(1);
        return desk.line.said.get(0);
    }

    private static void settle(Receipt receipt, String outcome) {
        if (outcome.equals("permanentError")) {
            receipt.isMalformed();
        }
        receipt.isMade(1);
        receipt.settle(!outcome.equals("rejected"));
    }

    private DeclaredConversation begun(String time, Map<String, String> values) {
        ConversationMeters meters = new ConversationMeters(
                new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        DeclaredConversation conversation = new DeclaredConversation(
                new ConversationParts(
                        protocol(values),
                        new Secrets(Map.of()),
                        false,
                        true,
                        frame -> Optional.empty(),
                        Optional.of(new SeenMessages(100)),
                        meters,
                        Clock.fixed(OffsetDateTime.parse(time, FORM).toInstant(), ZoneOffset.UTC)),
                new Place("", 1));
        conversation.begin(line);
        return conversation;
    }

    private static Frame frame(String message) {
        return Frame.of(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Protocol protocol(Map<String, String> values) {
        try (InputStream file = Protocol.class.getResourceAsStream("hl7-mllp.yaml")) {
            assertThat(file).isNotNull();
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            ProtocolReader.Outcome outcome = ProtocolReader.read(text, values, Map.of());
            if (outcome instanceof ProtocolReader.Outcome.Read read) {
                return read.protocol();
            }
            throw new AssertionError(outcome);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static List<Map<String, Object>> cases(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> holder, String key) {
        return (Map<String, Object>) Objects.requireNonNull(holder.get(key), key);
    }

    private static String text(Map<String, Object> holder, String key) {
        return (String) Objects.requireNonNull(holder.get(key), key);
    }
}
