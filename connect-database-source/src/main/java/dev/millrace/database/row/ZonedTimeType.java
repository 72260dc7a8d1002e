package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetTime;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Times of day with their offset, as ISO 8601 text. */
record ZonedTimeType(TimeForm form, TemporalSource source) implements ColumnType {

    @Override
    public SchemaBuilder schema() {
        return form == TimeForm.ISO
                ? SchemaBuilder.string()
                : SchemaBuilder.string().name("io.debezium.time.ZonedTime").version(1);
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        OffsetTime time;
        try {
            time = source.zonedTime(result, index);
        } catch (DateTimeException beyond) {
            throw midnight();
        }
        return time == null ? null : value(time);
    }

    @Override
    public Object parse(String text) {
        if (text.startsWith("24:")) {
            throw midnight();
        }
        return value(TemporalText.zonedTime(text));
    }

    private static Object value(OffsetTime time) {
        // PostgreSQL's driver has its greatest time for 24:00.
        if (time.toLocalTime().equals(LocalTime.MAX)) {
            throw midnight();
        }
        return IsoText.of(time);
    }

    private static UnreadableValue midnight() {
        return new UnreadableValue("24:00 with an offset is no time of a day");
    }
}
