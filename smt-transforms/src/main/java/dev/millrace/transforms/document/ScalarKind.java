package dev.millrace.transforms.document;

import dev.millrace.kit.ConnectJson;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** What a single value of a document becomes. A number never changes its value, unless a double was asked for. */
enum ScalarKind {
    TEXT,
    BOOLEAN,
    /** A number of the schema's type; to text its digits. */
    NUMBER,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    /** Anything, as JSON text. */
    JSON,
    /** As {@link #BOOLEAN}, and the next as {@link #NUMBER}, but of text: XML knows nothing else. */
    BOOLEAN_TEXT,
    NUMBER_TEXT;

    private static final int LONGEST_NUMBER = 1_000;

    /** The value of what was read. */
    Object of(Schema schema, Object read) {
        return switch (this) {
            case TEXT -> text(read);
            case BOOLEAN -> flag(read);
            case BOOLEAN_TEXT -> word(text(read).strip());
            case NUMBER -> number(schema, number(read));
            case NUMBER_TEXT -> number(schema, digits(text(read).strip()));
            case BYTES -> bytes(text(read));
            case DATE, TIME, TIMESTAMP -> time(text(read).strip());
            case JSON -> ConnectJson.text(null, read);
        };
    }

    private static Object number(Schema schema, Number number) {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return Numbers.scaled(number, scale(schema));
        }
        return switch (schema.type()) {
            case INT8 -> (byte) within(number, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> (short) within(number, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> (int) within(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> Numbers.whole(number);
            case FLOAT32 -> (float) finiteFloat(number);
            case FLOAT64 -> Numbers.finite(number.doubleValue());
            case STRING -> Numbers.text(number);
            case BOOLEAN, BYTES, ARRAY, MAP, STRUCT -> throw new DocumentFault("not-a-number");
        };
    }

    private static int scale(Schema schema) {
        return Integer.parseInt(schema.parameters().getOrDefault(Decimal.SCALE_FIELD, "0"));
    }

    private static long within(Number number, long least, long most) {
        long whole = Numbers.whole(number);
        if (whole < least || whole > most) {
            throw new DocumentFault("number-out-of-range");
        }
        return whole;
    }

    private static double finiteFloat(Number number) {
        return Numbers.finite(number.floatValue());
    }

    private static Number number(Object read) {
        if (read instanceof Number number) {
            return number;
        }
        throw new DocumentFault("not-a-number");
    }

    private static Number digits(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            throw new DocumentFault(text.isEmpty() ? "not-a-number" : "number-too-long");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException wrong) {
            throw new DocumentFault("not-a-number");
        }
    }

    private static String text(Object read) {
        if (read instanceof String text) {
            return text;
        }
        throw new DocumentFault("not-text");
    }

    private static Boolean flag(Object read) {
        if (read instanceof Boolean flag) {
            return flag;
        }
        throw new DocumentFault("not-a-boolean");
    }

    /** XML Schema part 2, section 3.2.2. */
    private static Boolean word(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new DocumentFault("not-a-boolean");
        };
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException wrong) {
            throw new DocumentFault("not-base64");
        }
    }

    private Date time(String text) {
        try {
            Instant instant = this == DATE
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : this == TIME
                            ? LocalTime.parse(text).atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant();
            if (!instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)) {
                throw new DocumentFault("too-precise");
            }
            return Date.from(instant);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw new DocumentFault("not-a-time");
        }
    }
}
