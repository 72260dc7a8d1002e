package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Dates with a time and without a zone, counted as if they were in UTC. */
record TimestampType(TimeForm form, Precision precision, TemporalSource source) implements ColumnType {

    static TimestampType of(TimeForm form, int digits, TemporalSource source) {
        return new TimestampType(form, form == TimeForm.CONNECT ? Precision.MILLIS : Precision.of(digits), source);
    }

    @Override
    public SchemaBuilder schema() {
        return form == TimeForm.ISO
                ? SchemaBuilder.string()
                : switch (precision) {
                    case MILLIS -> Timestamp.builder();
                    case MICROS ->
                        SchemaBuilder.int64()
                                .name("io.debezium.time.MicroTimestamp")
                                .version(1);
                    case NANOS ->
                        SchemaBuilder.int64()
                                .name("io.debezium.time.NanoTimestamp")
                                .version(1);
                };
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        Object time = source.dateTime(result, index);
        return time == null ? null : value(time);
    }

    @Override
    public Object parse(String text) {
        return value(TemporalText.dateTime(text));
    }

    private Object value(Object time) {
        if (time instanceof LocalDateTime local) {
            if (form == TimeForm.ISO) {
                return IsoText.of(local);
            }
            long number = precision.of(local.toInstant(ZoneOffset.UTC));
            return precision == Precision.MILLIS ? Date.from(Instant.ofEpochMilli(number)) : (Object) number;
        }
        if (form == TimeForm.ISO) {
            return time;
        }
        throw new UnreadableValue("it is no time of the calendar (infinity, or a month or day of zero): set "
                + RowSettings.TIMES + "=iso to read it as text");
    }
}
