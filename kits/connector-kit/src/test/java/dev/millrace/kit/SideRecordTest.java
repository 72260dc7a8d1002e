package dev.millrace.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each converter as a worker would configure it; the form is the one that {@code auto} takes for it. */
class SideRecordTest {

    private static final String AUDIT_AS_JSON = "{\"id\":\"febca46676a1d64689187f265700ac55\","
            + "\"time\":\"2026-11-21T10:15:30.123Z\",\"step\":\"completed\",\"action\":\"RECEIVE\","
            + "\"connector\":\"orders\",\"task\":3,\"worker\":\"4711@worker-1\",\"configHash\":\""
            + "0123456789abcdef".repeat(4) + "\",\"subject\":\"sftp://host:22/inbound/orders.csv\","
            + "\"outcome\":\"success\",\"reason\":\"moved\",\"detail\":\"/archive/orders.csv\",\"size\":42,"
            + "\"records\":3,\"malformed\":1,\"durationMs\":250,\"payloadHash\":null,"
            + "\"payloadHashAlgorithm\":null,\"payloadCanonicalisation\":null,\"skipped\":[{\"record\":1,"
            + "\"offset\":20,\"line\":2,\"code\":\"field-count\"}],\"chainId\":\"chain\",\"seq\":0,\"prevHash\":\"\"}";

    @Test
    void passesJsonConverterWithoutSchemas() {
        String written = new String(written(new JsonConverter(), Map.of("schemas.enable", "false"), audit()), UTF_8);

        assertThat(written).isEqualTo(AUDIT_AS_JSON.replace("\"2026-11-21T10:15:30.123Z\"", "1795256130123"));
    }

    @Test
    void comesBackThroughJsonConverterWithSchemas() {
        JsonConverter converter = new JsonConverter();
        byte[] written = written(converter, Map.of("schemas.enable", "true"), audit());

        SchemaAndValue read = converter.toConnectData("audit", written);

        assertThat(read.value()).isEqualTo(audit());
        assertThat(read.schema().name()).isEqualTo("millrace.AuditEvent");
    }

    @Test
    void passesStringConverterAsJsonText() {
        assertThat(new String(written(new StringConverter(), Map.of(), audit()), UTF_8))
                .isEqualTo(AUDIT_AS_JSON);
    }

    @Test
    void passesByteArrayConverterAsJsonBytes() {
        assertThat(new String(written(new ByteArrayConverter(), Map.of(), audit()), UTF_8))
                .isEqualTo(AUDIT_AS_JSON);
    }

    @Test
    void writesBinaryAsBase64WhereverTheValueIsText() {
        Struct struct = new Struct(
                        SchemaBuilder.struct().field("raw", Schema.BYTES_SCHEMA).build())
                .put("raw", new byte[] {0, (byte) 0xff});
        String base64 = "{\"raw\":\"AP8=\"}";

        assertThat(new String(written(new JsonConverter(), Map.of("schemas.enable", "false"), struct), UTF_8))
                .isEqualTo(base64);
        assertThat(new String(written(new StringConverter(), Map.of(), struct), UTF_8))
                .isEqualTo(base64);
        assertThat(new String(written(new ByteArrayConverter(), Map.of(), struct), UTF_8))
                .isEqualTo(base64);
    }

    @Test
    void keepsTextBeyondAsciiInEachForm() {
        Struct struct = new Struct(SchemaBuilder.struct()
                        .field("path", Schema.STRING_SCHEMA)
                        .build())
                .put("path", "/grün/\uD83D\uDE00.csv");
        String json = "{\"path\":\"/grün/\uD83D\uDE00.csv\"}";

        assertThat(new String(written(new StringConverter(), Map.of(), struct), UTF_8))
                .isEqualTo(json);
        assertThat(new String(written(new ByteArrayConverter(), Map.of(), struct), UTF_8))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"AUDIT,audit", "MALFORMED,malformed", "ACK,ack", "SESSION,session"})
    void namesItsKindInAHeader(SideRecord.Kind kind, String header) {
        assertThat(SideRecord.headers(kind)).singleElement().satisfies(only -> {
            assertThat(only.key()).isEqualTo("millrace.kind");
            assertThat(only.value()).isEqualTo(header);
            assertThat(only.schema()).isEqualTo(Schema.STRING_SCHEMA);
        });
    }

    @Test
    void givesEachRecordHeadersOfItsOwn() {
        SideRecord.headers(SideRecord.Kind.AUDIT).addString("more", "here");

        assertThat(SideRecord.headers(SideRecord.Kind.AUDIT)).hasSize(1);
    }

    private static Struct audit() {
        return AuditEventTest.completed(OptionalLong.of(42), Optional.empty())
                .toStruct(new AuditChain.Link("chain", 0, ""));
    }

    private static byte[] written(Converter converter, Map<String, String> settings, Struct struct) {
        converter.configure(settings, false);
        SideForm form = SideForm.AUTO.resolve(converter.getClass().getName());
        SchemaAndValue value = SideRecord.value(form, struct);
        return converter.fromConnectData("audit", value.schema(), value.value());
    }
}
