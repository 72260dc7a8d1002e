package dev.millrace.kit.contract;

import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** {@code format}: what a text must be to its reader. Dates and times of Connect are not written as text for it. */
final class FormatRule implements Rule {

    private static final long YEAR_ZERO = -62_167_219_200_000L;
    private static final long YEAR_TEN_THOUSAND = 253_402_300_800_000L;

    private final TextFormat format;
    private final TextRule ofText;

    FormatRule(TextFormat format) {
        this.format = format;
        this.ofText = new TextRule("format", format::matches);
    }

    @Override
    public boolean holds(@Nullable Schema schema, @Nullable Object value, @Nullable Report report) {
        return (value instanceof Date date
                        && schema != null
                        && isSame(schema.name(), date.toInstant().toEpochMilli()))
                || ofText.holds(schema, value, report);
    }

    private boolean isSame(@Nullable String name, long millis) {
        if (name == null || millis < YEAR_ZERO || millis >= YEAR_TEN_THOUSAND) {
            return false;
        }
        return switch (format) {
            case DATE -> name.equals(org.apache.kafka.connect.data.Date.LOGICAL_NAME);
            case DATE_TIME -> name.equals(Timestamp.LOGICAL_NAME);
            case TIME -> name.equals(Time.LOGICAL_NAME);
            case UUID, EMAIL -> false;
        };
    }
}
