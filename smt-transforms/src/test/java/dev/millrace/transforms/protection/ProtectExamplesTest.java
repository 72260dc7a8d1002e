package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transforms.Applied;
import dev.millrace.transforms.ProtectFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The two examples belong together: what one encrypts the other opens, though the schema is lost between them. */
class ProtectExamplesTest {

    @Test
    void theSinkOpensWhatTheSourceEncrypted() throws IOException {
        Schema schema = SchemaBuilder.struct()
                .field("ssn", Schema.STRING_SCHEMA)
                .field("card", Schema.STRING_SCHEMA)
                .field("email", Schema.STRING_SCHEMA)
                .field("born", Schema.STRING_SCHEMA)
                .build();
        Struct customer = new Struct(schema)
                .put("ssn", "078-05-1120")
                .put("card", "4111111111111111")
                .put("email", "ada@example.com")
                .put("born", "1815-12-10");

        try (ProtectFields<SourceRecord> source = new ProtectFields.Value<>();
                ProtectFields<SinkRecord> sink = new ProtectFields.Value<>()) {
            source.configure(options("transforms-protect-source.json", "transforms.protect."));
            sink.configure(options("transforms-protect-sink.json", "transforms.decrypt."));
            Struct sent = (Struct)
                    Applied.by(source, new SourceRecord(Map.of(), Map.of(), "customers-protected", schema, customer))
                            .value();
            Map<String, Object> read = new HashMap<>();
            sent.schema().fields().forEach(field -> read.put(field.name(), sent.get(field)));
            Object opened = Applied.by(
                            sink,
                            new SinkRecord(
                                    "customers-protected", 0, null, null, null, read, 0, 0L, TimestampType.CREATE_TIME))
                    .value();

            assertThat(sent.getString("ssn")).startsWith("enc:v1:k1:");
            assertThat(sent.getString("card")).isEqualTo("************1111");
            assertThat(sent.getString("email")).matches("[0-9a-f]{64}");
            assertThat(sent.getString("born")).isEqualTo("1815");
            assertThat(((Map<?, ?>) opened).get("ssn")).isEqualTo("078-05-1120");
        }
    }

    private static Map<String, String> options(String example, String prefix) throws IOException {
        Map<?, ?> all = (Map<?, ?>)
                Objects.requireNonNull(SafeJson.read(Files.readString(Path.of("../config-examples", example))));
        Map<String, String> options = new HashMap<>();
        all.forEach((key, value) -> {
            if (key.toString().startsWith(prefix) && !key.toString().endsWith(".type")) {
                options.put(
                        key.toString().substring(prefix.length()),
                        value.toString().replace("${env:PROTECT_KEYS}", Keysets.of("k1")));
            }
        });
        return options;
    }
}
