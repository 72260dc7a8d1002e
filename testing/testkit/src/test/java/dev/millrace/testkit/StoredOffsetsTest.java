package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class StoredOffsetsTest {
    private static final Map<String, String> FILE = Map.of("path", "/in/a.csv");

    private final StoredOffsets offsets = new StoredOffsets();

    @Test
    void givesNumbersBackAsJsonDoes() {
        offsets.store(FILE, Map.of("row", 7, "share", 0.5f, "digest", new byte[] {1, 2}, "done", true));

        assertThat(offsets.offset(FILE)).isEqualTo(Map.of("row", 7L, "share", 0.5, "digest", "AQI=", "done", true));
    }

    @Test
    void removesAnEntryByANullOffset() {
        offsets.store(FILE, Map.of("row", 7));

        offsets.store(FILE, null);

        assertThat(offsets.all()).isEmpty();
        assertThat(offsets.offset(FILE)).isNull();
    }

    @Test
    void findsAPartitionOnlyWithItsFieldsInTheSameOrder() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("store", "a");
        written.put("path", "b");
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("path", "b");
        asked.put("store", "a");
        offsets.store(written, Map.of("row", 1));

        assertThat(offsets.offset(asked)).isNull();
    }

    @Test
    void answersForEveryPartitionThatIsAskedFor() {
        offsets.store(FILE, Map.of("row", 7));
        Map<String, String> unknown = Map.of("path", "/in/b.csv");

        assertThat(offsets.offsets(List.of(FILE, unknown)))
                .containsEntry(FILE, Map.of("row", 7L))
                .containsEntry(unknown, null);
    }

    @Test
    void refusesWhatTheWorkerCouldNotStore() {
        assertThatThrownBy(() -> offsets.store(FILE, Map.of("rows", List.of(1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'rows'");
    }
}
