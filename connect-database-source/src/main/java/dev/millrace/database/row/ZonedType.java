package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Instants: PostgreSQL's {@code timestamptz} and MySQL's {@code timestamp}, which are kept in UTC; of other databases a time with
 * its offset.
 */
record ZonedType(TimeForm form, TemporalSource source) implements ColumnType {

    @Override
    public SchemaBuilder schema() {
        return switch (form) {
            case ADAPTIVE ->
                SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").version(1);
            case CONNECT -> Timestamp.builder();
            case ISO -> SchemaBuilder.string();
        };
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        Object time = source.zoned(result, index);
        return time == null ? null : value(time);
    }

    /** MySQL's images have seconds since 1970, for its texts depend on the writer's zone. */
    @Override
    public Object parse(String text) {
        return value(source == TemporalSource.MYSQL ? seconds(text) : TemporalText.zoned(text));
    }

    private static Object seconds(String text) {
        int point = text.indexOf('.');
        long seconds = Long.parseLong(point < 0 ? text : text.substring(0, point));
        int nanos = point < 0 ? 0 : Integer.parseInt((text.substring(point + 1) + "000000000").substring(0, 9));
        // The first second that MySQL's type holds is 1: zero stands for the zero date.
        return seconds == 0 && nanos == 0
                ? "0000-00-00T00:00:00"
                : Instant.ofEpochSecond(seconds, nanos).atOffset(ZoneOffset.UTC);
    }

    private Object value(Object time) {
        if (time instanceof OffsetDateTime zoned) {
            OffsetDateTime kept =
                    source == TemporalSource.STANDARD ? zoned : zoned.withOffsetSameInstant(ZoneOffset.UTC);
            return form == TimeForm.CONNECT
                    ? Date.from(Instant.ofEpochMilli(Precision.MILLIS.of(kept.toInstant())))
                    : IsoText.of(kept);
        }
        if (form == TimeForm.ISO) {
            return time;
        }
        throw new UnreadableValue("it is no time of the calendar (infinity, or a month or day of zero): set "
                + RowSettings.TIMES + "=iso to read it as text");
    }
}
