package dev.millrace.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.kit.ConnectorFailure;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Whatever a value is, a receiver reads that value, in its place, and nothing else; or the record is refused. */
class HostileValuesTest {

    private static final String ALPHABET =
            "ab 1\"'\\/<>&%+=?#;:,.{}[]()$`|\r\n\t\0\u0001\u007f\u0085\u00a0\u2028\ufeff\ufdd0\ufffe\uffffü漢";

    private static final List<String> CLASSICS = List.of(
            "\",\"admin\":true,\"x\":\"",
            "</a><admin/><a b='",
            "]]>",
            "<![CDATA[x",
            "<!--",
            "&amp;&#0;",
            "a&b=c&d[]=e",
            "a\r\nX-Admin: yes\r\n\r\nbody",
            "../../etc/passwd",
            "..%2f..%2f",
            "%2e%2e",
            "${value.a}",
            "{value.a}",
            "$${x}",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00x",
            "");

    @Test
    void arriveInJson() throws Exception {
        RequestTemplate<SinkRecord> template = template(
                "http.body",
                "template",
                "http.body.template",
                "{\"a\": \"x${value.a}y\", \"b\": [${value.a}], \"c\": 1}");

        for (String value : values()) {
            Optional<HttpCall> call = rendered(template, value);
            if (call.isEmpty()) {
                assertThat(isWhole(value)).isFalse();
                continue;
            }
            try (JsonParser json = new JsonFactory().createParser(call.get().body())) {
                assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
                assertThat(json.nextFieldName()).isEqualTo("a");
                assertThat(json.nextTextValue()).isEqualTo("x" + value + "y");
                assertThat(json.nextFieldName()).isEqualTo("b");
                assertThat(json.nextToken()).isEqualTo(JsonToken.START_ARRAY);
                assertThat(json.nextTextValue()).isEqualTo(value);
                assertThat(json.nextToken()).isEqualTo(JsonToken.END_ARRAY);
                assertThat(json.nextFieldName()).isEqualTo("c");
                assertThat(json.nextIntValue(0)).isEqualTo(1);
                assertThat(json.nextToken()).isEqualTo(JsonToken.END_OBJECT);
                assertThat(json.nextToken()).isNull();
            }
        }
    }

    @Test
    void arriveInXml() throws Exception {
        RequestTemplate<SinkRecord> template = template(
                "http.body", "soap",
                "http.soap.action", "x",
                "http.body.template", "<a b=\"${value.a}\" c='${value.a}'>${value.a}</a>");

        int read = 0;
        for (String value : values()) {
            Optional<HttpCall> call = rendered(template, value);
            if (call.isPresent()) {
                Element root = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(call.get().body()))
                        .getDocumentElement();
                Element a = (Element) root.getLastChild().getFirstChild();
                assertThat(a.getAttribute("b")).isEqualTo(value);
                assertThat(a.getAttribute("c")).isEqualTo(value);
                assertThat(a.getTextContent()).isEqualTo(value);
                assertThat(a.getAttributes().getLength()).isEqualTo(2);
                read++;
            } else {
                assertThat(value.chars().allMatch(c -> c >= ' ' && c < 0x7f)).isFalse();
            }
        }
        assertThat(read).isGreaterThan(50);
    }

    @Test
    void arriveInFormsAndQueries() {
        RequestTemplate<SinkRecord> template = template(
                "http.query", "before=1, a={value.a}, behind=2",
                "http.body", "form",
                "http.form.fields", "before=1, a={value.a}, behind=2");

        for (String value : values()) {
            Optional<HttpCall> call = rendered(template, value);
            if (call.isEmpty()) {
                assertThat(isWhole(value)).isFalse();
                continue;
            }
            for (String pairs : List.of(call.get().target().getRawQuery(), RequestCase.bodyOf(call.get()))) {
                List<String> read = Stream.of(pairs.split("&"))
                        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
                        .toList();
                assertThat(read).containsExactly("before=1", "a=" + value, "behind=2");
            }
        }
    }

    @Test
    void arriveInOneSegmentOfThePath() {
        RequestTemplate<SinkRecord> template = template("http.url", "https://partner.example/orders/{value.a}/lines");

        int read = 0;
        for (String value : values()) {
            Optional<HttpCall> call = rendered(template, value);
            if (call.isPresent()) {
                String[] segments = call.get().target().getRawPath().split("/", -1);
                assertThat(segments).hasSize(4).startsWith("", "orders").endsWith("lines");
                assertThat(URLDecoder.decode(segments[2].replace("+", "%2B"), StandardCharsets.UTF_8))
                        .isEqualTo(value);
                assertThat(call.get().target().normalize()).isEqualTo(call.get().target());
                assertThat(call.get().target().getHost()).isEqualTo("partner.example");
                read++;
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void arriveInOneHeader() {
        RequestTemplate<SinkRecord> template = template("http.headers", "X-A: x{value.a}y", "http.body.value", "key");

        for (String value : values()) {
            Optional<HttpCall> call = rendered(template, value);

            boolean printable = value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t');
            assertThat(call.map(HttpCall::headers))
                    .isEqualTo(
                            printable
                                    ? Optional.of(List.of(new HttpHeader("X-A", "x" + value + "y")))
                                    : Optional.empty());
        }
    }

    @Test
    void arriveInOnePart() {
        RequestTemplate<SinkRecord> template =
                template("http.body", "multipart", "http.multipart.parts", "a={value.a};filename={value.a}\nb=2");

        for (String value : values()) {
            Optional<HttpCall> call = rendered(template, value);
            if (call.isEmpty()) {
                assertThat(isWhole(value)).isFalse();
                continue;
            }
            String boundary = call.get().contentType().split("boundary=", 2)[1];
            String[] parts = RequestCase.bodyOf(call.get()).split("(?:\r\n)?--" + boundary, -1);
            assertThat(parts).hasSize(4);
            assertThat(parts[1].substring(parts[1].indexOf("\r\n\r\n") + 4)).isEqualTo(value);
            assertThat(parts[1].substring(2, parts[1].indexOf("\r\n\r\n"))).doesNotContain("\r", "\n");
            assertThat(parts[2]).endsWith("\r\n\r\n2");
        }
    }

    /** The classics, and what chance makes of the characters that have a meaning somewhere. */
    private static List<String> values() {
        Random random = new Random(5);
        Stream<String> made = IntStream.range(0, 3_000).mapToObj(i -> {
            StringBuilder value = new StringBuilder();
            for (int length = 1 + random.nextInt(12); length > 0; length--) {
                value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            return value.toString();
        });
        return Stream.concat(CLASSICS.stream(), made).toList();
    }

    private static boolean isWhole(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(value);
    }

    private static Optional<HttpCall> rendered(RequestTemplate<SinkRecord> template, String value) {
        try {
            return Optional.of(template.render(RecordForTest.of(Map.of("a", value))));
        } catch (ConnectorFailure refused) {
            return Optional.empty();
        }
    }

    private static RequestTemplate<SinkRecord> template(String... given) {
        ConfigDef definition = new ConfigDef();
        RequestSettings.define(definition);
        Map<String, String> all = new HashMap<>(Map.of("http.url", "https://partner.example/orders"));
        for (int i = 0; i < given.length; i += 2) {
            all.put(given[i], given[i + 1]);
        }
        return RequestTemplate.of(
                RequestSettings.from(new AbstractConfig(definition, all, false)), RecordForTest.PLACES);
    }
}
