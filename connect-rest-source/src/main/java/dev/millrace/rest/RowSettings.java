package dev.millrace.rest;

import dev.millrace.feed.content.ContentSettings;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What records are made of rows.
 *
 * @param key empty for none
 * @param timestamp empty for none
 * @param headers what is told of where a row came from
 * @param mostBytes how large a page may be, unpacked
 */
record RowSettings(
        String format,
        Template topic,
        Optional<Template> key,
        Optional<Template> timestamp,
        ValueForm form,
        Set<RowHeader> headers,
        int mostBytes) {

    static final String TOPIC = "topic";
    static final String KEY = "record.key";
    static final String TIMESTAMP = "record.timestamp";
    static final String FORM = "value.form";
    static final String HEADERS = "record.headers";
    static final String MOST_BYTES = "page.max.bytes";

    /** What a record has for a value. */
    enum ValueForm {
        /** What the format read. */
        PARSED,
        /** The bytes of the row. */
        BYTES,
        /** The same as a text. */
        STRING
    }

    RowSettings {
        headers = Set.copyOf(headers);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Records")
                .add(
                        Formats.KEY,
                        ConfigDef.Type.STRING,
                        "json",
                        ConfigDef.ValidString.in(Formats.names().toArray(String[]::new)),
                        ConfigDef.Importance.HIGH,
                        "The format of the answers. json takes the elements of an array at the root, or of the one that"
                                + " json.pointer leads to; xml those that xml.record names. Set it when the API answers"
                                + " in another one.")
                .required(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        "The topic that gets the rows: a name, or a template such as crm.{value.type} over "
                                + RowPlaces.KNOWN + ". Use a template when an answer holds rows of many kinds.")
                .text(
                        KEY,
                        "",
                        "What a record has for a key: a template such as {value.id} over " + RowPlaces.KNOWN
                                + "; nothing where it is empty, or where a row does not fill it. Set it when the versions"
                                + " of a row must keep their order.")
                .text(
                        TIMESTAMP,
                        "",
                        "A template for the time of a record, such as {value.updated_at}: as time.format says, or ISO 8601,"
                                + " or seconds or milliseconds since 1970. Set it when receivers need the row's own time;"
                                + " where a row does not fill it, Kafka's time is taken.")
                .choice(
                        FORM,
                        ValueForm.PARSED,
                        "What a record has for a value: what the format reads from a row (parsed, for JsonConverter,"
                                + " AvroConverter and the like), its bytes as they came (bytes, for ByteArrayConverter)"
                                + " or the same as a text (string, for StringConverter). Set bytes or string to hand rows"
                                + " on without any change.")
                .add(
                        HEADERS,
                        ConfigDef.Type.LIST,
                        "endpoint,url,page,etag,parent",
                        ConfigDef.LambdaValidator.with(RowSettings::checkHeaders, RowHeader::names),
                        ConfigDef.Importance.LOW,
                        "What records tell in headers of where they came from: endpoint, url (without its query), page,"
                                + " etag and parent. Name fewer to save bytes.")
                .number(
                        MOST_BYTES,
                        64 << 20,
                        1 << 10,
                        1 << 30,
                        "How many bytes a page may have when it is unpacked; two pages of an endpoint are in memory at a"
                                + " time. Raise it, together with the heap, for large downloads.");
        ContentSettings.define(definition);
        Formats.define(definition);
    }

    static RowSettings from(AbstractConfig config) {
        SchemaSettings unused = SchemaSettings.from(config);
        ContentSettings unusedToo = ContentSettings.from(config);
        Set<RowHeader> headers = new TreeSet<>();
        config.getList(HEADERS).forEach(name -> headers.add(OptionGroup.choiceOf(RowHeader.class, name)));
        return new RowSettings(
                config.getString(Formats.KEY),
                Template.parse(config.getString(TOPIC)),
                template(config, KEY),
                template(config, TIMESTAMP),
                OptionGroup.choiceOf(ValueForm.class, config.getString(FORM)),
                headers,
                config.getInt(MOST_BYTES));
    }

    static void validate(AbstractConfig config, Problems problems) {
        String topic = config.getString(TOPIC);
        RowPlaces.validate(TOPIC, topic, problems);
        if (topic.indexOf('{') < 0 && !RecordMaker.isTopic(topic)) {
            problems.report(TOPIC, "is no topic's name: use letters, digits, dots, dashes and underscores");
        }
        RowPlaces.validate(KEY, config.getString(KEY), problems);
        RowPlaces.validate(TIMESTAMP, config.getString(TIMESTAMP), problems);
        RecordFormat format = Formats.named(config.getString(Formats.KEY));
        format.validate(config, problems);
    }

    private static Optional<Template> template(AbstractConfig config, String key) {
        String text = config.getString(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(Template.parse(text));
    }

    private static void checkHeaders(String key, Object value) {
        for (Object name : (List<?>) value) {
            String wanted = String.valueOf(name).trim().toLowerCase(Locale.ROOT);
            if (!List.of(RowHeader.names().split(", ")).contains(wanted)) {
                throw new ConfigException(key, name, "no such header; known are " + RowHeader.names());
            }
        }
    }
}
