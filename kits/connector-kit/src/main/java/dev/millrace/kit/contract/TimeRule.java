package dev.millrace.kit.contract;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** The logical types of an Open Data Contract that are times: values of Connect that are, and texts in their format. */
final class TimeRule implements Rule {

    enum Kind {
        DATE(org.apache.kafka.connect.data.Date.LOGICAL_NAME),
        TIMESTAMP(Timestamp.LOGICAL_NAME),
        TIME(Time.LOGICAL_NAME);

        private final String logicalName;

        Kind(String logicalName) {
            this.logicalName = logicalName;
        }
    }

    private record Limit(String keyword, NumberRule.Test test, Comparable<Object> bound) {}

    private final Kind kind;
    private final TimeText texts;
    private final List<Limit> limits = new ArrayList<>();

    private TimeRule(Kind kind, TimeText texts) {
        this.kind = kind;
        this.texts = texts;
    }

    static List<Rule> compile(Kind kind, Keywords options) {
        ZoneId zone;
        try {
            zone = ZoneId.of(options.has("defaultTimezone") ? options.text("defaultTimezone") : "UTC");
        } catch (DateTimeException unknown) {
            throw options.fault("defaultTimezone", "is no time zone");
        }
        Optional<String> format = options.has("format") ? Optional.of(options.text("format")) : Optional.empty();
        TimeText texts;
        try {
            texts = new TimeText(kind, format, options.flag("timezone"), zone);
        } catch (IllegalArgumentException wrong) {
            throw options.fault("format", "is no pattern of a date or time, such as yyyy-MM-dd");
        }
        TimeRule rule = new TimeRule(kind, texts);
        rule.limit(options, "minimum", NumberRule.Test.AT_LEAST);
        rule.limit(options, "exclusiveMinimum", NumberRule.Test.ABOVE);
        rule.limit(options, "maximum", NumberRule.Test.AT_MOST);
        rule.limit(options, "exclusiveMaximum", NumberRule.Test.BELOW);
        return List.of(rule);
    }

    private void limit(Keywords options, String keyword, NumberRule.Test test) {
        // In the first editions of 3.0 the exclusive bound is a flag of the other.
        if (!options.has(keyword) || options.raw(keyword) instanceof Boolean) {
            return;
        }
        String exclusive = keyword.equals("minimum") ? "exclusiveMinimum" : "exclusiveMaximum";
        boolean excludes = options.raw(exclusive) instanceof Boolean flag && flag;
        NumberRule.Test excluding = keyword.equals("minimum") ? NumberRule.Test.ABOVE : NumberRule.Test.BELOW;
        Comparable<Object> bound = texts.parse(options.text(keyword))
                .orElseThrow(() -> options.fault(keyword, "is no time in the format of its property"));
        limits.add(new Limit(excludes ? exclusive : keyword, excludes ? excluding : test, bound));
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        Optional<Comparable<Object>> time;
        if (value instanceof Date date) {
            if (schema != null && !kind.logicalName.equals(schema.name())) {
                return Rule.violated(report, "logicalType");
            }
            if (limits.isEmpty()) {
                return true;
            }
            time = Optional.of(texts.of(date.toInstant()));
        } else if (!(value instanceof String text)) {
            return Rule.violated(report, "logicalType");
        } else if (limits.isEmpty()) {
            return texts.matches(text) || Rule.violated(report, "logicalType");
        } else {
            time = texts.matches(text) ? texts.parse(text) : Optional.empty();
        }
        return time.map(at -> isWithin(at, report)).orElseGet(() -> Rule.violated(report, "logicalType"));
    }

    private boolean isWithin(Comparable<Object> time, @Nullable Report report) {
        boolean holds = true;
        for (Limit limit : limits) {
            int order = time.compareTo(limit.bound());
            boolean within = switch (limit.test()) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
                case MULTIPLE -> true;
            };
            holds &= within || Rule.violated(report, limit.keyword());
        }
        return holds;
    }
}
