package dev.millrace.feed.format;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes blanks, quotes and escapes off a field whose bounds are known. */
final class CsvText {

    private final Optional<Character> quote;
    private final Optional<Character> escape;
    private final boolean trims;
    private final boolean emptyIsNull;
    private final String noValue;

    CsvText(CsvSettings settings) {
        this.quote = settings.quote();
        this.escape = settings.dialect().escape();
        this.trims = settings.dialect().trims();
        this.emptyIsNull = settings.emptyIsNull();
        this.noValue = escape.map(sign -> sign + "N").orElse("");
    }

    /** The field's value; null for none. */
    @Nullable
    String field(String raw) {
        String field = trims ? trimmed(raw) : raw;
        if (field.isEmpty()) {
            return emptyIsNull ? null : field;
        }
        if (escape.isPresent() && field.equals(noValue)) {
            return null;
        }
        boolean quoted = quote.isPresent() && field.charAt(0) == quote.get();
        return quoted || (escape.isPresent() && field.indexOf(escape.get()) >= 0) ? plain(field, quoted) : field;
    }

    private String trimmed(String raw) {
        int begin = 0;
        int end = raw.length();
        while (begin < end && isBlank(raw.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(raw.charAt(end - 1)) && !escapes(raw, end - 2)) {
            end--;
        }
        return raw.substring(begin, end);
    }

    /** Whether an escape at the index is one, and not escaped itself. */
    private boolean escapes(String raw, int index) {
        int count = 0;
        while (escape.isPresent() && index - count >= 0 && raw.charAt(index - count) == escape.get()) {
            count++;
        }
        return count % 2 == 1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private String plain(String field, boolean quoted) {
        int end = quoted ? field.length() - 1 : field.length();
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = quoted ? 1 : 0; i < end; i++) {
            char c = field.charAt(i);
            boolean next = i + 1 < end;
            boolean escapes = escape.isPresent() && c == escape.get() && next;
            boolean doubles = quoted && c == quote.orElseThrow() && next && field.charAt(i + 1) == c;
            if (escapes || doubles) {
                i++;
            }
            plain.append(field.charAt(i));
        }
        return plain.toString();
    }
}
