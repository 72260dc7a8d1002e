package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/** Times without a date: of a day, and with MySQL from -838:59:59 to 838:59:59. */
record TimeType(TimeForm form, Precision precision, TemporalSource source) implements ColumnType {

    /** MySQL's times are microseconds in any case: only a number without bounds holds them all. */
    static TimeType of(TimeForm form, int digits, TemporalSource source) {
        Precision precision =
                source == TemporalSource.MYSQL && form == TimeForm.ADAPTIVE ? Precision.MICROS : Precision.of(digits);
        return new TimeType(form, form == TimeForm.CONNECT ? Precision.MILLIS : precision, source);
    }

    @Override
    public SchemaBuilder schema() {
        return form == TimeForm.ISO
                ? SchemaBuilder.string()
                : switch (precision) {
                    case MILLIS -> Time.builder();
                    case MICROS ->
                        SchemaBuilder.int64().name("io.debezium.time.MicroTime").version(1);
                    case NANOS ->
                        SchemaBuilder.int64().name("io.debezium.time.NanoTime").version(1);
                };
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        Long nanos = source.time(result, index);
        return nanos == null ? null : value(nanos);
    }

    @Override
    public Object parse(String text) {
        return value(TemporalText.time(text));
    }

    private Object value(long nanos) {
        if (form == TimeForm.ISO) {
            return IsoText.of(nanos);
        }
        long number = precision.of(nanos);
        if (precision != Precision.MILLIS) {
            return number;
        }
        if (nanos < 0 || nanos >= TemporalSource.DAY) {
            throw new UnreadableValue("it is no time of a day: set " + RowSettings.TIMES + "=iso");
        }
        return Date.from(Instant.ofEpochMilli(number));
    }
}
