package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.util.Throwables.getStackTrace;

import dev.millrace.testkit.LogCapture;
import dev.millrace.transforms.ProtectFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No failure tells a value or a key, whatever the action and the value. */
class NoSecretsTest {

    private static final String MARK = "4711";
    private static final String KEY = Keysets.base64("k1");
    private static final Schema STRUCT =
            SchemaBuilder.struct().field("inner", Schema.STRING_SCHEMA).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'action':'const','value':true",
                "'action':'partial','keepLast':2",
                "'action':'regex','pattern':'never','replacement':''",
                "'action':'regex','pattern':'7*7*7*7*1','replacement':''",
                "'action':'truncate','length':1",
                "'action':'generalise','to':'year'",
                "'action':'generalise','to':'month','format':'dd.MM.uuuu'",
                "'action':'generalise','to':'zip3'",
                "'action':'generalise','to':'step','step':10",
                "'action':'hmac'",
                "'action':'token','luhn':true",
                "'action':'encrypt'",
                "'action':'encrypt-deterministic'",
                "'action':'decrypt'",
                "'action':'decrypt','type':'int64'"
            })
    void failuresTellNeitherValuesNorKeys(String members) {
        int failures = 0;
        LogCapture log = new LogCapture();
        try (log;
                ProtectFields<SourceRecord> transform = new ProtectFields.Value<>()) {
            transform.configure(Map.of(
                    "keys", Keysets.of("k1"), "rules", "[{\"path\":\"field\"," + members.replace('\'', '"') + "}]"));
            for (Object value : values()) {
                failures += told(transform, record(null, Map.of("field", value)));
                for (Schema schema : schemas(value)) {
                    Schema whole = SchemaBuilder.struct().field("field", schema).build();
                    failures += told(transform, record(whole, new Struct(whole).put("field", value)));
                }
            }
        }

        assertThat(String.join("\n", log.lines())).doesNotContain(MARK).doesNotContain(KEY);
        // What takes everything takes everything; the others must have failed for something.
        assertThat(failures > 0).isEqualTo(!members.contains("'encrypt") && !members.contains("'hmac'"));
    }

    private static int told(ProtectFields<SourceRecord> transform, SourceRecord record) {
        Throwable failure = catchThrowable(() -> transform.apply(record));
        if (failure == null) {
            return 0;
        }
        assertThat(failure).isInstanceOf(DataException.class).hasNoCause();
        assertThat(failure.getMessage()).contains("\"code\":\"").doesNotContain("\"code\":\"defect\"");
        assertThat(getStackTrace(failure))
                .doesNotContain(MARK)
                .doesNotContain(KEY)
                .doesNotContain(HexFormat.of().formatHex(Base64.getDecoder().decode(KEY)));
        return 1;
    }

    private static List<Object> values() {
        return List.of(
                "a text with 4711",
                "4711",
                "7".repeat(6_000) + "4711x",
                "x".repeat(20_000) + "4711",
                "enc:v1:4711:AAAA",
                "enc:v1:k1:4711",
                "enc:v1:k1:" + "4711".repeat(20),
                "det:v1:k1:" + "4711".repeat(20),
                "4711-13-45",
                "1e4711999999",
                4711L,
                4711,
                47.11,
                new BigDecimal("47.11"),
                new BigDecimal("4711E+99999"),
                Date.from(Instant.ofEpochMilli(4711)),
                "4711".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                true,
                List.of("4711"),
                Map.of("4711", "4711"),
                new Struct(STRUCT).put("inner", "4711"));
    }

    private static List<Schema> schemas(Object value) {
        return Stream.of(
                        Schema.STRING_SCHEMA,
                        SchemaBuilder.string()
                                .parameter(EncryptChange.SCHEMA_PARAMETER, "int64")
                                .build(),
                        SchemaBuilder.string()
                                .parameter(EncryptChange.SCHEMA_PARAMETER, "{\"4711\":")
                                .build(),
                        Schema.INT64_SCHEMA,
                        Schema.INT32_SCHEMA,
                        Schema.FLOAT64_SCHEMA,
                        org.apache.kafka.connect.data.Decimal.schema(2),
                        org.apache.kafka.connect.data.Timestamp.SCHEMA,
                        Schema.BYTES_SCHEMA,
                        Schema.BOOLEAN_SCHEMA,
                        SchemaBuilder.array(Schema.STRING_SCHEMA).build(),
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                .build(),
                        STRUCT)
                .filter(schema ->
                        catchThrowable(() -> org.apache.kafka.connect.data.ConnectSchema.validateValue(schema, value))
                                == null)
                .toList();
    }

    private static SourceRecord record(@Nullable Schema schema, Object value) {
        return new SourceRecord(Map.of(), Map.of(), "people", schema, value);
    }
}
