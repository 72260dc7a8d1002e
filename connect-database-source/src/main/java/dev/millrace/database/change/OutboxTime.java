package dev.millrace.database.change;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;

/** A moment of a column -> milliseconds since 1970. */
final class OutboxTime {

    private static final String MICROS = "io.debezium.time.MicroTimestamp";

    private OutboxTime() {}

    /** Empty for what is no moment. */
    @SuppressWarnings("JavaUtilDate") // Connect's own type of moments
    static Optional<Long> millis(SchemaAndValue time) {
        if (time.value() instanceof Date date) {
            return Optional.of(date.getTime());
        }
        if (time.value() instanceof Long number) {
            return Optional.of(MICROS.equals(time.schema().name()) ? Math.floorDiv(number, 1000) : number);
        }
        if (time.value() instanceof String text) {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
            } catch (DateTimeException none) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
