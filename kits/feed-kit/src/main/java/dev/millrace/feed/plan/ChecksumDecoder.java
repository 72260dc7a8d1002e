package dev.millrace.feed.plan;

import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A check value, compared with that of the bytes in front of it. A wrong one says that any byte may be wrong. */
final class ChecksumDecoder implements Decoder {

    private final Coding.Checksum coding;
    private final Decoder value;

    ChecksumDecoder(Coding.Checksum coding, Decoder value) {
        this.coding = coding;
        this.value = value;
    }

    @Override
    public Schema schema() {
        return value.schema();
    }

    @Override
    public @Nullable Object decode(Cursor cursor) throws CorruptField {
        int at = cursor.at;
        int from = Math.min(at, Sizes.sum(cursor.from, coding.skip()));
        Object read = value.decode(cursor);
        if (read instanceof Flaw flaw) {
            throw CorruptField.of(flaw.code(), flaw.sentence());
        }
        if (number(read) != coding.algorithm().of(cursor.bytes, from, at)) {
            throw CorruptField.of("wrong-check-value", "it is not the check value of the bytes in front of it");
        }
        return read;
    }

    /** The number that was read; -1 when it is none. */
    private long number(@Nullable Object read) {
        if (read instanceof BigDecimal || read instanceof Integer || read instanceof Long) {
            return ((Number) read).longValue();
        }
        try {
            return read instanceof String text ? Long.parseLong(text.strip(), coding.radix()) : -1;
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
