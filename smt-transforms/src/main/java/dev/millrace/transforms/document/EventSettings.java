package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where the attributes of events come from.
 *
 * @param id empty where it is made of the record's origin
 * @param required the other attributes that must be there
 * @param optional those that are left out where nothing is there
 * @param contentType empty where the payload tells
 */
record EventSettings(
        Optional<AttributeTemplate> id,
        List<AttributeTemplate> required,
        List<AttributeTemplate> optional,
        Optional<AttributeTemplate> contentType) {

    static final String SOURCE = "event.source";
    static final String TYPE = "event.type";
    private static final String PREFIX = "event.";
    private static final String EXTENSIONS = "event.extensions";

    EventSettings {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Event");
        template(
                group,
                AttributeRules.ID,
                "",
                "The id of an event, such as {value.order_id}; with source it tells events apart. Leave it empty for one that"
                        + " is made of where the record comes from (topic, partition and offset in a sink; partition, offset,"
                        + " topic and key in a source), and set it where a source gives one offset to several records.");
        template(
                group,
                AttributeRules.SOURCE,
                "",
                "What the events come from, as a URI or a part of one, such as /shops/{value.shop|url}. Needed for"
                        + " CloudEvents.");
        template(
                group,
                AttributeRules.TYPE,
                "",
                "The kind of the events, such as com.example.order.created. Needed for CloudEvents.");
        template(
                group,
                AttributeRules.SUBJECT,
                "",
                "What in the source an event is about, such as {key}; left out of events where nothing is there. Set it"
                        + " where readers choose events by it.");
        template(
                group,
                AttributeRules.TIME,
                "{timestamp}",
                "When it happened: a time by RFC 3339, or milliseconds since 1970; left out of events where nothing is"
                        + " there. Set it where the record's timestamp is not that.");
        template(
                group,
                AttributeRules.CONTENT_TYPE,
                "",
                "The media type of the payload. Leave it empty for the record's header content-type or, without one,"
                        + " application/json for structured values, text/plain for text and application/octet-stream for"
                        + " bytes; set it where the converter writes something else, such as Avro.");
        template(
                group,
                AttributeRules.DATA_SCHEMA,
                "",
                "The URI of the payload's schema. Set it where readers fetch schemas by it.");
        group.add(
                EXTENSIONS,
                ConfigDef.Type.STRING,
                "{}",
                ConfigDef.LambdaValidator.with(EventSettings::checkExtensions, () -> "a JSON object of templates"),
                ConfigDef.Importance.LOW,
                "More attributes, as a JSON object of templates by their names, which are made of a-z and 0-9:"
                        + " {\"tenant\": \"{header.tenant}\"}; each is left out of events where nothing is there. Set it"
                        + " for what routes or traces events.");
    }

    private static void template(OptionGroup group, String attribute, String standard, String documentation) {
        group.add(
                PREFIX + attribute,
                ConfigDef.Type.STRING,
                standard,
                AttributeTemplate.validator(attribute),
                ConfigDef.Importance.MEDIUM,
                documentation);
    }

    static EventSettings from(AbstractConfig config) {
        List<AttributeTemplate> required = new ArrayList<>();
        template(config, AttributeRules.SOURCE).ifPresent(required::add);
        template(config, AttributeRules.TYPE).ifPresent(required::add);
        List<AttributeTemplate> optional = new ArrayList<>();
        for (String name : List.of(AttributeRules.SUBJECT, AttributeRules.TIME, AttributeRules.DATA_SCHEMA)) {
            template(config, name).ifPresent(optional::add);
        }
        optional.addAll(extensions(config.getString(EXTENSIONS)));
        return new EventSettings(
                template(config, AttributeRules.ID), required, optional, template(config, AttributeRules.CONTENT_TYPE));
    }

    private static Optional<AttributeTemplate> template(AbstractConfig config, String attribute) {
        String text = config.getString(PREFIX + attribute);
        return text.isEmpty() ? Optional.empty() : Optional.of(AttributeTemplate.parse(attribute, text));
    }

    private static List<AttributeTemplate> extensions(String text) {
        Object read;
        try {
            read = new JsonReading(DocumentLimits.OF_CONFIGURATION, Numbers.EXACT).read(text);
        } catch (DocumentFault fault) {
            throw new IllegalArgumentException("is no JSON: " + fault.code());
        }
        if (!(read instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("is no JSON object: write {\"name\": \"template\"}");
        }
        List<AttributeTemplate> extensions = new ArrayList<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!AttributeRules.isName(name) || AttributeRules.CORE.contains(name)) {
                throw new IllegalArgumentException(
                        "has the name " + name + ": names of extensions are made of a-z and 0-9,"
                                + " and those of CloudEvents' own attributes have keys of their own");
            }
            if (!(value instanceof String template)) {
                throw new IllegalArgumentException("has no text at " + name + ": write a template between quotes");
            }
            extensions.add(AttributeTemplate.parse(name, template));
        });
        return extensions;
    }

    private static void checkExtensions(String key, Object value) {
        try {
            List<AttributeTemplate> unused = extensions(String.valueOf(value));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key, value, wrong.getMessage());
        }
    }

    /** The attributes of a record's event but for specversion and datacontenttype, in the order in which they are written. */
    List<AttributeTemplate> templates() {
        List<AttributeTemplate> all = new ArrayList<>(required);
        all.addAll(optional);
        return all;
    }
}
