package dev.millrace.transforms.document;

import static dev.millrace.transforms.document.Given.applied;
import static dev.millrace.transforms.document.Given.map;
import static dev.millrace.transforms.document.Given.options;
import static dev.millrace.transforms.document.Given.plain;
import static dev.millrace.transforms.document.Given.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.UnwrapEnvelope;
import dev.millrace.transforms.WrapEnvelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    private static final Schema ORDER = SchemaBuilder.struct()
            .name("Order")
            .field("id", Schema.INT64_SCHEMA)
            .field("customer", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Struct STRUCT = new Struct(ORDER).put("id", 17L).put("customer", "ada");
    private static final Map<String, Object> MAP = Map.of("id", 17L, "customer", "ada");

    @Test
    void writesAttributesAsTheKafkaBindingHasThem() {
        SourceRecord record = record(ORDER, STRUCT);
        record.headers().addString("trace", "t-1");

        SourceRecord event = applied(
                wrap(
                        "event.source", "/shop",
                        "event.type", "order.created",
                        "event.id", "{value.id}",
                        "event.subject", "{key}",
                        "event.dataschema", "https://example.com/order.json",
                        "event.extensions", "{\"traceid\":\"{header.trace}\",\"none\":\"{header.none}\"}"),
                record);

        assertThat(headers(event))
                .isEqualTo(Map.of(
                        "trace", "t-1",
                        "ce_specversion", "1.0",
                        "ce_id", "17",
                        "ce_source", "/shop",
                        "ce_type", "order.created",
                        "ce_subject", "k",
                        "ce_time", "2023-11-14T22:13:20Z",
                        "ce_dataschema", "https://example.com/order.json",
                        "ce_traceid", "t-1",
                        "content-type", "application/json"));
        assertThat(event.value()).isSameAs(STRUCT);
        assertThat(headers(record)).isEqualTo(Map.of("trace", "t-1"));
    }

    @Test
    void makesOneObjectOfAttributesAndData() {
        WrapEnvelope<SourceRecord> wrap = wrap("format", "cloudevents-structured", "event.id", "{value.id}");

        SourceRecord ofStruct = applied(wrap, record(ORDER, STRUCT));
        SourceRecord ofMap = applied(wrap, record(null, MAP));

        Map<String, Object> event = new HashMap<>(Map.of(
                "specversion", "1.0",
                "id", "17",
                "source", "/shop",
                "type", "order.created",
                "time", "2023-11-14T22:13:20Z",
                "datacontenttype", "application/json",
                "data", map("id", 17L, "customer", "ada")));
        assertThat(plain(ofStruct.value())).isEqualTo(event);
        assertThat(plain(ofMap.value())).isEqualTo(event);
        assertThat(ofMap.valueSchema()).isNull();
        assertThat(headers(ofStruct)).isEqualTo(Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
        assertThat(applied(wrap, record(ORDER, STRUCT)).valueSchema()).isSameAs(ofStruct.valueSchema());
        assertThat(((Struct) ofStruct.value()).getStruct("data")).isEqualTo(STRUCT);
    }

    @Test
    void writesTheEventAsJsonText() {
        String[] asText = {"format", "cloudevents-structured", "form", "string", "event.id", "1", "event.time", ""};
        WrapEnvelope<SourceRecord> wrap = wrap(asText);
        SourceRecord json = record(Schema.STRING_SCHEMA, "{\"n\":1.000000000000000000001}");
        json.headers().addString("content-type", "application/json");

        String head = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.created\",";
        assertThat(applied(wrap, record(ORDER, STRUCT)).value())
                .isEqualTo(
                        head + "\"datacontenttype\":\"application/json\",\"data\":{\"id\":17,\"customer\":\"ada\"}}");
        assertThat(applied(wrap, record(Schema.BYTES_SCHEMA, new byte[] {1, 2})).value())
                .isEqualTo(head + "\"datacontenttype\":\"application/octet-stream\",\"data_base64\":\"AQI=\"}");
        assertThat(applied(wrap, record(Schema.STRING_SCHEMA, "a \"b\"")).value())
                .isEqualTo(head + "\"datacontenttype\":\"text/plain\",\"data\":\"a \\\"b\\\"\"}");
        assertThat(applied(wrap, json).value())
                .isEqualTo(head + "\"datacontenttype\":\"application/json\",\"data\":{\"n\":1.000000000000000000001}}");
    }

    @Test
    void givesTheSameIdWheneverTheRecordIsTransformedAgain() {
        WrapEnvelope<SourceRecord> wrap = wrap();
        SourceRecord again = new SourceRecord(
                Map.of("file", "a.csv"), Map.of("line", 7), "orders", Schema.STRING_SCHEMA, "k", ORDER, STRUCT);
        SourceRecord next = new SourceRecord(
                Map.of("file", "a.csv"), Map.of("line", 8L), "orders", Schema.STRING_SCHEMA, "k", ORDER, STRUCT);
        WrapEnvelope<SinkRecord> sink = new WrapEnvelope<>();
        sink.configure(options("event.source", "/shop", "event.type", "t"));

        String id = headers(applied(wrap, record(ORDER, STRUCT))).get("ce_id");
        SinkRecord read = new SinkRecord("orders", 1, null, null, ORDER, STRUCT, 42, 1L, TimestampType.CREATE_TIME);
        SinkRecord renamed = read.newRecord("other", 5, null, null, ORDER, STRUCT, 2L);

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(headers(applied(wrap(), again)).get("ce_id")).isEqualTo(id);
        assertThat(headers(applied(wrap, next)).get("ce_id")).isNotEqualTo(id);
        assertThat(headers(applied(sink, renamed)).get("ce_id"))
                .isEqualTo(headers(applied(sink, read)).get("ce_id"));
        assertThat(message(wrap, new SourceRecord(Map.of(), Map.of(), "t", ORDER, STRUCT)))
                .contains("no-origin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "event.subject # {value.customer} # ok",
                "event.subject # {value.nothing} # ok",
                "event.id # {value.nothing} # \"rule\":\"id\",\"path\":\"value.nothing\",\"code\":\"missing\"",
                "event.id # {value.customer|default(\"none\")} # ok",
                "event.source # /a {value.id} # \"code\":\"not-a-uri\"",
                "event.time # {value.customer} # \"rule\":\"time\",\"path\":\"\",\"code\":\"not-a-time\"",
                "event.time # {value.id} # ok",
                "event.datacontenttype # text/plain;v={value.id} # not-json"
            })
    void checksWhatTemplatesGive(String key, String template, String message) {
        WrapEnvelope<SourceRecord> wrap = wrap("format", "cloudevents-structured", key, template);

        String told = message(wrap, record(ORDER, STRUCT));

        if (message.equals("ok")) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told).contains(message).doesNotContain("ada", "17");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event.source | '' | must be set",
                "event.source | a b | is no value for source",
                "event.type | {value.*} | leads to many places",
                "event.type | {nothing} | nothing fills {nothing}",
                "event.time | yesterday | is no value for time",
                "event.dataschema | order.json | is no value for dataschema",
                "event.extensions | {\"Trace\":\"x\"} | made of a-z and 0-9",
                "event.extensions | {\"id\":\"x\"} | have keys of their own",
                "event.extensions | {\"a\":1} | write a template between quotes",
                "event.extensions | [] | is no JSON object",
                "format | avro | avro",
                "on.error | null | would become a tombstone"
            })
    void saysWhatIsWrongInValidationAndWhenConfigured(String key, String value, String sentence) {
        Map<String, String> options = options("event.source", "/shop", "event.type", "t", key, value);

        assertThat(EnvelopeWork.wrapDefinition().validate(options).stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream))
                .anySatisfy(message -> assertThat(message).contains(sentence));
        assertThatThrownBy(() -> new WrapEnvelope<SourceRecord>().configure(options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"fail, already-wrapped, ", "keep, , a", "replace, , 17"})
    void doesWithEventsAsTold(String policy, String code, String id) {
        SourceRecord event = record(ORDER, STRUCT);
        event.headers()
                .addString("ce_specversion", "1.0")
                .addString("ce_id", "a")
                .addString("ce_old", "x");
        WrapEnvelope<SourceRecord> wrap = wrap("on.existing", policy, "event.id", "{value.id}");

        if (code != null) {
            assertThat(message(wrap, event)).contains(code);
        } else {
            SourceRecord done = applied(wrap, event);
            assertThat(headers(done)).containsEntry("ce_id", id);
            assertThat(headers(done).containsKey("ce_old")).isEqualTo(policy.equals("keep"));
        }
    }

    @Test
    void readsEventsOfTheBinaryKind() {
        SourceRecord event = record(ORDER, STRUCT);
        event.headers()
                .addString("ce_specversion", "1.0")
                .addString("ce_id", "7")
                .addString("ce_source", "/s")
                .addString("ce_type", "t")
                .addString("content-type", "application/avro");

        SourceRecord done = applied(unwrap("header.prefix", "event."), event);
        SourceRecord bare = applied(unwrap("attributes", "drop"), event);

        assertThat(headers(done))
                .isEqualTo(Map.of(
                        "event.specversion", "1.0",
                        "event.id", "7",
                        "event.source", "/s",
                        "event.type", "t",
                        "content-type", "application/avro"));
        assertThat(headers(bare)).isEqualTo(Map.of("content-type", "application/avro"));
        assertThat(done.value()).isSameAs(STRUCT);
        assertThat(headers(event)).containsKey("ce_id");
    }

    @Test
    void readsHeadersAsTheWorkersOwnConverterLeavesThem() throws IOException {
        SourceRecord event = record(ORDER, STRUCT);
        try (SimpleHeaderConverter converter = new SimpleHeaderConverter()) {
            Map<String, String> written = Map.of(
                    "ce_specversion",
                    "1.0",
                    "ce_id",
                    "7",
                    "ce_source",
                    "/s",
                    "ce_type",
                    "t",
                    "ce_time",
                    "2026-01-01T00:00:00.000Z");
            written.forEach((key, value) -> event.headers()
                    .add(key, converter.toConnectHeader("t", key, value.getBytes(StandardCharsets.UTF_8))));
        }

        SourceRecord done = applied(unwrap(), event);

        assertThat(headers(done))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "7")
                .containsEntry("ce_time", "2026-01-01T00:00:00Z");
    }

    @Test
    void makesTombstonesOfEventsWithoutDataOnlyWhereAsked() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"deleted\"}";
        SourceRecord record = record(Schema.STRING_SCHEMA, event);

        assertThat(message(unwrap("format", "cloudevents-structured"), record)).contains("no-data");
        assertThat(applied(unwrap("format", "cloudevents-structured", "on.empty", "tombstone"), record)
                        .value())
                .isNull();
    }

    @Test
    void leavesPlainRecordsWhereAsked() {
        for (String format : List.of("cloudevents-binary", "cloudevents-structured", "custom")) {
            SourceRecord plain = record(ORDER, STRUCT);
            SourceRecord text = record(Schema.STRING_SCHEMA, "not json");

            assertThat(message(unwrap("format", format), plain)).contains("not-an-event");
            assertThat(applied(unwrap("format", format, "on.plain", "keep"), plain))
                    .isSameAs(plain);
            assertThat(applied(unwrap("format", format, "on.plain", "keep"), text))
                    .isSameAs(text);
        }
    }

    @Test
    void passesTombstonesAndSideRecords() {
        SourceRecord tombstone = record(null, null);
        SourceRecord side = record(null, MAP);
        side.headers().addString("millrace.kind", "audit");

        assertThat(applied(wrap(), tombstone)).isSameAs(tombstone);
        assertThat(applied(unwrap(), tombstone)).isSameAs(tombstone);
        assertThat(applied(wrap(), side)).isSameAs(side);
    }

    static WrapEnvelope<SourceRecord> wrap(String... more) {
        Map<String, String> options = options("event.source", "/shop", "event.type", "order.created");
        options.putAll(options(more));
        WrapEnvelope<SourceRecord> wrap = new WrapEnvelope<>();
        wrap.configure(options);
        return wrap;
    }

    static UnwrapEnvelope<SourceRecord> unwrap(String... options) {
        UnwrapEnvelope<SourceRecord> unwrap = new UnwrapEnvelope<>();
        unwrap.configure(options(options));
        return unwrap;
    }

    static Map<String, String> headers(ConnectRecord<?> record) {
        Headers headers = record.headers();
        Map<String, String> texts = new HashMap<>();
        StreamSupport.stream(headers.spliterator(), false)
                .forEach((Header header) -> texts.put(header.key(), String.valueOf(header.value())));
        assertThat(texts).hasSize(headers.size());
        return texts;
    }

    private static String message(
            org.apache.kafka.connect.transforms.Transformation<SourceRecord> transform, SourceRecord record) {
        try {
            transform.apply(record);
            return "";
        } catch (DataException failed) {
            return String.valueOf(failed.getMessage());
        }
    }
}
