package dev.millrace.http.request;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * How the items of a batch become one body.
 *
 * @param separator null for that of the format
 * @param template with the one place records
 */
public record BatchBody(
        BatchFormat format, String prefix, @Nullable String separator, String suffix, String template) {

    public static final String FORMAT = "batch.format";
    static final String PREFIX = "batch.prefix";
    static final String SEPARATOR = "batch.separator";
    static final String SUFFIX = "batch.suffix";
    static final String TEMPLATE = "batch.template";

    private static final String RECORDS = "records";

    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Batch body")
                .choice(
                        FORMAT,
                        BatchFormat.JSON_ARRAY,
                        "How the bodies of a batch become one: json-array; ndjson, one on each line; text, with"
                                + " batch.prefix, batch.separator and batch.suffix; template, within batch.template;"
                                + " cloudevents-batch, for structured events; graphql-array. Choose what the receiver takes.")
                .text(
                        PREFIX,
                        "",
                        "What a batch of batch.format=text begins with; \\n, \\r, \\t and \\s stand for white space. Set it when the"
                                + " receiver wants more than the items.")
                .text(
                        SEPARATOR,
                        null,
                        "What stands between two items of batch.format=text (by default \\n, a line break) or template"
                                + " (by default a comma). Change it when the receiver wants another.")
                .text(
                        SUFFIX,
                        "",
                        "What a batch of batch.format=text ends with, such as \\n. Set it when the receiver wants more than the"
                                + " items.")
                .text(
                        TEMPLATE,
                        null,
                        "The body of batch.format=template: ${records} stands for the items, as in {\"orders\":"
                                + " [${records}]}. Set it when the receiver wants the items within something.");
    }

    /** Reads what {@link #validate} has no problem with. */
    public static BatchBody from(AbstractConfig config) {
        return new BatchBody(
                OptionGroup.choiceOf(BatchFormat.class, config.getString(FORMAT)),
                BodySettings.textOf(config, PREFIX),
                config.getString(SEPARATOR),
                BodySettings.textOf(config, SUFFIX),
                BodySettings.textOf(config, TEMPLATE));
    }

    /** Reports what is wrong where requests have more than one item, the body mode that can't be joined included. */
    public static void validate(AbstractConfig config, Problems problems) {
        BatchBody batch = from(config);
        BodySettings body = BodySettings.from(config);
        JoinableBodies joinable = new JoinableBodies(body, RequestSettings.contentTypeOf(config));
        Checks checks = new Checks(problems);
        if (batch.format == BatchFormat.TEMPLATE) {
            checks.on(TEMPLATE, batch.template, FORMAT + "=template", () -> joinable.check(batch.framing()));
        }
        if (batch.format == BatchFormat.TEXT) {
            checks.on(PREFIX, () -> unescaped(batch.prefix));
            checks.on(SUFFIX, () -> unescaped(batch.suffix));
        }
        checks.on(SEPARATOR, () -> batch.separatorOr(""));
        checks.on(BodySettings.TEMPLATE, joinable::checkItem);
        Set<BatchFormat> fitting = joinable.formats();
        if (fitting.isEmpty()) {
            problems.report(RequestSettings.BODY, joinable.advice());
        } else if (!fitting.contains(batch.format)) {
            problems.report(FORMAT, "does not fit " + RequestSettings.BODY + ": use " + JoinableBodies.named(fitting));
        }
    }

    /** The content type that the format asks for; empty for that of the items. */
    Optional<String> contentType() {
        return switch (format) {
            case JSON_ARRAY -> Optional.of("application/json");
            case NDJSON -> Optional.of("application/x-ndjson");
            case CLOUDEVENTS_BATCH -> Optional.of("application/cloudevents-batch+json; charset=UTF-8");
            case TEXT, TEMPLATE, GRAPHQL_ARRAY -> Optional.empty();
        };
    }

    /** Whether an item that is no JSON would spoil those it is joined with. */
    boolean joinsJson(JoinableBodies bodies) {
        return switch (format) {
            case JSON_ARRAY, NDJSON, CLOUDEVENTS_BATCH, GRAPHQL_ARRAY -> true;
            case TEMPLATE -> bodies.isJson();
            case TEXT -> false;
        };
    }

    /**
     * What stands around and between the items.
     *
     * @throws IllegalArgumentException when the template is none, or has other places than the one for the records
     */
    Framing framing() {
        return switch (format) {
            case JSON_ARRAY, CLOUDEVENTS_BATCH, GRAPHQL_ARRAY -> new Framing("[", ",", "]");
            case NDJSON -> new Framing("", "\n", "\n");
            case TEXT -> new Framing(unescaped(prefix), separatorOr("\n"), unescaped(suffix));
            case TEMPLATE -> aroundRecords();
        };
    }

    private Framing aroundRecords() {
        List<TemplatePart> parts = Template.parseText(template).parts();
        long places =
                parts.stream().filter(TemplatePart.Place.class::isInstance).count();
        if (places != 1 || !Template.parseText(template).placeholders().equals(Set.of(RECORDS))) {
            throw new IllegalArgumentException(
                    "has one place, ${records}, for all the items; other places belong to " + BodySettings.TEMPLATE);
        }
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        StringBuilder current = before;
        for (TemplatePart part : parts) {
            if (part instanceof TemplatePart.Fixed fixed) {
                current.append(fixed.text());
            } else {
                current = after;
            }
        }
        return new Framing(before.toString(), separatorOr(","), after.toString());
    }

    private String separatorOr(String byDefault) {
        return separator == null ? byDefault : unescaped(separator);
    }

    /**
     * Text with the escapes that stand for what an option can't begin or end with, for it is trimmed.
     *
     * @throws IllegalArgumentException when it has another escape
     */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '\\') {
                at++;
                next = switch (at < text.length() ? text.charAt(at) : ' ') {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 's' -> ' ';
                    case '\\' -> '\\';
                    default ->
                        throw new IllegalArgumentException(
                                "has an escape that is none: write \\n, \\r, \\t, \\s for a space, or \\\\");
                };
            }
            plain.append(next);
        }
        return plain.toString();
    }
}
