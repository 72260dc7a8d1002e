package dev.millrace.kit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPlacesTest {

    private static final Date NOON = Date.from(Instant.parse("1970-01-01T12:00:00Z"));
    private static final Schema DAY = org.apache.kafka.connect.data.Date.SCHEMA;
    private static final Schema INNER = SchemaBuilder.struct()
            .field("day", DAY)
            .field("none", Time.builder().optional().build())
            .build();
    private static final Schema VALUE = SchemaBuilder.struct()
            .field("time", Time.SCHEMA)
            .field("price", Decimal.schema(2))
            .field("inner", INNER)
            .field("list", SchemaBuilder.array(INNER).build())
            .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, DAY).build())
            .build();

    @Test
    void givesAValueTheSchemaThatItHasInStructsListsAndMaps() {
        Struct inner = new Struct(INNER).put("day", NOON);
        Struct value = new Struct(VALUE)
                .put("time", NOON)
                .put("price", new BigDecimal("1.50"))
                .put("inner", inner)
                .put("list", List.of(inner))
                .put("map", Map.of("x", NOON));
        SinkRecord record = new SinkRecord("t", 0, DAY, NOON, VALUE, value, 7);

        assertThat(found("value.time", record)).isEqualTo(new SchemaAndValue(Time.SCHEMA, NOON));
        assertThat(found("value.price", record))
                .isEqualTo(new SchemaAndValue(Decimal.schema(2), new BigDecimal("1.50")));
        assertThat(found("value.inner.day", record)).isEqualTo(new SchemaAndValue(DAY, NOON));
        assertThat(found("value.list[-1].day", record)).isEqualTo(new SchemaAndValue(DAY, NOON));
        assertThat(found("value.map.x", record)).isEqualTo(new SchemaAndValue(DAY, NOON));
        assertThat(found("value.map.y", record)).isNull();
        assertThat(found("value", record)).isEqualTo(new SchemaAndValue(VALUE, value));
        assertThat(found("key", record)).isEqualTo(new SchemaAndValue(DAY, NOON));
    }

    @Test
    void tellsANullFromWhatIsNotThere() {
        Struct inner = new Struct(INNER).put("day", NOON);
        SinkRecord record = new SinkRecord("t", 0, null, null, INNER, inner, 7);

        assertThat(found("value.none", record))
                .isEqualTo(new SchemaAndValue(Time.builder().optional().build(), null));
        assertThat(found("value.nothing", record)).isNull();
        assertThat(found("key", record)).isEqualTo(new SchemaAndValue(null, null));
        assertThat(found("key.id", record)).isNull();
        assertThat(found("header.x", record)).isNull();
        assertThat(found("timestamp", record)).isEqualTo(new SchemaAndValue(Schema.INT64_SCHEMA, null));
    }

    @Test
    void takesTheLastOfSeveralHeaders() {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("h", "first").addString("h", "last").add("day", NOON, DAY);
        SinkRecord record = new SinkRecord("t", 0, null, null, null, "v", 7, 5L, null, headers);

        assertThat(found("header.h", record)).isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "last"));
        assertThat(found("$header.day", record)).isEqualTo(new SchemaAndValue(DAY, NOON));
    }

    @Test
    void findsARecordWhereItWasReadFrom() {
        SinkRecord read = new SinkRecord("orders", 3, null, null, null, "v", 42);
        SinkRecord routed = read.newRecord("elsewhere", 5, null, null, null, "v", null);

        assertThat(found("topic", routed)).isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "orders"));
        assertThat(found("partition", routed)).isEqualTo(new SchemaAndValue(Schema.INT32_SCHEMA, 3));
        assertThat(found("offset", routed)).isEqualTo(new SchemaAndValue(Schema.INT64_SCHEMA, 42L));
    }

    @Test
    void findsInARecordOfASourceWhereItGoes() {
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), "orders", null, "v");

        assertThat(found("topic", record)).isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "orders"));
        assertThat(found("partition", record)).isEqualTo(new SchemaAndValue(Schema.INT32_SCHEMA, null));
        assertThat(found("offset", record)).isEqualTo(new SchemaAndValue(Schema.INT64_SCHEMA, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "x", "values", "Value.id", "$$value", "body.id", "[0]"})
    void namesWhatIsKnownWhereNothingFillsAPlace(String name) {
        assertThatThrownBy(() -> RecordPlaces.bind(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing fills {" + name + "}; known are " + RecordPlaces.KNOWN);
    }

    private static @Nullable SchemaAndValue found(String name, ConnectRecord<?> record) {
        return RecordPlaces.bind(name).apply(record).orElse(null);
    }
}
