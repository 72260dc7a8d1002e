package dev.millrace.transforms.document;

import static dev.millrace.transforms.document.EnvelopeTest.unwrap;
import static dev.millrace.transforms.document.Given.record;
import static dev.millrace.transforms.document.Given.transform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transforms.UnwrapEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, reading them ends soon, with a value or with a code. */
class DocumentFuzzTest {

    private static final int ROUNDS = 30_000;
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z0-9-]+)\"}$");
    private static final byte[] PIECES = "<>/?!&;#x[]{}\":,\\-= '\n\tae0.\0".getBytes(StandardCharsets.UTF_8);

    private static final List<String> JSON = List.of(
            "{\"a\":[1,2.5e3,\"x\\u00e9\\ud83d\\ude00\",true,null,{\"b\":{}}],\"c\":-0.0}",
            "[[[[1]]]]",
            "\"text\"",
            "1e400");
    private static final List<String> XML = List.of(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b='1' xmlns:n='urn:n'><n:c>x &amp; &#xe9;</n:c><![CDATA[]]]><!--c--><?p i?></a>",
            "<!DOCTYPE a [<!ENTITY e \"x\"><!ELEMENT a ANY>]><a>&e;</a>",
            "<a><b>1</b><b>2</b>é</a>");
    private static final List<String> EVENTS = List.of(
            "{\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"t\",\"source\":\"/s\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"a\":1}}",
            "{\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"t\",\"source\":\"/s\",\"data_base64\":\"eA==\",\"dataschema\":\"http://x/y\"}");

    static Stream<Arguments> readers() {
        String schema = "{\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}},"
                + "\"c\":{\"type\":\"number\",\"multipleOf\":0.1}}}";
        DocumentWork json = transform(Documents.PARSE_JSON, "document.max.depth", "20", "document.max.elements", "500");
        DocumentWork declared = transform(Documents.PARSE_JSON, "schema", schema);
        DocumentWork guessed = transform(Documents.PARSE_JSON, "infer", "3", "numbers", "text");
        DocumentWork xml = transform(Documents.PARSE_XML, "document.max.depth", "20", "namespaces", "keep");
        DocumentWork typed = transform(Documents.PARSE_XML, "schema", schema, "force.array", "**.b");
        UnwrapEnvelope<SourceRecord> event = unwrap("format", "cloudevents-structured");
        return Stream.of(
                Arguments.of("JSON", JSON, (UnaryOperator<SourceRecord>) json::apply),
                Arguments.of("JSON of a schema", JSON, (UnaryOperator<SourceRecord>) declared::apply),
                Arguments.of("JSON, guessed", JSON, (UnaryOperator<SourceRecord>) guessed::apply),
                Arguments.of("XML", XML, (UnaryOperator<SourceRecord>) xml::apply),
                Arguments.of("XML of a schema", XML, (UnaryOperator<SourceRecord>) typed::apply),
                Arguments.of("events", EVENTS, (UnaryOperator<SourceRecord>) event::apply));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void endsWithAValueOrACode(String name, List<String> seeds, UnaryOperator<SourceRecord> reader) {
        Random random = new Random(4711);
        Set<String> codes = new TreeSet<>();

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(10), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] document = mutated(seeds.get(round % seeds.size()), random);
                boolean text = round % 2 == 0;
                Object value = text ? new String(document, StandardCharsets.UTF_8) : document;
                codes.add(outcome(reader, record(text ? Schema.STRING_SCHEMA : Schema.BYTES_SCHEMA, value)));
            }
        });

        assertThat(codes).as("of %s", name).contains("malformed").doesNotContain("defect");
        assertThat(codes.size()).as("different outcomes: %s", codes).isGreaterThan(3);
    }

    private static String outcome(UnaryOperator<SourceRecord> reader, SourceRecord record) {
        try {
            return reader.apply(record) == null ? "dropped" : "done";
        } catch (DataException failed) {
            Matcher code = CODE.matcher(String.valueOf(failed.getMessage()));
            assertThat(code.find()).as(failed.getMessage()).isTrue();
            assertThat(failed).hasNoCause();
            return code.group(1);
        }
    }

    private static byte[] mutated(String seed, Random random) {
        byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
        int times = random.nextInt(6);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = PIECES[random.nextInt(PIECES.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = spliced(bytes, at, Arrays.copyOfRange(bytes, 0, at));
                default -> bytes = spliced(bytes, at, new byte[] {PIECES[random.nextInt(PIECES.length)]});
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] added) {
        byte[] longer = new byte[Math.min(bytes.length + added.length, 4_000)];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = i < at ? bytes[i] : i < at + added.length ? added[i - at] : bytes[i - added.length];
        }
        return longer;
    }
}
