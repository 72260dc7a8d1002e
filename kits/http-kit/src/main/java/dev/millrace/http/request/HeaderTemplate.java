package dev.millrace.http.request;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes one header of a request; a value that would end its line makes none. Immutable. */
final class HeaderTemplate<T> {

    private final String name;
    private final TextTemplate<T> value;
    private final UnaryOperator<String> form;
    private final @Nullable HttpHeader constant;

    /**
     * Binds the places of a value.
     *
     * @param form what is done to the whole value: quotes around it, or percent-encoding
     * @throws IllegalArgumentException when a place is unknown, or fixed text can't stand in a header
     */
    HeaderTemplate(String name, Template value, Binding<T> binding, UnaryOperator<String> form) {
        this.name = name;
        this.value = TextTemplate.of(value, binding, PlaceEncoding.NONE);
        this.form = form;
        this.constant = this.value
                .constant()
                .map(text -> new HttpHeader(name, form.apply(text)))
                .orElse(null);
    }

    /**
     * Reads {@code Name: template}.
     *
     * @throws IllegalArgumentException when it is no header, or the client sets it itself
     */
    static <T> HeaderTemplate<T> parse(String line, Binding<T> binding) {
        HttpHeader header = HttpHeader.parse(line);
        return new HeaderTemplate<>(header.name(), Template.parse(header.value()), binding, UnaryOperator.identity());
    }

    String name() {
        return name;
    }

    /** The header, where it is the same for all. */
    Optional<HttpHeader> constant() {
        return Optional.ofNullable(constant);
    }

    /** The header for a subject; null when it is to be left out. */
    @Nullable
    HttpHeader header(T subject) {
        if (constant != null) {
            return constant;
        }
        String text = value(subject);
        return text == null ? null : new HttpHeader(name, text);
    }

    /** Its value alone. */
    @Nullable
    String value(T subject) {
        if (constant != null) {
            return constant.value();
        }
        String text = value.text(subject);
        if (text == null) {
            return null;
        }
        String formed = form.apply(text);
        if (!isPrintable(formed)) {
            throw Unrenderable.because(
                    "unsafe-header",
                    "the value for header " + name
                            + " holds other than printable ASCII: encode it with |url or |base64, or leave it out");
        }
        return formed;
    }

    private static boolean isPrintable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if ((next < ' ' && next != '\t') || next > '~') {
                return false;
            }
        }
        return true;
    }
}
