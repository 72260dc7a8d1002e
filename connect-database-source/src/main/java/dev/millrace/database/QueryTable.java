package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.row.RowShape;
import dev.millrace.database.server.Catalogue;
import dev.millrace.database.server.Database;
import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table or query as it is asked for: what is known of its columns, and the questions that are put to it. The first question
 * is {@link #learn}. Of one thread at a time.
 */
final class QueryTable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryTable.class);

    private final QuerySource source;
    private final Database database;
    private final OrderedBy order;
    private final List<String> keyColumns;
    private final RowRecords records;
    private @Nullable Keyset keyset;
    private @Nullable String change;
    private List<String> keys = List.of();
    private Set<String> nullable = Set.of();

    /** @param keyColumns what tells rows apart; empty for the primary key, if there is one */
    QueryTable(QuerySource source, Database database, OrderedBy order, List<String> keyColumns, RowRecords records) {
        this.source = source;
        this.database = database;
        this.order = order;
        this.keyColumns = List.copyOf(keyColumns);
        this.records = records;
    }

    QuerySource source() {
        return source;
    }

    /**
     * Looks at the columns, the first time only.
     *
     * @throws ConnectorFailure MISCONFIGURED when rows can't be sorted as they are to be
     */
    void learn(Connection connection) throws SQLException {
        if (keyset != null) {
            return;
        }
        List<String> apart = keyColumns.isEmpty() ? primaryKey(connection) : keyColumns;
        List<String> names = order.columns(apart);
        if (names.isEmpty() && order.isNeeded()) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    "key-missing",
                    source + " has no primary key to tell rows of the same time apart: name columns that do in "
                            + QuerySettings.KEY_COLUMNS);
        }
        PageQuery nothing = PageQuery.of("*", source, database.dialect()).where("1 = 0");
        try (Page page = open(connection, nothing)) {
            learn(names, apart, page.rows().getMetaData(), UnsortedColumns.of(connection, database.dialect(), source));
        }
        connection.rollback();
    }

    private void learn(List<String> names, List<String> apart, ResultSetMetaData columns, UnsortedColumns unsorted)
            throws SQLException {
        List<String> sorted = names;
        Optional<String> unfit = unsorted.first(names, columns, database.dialect());
        if (unfit.isPresent()) {
            if (order.isNeeded()) {
                throw unsorted.failure(unfit.get());
            }
            LOG.warn(
                    "{}: column {} of its key is not compared as it is sorted, so a run that is interrupted begins anew",
                    source,
                    unfit.get());
            sorted = List.of();
        }
        Set<String> mayBeNull = new LinkedHashSet<>();
        for (String name : sorted) {
            int index = Keyset.indexOf(name, columns);
            if (index > 0 && columns.isNullable(index) != ResultSetMetaData.columnNoNulls) {
                mayBeNull.add(columns.getColumnLabel(index));
            }
        }
        nullable = Set.copyOf(mayBeNull);
        List<String> labels = new ArrayList<>();
        for (String name : apart) {
            int index = Keyset.indexOf(name, columns);
            labels.add(index > 0 ? columns.getColumnLabel(index) : name);
        }
        keys = List.copyOf(labels);
        keyset = Keyset.of(source, sorted, columns, database.dialect());
    }

    /** By what rows are sorted; without columns when they are in no order. */
    Keyset keyset() {
        if (keyset == null) {
            throw new IllegalStateException("nothing is known of " + source + " yet");
        }
        return keyset;
    }

    /** The first of the key's columns that holds integers, by which a table can be cut into parts. */
    KeyColumn partColumn() {
        return keyset().columns().stream()
                .filter(column -> column.type() == KeyType.INTEGER)
                .findFirst()
                .orElseThrow(() -> new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "part-key-missing",
                        source
                                + " has no integer among the columns of its key, so that it can't be read in parts: remove "
                                + QuerySettings.PART_KEYS));
    }

    /** Whether some row may have no value for a column of the key. */
    boolean isNullable(String column) {
        return nullable.contains(column);
    }

    /** Begins the question for rows. */
    PageQuery rows(String selected) {
        return PageQuery.of(selected, source, database.dialect());
    }

    String quoted(String column) {
        return database.dialect().quoted(column);
    }

    Dialect dialect() {
        return database.dialect();
    }

    /** Puts a question for whole rows. */
    Page page(Connection connection, PageQuery query) throws SQLException {
        Page page = open(connection, query);
        try {
            ResultSetMetaData columns = page.rows().getMetaData();
            if (!keyset().columns().isEmpty()) {
                keyset = Keyset.of(source, keyset().names(), columns, database.dialect());
            }
            records.open(columns, keys).ifPresent(text -> change = text);
            return page;
        } catch (SQLException | RuntimeException failed) {
            page.close();
            throw failed;
        }
    }

    /** What is different about the columns since the last time that this was asked, in words; empty for nothing. */
    Optional<String> change() {
        Optional<String> told = Optional.ofNullable(change);
        change = null;
        return told;
    }

    /** The columns of the page that was opened last. */
    RowShape shape() {
        return records.shape();
    }

    DatabaseRecord record(ResultSet row, Map<String, ?> partition, Map<String, ?> offset) throws SQLException {
        return records.record(row, partition, offset);
    }

    /** Whether a question has any row for an answer. */
    boolean isAny(Connection connection, PageQuery query) throws SQLException {
        // SQL Server takes a limit only behind ORDER BY.
        PageQuery few = database.dialect() == Dialect.STANDARD ? query : query.most(1);
        try (Page page = open(connection, few)) {
            return page.rows().next();
        }
    }

    /** The numbers of the first row; empty when one of them is null. */
    List<BigDecimal> numbers(Connection connection, PageQuery query) throws SQLException {
        try (Page page = open(connection, query)) {
            List<BigDecimal> numbers = new ArrayList<>();
            int count = page.rows().getMetaData().getColumnCount();
            if (page.rows().next()) {
                for (int column = 1; column <= count; column++) {
                    BigDecimal number = page.rows().getBigDecimal(column);
                    if (number == null) {
                        return List.of();
                    }
                    numbers.add(number);
                }
            }
            return numbers;
        }
    }

    private Page open(Connection connection, PageQuery query) throws SQLException {
        PreparedStatement statement = database.query(connection, query.sql());
        try {
            query.bind(statement);
            return new Page(statement, statement.executeQuery());
        } catch (SQLException | RuntimeException failed) {
            statement.close();
            throw failed;
        }
    }

    private List<String> primaryKey(Connection connection) throws SQLException {
        return source.table().isPresent()
                ? Catalogue.primaryKey(
                        connection, database.dialect(), source.table().get())
                : List.of();
    }
}
