package dev.millrace.legacy;

import dev.millrace.feed.TypeTopics;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.schema.SchemaMode;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import dev.millrace.legacy.session.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What records are made of messages.
 *
 * @param types topics of records by their types
 * @param key empty for none
 * @param options holds the options of the formats
 */
record RecordSettings(
        String topic,
        TypeTopics types,
        Optional<Template> key,
        RecordFormat format,
        int batchRecords,
        int unconfirmedRecords,
        long unconfirmedBytes,
        boolean refusesDropped,
        AbstractConfig options) {

    static final String TOPIC = "topic";
    static final String KEY = "record.key";
    static final String FORMAT = Formats.KEY;
    static final String BATCH_RECORDS = "batch.max.records";
    static final String UNCONFIRMED_RECORDS = "unconfirmed.max.records";
    static final String UNCONFIRMED_BYTES = "unconfirmed.max.bytes";
    static final String ON_DROPPED = "ack.on.dropped";

    static final String FIELD = "field.";
    static final List<String> PLACES = List.of("feed", "session", "sequence", "message");

    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** What a message is told whose record a transform dropped. */
    enum OnDropped {
        ACKNOWLEDGE,
        REFUSE
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Records")
                .required(TOPIC, ConfigDef.Type.STRING, "The topic that gets the records.")
                .text(
                        KEY,
                        "{feed}",
                        "What a record has for a key: a template over {feed} (feed.name, or the sender's address with"
                                + " mode=server), {session}, {sequence}, {message} (its name in the session file) and"
                                + " {field.NAME} for each field of the session file; empty for none. Records of one key"
                                + " keep their order: change it where fewer of them must.")
                .add(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        "whole-file",
                        ConfigDef.ValidString.in(Formats.names().toArray(String[]::new)),
                        ConfigDef.Importance.HIGH,
                        "How the payload of a message becomes records; whole-file takes its bytes as they are. Its own"
                                + " options carry its name as a prefix. Set copybook or layout for fields.")
                .number(
                        BATCH_RECORDS,
                        1000,
                        1,
                        100_000,
                        "How many records one poll hands to the worker at most. Raise it for very short records.")
                .number(
                        UNCONFIRMED_RECORDS,
                        20_000,
                        1,
                        10_000_000,
                        "How many records of a task may wait for Kafka's confirmation; then sockets are not read until"
                                + " some are confirmed. Raise it for brokers that are far away, lower it on a small heap.")
                .number(
                        UNCONFIRMED_BYTES,
                        1L << 24,
                        1L << 10,
                        1L << 34,
                        "The same in bytes of messages. Raise it, together with the heap, for large messages.")
                .choice(
                        ON_DROPPED,
                        OnDropped.ACKNOWLEDGE,
                        "What the other side is told of a message whose record a transform dropped: that it is taken"
                                + " (acknowledge) or that it is not (refuse), as the session file writes it. Choose"
                                + " refuse where a filter finds senders' mistakes.");
        TypeTopics.define(definition);
        Formats.define(definition);
    }

    static RecordSettings from(AbstractConfig config) {
        SchemaSettings unused = SchemaSettings.from(config);
        return new RecordSettings(
                config.getString(TOPIC),
                TypeTopics.from(config),
                Optional.of(config.getString(KEY)).filter(key -> !key.isEmpty()).map(Template::parse),
                Formats.named(config.getString(FORMAT)),
                config.getInt(BATCH_RECORDS),
                config.getInt(UNCONFIRMED_RECORDS),
                config.getLong(UNCONFIRMED_BYTES),
                OptionGroup.choiceOf(OnDropped.class, config.getString(ON_DROPPED)) == OnDropped.REFUSE,
                config);
    }

    static void validate(AbstractConfig config, Optional<Protocol> protocol, Problems problems) {
        if (!isTopic(config.getString(TOPIC))) {
            problems.report(TOPIC, "is no topic's name: use letters, digits, dots, dashes and underscores");
        }
        TypeTopics.validate(config, problems);
        key(config.getString(KEY), protocol, problems);
        boolean refuses = OptionGroup.choiceOf(OnDropped.class, config.getString(ON_DROPPED)) == OnDropped.REFUSE;
        if (refuses && protocol.filter(spoken -> !spoken.refuses()).isPresent()) {
            problems.report(
                    ON_DROPPED,
                    "is refuse, and the session does not say how: add acknowledge.refuse.dropped to it, or choose"
                            + " acknowledge");
        }
        RecordFormat format = Formats.named(config.getString(FORMAT));
        format.validate(config, problems);
        SchemaSettings.validate(config, problems);
        if (SchemaSettings.modeOf(config) == SchemaMode.SAMPLED) {
            problems.report(
                    "schema.mode",
                    "can't be sampled: each message would have types of its own; declare the fields, or choose none");
        }
        if (format.makesReplies(config)) {
            problems.report(FORMAT, "makes answers for the sender, which here the session does: switch them off");
        }
    }

    private static void key(String text, Optional<Protocol> protocol, Problems problems) {
        List<String> known = new ArrayList<>(PLACES);
        try {
            Template.parse(text).placeholders().stream()
                    .filter(name -> name.startsWith(FIELD))
                    .filter(name -> protocol.isEmpty() || protocol.get().hasField(name.substring(FIELD.length())))
                    .forEach(known::add);
        } catch (IllegalArgumentException wrong) {
            // The check of the whole tells what is wrong.
        }
        Template.validate(KEY, text, known, problems);
    }

    static boolean isTopic(String name) {
        return TOPIC_NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
