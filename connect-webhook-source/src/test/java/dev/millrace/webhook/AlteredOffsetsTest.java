package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offsets that a person changes: taken when a task reads them back. */
@Timeout(120)
class AlteredOffsetsTest {

    private final WebhookSourceConnector connector = new WebhookSourceConnector();
    private final String one = SeenEvent.write(List.of(new SeenEvent(new EventKey(1, 2), 3_000)));

    private boolean alter(Map<String, ?> partition, Map<String, ?> offset) {
        return connector.alterOffsets(Map.of("webhook.path", "/in"), Collections.singletonMap(partition, offset));
    }

    @Test
    void takesWhatATaskWrites() {
        DedupPage page = new DedupPage(
                3,
                7,
                IntStream.range(0, DedupBuckets.PAGE)
                        .mapToObj(number -> new SeenEvent(new EventKey(number, 0), 1_000))
                        .toList());
        Map<String, Object> full = new HashMap<>(page.offset());
        full.put("seq", 5L);

        assertThat(alter(DedupBuckets.page("/in", 3), full)).isTrue();
        assertThat(alter(DedupBuckets.slot("/in", 1023), Map.of("seq", 5, "ids", one)))
                .isTrue();
        assertThat(alter(DedupBuckets.overflow("/in"), Map.of("seq", 5L))).isTrue();
        assertThat(alter(
                        DedupPlace.plain("/in").partition(),
                        DedupPlace.plain("/in").offset(5, true)))
                .isTrue();
    }

    @Test
    void removesWhateverThereIs() {
        assertThat(connector.alterOffsets(
                        Map.of("webhook.path", "/in"), Collections.singletonMap(Map.of("file", "x"), null)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/other, slot-1, ids, AAAA, route must be /in",
        "/in, slot-1024, seq, 1, the last slot is number 1023",
        "/in, page-502, seq, 1, the last page is number 501",
        "/in, slot-01, seq, 1, bucket must be",
        "/in, heap-1, seq, 1, bucket must be",
        "/in, slot-1, ids, AAAA, not a whole number of events",
        "/in, slot-1, ids, '!', ids holds nothing that this connector writes",
        "/in, slot-1, ids, '', must hold from 1 to 1",
        "/in, slot-1, turn, 1, no field turn",
        "/in, overflow, ids, AAAA, no field ids",
        "/in, page-1, turn, x, whole number",
        "/in, page-1, seq, x, whole number",
    })
    void refusesWhatNoTaskWouldReadBack(String route, String bucket, String field, String value, String why) {
        Object stored = value.matches("\\d+") ? (Object) Long.valueOf(value) : value;
        Map<String, String> partition = Map.of("route", route, "bucket", bucket);

        assertThatThrownBy(() -> alter(partition, Map.of(field, stored)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesASlotOfManyAndAPageWithoutATurn() {
        String two = SeenEvent.write(
                List.of(new SeenEvent(new EventKey(1, 2), 3_000), new SeenEvent(new EventKey(2, 2), 3_000)));

        assertThatThrownBy(() -> alter(DedupBuckets.slot("/in", 1), Map.of("ids", two)))
                .hasMessageContaining("must hold from 1 to 1 events, and holds 2");
        assertThatThrownBy(() -> alter(DedupBuckets.page("/in", 1), Map.of("ids", two)))
                .hasMessageContaining("turn is missing");
        assertThatThrownBy(() -> alter(Map.of("route", "/in", "file", "x"), Map.of()))
                .hasMessageContaining("route and bucket only");
    }
}
