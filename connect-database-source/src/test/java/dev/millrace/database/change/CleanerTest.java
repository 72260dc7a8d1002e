package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.reading.Reading;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.partner.database.MySqlMake;
import dev.millrace.partner.database.MySqlServer;
import dev.millrace.partner.database.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the generated SQL for cleaning up removes, and what it never does. */
@Timeout(300)
class CleanerTest {

    private static final int WEEK = 604_800;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource
    void removesWhatWasMarkedLongAgoAndNothingElse(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.rows(20);
            place.mark("seq BETWEEN 1 AND 4 OR seq BETWEEN 6 AND 9", 8 * 24);
            place.mark("seq IN (10, 11)", 6 * 24);

            place.clean(WEEK, 100);

            // 5 was never marked, 10 and 11 lately, and from 12 on nobody has read.
            assertThat(place.left()).containsExactlyElementsOf(numbers(5, 5, 10, 20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheNewestRowAlthoughItIsMarked(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.rows(5);
            place.mark("seq > 0", 8 * 24);

            place.clean(WEEK, 100);
            place.clean(WEEK, 100);

            assertThat(place.left()).containsExactly(5L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void removesNothingOfATableThatHasNoRows(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.clean(0, 100);

            assertThat(place.left()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void getsPastABatchOfRowsThatStay(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.rows(30);
            // Rows 1 to 3 came after they were skipped; nobody ever marks them.
            place.mark("seq BETWEEN 4 AND 25", 8 * 24);

            for (int call = 0; call < 9; call++) {
                place.clean(WEEK, 4);
            }

            assertThat(place.left()).containsExactlyElementsOf(numbers(1, 3, 26, 30));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "POSTGRES", mode = Mode.INCLUDE)
    void aCallRemovesOneBatchAndSaysHowMany(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.rows(10);
            place.mark("seq < 10", 8 * 24);

            assertThat(place.admin.number("SELECT orders_changes_clean('7 days', 6)"))
                    .isEqualTo(6);
            assertThat(place.left()).containsExactlyElementsOf(numbers(7, 10, 1, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverWaitsForAWriterNorHoldsOneUp(Kind kind) throws Exception {
        try (Place place = kind.place();
                Session writer = Session.begun(place.kind.connect(place.database))) {
            place.rows(10);
            place.mark("seq < 8", 8 * 24);
            writer.sql("INSERT INTO orders VALUES (77, 'open')");

            place.clean(WEEK, 3);
            place.clean(WEEK, 3);
            place.clean(WEEK, 3);
            writer.sql("UPDATE orders SET state = 'still open' WHERE id = 77").commit();

            assertThat(place.left()).containsExactlyElementsOf(numbers(8, 12, 1, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsBesideWritersAndAReaderThatIsBegunAnewAgainAndAgain(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            Capture capture = place.capture
                    .with(CaptureSettings.PAGE_ROWS, "7")
                    .with(CaptureSettings.DONE, "mark")
                    .with(CaptureSettings.DONE_ROWS, "5");
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try (Writers writers = new Writers(8, 60, 4, kind.nap, () -> kind.connect(place.database))) {
                Future<Integer> cleaner = thread.submit(() -> {
                    int runs = 0;
                    try (Session session = Session.of(kind.connect(place.database))) {
                        for (; !over.get(); runs++) {
                            session.sql(kind.call(0, 3));
                        }
                    }
                    return runs;
                });
                Restarts.until(writers, capture, place.admin, place.table(), 4, 0);
                over.set(true);

                assertThat(cleaner.get(1, TimeUnit.MINUTES)).isPositive();
            } finally {
                over.set(true);
                thread.shutdown();
            }
            while (place.left().size() > 1) {
                place.clean(0, 1_000);
            }

            Replay.givesTheTable(capture.topic, place.admin);
            Replay.isInOrder(capture.topic);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTakenAwayWithTheRest(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.run(Done.DELETE, DdlRequest.Part.DROP);

            place.run(Done.DELETE, DdlRequest.Part.CREATE);
            place.run(Done.MARK, DdlRequest.Part.CLEANER);
            assertThat(place.left()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "POSTGRES", mode = Mode.EXCLUDE)
    void anEventCallsIt(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.rows(5);
            place.mark("seq > 0", 8 * 24);
            place.admin.sql("SET GLOBAL event_scheduler = ON");
            place.event();
            assertThat(place.admin.column(
                            "SELECT event_definition FROM information_schema.events WHERE event_schema = '"
                                    + place.database + "'"))
                    .singleElement()
                    .asString()
                    .contains("604800, 10000");

            place.admin.sql("ALTER EVENT orders_changes_clean ON SCHEDULE EVERY 1 SECOND");

            Instant end = Instant.now().plus(PATIENCE);
            while (place.left().size() > 1) {
                assertThat(Instant.now()).as("when the event has cleaned up").isBefore(end);
                place.admin.sql("DO SLEEP(0.1)");
            }
            assertThat(place.left()).containsExactly(5L);
            place.run(Done.MARK, DdlRequest.Part.DROP);
            assertThat(place.admin.column("SELECT event_name FROM information_schema.events WHERE event_schema = '"
                            + place.database + "'"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestartMarksOnlyWhatIsBehindTheLastMark(Kind kind) throws Exception {
        try (Place place = kind.place()) {
            place.rows(6);
            Reading reading = place.capture
                    .with(CaptureSettings.SNAPSHOT, "never")
                    .with(CaptureSettings.DONE, "mark")
                    .changes(place.table());
            reading.turn(place.capture.topic);
            reading.turn(place.capture.topic);
            reading.close();
            // As if its number had been skipped, and it had come after all.
            place.admin.sql(
                    "UPDATE orders_changes SET done = NULL WHERE seq = 2",
                    "UPDATE orders_changes SET done = NULL WHERE seq > 4");

            Reading again = place.capture.changes(place.table());
            again.turn(place.capture.topic);
            again.turn(place.capture.topic);
            again.close();

            assertThat(place.admin.column("SELECT seq FROM orders_changes WHERE done IS NULL"))
                    .containsExactly("2");
        }
    }

    private static List<Long> numbers(long first, long last, long next, long end) {
        List<Long> numbers =
                new ArrayList<>(LongStream.rangeClosed(first, last).boxed().toList());
        LongStream.rangeClosed(next, end).forEach(numbers::add);
        return numbers;
    }

    /** A table whose changes are written down, with its cleaner. */
    private record Place(Kind kind, String database, Session admin, Capture capture) implements AutoCloseable {

        String table() {
            return (kind == Kind.POSTGRES ? "public" : database) + ".orders";
        }

        void run(Done done, DdlRequest.Part part) throws SQLException {
            TableName name = TableName.parse(table());
            DdlRequest request =
                    new DdlRequest(name, new TableName(name.schema(), "orders_changes"), Optional.empty(), done, part);
            Capture.run(
                    admin.connection(),
                    ChangeTableDdl.statements(admin.connection(), kind.dialect(), request).stream()
                            .filter(statement -> !isEvent(statement))
                            .toList());
        }

        /** An event runs at once, and while it does nobody else can call the procedure: most tests are without. */
        void event() throws SQLException {
            TableName name = TableName.parse(table());
            DdlRequest request = new DdlRequest(
                    name,
                    new TableName(name.schema(), "orders_changes"),
                    Optional.empty(),
                    Done.MARK,
                    DdlRequest.Part.CLEANER);
            Capture.run(
                    admin.connection(),
                    ChangeTableDdl.statements(admin.connection(), kind.dialect(), request).stream()
                            .filter(Place::isEvent)
                            .toList());
        }

        private static boolean isEvent(Ddl.Statement statement) {
            return statement.sql().startsWith("CREATE EVENT");
        }

        /** Changes with the numbers from 1 on. */
        void rows(int count) throws SQLException {
            for (int id = 1; id <= count; id++) {
                admin.sql("INSERT INTO orders VALUES (" + id + ", 'new')");
            }
        }

        void mark(String which, int hoursAgo) throws SQLException {
            String time = kind == Kind.POSTGRES
                    ? "now() - interval '" + hoursAgo + " hours'"
                    : "NOW(6) - INTERVAL " + hoursAgo + " HOUR";
            admin.sql("UPDATE orders_changes SET done = " + time + " WHERE " + which);
        }

        void clean(int olderSeconds, int most) throws SQLException {
            admin.sql(kind.call(olderSeconds, most));
        }

        List<Long> left() throws SQLException {
            return admin.column("SELECT seq FROM orders_changes ORDER BY seq").stream()
                    .map(Long::valueOf)
                    .toList();
        }

        @Override
        public void close() throws SQLException {
            capture.close();
            admin.close();
        }
    }

    private enum Kind {
        POSTGRES("SELECT pg_sleep(0.02)"),
        MYSQL("DO SLEEP(0.02)"),
        MARIADB("DO SLEEP(0.02)");

        private final String nap;

        Kind(String nap) {
            this.nap = nap;
        }

        Place place() throws Exception {
            String database = this == POSTGRES ? PostgresServer.shared().createDatabase() : server().createDatabase();
            String url = this == POSTGRES ? PostgresServer.shared().url(database) : server().url(database);
            Capture capture = this == POSTGRES
                    ? new Capture(url, PostgresServer.USER, PostgresServer.PASSWORD)
                    : new Capture(url, MySqlServer.USER, MySqlServer.PASSWORD);
            Place place = new Place(this, database, Session.of(connect(database)), capture);
            place.admin.sql("CREATE TABLE orders (id int PRIMARY KEY, state varchar(40) NOT NULL)");
            place.run(Done.MARK, DdlRequest.Part.CREATE);
            place.run(Done.MARK, DdlRequest.Part.CLEANER);
            return place;
        }

        Connection connect(String database) throws Exception {
            return this == POSTGRES ? PostgresServer.shared().connect(database) : server().connect(database);
        }

        Dialect dialect() {
            return this == POSTGRES ? Dialect.POSTGRESQL : Dialect.MYSQL;
        }

        String call(int olderSeconds, int most) {
            return this == POSTGRES
                    ? "SELECT orders_changes_clean(" + olderSeconds + " * interval '1 second', " + most + ")"
                    : "CALL orders_changes_clean(" + olderSeconds + ", " + most + ")";
        }

        private MySqlServer server() throws Exception {
            return (this == MARIADB ? MySqlMake.MARIADB : MySqlMake.MYSQL).shared();
        }
    }
}
