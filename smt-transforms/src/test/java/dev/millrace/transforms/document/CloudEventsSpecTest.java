package dev.millrace.transforms.document;

import static dev.millrace.transforms.document.EnvelopeTest.headers;
import static dev.millrace.transforms.document.EnvelopeTest.unwrap;
import static dev.millrace.transforms.document.Given.applied;
import static dev.millrace.transforms.document.Given.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Events as CloudEvents 1.0.2 has them, its JSON event format (sections 2 and 3) and its Kafka protocol binding: the same matters
 * that the project's own conformance files ask.
 */
class CloudEventsSpecTest {

    private static final String REST = "\"id\":\"i-1\",\"type\":\"a.b\",\"source\":\"https://example.com\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "\"data\":\"x\"#",
                "\"data\":1,\"datacontenttype\":null,\"dataschema\":null,\"subject\":null,\"time\":null#",
                "\"data\":1,\"datacontenttype\":\"text/plain\",\"dataschema\":\"https://e.com/s\",\"subject\":\"s\"#subject=s",
                "\"data\":1,\"time\":\"2026-04-05T17:31:00Z\"#time=2026-04-05T17:31:00Z",
                "\"data\":1,\"time\":\"2026-04-05T17:31:00.123456789Z\"#time=2026-04-05T17:31:00.123456789Z",
                "\"data\":1,\"time\":\"2026-04-05T17:31:00+01:00\"#time=2026-04-05T17:31:00+01:00",
                "\"data\":1,\"time\":\"2026-04-05T17:31:00-01:00\"#time=2026-04-05T17:31:00-01:00",
                "\"data\":1,\"number\":10,\"flag\":true,\"text\":\"t\",\"binary\":\"TWE=\"#number=10,flag=true,text=t",
                "\"data\":1,\"ref\":\"//authority/path\"#ref=//authority/path"
            })
    void takesWhatIsAnEvent(String members, String expected) {
        String event = "{\"specversion\":\"1.0\"," + REST + "," + members + "}";

        SourceRecord done = structured(event);

        Map<String, String> headers = headers(done);
        assertThat(headers).containsEntry("ce_id", "i-1").containsEntry("ce_specversion", "1.0");
        if (expected != null) {
            for (String pair : expected.split(",", -1)) {
                int end = pair.indexOf('=');
                assertThat(headers).containsEntry("ce_" + pair.substring(0, end), pair.substring(end + 1));
            }
        }
        assertThat(headers.keySet()).doesNotContain("ce_data", "ce_datacontenttype");
        assertThat(headers)
                .containsEntry("content-type", members.contains("text/plain") ? "text/plain" : "application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{\"id\":\"i\",\"type\":\"t\",\"source\":\"/s\"}#not-an-event",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"/s\"}#\"rule\":\"id\",\"path\":\"\",\"code\":\"missing\"",
                "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\"}#\"rule\":\"type\",\"path\":\"\",\"code\":\"missing\"",
                "{\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"t\"}#\"rule\":\"source\",\"path\":\"\",\"code\":\"missing\"",
                "{\"specversion\":\"0.9\",\"id\":\"i\",\"type\":\"t\",\"source\":\"/s\"}#unknown-version",
                "{\"specversion\":\"\",\"id\":\"i\",\"type\":\"t\",\"source\":\"/s\"}#unknown-version",
                "{\"specversion\":1.0,\"id\":\"i\",\"type\":\"t\",\"source\":\"/s\"}#invalid-attribute",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"type\":\"t\",\"source\":\"/s\"}#empty",
                "{\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"\",\"source\":\"/s\"}#empty",
                "{\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"t\",\"source\":\"\"}#empty",
                "{\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"t\",\"source\":\"a b\"}#not-a-uri",
                "{\"specversion\":\"1.0\",\"id\":25,\"type\":\"t\",\"source\":\"/s\"}#\"rule\":\"id\",\"path\":\"\",\"code\":\"invalid-attribute\"",
                "{\"specversion\":\"1.0\",\"id\":{\"secret\":1},\"type\":\"t\",\"source\":\"/s\"}#invalid-attribute",
                "{\"specversion\":\"1.0\"," + REST + ",\"time\":\"lunch\"}#not-a-time",
                "{\"specversion\":\"1.0\"," + REST + ",\"time\":\"1523000000000\"}#not-a-time",
                "{\"specversion\":\"1.0\"," + REST + ",\"time\":\"2026-04-05T18:31Z\"}#not-a-time",
                "{\"specversion\":\"1.0\"," + REST + ",\"time\":\"2026-04-05T18:31:00X\"}#not-a-time",
                "{\"specversion\":\"1.0\"," + REST + ",\"time\":\"2026-04-05T18:31:00+25:00\"}#not-a-time",
                "{\"specversion\":\"1.0\"," + REST + ",\"time\":\"2026-04-05T18:31:00+05\"}#not-a-time",
                "{\"specversion\":\"1.0\"," + REST + ",\"time\":\"2026-02-30T18:31:00Z\"}#not-a-time",
                "{\"specversion\":\"1.0\"," + REST + ",\"datacontenttype\":\"xyz\"}#not-a-media-type",
                "{\"specversion\":\"1.0\"," + REST + ",\"datacontenttype\":\"\"}#empty",
                "{\"specversion\":\"1.0\"," + REST + ",\"dataschema\":\"\"}#empty",
                "{\"specversion\":\"1.0\"," + REST + ",\"dataschema\":\"order.json\"}#not-a-uri",
                "{\"specversion\":\"1.0\"," + REST + ",\"subject\":\"\"}#empty",
                "{\"specversion\":\"1.0\"," + REST + ",\"MyExtension\":\"secret\"}#invalid-name",
                "{\"specversion\":\"1.0\"," + REST + ",\"my.extension\":\"secret\"}#invalid-name",
                "{\"specversion\":\"1.0\"," + REST + ",\"extension\":1.5}#invalid-attribute",
                "{\"specversion\":\"1.0\"," + REST + ",\"extension\":\"a\\u0007\"}#invalid-character",
                "{\"specversion\":\"1.0\"," + REST + ",\"extension\":\"\\uFFFE\"}#invalid-character",
                "{\"specversion\":\"1.0\"," + REST + ",\"data\":\"secret\",\"data_base64\":\"eA==\"}#data-twice",
                "{\"specversion\":\"1.0\"," + REST + ",\"data_base64\":\"secret!\"}#not-base64",
                "{\"specversion\":\"1.0\"," + REST + ",\"data_base64\":7}#not-base64",
                "{\"specversion\":\"1.0\"," + REST + "}#no-data",
                "{\"specversion\":\"1.0\",\"id\":\"a\"," + REST + "}#duplicate-key",
                "[{\"specversion\":\"1.0\"," + REST + "}]#not-an-object",
                "secret#malformed"
            })
    void refusesWhatIsNone(String event, String code) {
        assertThatThrownBy(() -> structured(event))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(code)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, , not-an-event",
        "ce_specversion, 0.3, unknown-version",
        "ce_id, , missing",
        "ce_id, '', empty",
        "ce_source, a b, not-a-uri",
        "ce_type, , missing",
        "ce_time, noon, not-a-time",
        "ce_MyThing, x, invalid-name",
        "content-type, xyz, not-a-media-type"
    })
    void refusesHeadersThatAreNoEvent(String name, String value, String code) {
        Map<String, String> event =
                new HashMap<>(Map.of("ce_specversion", "1.0", "ce_id", "i", "ce_type", "t", "ce_source", "/s"));
        event.remove(name);
        SourceRecord record = record(Schema.STRING_SCHEMA, "x");
        event.forEach(record.headers()::addString);
        if (value != null) {
            record.headers().addString(name, value);
        }

        assertThatThrownBy(() -> applied(unwrap(), record)).hasMessageContaining(code);
    }

    @ParameterizedTest
    @CsvSource({"application/cloudevents+json", "application/cloudevents+json; charset=utf-8"})
    void readsAnEventFromBytes(String contentType) {
        byte[] event = ("{\"specversion\":\"1.0\"," + REST
                        + ",\"datacontenttype\":\"application/json\",\"data\":{\"message\":\"Grüße\"}}")
                .getBytes(StandardCharsets.UTF_8);
        SourceRecord record = record(Schema.BYTES_SCHEMA, event);
        record.headers().addString("content-type", contentType);

        SourceRecord done = applied(unwrap("format", "cloudevents-structured"), record);

        assertThat(done.value()).isEqualTo(Map.of("message", "Grüße"));
        assertThat(headers(done))
                .containsEntry("content-type", "application/json")
                .hasSize(5);
    }

    private static SourceRecord structured(String event) {
        return applied(unwrap("format", "cloudevents-structured"), record(Schema.STRING_SCHEMA, event));
    }
}
