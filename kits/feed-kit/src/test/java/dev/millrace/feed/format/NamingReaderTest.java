package dev.millrace.feed.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamingReaderTest {

    private static final String HEADER = "order-id,1st,Größe,a.b,order no\n";

    @ParameterizedTest
    @ValueSource(strings = {"format", "sampled"})
    void givesTheColumnsOfAHeaderNamesThatAvroTakes(String mode) throws IOException {
        Struct row =
                struct(read("csv", Map.of("schema.names", "underscores", "schema.mode", mode), HEADER + "a,b,c,d,e\n"));

        assertThat(names(row)).containsExactly("order_id", "_1st", "Gr__e", "a_b", "order_no");
        assertThat(row.getString("order_no")).isEqualTo("e");
        row.validate();
    }

    @Test
    void leavesNamesAsTheyAreWrittenUnlessItIsTold() throws IOException {
        assertThat(names(struct(read("csv", Map.of(), HEADER + "a,b,c,d,e\n"))))
                .containsExactly("order-id", "1st", "Größe", "a.b", "order no");
    }

    @Test
    void namesStructsInsideOfARecordByTheirPlace() throws IOException {
        Map<String, String> options = Map.of("schema.mode", "sampled", "schema.names", "unicode");

        Struct row =
                struct(read("json", options, "{\"ship-to\": {\"zip\": 1}, \"bill-to\": {\"zip\": 2, \"x\": 3}}\n"));

        assertThat(row.schema().fields().stream().map(Field::schema).map(Schema::name))
                .containsExactly("millrace.json.Record.ship_u002dto", "millrace.json.Record.bill_u002dto");
        assertThat(row.getStruct("ship_u002dto").getInt64("zip")).isEqualTo(1);
    }

    @Test
    void takesTheRecordsOfALayoutToo() throws IOException {
        String copybook = "       01 ORDER-ROW.\n          05 ORDER-ID PIC X(3).\n";
        Map<String, String> options = Map.of(
                "copybook.text",
                copybook,
                "copybook.names",
                "as-written",
                "schema.names",
                "underscores",
                "copybook.charset",
                "US-ASCII");

        Struct row = struct(read("copybook", options, "abc"));

        assertThat(names(row)).containsExactly("ORDER_ID");
    }

    @Test
    void setsARecordAsideWhoseFieldsWouldShareAName() throws IOException {
        Read read = read("csv", Map.of("schema.names", "underscores"), "order-id,order_id\n1,2\n");

        assertThat(read).isInstanceOfSatisfying(Read.Malformed.class, malformed -> {
            assertThat(malformed.code()).isEqualTo("field-names");
            assertThat(malformed.recoverable()).isTrue();
            assertThat(malformed.message()).contains("order_id").contains("unicode");
        });
    }

    @Test
    void keepsTheKeysOfValuesWithoutASchema() throws IOException {
        Read read = read("json", Map.of("schema.names", "underscores"), "{\"order-id\": 1}\n");

        assertThat(((Read.Value) read).value()).isEqualTo(Map.of("order-id", 1L));
    }

    private static List<String> names(Struct row) {
        return row.schema().fields().stream().map(Field::name).toList();
    }

    private static Struct struct(Read read) {
        assertThat(read).isInstanceOf(Read.Value.class);
        return (Struct) Objects.requireNonNull(((Read.Value) read).value());
    }

    /** The first record, the same whether its format was prepared or not. */
    private static Read read(String format, Map<String, String> options, String text) throws IOException {
        ConfigDef definition = new ConfigDef();
        Formats.define(definition);
        AbstractConfig config = new AbstractConfig(definition, new HashMap<>(options), false);
        ReadContext context = ReadContext.fromStart(config, "in/a");
        RecordFormat named = Formats.named(format);
        try (RecordReader prepared = named.prepare(config).open(bytes(text), context);
                RecordReader opened = named.open(bytes(text), context)) {
            Read read = prepared.next();
            assertThat(opened.next()).isEqualTo(read);
            return read;
        }
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
