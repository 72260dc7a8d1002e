package dev.millrace.transforms.mapping;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node of a document, whichever way it was written. A scalar keeps its text: what it means depends on its key. */
sealed interface DocumentNode {

    /** The line it begins at, from 1. */
    int line();

    /** A scalar. */
    record Text(int line, String text, boolean quoted) implements DocumentNode {

        private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

        /** Whether it stands for null. */
        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        /**
         * What JSON would make of it: YAML's older words for booleans and numbers are texts, so that {@code no} is Norway and
         * {@code 0012} keeps its zeros.
         */
        @Nullable
        Object value() {
            if (quoted) {
                return text;
            }
            if (isNull()) {
                return null;
            }
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            return NUMBER.matcher(text).matches() ? number() : text;
        }

        private Object number() {
            BigDecimal number = new BigDecimal(text);
            boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= 18;
            return whole ? (Object) number.longValueExact() : number;
        }
    }

    /** A list. */
    record Items(int line, List<DocumentNode> items) implements DocumentNode {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys with what stands behind them, in their order. */
    record Entries(int line, Map<String, DocumentNode> entries) implements DocumentNode {}

    /** What JSON would make of it, lists and objects included. */
    static @Nullable Object valueOf(DocumentNode node) {
        if (node instanceof Text text) {
            return text.value();
        }
        if (node instanceof Items items) {
            return items.items().stream().map(DocumentNode::valueOf).toList();
        }
        LinkedHashMap<String, @Nullable Object> values = new LinkedHashMap<>();
        ((Entries) node).entries().forEach((key, value) -> values.put(key, valueOf(value)));
        return Collections.unmodifiableMap(values);
    }
}
