package dev.millrace.ops.setaside;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.console.Visit;
import dev.millrace.ops.dlq.Criteria;
import dev.millrace.ops.dlq.Destination;
import dev.millrace.ops.dlq.ReplayRequest;
import dev.millrace.ops.dlq.ReplayTerms;
import dev.millrace.ops.dlq.Selection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to send again, as the fields of the form say; texts, for a form that is shown again.
 *
 * @param fields by name; those that are blank are left out
 */
record ReplayForm(Map<String, String> fields) {

    /** The fields, with what stands in them at first. */
    static final Map<String, String> FIRST = new TreeMap<>(Map.ofEntries(
            Map.entry("where", ""),
            Map.entry("from", ""),
            Map.entry("to", ""),
            Map.entry("partition", ""),
            Map.entry("from-offset", ""),
            Map.entry("to-offset", ""),
            Map.entry("limit", ""),
            Map.entry("target", Destination.RETRY),
            Map.entry("other", ""),
            Map.entry("rate", "500"),
            Map.entry("max-attempts", "3"),
            Map.entry("stop-growth", "10"),
            Map.entry("keep-partition", ""),
            Map.entry("now", ""),
            Map.entry("create-topics", ""),
            Map.entry("accept-expired", ""),
            Map.entry("reason", "")));

    ReplayForm {
        fields = Map.copyOf(fields);
    }

    /** As it was posted. */
    static ReplayForm posted(Visit visit) {
        return new ReplayForm(FIRST.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(), field -> visit.form(field).orElse(""))));
    }

    /** As a link to it says. */
    static ReplayForm linked(Visit visit) {
        return new ReplayForm(FIRST.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> visit.query(field.getKey()).orElse(field.getValue()))));
    }

    /**
     * What it asks for.
     *
     * @param by the operator
     * @throws CommandFailure naming what can't be asked so
     */
    ReplayRequest request(String topic, String by, boolean dryRun, Optional<String> auditTopic) {
        Criteria criteria = new Criteria(
                topic,
                text("where"),
                text("from"),
                text("to"),
                number("partition") == null ? null : Math.toIntExact(number("partition")),
                number("from-offset"),
                number("to-offset"),
                number("limit"),
                Criteria.AUTO);
        if (text("reason") == null) {
            throw CommandFailure.usage("Say why: a replay is written down with its reason, such as a ticket.");
        }
        ReplayTerms terms = new ReplayTerms(
                Selection.of(criteria),
                Optional.empty(),
                field("reason"),
                by,
                auditTopic,
                Optional.ofNullable(number("rate")).map(Math::toIntExact),
                true,
                dryRun,
                isSet("create-topics"),
                !isSet("now"),
                isSet("accept-expired"));
        return ReplayRequest.replay(
                terms,
                target(),
                Math.toIntExact(required("max-attempts")),
                (double) required("stop-growth"),
                isSet("keep-partition"),
                Optional.empty(),
                Optional.empty());
    }

    private String target() {
        String target = field("target");
        if (target.equals(Destination.RETRY) || target.equals(Destination.ORIGIN)) {
            return target;
        }
        String other = text("other");
        if (other == null) {
            throw CommandFailure.usage("Name the topic to send to.");
        }
        return other;
    }

    private String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    private @Nullable String text(String name) {
        return field(name).isEmpty() ? null : field(name);
    }

    private boolean isSet(String name) {
        return !field(name).isEmpty();
    }

    private long required(String name) {
        Long number = number(name);
        if (number == null) {
            throw CommandFailure.usage("The field " + name + " takes a whole number.");
        }
        return number;
    }

    private @Nullable Long number(String name) {
        if (field(name).isEmpty()) {
            return null;
        }
        if (!field(name).matches(name.endsWith("offset") ? "[0-9]{1,18}" : "[0-9]{1,9}")) {
            throw CommandFailure.usage("The field " + name + " takes a whole number.");
        }
        return Long.valueOf(field(name));
    }
}
