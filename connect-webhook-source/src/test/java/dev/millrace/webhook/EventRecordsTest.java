package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventRecordsTest {

    /** Stands in the bodies of requests that are refused, and may stand in no detail. */
    private static final String PAYLOAD = "secret4711";

    static Stream<EventRecordsSpec> specs() {
        return EventRecordsSpec.all();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void makesTheRecordsThatTheCaseSays(EventRecordsSpec spec) {
        List<PreparedRecord> records;
        try {
            records = spec.records().prepare(spec.event());
        } catch (EventRefused refused) {
            assertThat(refused.status() + " " + refused.code())
                    .as(refused.getMessage())
                    .isEqualTo(spec.refused().orElse("records"));
            assertThat(refused.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(refused.getMessage()).doesNotContain(PAYLOAD);
            return;
        }

        assertThat(spec.refused()).isEmpty();
        assertThat(records).hasSameSizeAs(spec.expected());
        for (int i = 0; i < records.size(); i++) {
            PreparedRecord record = records.get(i);
            spec.expected()
                    .get(i)
                    .forEach((what, wanted) -> assertThat(EventRecordsSpec.ask(record, what, wanted))
                            .as(what)
                            .isEqualTo(wanted));
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void usesOptionsThatValidationPasses(EventRecordsSpec spec) {
        List<String> problems = new ArrayList<>();
        Map<String, String> options = new HashMap<>(spec.options());
        if (!options.containsKey("value.form")) {
            options.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        }

        RecordSettingsChecks.validate(
                EventRecordsSpec.config(spec.options()),
                options,
                (key, sentence) -> problems.add(key + " " + sentence));

        assertThat(problems).isEmpty();
    }

    @Test
    void handsTheBodyOnWithoutACopy() throws EventRefused {
        EventRecordsSpec spec = new EventRecordsSpec("test", Map.of("body", "x"));
        ReceivedEvent event = spec.event();

        PreparedRecord record = spec.records().prepare(event).get(0);

        assertThat(record.value()).isSameAs(event.body());
    }

    @Test
    void becomesARecordOfTheWorkerWithItsPartitionAndOffset() throws EventRefused {
        EventRecordsSpec spec = new EventRecordsSpec(
                "test", Map.of("body", "x", "id", "e-1", "options", Map.of("record.key", "{event.id}")));

        SourceRecord record =
                spec.records().prepare(spec.event()).get(0).at(Map.of("route", "a"), Map.of("sequence", 7L));

        assertThat(record.topic()).isEqualTo("events");
        assertThat(record.key()).isEqualTo("e-1");
        assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.valueSchema()).isEqualTo(Schema.BYTES_SCHEMA);
        assertThat(record.sourcePartition()).isEqualTo(Map.of("route", "a"));
        assertThat(record.sourceOffset()).isEqualTo(Map.of("sequence", 7L));
        assertThat(record.timestamp()).isEqualTo(EventRecordsSpec.RECEIVED_AT.toEpochMilli());
        assertThat(record.headers().lastWithName("millrace.webhook.id").value()).isEqualTo("r-1");
    }
}
