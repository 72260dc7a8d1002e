package dev.millrace.database.change;

import dev.millrace.database.server.TableName;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How the tables that triggers fill are read.
 *
 * @param table the name of a table's change table; {@code {schema}} and {@code {table}} are the table's
 * @param copies whether rows from before the triggers are read too
 * @param done what becomes of changes that Kafka has
 * @param poll how long after the last change the next one is looked for
 * @param pageRows how many changes are read at a time
 * @param doneRows how many are deleted or marked in one transaction
 * @param tombstones whether a deleted row is followed by a record without a value
 */
public record CaptureSettings(
        Template table, boolean copies, Done done, Duration poll, int pageRows, int doneRows, boolean tombstones) {

    public static final String TABLE = "capture.table";
    public static final String SNAPSHOT = "capture.snapshot";
    public static final String DONE = "capture.done";
    public static final String POLL = "capture.poll.ms";
    public static final String PAGE_ROWS = "capture.page.rows";
    public static final String DONE_ROWS = "capture.done.rows";
    public static final String TOMBSTONES = "tombstones.on.delete";

    private static final String SCHEMA_PLACE = "schema";
    private static final String TABLE_PLACE = "table";

    private enum Snapshot {
        INITIAL,
        NEVER
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Change tables")
                .text(
                        TABLE,
                        "{table}_changes",
                        "The name of the change table of each of the tables, in the table's own schema unless it names one,"
                                + " such as audit.{table}_changes. Change it together with --change-table of the SQL"
                                + " generator.")
                .choice(
                        SNAPSHOT,
                        Snapshot.INITIAL,
                        "Whether the rows that a table had before its triggers become records too, of operation r: all of"
                                + " them once, when there is no stored offset (initial), or none (never). Choose never where"
                                + " only changes count, or where they were loaded in another way.")
                .choice(
                        DONE,
                        Done.DELETE,
                        "What becomes of a change after Kafka has it: it is deleted (delete), its column done gets the time"
                                + " (mark), or nothing (keep). The newest one is never deleted. Choose mark or keep where"
                                + " others read the change table too, and clean it up by other means.")
                .number(
                        POLL,
                        500L,
                        10L,
                        86_400_000L,
                        "How long a change table or outbox that had nothing new is left alone. Lower it for shorter delays;"
                                + " each look costs the server one read by the primary key.")
                .number(
                        PAGE_ROWS,
                        1000,
                        1,
                        100_000,
                        "How many rows of a change table, outbox or snapshot are read at a time, into memory. Lower it for"
                                + " very long rows.")
                .number(
                        DONE_ROWS,
                        1000,
                        1,
                        100_000,
                        "How many rows of a change table or outbox are deleted or marked in one transaction. Lower it where"
                                + " replication can't keep up with transactions of that size.")
                .flag(
                        TOMBSTONES,
                        true,
                        "Whether the record of a deleted row is followed by one without a value, under the same key. Switch it"
                                + " off for topics that are not compacted and readers that don't know such records.");
    }

    public static CaptureSettings from(AbstractConfig config) {
        return new CaptureSettings(
                Template.parse(config.getString(TABLE).trim()),
                OptionGroup.choiceOf(Snapshot.class, config.getString(SNAPSHOT)) == Snapshot.INITIAL,
                OptionGroup.choiceOf(Done.class, config.getString(DONE)),
                Duration.ofMillis(config.getLong(POLL)),
                config.getInt(PAGE_ROWS),
                config.getInt(DONE_ROWS),
                config.getBoolean(TOMBSTONES));
    }

    public static void validate(AbstractConfig config, Problems problems) {
        String template = config.getString(TABLE).trim();
        int[] found = {0};
        Template.validate(TABLE, template, List.of(SCHEMA_PLACE, TABLE_PLACE), (key, sentence) -> {
            found[0]++;
            problems.report(key, sentence);
        });
        if (found[0] > 0) {
            return;
        }
        if (!Template.parse(template).placeholders().contains(TABLE_PLACE)) {
            problems.report(TABLE, "gives all tables one change table: write {table} into it");
        } else if (template.equals("{table}") || template.equals("{schema}.{table}")) {
            problems.report(TABLE, "is the table itself: write another name, such as {table}_changes");
        }
    }

    /** The change table of a table. */
    TableName changeTable(TableName of) {
        String filled =
                table.fill(place -> place.equals(SCHEMA_PLACE) ? of.schema().orElse("") : of.table());
        // A dot that the template itself has ends the schema; one of a table's name doesn't.
        boolean namesSchema = table.fill(place -> "").contains(".");
        return namesSchema ? TableName.parse(filled) : new TableName(of.schema(), filled);
    }
}
