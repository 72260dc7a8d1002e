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

class TableHandOverTaskTest {
    private final TableHandOverTask task = new TableHandOverTask();

    @Test
    void handsOverEveryRowOnceWithAnOffsetOfItsOwn() {
        task.start(Map.of("topic", "t", "rows", "2500"));

        List<SourceRecord> records = new ArrayList<>();
        for (List<SourceRecord> some = task.poll(); some != null; some = task.poll()) {
            assertThat(some).hasSizeLessThanOrEqualTo(TableHandOverTask.BATCH);
            records.addAll(some);
        }

        assertThat(records).hasSize(2_500);
        assertThat(records).extracting(SourceRecord::sourceOffset).doesNotHaveDuplicates();
        Struct last = (Struct) records.get(999).value();
        assertThat(last.getInt64(OrdersTable.KEY)).isEqualTo(OrdersTable.FIRST + 999);
        assertThat(Orders.COLUMNS).map(last::getString).isEqualTo(Orders.values(999));
        assertThat(((Struct) records.get(999).key()).getInt64(OrdersTable.KEY)).isEqualTo(OrdersTable.FIRST + 999);
    }

    @Test
    void isFoundByTheWorker() {
        assertThat(ServiceLoader.load(SourceConnector.class))
                .extracting(connector -> connector.getClass().getName())
                .containsOnlyOnce("dev.millrace.benchmarks.TableHandOverConnector");
    }
}
