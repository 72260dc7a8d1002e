package dev.millrace.http.request;

import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** The parts of CloudEvents: attributes as headers or as members of a JSON document, and the data. */
final class CloudEvents<T> {

    private final Binding<T> binding;
    private final String dataType;

    CloudEvents(Binding<T> binding, String dataType) {
        this.binding = binding;
        this.dataType = dataType;
    }

    /** The same for attributes that an event must have. */
    CloudEvents<T> strict() {
        return new CloudEvents<>(binding.strict(), dataType);
    }

    /** An attribute as a header (HTTP binding 1.0.2 section 3.1.3). */
    HeaderTemplate<T> header(String name, String template) {
        return new HeaderTemplate<>("ce-" + name, Template.parse(template), bindingOf(name), CloudEvents::headerValue);
    }

    /** An attribute as a member (JSON format 1.0.2 section 2). */
    JsonPiece<T> member(String name, String template) {
        List<TemplatePart> parts = new ArrayList<>();
        for (TemplatePart part : Template.parse(template).parts()) {
            parts.add(part instanceof TemplatePart.Fixed fixed ? escaped(fixed.text()) : part);
        }
        TextTemplate<T> text = TextTemplate.of(parts, bindingOf(name), before -> PlaceEncoding.JSON_TEXT);
        return new JsonPiece.Member<>(
                new JsonPiece.Fixed<>(JsonTemplate.quoted(name)),
                text.constant()
                        .<JsonPiece<T>>map(constant -> new JsonPiece.Fixed<>('"' + constant + '"'))
                        .orElseGet(() -> new JsonPiece.Text<>(text)));
    }

    /**
     * The data as a member (JSON format 1.0.2 section 3.1): JSON as it is where the type says so, other text as text, bytes
     * that are no JSON as base64.
     */
    JsonPiece<T> data(String place) {
        Function<? super T, Optional<Object>> reader = binding.places().bind(place);
        boolean json = TextSettings.Syntax.of(dataType) == TextSettings.Syntax.JSON;
        return (subject, to) -> {
            Object found = reader.apply(subject).orElse(null);
            Schema schema = found instanceof SchemaAndValue withSchema ? withSchema.schema() : null;
            Object value = found instanceof SchemaAndValue withSchema ? withSchema.value() : found;
            append(schema, value, json, place, to);
            return true;
        };
    }

    private static void append(
            @Nullable Schema schema, @Nullable Object value, boolean json, String place, StringBuilder to) {
        if (value == null) {
            throw Unrenderable.missing(place);
        }
        byte[] untouched = ValueBody.untouched(value);
        if (untouched == null) {
            to.append("\"data\":").append(ConnectJson.text(schema, value));
        } else if (json) {
            to.append("\"data\":").append(new String(CheckedJson.checked(untouched), StandardCharsets.UTF_8));
        } else if (value instanceof String text) {
            to.append("\"data\":").append(JsonTemplate.quoted(text));
        } else {
            to.append("\"data_base64\":\"")
                    .append(Base64.getEncoder().encodeToString(untouched))
                    .append('"');
        }
    }

    /** No attribute is empty (CloudEvents 1.0.2 section 3.1), and a time is written as RFC 3339 has it. */
    private Binding<T> bindingOf(String attribute) {
        Places<T> places = binding.places();
        Places<T> fitting = name -> {
            Function<? super T, Optional<Object>> reader = places.bind(name);
            return subject -> reader.apply(subject).flatMap(found -> fitting(found, attribute.equals("time")));
        };
        return new Binding<>(fitting, binding.onMissing() == OnMissing.EMPTY ? OnMissing.OMIT : binding.onMissing());
    }

    private static Optional<Object> fitting(Object found, boolean time) {
        Object value = found instanceof SchemaAndValue withSchema ? withSchema.value() : found;
        if (time && value instanceof Long millis) {
            return Optional.of(Instant.ofEpochMilli(millis).toString());
        }
        return "".equals(value) ? Optional.empty() : Optional.of(found);
    }

    /** Percent-encoding of what a header can't hold (HTTP binding 1.0.2 section 3.1.3.2). */
    private static String headerValue(String text) {
        if (text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '%')) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (one > ' ' && one <= '~' && one != '"' && one != '%') {
                encoded.append((char) one);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", one & 0xff));
            }
        }
        return encoded.toString();
    }

    private static TemplatePart escaped(String text) {
        String quoted = JsonTemplate.quoted(text);
        return new TemplatePart.Fixed(quoted.substring(1, quoted.length() - 1));
    }
}
