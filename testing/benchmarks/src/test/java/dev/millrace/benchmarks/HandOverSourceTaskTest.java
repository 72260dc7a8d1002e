package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class HandOverSourceTaskTest {
    private final HandOverSourceTask task = new HandOverSourceTask();

    @Test
    void handsOverEveryRowOnceWithAnOffsetOfItsOwn() {
        task.start(Map.of("topic", "t", "path", "/in/a.csv", "rows", "2500"));

        List<SourceRecord> records = drain();

        assertThat(records).hasSize(2_500);
        assertThat(records).extracting(SourceRecord::sourceOffset).doesNotHaveDuplicates();
        assertThat(records).extracting(SourceRecord::key).containsOnly("/in/a.csv");
        Struct last = (Struct) records.get(2_499).value();
        assertThat(Orders.COLUMNS).map(last::getString).isEqualTo(Orders.values(2_499));
    }

    @Test
    void pollsLikeTheFeed() {
        task.start(Map.of("topic", "t", "path", "/in/a.csv", "rows", "1500"));

        assertThat(task.poll()).hasSize(1_000);
        assertThat(task.poll()).hasSize(500);
        assertThat(task.poll()).isNull();
    }

    @Test
    void isFoundByTheWorker() {
        assertThat(ServiceLoader.load(SourceConnector.class))
                .extracting(connector -> connector.getClass().getName())
                .containsOnlyOnce("dev.millrace.benchmarks.HandOverSourceConnector");
    }

    private List<SourceRecord> drain() {
        List<SourceRecord> all = new ArrayList<>();
        for (List<SourceRecord> some = task.poll(); some != null; some = task.poll()) {
            all.addAll(some);
        }
        return all;
    }
}
