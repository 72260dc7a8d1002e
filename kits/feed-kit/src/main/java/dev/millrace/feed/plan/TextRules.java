package dev.millrace.feed.plan;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/**
 * How text is read.
 *
 * @param charset of the file
 * @param fields charsets of single fields, by their names as written
 * @param trim which blanks go
 */
public record TextRules(Charset charset, Map<String, Charset> fields, Trim trim) {

    /** EBCDIC of the United States, blanks at the end removed. */
    public static final TextRules DEFAULT = new TextRules(Charsets.named("IBM037"), Map.of(), Trim.RIGHT);

    public TextRules {
        fields = Map.copyOf(fields);
    }

    public TextRules withCharset(Charset other) {
        return new TextRules(other, fields, trim);
    }

    public TextRules withFields(Map<String, Charset> other) {
        return new TextRules(charset, other, trim);
    }

    public TextRules withTrim(Trim other) {
        return new TextRules(charset, fields, other);
    }

    Optional<Charset> of(String field) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
