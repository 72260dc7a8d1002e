package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Days, in the proleptic Gregorian calendar. */
record DateType(TimeForm form, TemporalSource source) implements ColumnType {

    private static final long DAY = 86_400_000L;

    @Override
    public SchemaBuilder schema() {
        return form == TimeForm.ISO ? SchemaBuilder.string() : org.apache.kafka.connect.data.Date.builder();
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        Object date = source.date(result, index);
        return date == null ? null : value(date);
    }

    @Override
    public Object parse(String text) {
        return value(TemporalText.date(text));
    }

    private Object value(Object date) {
        if (date.equals(TemporalSource.UNTOLD)) {
            throw new UnreadableValue(
                    "it is no day of the calendar (a month or day of zero), and the driver doesn't tell its"
                            + " text: read it with a query that casts it to char");
        }
        if (form == TimeForm.ISO) {
            return date.toString();
        }
        if (date instanceof LocalDate day) {
            return Date.from(Instant.ofEpochMilli(Math.multiplyExact(day.toEpochDay(), DAY)));
        }
        throw new UnreadableValue("it is no day of the calendar (infinity, or a month or day of zero): set "
                + RowSettings.TIMES + "=iso to read it as text");
    }
}
