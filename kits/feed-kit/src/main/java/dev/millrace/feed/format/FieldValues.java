package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of one form, in the order of their first values; a name with more than one value has a list. */
final class FieldValues {

    private final Set<String> listed;
    private final Map<String, Object> record = new LinkedHashMap<>();
    private final Map<String, List<Object>> lists = new HashMap<>();

    /**
     * No fields yet.
     *
     * @param listed the names that have a list even with one value
     */
    FieldValues(Set<String> listed) {
        this.listed = listed;
    }

    void add(String name, Object value) {
        List<Object> list = lists.get(name);
        if (list != null) {
            list.add(value);
            return;
        }
        Object first = record.get(name);
        if (first == null && !listed.contains(name)) {
            record.put(name, value);
            return;
        }
        List<Object> values = new ArrayList<>();
        if (first != null) {
            values.add(first);
        }
        values.add(value);
        lists.put(name, values);
        record.put(name, values);
    }

    Map<String, Object> record() {
        return record;
    }
}
