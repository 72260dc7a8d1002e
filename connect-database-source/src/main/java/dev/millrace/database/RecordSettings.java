package dev.millrace.database;

import dev.millrace.database.reading.MalformedRows;
import dev.millrace.database.reading.RecordKey;
import dev.millrace.database.reading.Topics;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where records go, and under which key.
 *
 * @param malformed the topic of rows of which no record can be made; empty when the task stops in front of them
 */
record RecordSettings(Topics topics, RecordKey key, Optional<String> malformed) {

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Records")
                .required(
                        Topics.KEY,
                        ConfigDef.Type.STRING,
                        "The topic that gets the rows: a name, or a template over {table}, {schema}, {query} (its"
                                + " query.id) and {name} (table or query.id), such as erp.{schema}.{table}; letters that"
                                + " topics may not have become underscores. Use a template for several tables.")
                .text(
                        RecordKey.KEY,
                        RecordKey.PRIMARY_KEY,
                        "What a record has for a key: primary-key (a struct of the table's primary key, or of key.columns;"
                                + " none for rows without either), none, or a template of columns such as"
                                + " {value.customer_id}, which makes a text. Set it when rows must keep their order by"
                                + " something else, or when the key's converter takes texts only.")
                .text(
                        MalformedRows.TOPIC,
                        null,
                        "The topic that gets a note of each row of which no record can be made, such as one with a number"
                                + " that has more digits than its type here: table, place, column and reason, never the"
                                + " row. Set it so that one bad row does not stop the task in front of it.");
    }

    static RecordSettings from(AbstractConfig config) {
        return new RecordSettings(
                Topics.parse(config.getString(Topics.KEY)),
                RecordKey.parse(config.getString(RecordKey.KEY)),
                Optional.ofNullable(config.getString(MalformedRows.TOPIC))
                        .map(String::trim)
                        .filter(topic -> !topic.isEmpty()));
    }

    static void validate(AbstractConfig config, QuerySettings query, Problems problems) {
        Topics.validate(
                config.getString(Topics.KEY), query.tables(), query.query().isPresent(), problems);
        RecordKey.validate(config.getString(RecordKey.KEY), problems);
        String malformed = config.getString(MalformedRows.TOPIC);
        if (malformed != null && !malformed.isBlank() && !Topics.isTopic(malformed.trim())) {
            problems.report(
                    MalformedRows.TOPIC, "is no topic's name: use letters, digits, dots, dashes and underscores");
        }
    }
}
