package dev.millrace.webhook;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.schema.SchemaMode;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.Template;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the options of {@link RecordSettings}. */
final class RecordSettingsChecks {

    private static final String CONVERTER = "value.converter";
    /** By its class, or by the alias that a worker takes as well. */
    private static final Pattern JSON = Pattern.compile("(^|[.])\\s*Json(Converter)?\\s*$");

    private RecordSettingsChecks() {}

    /**
     * Reports what can't work; {@code config} has passed the checks of each single option.
     *
     * @param configuration the connector's as given, which holds the converter
     */
    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        topic(config, problems);
        for (String key : List.of(RecordSettings.KEY, RecordSettings.TIMESTAMP)) {
            EventPlaces.validate(key, config.getString(key), problems);
        }
        ValueForm form = OptionGroup.choiceOf(ValueForm.class, config.getString(RecordSettings.FORM));
        split(config.getString(RecordSettings.SPLIT), form, config.getString(RecordSettings.FORMAT), problems);
        converter(form, configuration.get(CONVERTER), problems);
        EventHeaders.Settings.validate(config, problems);
        SchemaSettings.validate(config, problems);
        if (SchemaSettings.modeOf(config) == SchemaMode.SAMPLED) {
            problems.report(
                    "schema.mode",
                    "can't be sampled: each request would have types of its own; declare the fields, or choose none");
        }
        formats(config, problems);
    }

    private static void topic(AbstractConfig config, Problems problems) {
        String topic = config.getString(RecordSettings.TOPIC);
        int[] found = {0};
        EventPlaces.validate(RecordSettings.TOPIC, topic, (key, sentence) -> {
            found[0]++;
            problems.report(key, sentence);
        });
        if (found[0] > 0) {
            return;
        }
        boolean constant = Template.parse(topic).placeholders().isEmpty();
        if (constant && !EventRecords.isTopic(Template.parse(topic).fixedPrefix())) {
            problems.report(
                    RecordSettings.TOPIC,
                    "is no name of a topic: letters, digits, dots, dashes and underscores, 249 at most");
        }
        if (!constant && config.getList(RecordSettings.ALLOWED).isEmpty()) {
            problems.report(RecordSettings.ALLOWED, "is empty; list the topics that the template of topic may lead to");
        }
        if (constant && !config.getList(RecordSettings.ALLOWED).isEmpty()) {
            problems.report(
                    RecordSettings.ALLOWED, "is of no use with a constant topic; remove it, or write a template");
        }
    }

    private static void split(String text, ValueForm form, String format, Problems problems) {
        if (text.isBlank()) {
            return;
        }
        FieldPath path;
        try {
            path = FieldPath.parse(text);
        } catch (IllegalArgumentException wrong) {
            problems.report(RecordSettings.SPLIT, "is no path: " + wrong.getMessage());
            return;
        }
        if (path.root() != PathRoot.HERE) {
            problems.report(RecordSettings.SPLIT, "begins with a root; write the path inside of the body alone");
        }
        if (form == ValueForm.PARSED) {
            return;
        }
        if (!path.endsWithEach() || path.parent().names().isEmpty()) {
            problems.report(
                    RecordSettings.SPLIT,
                    "must be names and a last [*] where values are bytes or texts, such as data.items[*]; set"
                            + " value.form=parsed for other paths");
        }
        if (!format.equals("json") && !format.equals(RecordSettings.AUTO)) {
            problems.report(
                    RecordSettings.SPLIT,
                    "splits JSON alone where values are bytes or texts; set value.form=parsed, or format=json");
        }
    }

    /** A converter that does not fit writes rubbish without a word: StringConverter makes "[B@1b2c" of bytes. */
    private static void converter(ValueForm form, @Nullable String converter, Problems problems) {
        if (form == ValueForm.BYTES
                && (converter == null
                        || converter.isBlank()
                        || JSON.matcher(converter).find())) {
            problems.report(
                    CONVERTER,
                    "must be named and take bytes where value.form=bytes, for JsonConverter, which the worker may have, writes"
                            + " them as base64: set org.apache.kafka.connect.converters.ByteArrayConverter, or"
                            + " value.form=parsed for JsonConverter");
            return;
        }
        if (converter == null) {
            return;
        }
        SideForm taken = SideForm.AUTO.resolve(converter);
        boolean fits = switch (form) {
            case BYTES -> taken != SideForm.STRING;
            case STRING -> taken != SideForm.BYTES;
            case PARSED -> taken == SideForm.STRUCT;
        };
        if (!fits) {
            problems.report(
                    RecordSettings.FORM,
                    "does not fit the value.converter: ByteArrayConverter takes bytes, StringConverter takes string, and"
                            + " parsed values need JsonConverter, AvroConverter or the like");
        }
    }

    private static void formats(AbstractConfig config, Problems problems) {
        String name = config.getString(RecordSettings.FORMAT);
        if (name.equals(RecordSettings.AUTO)) {
            return;
        }
        RecordFormat format = Formats.named(name);
        format.validate(config, problems);
        if (format.makesReplies(config)) {
            problems.report(
                    RecordSettings.FORMAT,
                    "makes answers for the sender, which a webhook has no place for; switch the acknowledgements off");
        }
    }
}
