package dev.millrace.http.request;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of name and value between ampersands: a query (RFC 3986 section 3.4) or an HTML form. A pair whose place is missing
 * may be left out.
 */
final class Pairs<T> {

    private final List<TextTemplate<T>> pairs;

    Pairs(List<TextTemplate<T>> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /**
     * Pairs from entries of the form {@code name=template}.
     *
     * @throws IllegalArgumentException when an entry is none
     */
    static <T> List<TextTemplate<T>> of(String entries, Binding<T> binding) {
        List<TextTemplate<T>> pairs = new ArrayList<>();
        for (Entries.Named named : Entries.named(entries)) {
            String name = percent(named.name());
            List<TemplatePart> parts = new ArrayList<>(List.of(new TemplatePart.Fixed(name + "=")));
            for (TemplatePart part : Template.parse(named.value()).parts()) {
                parts.add(
                        part instanceof TemplatePart.Fixed fixed
                                ? new TemplatePart.Fixed(percent(fixed.text()))
                                : part);
            }
            pairs.add(TextTemplate.of(parts, binding, before -> PlaceEncoding.URL));
        }
        return pairs;
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    boolean isConstant() {
        return pairs.stream().allMatch(pair -> pair.constant().isPresent());
    }

    /**
     * Appends them.
     *
     * @param first what stands in front of the first one: a question mark, or nothing
     */
    void append(T subject, StringBuilder to, String first) {
        String separator = first;
        for (TextTemplate<T> pair : pairs) {
            int mark = to.length();
            if (pair.append(subject, to.append(separator))) {
                separator = "&";
            } else {
                to.setLength(mark);
            }
        }
    }

    /** Appends them where none has a place. */
    void appendConstant(StringBuilder to, String first) {
        String separator = first;
        for (TextTemplate<T> pair : pairs) {
            to.append(separator).append(pair.constant().orElseThrow());
            separator = "&";
        }
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
