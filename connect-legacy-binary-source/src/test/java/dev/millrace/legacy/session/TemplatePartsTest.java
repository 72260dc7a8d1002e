package dev.millrace.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.legacy.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Parts of templates that are made of other parts. */
class TemplatePartsTest {

    private static final String FILE = """
            protocol: parts
            charset: ISO-8859-1
            framing: {length: {bytes: 2}}
            values: {form: {default: hex}, kinds: {default: "a|b"}}
            fields:
              kind: {at: 0, length: 1}
              name: {at: 1, length: 2, trim: false}
              rest: {at: 3, length: 4}
            templates:
              greeting: ["hello ", {copy: name}]
              twice: [{use: greeting}, "/", {use: greeting}]
            messages:
              - name: known
                when: {kind: {regex: "${kinds}"}}
                is: ignored
                reply:
                  - {use: twice}
                  - choose:
                      - {when: {kind: a}, send: "!"}
              - name: numbered
                when: {kind: c}
                is: ignored
                reply:
                  - bitmap: "${form}"
                    fields: {3: {copy: name}, 64: x, 70: {prefix: 3, of: {copy: rest}}, 130: {copy: rest}}
            """;

    @Test
    void usesAndChooses() {
        assertThat(reply(FILE, Map.of(), "aXY")).isEqualTo("hello XY/hello XY!");
        assertThat(reply(FILE, Map.of(), "bXY")).isEqualTo("hello XY/hello XY");
    }

    @Test
    void countsBitsOfTheFieldsThatAreThere() {
        assertThat(reply(FILE, Map.of(), "cXY")).isEqualTo("2000000000000001" + "XYx");
        assertThat(reply(FILE, Map.of(), "cXYrest"))
                .isEqualTo("A000000000000001" + "8400000000000000" + "4000000000000000" + "XYx004restrest");
    }

    @Test
    void writesABitmapInBytesWhenAValueSaysSo() {
        assertThat(reply(FILE, Map.of("form", "binary"), "cXY"))
                .isEqualTo(" \u0000\u0000\u0000\u0000\u0000\u0000\u0001XYx");
    }

    @Test
    void fillsARegularExpressionWithAValue() {
        assertThat(reply(FILE, Map.of("kinds", "d"), "dXY")).isEqualTo("hello XY/hello XY");
    }

    @Test
    void complainsOfATemplateThatIsNotThereAndOfANumberThatIsNone() {
        String wrong = FILE.replace("{use: twice}", "{use: thrice}").replace("64: x", "65: x");

        ProtocolReader.Outcome outcome = ProtocolReader.read(wrong, Map.of(), Map.of());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ProtocolReader.Outcome.Wrong.class,
                        faults -> assertThat(faults.faults().toString())
                                .contains("names none of the templates")
                                .contains("'65' is no number of a field"));
    }

    private static String reply(String file, Map<String, String> values, String message) {
        ProtocolReader.Outcome outcome = ProtocolReader.read(file, values, Map.of());
        if (!(outcome instanceof ProtocolReader.Outcome.Read read)) {
            throw new AssertionError(outcome);
        }
        HeardLine line = new HeardLine();
        DeclaredConversation conversation = new DeclaredConversation(
                new ConversationParts(
                        read.protocol(),
                        new Secrets(Map.of()),
                        false,
                        false,
                        frame -> Optional.empty(),
                        Optional.empty(),
                        new ConversationMeters(
                                new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder()),
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                new Place("", 1));
        conversation.begin(line);
        conversation.received(Frame.of(message.getBytes(StandardCharsets.ISO_8859_1)));
        return String.join("|", line.said);
    }
}
