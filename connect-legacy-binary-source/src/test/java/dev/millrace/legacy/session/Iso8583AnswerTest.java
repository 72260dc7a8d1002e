package dev.millrace.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.legacy.frame.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the shipped sessions of ISO 8583 answer, byte for byte. */
class Iso8583AnswerTest {

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (InputStream file = Iso8583AnswerTest.class.getResourceAsStream("iso8583-cases.yaml")) {
            assertThat(file).isNotNull();
            List<Map<String, Object>> cases = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return cases.stream().map(one -> DynamicTest.dynamicTest((String) one.get("name"), () -> isAnswered(one)));
        }
    }

    private static void isAnswered(Map<String, Object> one) throws IOException {
        HeardLine line = new HeardLine();
        DeclaredConversation conversation = conversation();
        conversation.begin(line);

        conversation.received(
                Frame.of(Objects.requireNonNull((String) one.get("message")).getBytes(StandardCharsets.ISO_8859_1)));
        if (!one.containsKey("control")) {
            assertThat(line.said).isEmpty();
            Receipt receipt = line.delivered.get(0).receipt();
            receipt.isMade(1);
            receipt.settle(!one.containsKey("dropped"));
        }
        long unused = conversation.due(0);

        assertThat(line.said)
                .isEqualTo(Optional.ofNullable(one.get("answer")).map(List::of).orElse(List.of()));
        assertThat(line.delivered).hasSize(one.containsKey("control") ? 0 : 1);
        assertThat(line.asides).isEmpty();
    }

    private static DeclaredConversation conversation() throws IOException {
        try (InputStream file = Protocol.class.getResourceAsStream("iso8583-1987-server.yaml")) {
            assertThat(file).isNotNull();
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            if (!(ProtocolReader.read(text, Map.of(), Map.of()) instanceof ProtocolReader.Outcome.Read read)) {
                throw new AssertionError("the session can't be read");
            }
            return new DeclaredConversation(
                    new ConversationParts(
                            read.protocol(),
                            new Secrets(Map.of()),
                            false,
                            true,
                            Iso8583AnswerTest::decoded,
                            Optional.of(new SeenMessages(100)),
                            new ConversationMeters(
                                    new LongAdder(),
                                    new LongAdder(),
                                    new LongAdder(),
                                    new LongAdder(),
                                    new LongAdder()),
                            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                    new Place("", 1));
        }
    }

    private static Optional<SchemaAndValue> decoded(Frame frame) {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config = new AbstractConfig(
                definition, Map.of("layout.shipped", "iso8583-1987-ascii", "layout.framing", "none"), false);
        try (RecordReader reader = Formats.named("layout")
                .open(new ByteArrayInputStream(frame.message()), ReadContext.fromStart(config, "a message"))) {
            return reader.next() instanceof Read.Value value
                    ? Optional.of(new SchemaAndValue(value.schema(), value.value()))
                    : Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
