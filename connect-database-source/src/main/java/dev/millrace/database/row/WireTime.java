package dev.millrace.database.row;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A TIME as MySQL sends it: text, or the binary form of prepared statements (client/server protocol, "Binary Protocol
 * Value", ProtocolBinary::MYSQL_TYPE_TIME).
 *
 * <p>MySQL's own driver makes wrong values of negative times, and of fractions that begin with zeros (9.1.0), but hands out
 * the bytes.
 */
final class WireTime {

    private static final int WITH_MICROS = 12;
    private static final int WITHOUT = 8;

    private WireTime() {}

    /** Whether a result comes from MySQL's own driver. */
    static boolean isFrom(ResultSet result) throws SQLException {
        return result.unwrap(ResultSet.class).getClass().getName().startsWith("com.mysql.");
    }

    /** Nanoseconds, less than zero for a time that is. */
    static long nanos(byte[] sent) {
        if (sent.length == 0) {
            return 0;
        }
        boolean isBinary = (sent.length == WITHOUT || sent.length == WITH_MICROS) && sent[0] <= 1;
        if (!isBinary) {
            return TemporalText.time(new String(sent, StandardCharsets.US_ASCII));
        }
        ByteBuffer bytes = ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN);
        boolean negative = bytes.get() == 1;
        Duration time = Duration.ofDays(bytes.getInt())
                .plusHours(bytes.get())
                .plusMinutes(bytes.get())
                .plusSeconds(bytes.get());
        if (sent.length == WITH_MICROS) {
            time = time.plusNanos(bytes.getInt() * 1_000L);
        }
        return negative ? -time.toNanos() : time.toNanos();
    }
}
