package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.change.ChangeSettings;
import dev.millrace.kit.schedule.Schedule;
import dev.millrace.kit.schedule.ScheduleSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * What is read, and how what is new is told from what is known.
 *
 * @param tables empty when a query is read
 * @param keyColumns empty for the primary key
 * @param incrementing the column of ids; present for the modes that have them
 * @param timestamp the column of times; present for the modes that have them
 * @param zone of times without one
 * @param lag how long transactions take at most
 * @param pageRows how many rows one query brings
 * @param partKeys how many values of the key each part of a table has; 0 for no parts
 * @param schedule when to look for rows
 * @param changes how runs are compared with each other
 */
public record QuerySettings(
        QueryMode mode,
        List<TableName> tables,
        Optional<NamedQuery> query,
        List<String> keyColumns,
        Optional<String> incrementing,
        Optional<String> timestamp,
        ZoneId zone,
        Duration lag,
        int pageRows,
        long partKeys,
        Schedule schedule,
        ChangeSettings changes) {

    static final String MODE = "mode";
    static final String TABLES = "tables";
    static final String QUERY = "query";
    static final String QUERY_ID = "query.id";
    static final String PARAMETERS = "query.parameters";
    static final String KEY_COLUMNS = "key.columns";
    static final String INCREMENTING = "incrementing.column";
    static final String TIMESTAMP = "timestamp.column";
    static final String ZONE = "timestamp.zone";
    static final String LAG = "lag.ms";
    static final String PAGE_ROWS = "page.rows";
    static final String PART_KEYS = "part.keys";

    private static final String PLAIN_ID = "[A-Za-z0-9._-]{1,100}";

    public QuerySettings {
        tables = List.copyOf(tables);
        keyColumns = List.copyOf(keyColumns);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Query")
                .choice(
                        MODE,
                        QueryMode.BULK,
                        "How rows are found: bulk reads all of them again and again, incrementing those of higher ids than"
                                + " before, timestamp those of later times, timestamp-incrementing those of later times"
                                + " where an id tells rows of the same time apart; changes reads change tables that"
                                + " triggers fill, and outbox reads outbox tables. Choose incrementing for rows that are"
                                + " only added, timestamp for rows that are changed too, changes where deletions count.")
                .list(
                        TABLES,
                        "",
                        "The tables or views to read, such as public.orders, public.customers; in the letters that the"
                                + " catalogue has. Set it, or query.")
                .text(
                        QUERY,
                        "",
                        "The SELECT to read instead of tables; a name behind a colon, such as :region, is a parameter. Set"
                                + " it for joins, for some of the columns, or for some of the rows.")
                .text(
                        QUERY_ID,
                        "",
                        "What the query is called in offsets, messages, metrics and topic names: letters, digits, dots,"
                                + " dashes and underscores. Set it with query, and keep it: under another name everything"
                                + " is read again.")
                .secret(
                        PARAMETERS,
                        "The values of the query's parameters, as name=value or name:type=value, parted by commas; the type"
                                + " is text, integer, decimal, boolean, date, time, timestamp or timestamptz, and a"
                                + " backslash keeps a comma in a value. Set it when the query has parameters; values show in"
                                + " no log and no message.")
                .list(
                        KEY_COLUMNS,
                        "",
                        "The columns that together tell one row from another; the primary key when it is empty. Rows are sorted"
                                + " by them in the modes bulk and timestamp, and they are the key of records. Set it for"
                                + " views, queries and tables without a primary key; each row must have a value for all of"
                                + " them.")
                .text(
                        INCREMENTING,
                        "",
                        "The column of whole numbers that the database counts up with each new row, one at a time. Set it"
                                + " with mode=incrementing and timestamp-incrementing.")
                .text(
                        TIMESTAMP,
                        "",
                        "The column that holds when a row was written last. Set it with mode=timestamp and"
                                + " timestamp-incrementing; rows without a value are never read.")
                .text(
                        ZONE,
                        "UTC",
                        "The zone in which the database's clients write times into a timestamp.column without zone, such as"
                                + " Europe/Berlin. Set it when they write local times; while a clock goes back, rows wait"
                                + " until the hour that comes twice is over.")
                .number(
                        LAG,
                        10_000L,
                        0L,
                        Duration.ofDays(7).toMillis(),
                        "How long a transaction may take at most from giving a row its id or time to its commit, in"
                                + " milliseconds: rows are read when nothing can appear before them any more, so they come"
                                + " this much later, except for ids without a hole before them. Raise it for long"
                                + " transactions: what commits later than this is lost. 0 reads what is visible at once.")
                .number(
                        PAGE_ROWS,
                        10_000,
                        1,
                        10_000_000,
                        "How many rows one query brings; they are streamed, not held in memory. Raise it for a server that"
                                + " takes long to begin, lower it when it ends long transactions.")
                .number(
                        PART_KEYS,
                        0L,
                        0L,
                        Long.MAX_VALUE / 2,
                        "How many values of a table's first integer key column make a part, each of which has an offset of"
                                + " its own and is read by one of the tasks; 0 reads tables whole. Set it to spread a large"
                                + " table over tasks, so that there are tens or hundreds of parts, and keep it: offsets are"
                                + " of parts of one size.");
        ScheduleSettings.define(definition);
        DetectSettings.define(definition);
    }

    /** Reads what {@link #validate} has no problem with. */
    public static QuerySettings from(AbstractConfig config) {
        return new QuerySettings(
                mode(config),
                config.getList(TABLES).stream().map(TableName::parse).toList(),
                text(config, QUERY)
                        .map(sql -> new NamedQuery(
                                config.getString(QUERY_ID).trim(), sql, QueryParameters.parse(parameters(config)))),
                config.getList(KEY_COLUMNS),
                text(config, INCREMENTING),
                text(config, TIMESTAMP),
                ZoneId.of(config.getString(ZONE).trim()),
                Duration.ofMillis(config.getLong(LAG)),
                config.getInt(PAGE_ROWS),
                config.getLong(PART_KEYS),
                ScheduleSettings.from(config),
                DetectSettings.from(config));
    }

    public static void validate(AbstractConfig config, Dialect dialect, Problems problems) {
        ScheduleSettings.validate(config, problems);
        QuerySettingsCheck check = new QuerySettingsCheck(config, mode(config), problems);
        check.source(dialect);
        check.columns();
        check.parts();
        DetectSettings.validate(config, problems);
        try {
            ZoneId unused = ZoneId.of(config.getString(ZONE).trim());
        } catch (DateTimeException wrong) {
            problems.report(ZONE, "is no zone: use a name such as UTC or Europe/Berlin");
        }
    }

    /** How many tasks have something to do. */
    public int mostTasks() {
        return partKeys > 0 ? Integer.MAX_VALUE : Math.max(1, tables.size());
    }

    static boolean isPlainId(String id) {
        return id.matches(PLAIN_ID);
    }

    static String parameters(AbstractConfig config) {
        Password values = config.getPassword(PARAMETERS);
        return values == null ? "" : values.value();
    }

    static Optional<String> text(AbstractConfig config, String key) {
        return Optional.of(config.getString(key).trim()).filter(text -> !text.isEmpty());
    }

    private static QueryMode mode(AbstractConfig config) {
        return OptionGroup.choiceOf(QueryMode.class, config.getString(MODE));
    }
}
