package dev.millrace.feed.edi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A segment in parts.
 *
 * @param elements each a text; a list of texts where it has components; a list of such lists where it repeats
 */
record Segment(String tag, List<Object> elements) {

    /** The element as a text, from 1; its first component where it has some; empty where there is none. */
    String text(int element) {
        return text(element, 1);
    }

    String text(int element, int component) {
        Object value = part(element);
        while (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof List<?>) {
            value = list.get(0);
        }
        if (value instanceof List<?> components) {
            return component <= components.size()
                    ? String.valueOf(components.get(component - 1)).strip()
                    : "";
        }
        return component == 1 ? String.valueOf(value).strip() : "";
    }

    /** The element as it stands in {@link #elements()}; an empty text where there is none. */
    Object part(int element) {
        return element <= elements.size() ? elements.get(element - 1) : "";
    }

    /** As a record's value has it. */
    Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("tag", tag);
        value.put("elements", elements);
        return value;
    }
}
