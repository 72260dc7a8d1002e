package dev.millrace.http.request;

import dev.millrace.http.request.TextSettings.Syntax;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which bodies can be joined to which batches.
 *
 * @param given the content type of the configuration
 */
record JoinableBodies(BodySettings body, Optional<String> given) {

    /** The formats for a body; none when it is only sent alone. */
    Set<BatchFormat> formats() {
        EnumSet<BatchFormat> text = EnumSet.of(BatchFormat.TEXT, BatchFormat.TEMPLATE);
        EnumSet<BatchFormat> json = EnumSet.of(BatchFormat.JSON_ARRAY, BatchFormat.NDJSON);
        return switch (body.mode()) {
            case NONE, MULTIPART -> EnumSet.noneOf(BatchFormat.class);
            case JSON -> both(text, json);
            case RAW, FORM -> text;
            case TEMPLATE -> isJson() ? both(text, json) : text;
            case SOAP ->
                body instanceof SoapSettings soap && soap.isHeaderFixed() ? text : EnumSet.noneOf(BatchFormat.class);
            case GRAPHQL -> both(both(text, json), EnumSet.of(BatchFormat.GRAPHQL_ARRAY));
            case CLOUDEVENTS ->
                body instanceof CloudEventsSettings events && events.isStructured()
                        ? EnumSet.of(BatchFormat.NDJSON, BatchFormat.CLOUDEVENTS_BATCH)
                        : EnumSet.noneOf(BatchFormat.class);
        };
    }

    /** Whether the items are JSON, or should be. */
    boolean isJson() {
        return syntax() == Syntax.JSON;
    }

    /** What to do where there is no format. */
    String advice() {
        return switch (body.mode()) {
            case SOAP ->
                "can't be joined, for http.soap.header has places: remove them, or send one record with each request";
            case CLOUDEVENTS ->
                "can't be joined: set " + CloudEventsSettings.FORM
                        + "=structured, or send one record with each request";
            default -> "can't be joined to batches: send one record with each request, or choose another";
        };
    }

    /**
     * Checks what a template makes of two items, where the syntax of both is known.
     *
     * @throws IllegalArgumentException when it is no JSON, or not well-formed XML
     */
    Framing check(Framing around) {
        switch (syntax()) {
            case JSON -> JsonTemplate.check(sample(around, "0"));
            case XML -> {
                String sample = sample(around, "<y/>");
                CheckedXml.check(body.mode() == BodyMode.SOAP ? "<x>" + sample + "</x>" : sample, 0);
            }
            case FORM, PLAIN -> {}
        }
        return around;
    }

    /**
     * Checks that an item may stand among others.
     *
     * @throws IllegalArgumentException when it begins as a document of its own
     */
    Framing checkItem() {
        if (body instanceof TextSettings text
                && syntax() == Syntax.XML
                && text.template().stripLeading().startsWith("<?xml")) {
            throw new IllegalArgumentException(
                    "has an XML declaration, which can't stand in the middle of a batch: write it into "
                            + BatchBody.TEMPLATE);
        }
        return Framing.NONE;
    }

    static String named(Set<BatchFormat> formats) {
        return formats.stream()
                .map(format -> format.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    /** The syntax of the items, which that of the batch shares. */
    private Syntax syntax() {
        return switch (body.mode()) {
            case JSON, GRAPHQL, CLOUDEVENTS -> given.map(Syntax::of).orElse(Syntax.JSON);
            case TEMPLATE ->
                body instanceof TextSettings text ? Syntax.of(given.orElseGet(text::typeByBeginning)) : Syntax.PLAIN;
            case SOAP -> Syntax.XML;
            case NONE, RAW, FORM, MULTIPART -> Syntax.PLAIN;
        };
    }

    private static String sample(Framing around, String item) {
        byte[] bytes = item.getBytes(StandardCharsets.UTF_8);
        return new String(around.join(List.of(bytes, bytes)), StandardCharsets.UTF_8);
    }

    private static EnumSet<BatchFormat> both(EnumSet<BatchFormat> some, EnumSet<BatchFormat> more) {
        EnumSet<BatchFormat> all = EnumSet.copyOf(some);
        all.addAll(more);
        return all;
    }
}
