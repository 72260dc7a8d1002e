package dev.millrace.http.request;

import dev.millrace.http.HttpMethod;
import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the method of a request: always the same, or the one that the record names. */
final class MethodTemplate<T> {

    private final TextTemplate<T> text;
    private final boolean hasBody;
    private final @Nullable HttpMethod constant;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is no method, no template, or GET would carry a body
     */
    MethodTemplate(String method, BodyMode body, Binding<T> binding) {
        this.text = TextTemplate.of(Template.parse(method.strip()), binding.strict(), PlaceEncoding.NONE);
        this.hasBody = body != BodyMode.NONE;
        this.constant = text.constant().map(MethodTemplate::named).orElse(null);
        if (constant == HttpMethod.GET && hasBody) {
            throw new IllegalArgumentException("is get, which carries no body: set " + BodySettings.BODY
                    + "=none, or choose post, put, patch or delete");
        }
    }

    /** The method, where no place chooses it. */
    static Optional<HttpMethod> fixed(String method) {
        return method.indexOf('{') >= 0 ? Optional.empty() : Optional.of(named(method.strip()));
    }

    /** The method, where it is the same for all. */
    Optional<HttpMethod> constant() {
        return Optional.ofNullable(constant);
    }

    HttpMethod method(T subject) {
        if (constant != null) {
            return constant;
        }
        String name = text.text(subject);
        HttpMethod chosen;
        try {
            chosen = named(name == null ? "" : name.strip());
        } catch (IllegalArgumentException unknown) {
            throw Unrenderable.because(
                    "unknown-method", "the record names no method of requests: http.method knows " + names());
        }
        if (chosen == HttpMethod.GET && hasBody) {
            throw Unrenderable.because("unknown-method", "the record chooses get, which carries no body");
        }
        return chosen;
    }

    private static HttpMethod named(String name) {
        return Stream.of(HttpMethod.values())
                .filter(method -> method.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be one of " + names() + ", or a place that names one of them, such as {header.method}"));
    }

    private static String names() {
        return Stream.of(HttpMethod.values())
                .map(method -> method.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
