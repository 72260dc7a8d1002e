package dev.millrace.ops.setaside;

import dev.millrace.ops.console.Visit;
import dev.millrace.ops.dlq.Criteria;
import dev.millrace.ops.dlq.Group;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a topic a page shows, as the fields behind its question mark say. Every user may choose by cause and time;
 * a free condition may ask for messages and headers, so it is for those who may see them.
 *
 * @param fields the parts of the cause that are chosen, by name; an empty text for records that do not tell it
 */
record CauseFilter(
        Map<String, String> fields,
        @Nullable String where,
        @Nullable String from,
        @Nullable String to) {

    private static final List<String> PARTS = List.of("connector", "stage", "exception", "fingerprint", "origin.topic");

    CauseFilter {
        fields = new LinkedHashMap<>(fields);
    }

    /** As a visitor asks. */
    static CauseFilter of(Visit visit) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : PARTS) {
            List<String> given = visit.query().getOrDefault(part, List.of());
            if (!given.isEmpty()) {
                fields.put(part, given.get(0));
            }
        }
        return new CauseFilter(
                fields,
                visit.query("where").orElse(null),
                visit.query("from").orElse(null),
                visit.query("to").orElse(null));
    }

    /** That of one group. */
    static CauseFilter of(Group group) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("connector", group.connector());
        fields.put("stage", group.stage());
        fields.put("exception", group.exception());
        fields.put("fingerprint", group.fingerprint());
        fields.put("origin.topic", group.topic());
        return new CauseFilter(fields, null, null, null);
    }

    /** That of criteria, with their condition as it stands. */
    static CauseFilter of(Criteria criteria) {
        return new CauseFilter(Map.of(), criteria.where(), criteria.fromTime(), criteria.toTime());
    }

    boolean isEmpty() {
        return fields.isEmpty() && where == null && from == null && to == null;
    }

    /** As one condition; empty for every record. */
    Optional<String> condition() {
        List<String> parts = new ArrayList<>();
        fields.forEach((part, value) -> parts.add(
                value.isEmpty() && part.startsWith("origin.")
                        ? "not " + part + " exists"
                        : part + " == '" + value.replace("'", "''") + "'"));
        if (where != null) {
            parts.add(parts.isEmpty() ? where : "(" + where + ")");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", parts));
    }

    /** In the words of the command. */
    Criteria criteria(String topic) {
        return new Criteria(topic, condition().orElse(null), from, to, null, null, null, null, Criteria.AUTO);
    }

    /** As fields behind a question mark. */
    String query() {
        List<String> pairs = new ArrayList<>();
        fields.forEach((part, value) -> pairs.add(pair(part, value)));
        Optional.ofNullable(where).ifPresent(value -> pairs.add(pair("where", value)));
        Optional.ofNullable(from).ifPresent(value -> pairs.add(pair("from", value)));
        Optional.ofNullable(to).ifPresent(value -> pairs.add(pair("to", value)));
        return String.join("&", pairs);
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
