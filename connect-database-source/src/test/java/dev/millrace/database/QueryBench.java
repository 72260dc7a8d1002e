package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.MalformedRows;
import dev.millrace.database.reading.Outlet;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.reading.ReadingAudit;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.reading.RecordKey;
import dev.millrace.database.reading.Topics;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.server.ConnectionSettings;
import dev.millrace.database.server.PooledDatabase;
import dev.millrace.kit.Meters;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** A database of its own, readings of it, the offsets that Kafka has, and clocks that only the test moves. */
final class QueryBench implements AutoCloseable {

    private static final Map<String, String> CONVERTER =
            Map.of("value.converter", "org.apache.kafka.connect.json.JsonConverter");

    final TestServer server;
    final Map<Map<String, ?>, Map<String, Object>> stored = new HashMap<>();
    final AtomicLong nanos = new AtomicLong();
    final Map<String, String> options = new LinkedHashMap<>(Map.of("poll.interval.ms", "1000"));
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final String url;
    private final PooledDatabase database;
    private boolean isRealTime;

    private QueryBench(TestServer server, String url) {
        this.server = server;
        this.url = url;
        this.database = PooledDatabase.open(settings(server, url), "test");
    }

    static QueryBench open(TestServer server) throws IOException, SQLException {
        return new QueryBench(server, server.create());
    }

    /** A database that is there. */
    static QueryBench at(TestServer server, String url) {
        return new QueryBench(server, url);
    }

    String url() {
        return url;
    }

    /** Lags pass as they do elsewhere. */
    QueryBench inRealTime() {
        isRealTime = true;
        return this;
    }

    QueryBench with(String... pairs) {
        for (int at = 0; at < pairs.length; at += 2) {
            options.put(pairs[at], pairs[at + 1]);
        }
        return this;
    }

    Connection connect() throws SQLException {
        return server.connect(url);
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    List<String> texts(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    QuerySettings settings() {
        ConfigDef definition = new ConfigDef();
        QuerySettings.define(definition);
        return QuerySettings.from(new AbstractConfig(definition, options, false));
    }

    /** The only reading of a task that is alone. */
    Reading reading() {
        return readings(0, 1).get(0);
    }

    /** The readings of a task that begins, from the offsets that are stored. */
    List<Reading> readings(int task, int tasks) {
        QuerySettings settings = settings();
        ReadingRoom room = room(new ReadingRoom.Share(task, tasks));
        return new QueryReadings(
                        room,
                        settings,
                        source -> new ShapedRows(source, room, rowSettings()),
                        isRealTime ? System::nanoTime : nanos::get)
                .readings();
    }

    private RowSettings rowSettings() {
        ConfigDef definition = new ConfigDef();
        RowSettings.define(definition);
        return RowSettings.from(new AbstractConfig(definition, options, false));
    }

    /** One turn; what it handed out. */
    static Handed turn(Reading reading) throws SQLException, InterruptedException {
        Handed handed = new Handed();
        reading.turn(handed);
        return handed;
    }

    /** Kafka has this record. */
    @SuppressWarnings("unchecked") // the framework's maps have texts for keys
    void store(DatabaseRecord record) {
        stored.put((Map<String, ?>) record.sourcePartition(), new LinkedHashMap<>((Map<String, Object>)
                record.sourceOffset()));
    }

    /** Some time passes. */
    void pass(long millis) {
        now = now.plusMillis(millis);
        nanos.addAndGet(millis * 1_000_000L);
    }

    static Object value(DatabaseRecord record, String column) {
        return ((Struct) record.value()).get(column);
    }

    @Override
    public void close() {
        database.close();
    }

    PooledDatabase database() {
        return database;
    }

    private ReadingRoom room(ReadingRoom.Share share) {
        ConfigDef definition = new ConfigDef();
        SideSettings.define(definition);
        AbstractConfig side = new AbstractConfig(
                definition,
                Map.of(SideSettings.AUDIT_TOPIC, options.getOrDefault(SideSettings.AUDIT_TOPIC, "")),
                false);
        return new ReadingRoom(
                database,
                new Stored(),
                clock,
                Topics.parse("rows-{name}"),
                RecordKey.parse(options.getOrDefault(RecordKey.KEY, RecordKey.PRIMARY_KEY)),
                new ReadingAudit(SideSettings.from(side, CONVERTER), "test", 0, side, clock),
                new MalformedRows(Optional.ofNullable(options.get(MalformedRows.TOPIC)), SideForm.STRUCT),
                Meters.register("database-source", "test", "0"),
                "test",
                share);
    }

    private static ConnectionSettings settings(TestServer server, String url) {
        ConfigDef definition = new ConfigDef();
        ConnectionSettings.define(definition);
        return ConnectionSettings.from(new AbstractConfig(
                definition,
                Map.of(
                        ConnectionSettings.URL, url,
                        ConnectionSettings.USERNAME, server.user(),
                        ConnectionSettings.PASSWORD, server.password()),
                false));
    }

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return isRealTime ? Instant.now() : now;
        }
    };

    /** What Kafka has, as a task sees it. */
    private final class Stored implements OffsetStorageReader {

        @Override
        public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
            return stored.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, stored.get(partition)));
            return found;
        }
    }

    /** What a reading handed out; the task may be stopped at a record. */
    static class Handed implements Outlet {

        final List<DatabaseRecord> records = new ArrayList<>();
        private final int most;

        Handed() {
            this(Integer.MAX_VALUE);
        }

        /** @param most the task stops when there is one more */
        Handed(int most) {
            this.most = most;
        }

        @Override
        public void hand(DatabaseRecord record) throws InterruptedException {
            if (records.size() == most) {
                throw new InterruptedException("stopped");
            }
            records.add(record);
        }

        List<Object> values(String column) {
            return records.stream()
                    .filter(record -> record.topic().startsWith("rows-"))
                    .map(record -> value(record, column))
                    .toList();
        }
    }
}
