package dev.millrace.database.change;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which columns of an outbox are what. Names are those of the catalogue, case included.
 *
 * @param sequence the column that numbers the rows
 * @param topic the topic by the row's columns; empty for the connector's
 * @param key the column with the record's key; empty for none
 * @param value the column with the record's value
 * @param headers the column with a JSON object of headers; empty for none
 * @param columnHeaders header by column
 * @param time the column with the record's time; empty for none
 * @param done what becomes of rows that Kafka has
 * @param doneColumn the column that is marked
 */
public record OutboxSettings(
        String sequence,
        Optional<Template> topic,
        Optional<String> key,
        String value,
        Optional<String> headers,
        Map<String, String> columnHeaders,
        Optional<String> time,
        Done done,
        String doneColumn) {

    public static final String SEQUENCE = "outbox.sequence.column";
    public static final String TOPIC = "outbox.topic";
    public static final String KEY = "outbox.key.column";
    public static final String VALUE = "outbox.value.column";
    public static final String HEADERS = "outbox.headers.column";
    public static final String COLUMN_HEADERS = "outbox.header.columns";
    public static final String TIME = "outbox.time.column";
    public static final String DONE = "outbox.done";
    public static final String DONE_COLUMN = "outbox.done.column";

    public OutboxSettings {
        columnHeaders = Map.copyOf(columnHeaders);
    }

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Outboxes")
                .text(
                        SEQUENCE,
                        "seq",
                        "The column that numbers the rows of an outbox as they are inserted: an identity column without a"
                                + " cache, or AUTO_INCREMENT. Change it where the column has another name.")
                .text(
                        TOPIC,
                        null,
                        "The topic of a row, made of its columns, such as outbox.event.{aggregate_type}; the option topic"
                                + " when it is empty. Set it where one outbox holds events for several topics.")
                .text(
                        KEY,
                        "aggregate_id",
                        "The column that becomes the record's key, in its own type; empty for none. Change it where the"
                                + " column has another name.")
                .text(
                        VALUE,
                        "payload",
                        "The column that becomes the record's value, in its own type; null makes a tombstone. Change it where"
                                + " the column has another name.")
                .text(
                        HEADERS,
                        null,
                        "The column with a JSON object whose members become headers, each a text. Set it where the"
                                + " application writes headers.")
                .list(
                        COLUMN_HEADERS,
                        "",
                        "Columns that become headers, such as type, or type:event-type for another name of the header. Set it"
                                + " for what consumers need beside the value.")
                .text(
                        TIME,
                        null,
                        "The column with the time of the event, which becomes the record's; the time of sending when it is"
                                + " empty. Set it where consumers look at the record's time.")
                .choice(
                        DONE,
                        Done.DELETE,
                        "What becomes of a row after Kafka has it: it is deleted (delete), the column " + DONE_COLUMN
                                + " gets the time (mark), or nothing (keep). The newest one is never deleted. Choose mark or"
                                + " keep where the application looks at its outbox, and clean it up by other means.")
                .text(
                        DONE_COLUMN,
                        "done",
                        "The column of a time that is set with " + DONE
                                + "=mark. Change it where the column has another" + " name.");
    }

    public static OutboxSettings from(AbstractConfig config) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String entry : config.getList(COLUMN_HEADERS)) {
            int colon = entry.indexOf(':');
            String column = (colon < 0 ? entry : entry.substring(0, colon)).trim();
            headers.put(colon < 0 ? column : entry.substring(colon + 1).trim(), column);
        }
        return new OutboxSettings(
                config.getString(SEQUENCE).trim(),
                text(config, TOPIC).map(Template::parse),
                text(config, KEY),
                config.getString(VALUE).trim(),
                text(config, HEADERS),
                headers,
                text(config, TIME),
                OptionGroup.choiceOf(Done.class, config.getString(DONE)),
                config.getString(DONE_COLUMN).trim());
    }

    public static void validate(AbstractConfig config, Problems problems) {
        required(config, SEQUENCE, problems);
        required(config, VALUE, problems);
        if (OptionGroup.choiceOf(Done.class, config.getString(DONE)) == Done.MARK) {
            required(config, DONE_COLUMN, problems);
        }
        Optional<String> topic = text(config, TOPIC);
        if (topic.isPresent()) {
            try {
                Template unused = Template.parse(topic.get());
            } catch (IllegalArgumentException wrong) {
                problems.report(TOPIC, "is no template: " + wrong.getMessage());
            }
        }
        for (String entry : config.getList(COLUMN_HEADERS)) {
            int colon = entry.indexOf(':');
            if (colon == 0 || colon == entry.length() - 1) {
                problems.report(COLUMN_HEADERS, "holds '" + entry + "': write a column, or column:header");
            }
        }
    }

    private static void required(AbstractConfig config, String key, Problems problems) {
        if (config.getString(key).isBlank()) {
            problems.report(key, "is empty: name a column of the outbox");
        }
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(text -> !text.isEmpty());
    }
}
