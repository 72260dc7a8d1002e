package dev.millrace.database;

import dev.millrace.database.reading.Figures;
import dev.millrace.testkit.SourceTaskContract;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Timeout;

/** The promises of every source: a unit is what a table has new. */
@Timeout(300)
class DatabaseSourceTaskTest extends SourceTaskContract {

    private final TableOptions table;
    private long turnsBefore;

    DatabaseSourceTaskTest() throws IOException, SQLException {
        table = TableOptions.fresh();
    }

    @Override
    protected SourceConnector connector() {
        return new DatabaseSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        Map<String, String> options = table.incrementing();
        options.put("batch.max.records", String.valueOf(LARGEST_BATCH));
        return options;
    }

    @Override
    protected void offer(List<String> payloads) {
        try {
            table.execute("INSERT INTO rows (content) VALUES ('" + String.join("'), ('", payloads) + "')");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        turnsBefore = turns();
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return Optional.ofNullable(((Struct) record.value()).getString("content"));
    }

    /** A table never sees what Kafka has: two turns later nothing was left to read, and all of it is confirmed. */
    @Override
    protected boolean finished() {
        return turns() >= turnsBefore + 2
                && Figures.of("table", "records.waiting") == 0
                && Figures.of("table", "records.unconfirmed") == 0;
    }

    @Override
    protected boolean released() {
        return table.sessions() == 0 && turns() == -1;
    }

    private static long turns() {
        return Figures.of("table", "reading." + TableOptions.TABLE + ".turns");
    }
}
