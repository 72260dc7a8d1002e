package dev.millrace.webhook;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Template;
import dev.millrace.kit.path.FieldPath;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What records are made of events.
 *
 * @param allowed the topics that a template may lead to; empty where the topic is constant
 * @param key empty for none
 * @param timestamp empty for the time of receiving
 * @param format the name of the format that reads bodies; empty where the content type tells
 * @param split what of a body is a record; empty for what the format says
 * @param contentTypes which ones are taken; all where it is empty
 * @param options holds the options of the formats
 */
record RecordSettings(
        Template topic,
        NameGlobs allowed,
        Optional<Template> key,
        Optional<Template> timestamp,
        ValueForm form,
        Optional<String> format,
        Optional<FieldPath> split,
        int mostRecords,
        NameGlobs contentTypes,
        boolean cloudEvents,
        EventHeaders.Settings headers,
        AbstractConfig options) {

    static final String TOPIC = "topic";
    static final String ALLOWED = "topic.allowed";
    static final String KEY = "record.key";
    static final String TIMESTAMP = "record.timestamp";
    static final String FORM = "value.form";
    static final String FORMAT = Formats.KEY;
    static final String SPLIT = "value.split";
    static final String MOST_RECORDS = "event.max.records";
    static final String CONTENT_TYPES = "content.types";
    static final String CLOUD_EVENTS = "cloudevents";
    static final String AUTO = "auto";

    static void define(ConfigDef definition) {
        String[] formats =
                Stream.concat(Stream.of(AUTO), Formats.names().stream()).toArray(String[]::new);
        new OptionGroup(definition, "Records")
                .required(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        "The topic that gets the events: a name, or a template such as shop.{header.X-Topic} over "
                                + EventPlaces.KNOWN
                                + ". Use a template when one address gets events of many kinds, and set topic.allowed"
                                + " with it.")
                .list(
                        ALLOWED,
                        "",
                        "The topics that a template may lead to; a star stands for any letters. Set it with every"
                                + " template: an event that leads elsewhere is refused with 400, so that no sender"
                                + " chooses topics.")
                .text(
                        KEY,
                        "",
                        "What a record has for a key: a template such as {body.order.id}, {header.X-Shop} or {event.id};"
                                + " nothing where it is empty, or where an event does not fill it. Set it when events of"
                                + " one thing must keep their order.")
                .text(
                        TIMESTAMP,
                        "",
                        "A template for the time of a record, such as {body.created}: ISO 8601 with an offset, or seconds"
                                + " or milliseconds since 1970. Set it when receivers need the event's own time; without"
                                + " it, and where an event does not fill it, it is the time of receiving.")
                .choice(
                        FORM,
                        ValueForm.BYTES,
                        "What a record has for a value: the body's bytes (bytes, for ByteArrayConverter, which the"
                                + " connector must name as its value.converter), the same as a"
                                + " text (string, for StringConverter), or what a format reads from it (parsed, for"
                                + " JsonConverter, AvroConverter and the like). Set parsed when receivers need fields.")
                .add(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        AUTO,
                        ConfigDef.ValidString.in(formats),
                        ConfigDef.Importance.MEDIUM,
                        "What reads bodies that are parsed, for values or for paths. auto goes by the content type: json,"
                                + " xml, form, multipart, csv, lines (text/plain) or whole-file"
                                + " (application/octet-stream), and answers 415 to all others; name a format when a"
                                + " sender's content type does not tell the truth.")
                .text(
                        SPLIT,
                        "",
                        "A path to the parts of a body that are records of their own, such as notificationItems[*], or"
                                + " [*] for a JSON array. Set it when a sender puts several events into one request;"
                                + " without it a parsed body makes as many records as its format finds, and bytes and"
                                + " texts are one record.")
                .number(
                        MOST_RECORDS,
                        10_000,
                        1,
                        1_000_000,
                        "How many records one request may make; one that would make more is answered 413. Raise it,"
                                + " together with the heap, when a sender's batches are that large.")
                .list(
                        CONTENT_TYPES,
                        "",
                        "The content types that are taken, such as application/json or application/*; a star stands for"
                                + " any letters, and all others are answered 415. Set it when nothing else can be meant"
                                + " for this address.")
                .flag(
                        CLOUD_EVENTS,
                        true,
                        "Whether CloudEvents (1.0, by headers or as JSON) are taken apart: their attributes become"
                                + " headers such as ce_type, their data the value. Set false to take such requests like"
                                + " any other.");
        EventHeaders.Settings.define(definition);
        Formats.define(definition);
    }

    /** The typed view of a configuration that {@link RecordSettingsChecks} has passed. */
    static RecordSettings from(AbstractConfig config) {
        String format = config.getString(FORMAT);
        SchemaSettings unused = SchemaSettings.from(config);
        return new RecordSettings(
                Template.parse(config.getString(TOPIC)),
                NameGlobs.exact(config.getList(ALLOWED)),
                template(config.getString(KEY)),
                template(config.getString(TIMESTAMP)),
                OptionGroup.choiceOf(ValueForm.class, config.getString(FORM)),
                format.equals(AUTO) ? Optional.empty() : Optional.of(format),
                Optional.of(config.getString(SPLIT))
                        .filter(path -> !path.isBlank())
                        .map(FieldPath::parse),
                config.getInt(MOST_RECORDS),
                NameGlobs.ignoringCase(config.getList(CONTENT_TYPES)),
                config.getBoolean(CLOUD_EVENTS),
                EventHeaders.Settings.from(config),
                config);
    }

    private static Optional<Template> template(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Template.parse(text));
    }

    /** Whether bodies have to be parsed, for values or for places. */
    boolean parses() {
        return form == ValueForm.PARSED
                || split.isPresent()
                || Stream.of(Optional.of(topic), key, timestamp)
                        .flatMap(Optional::stream)
                        .anyMatch(EventPlaces::readBody);
    }
}
