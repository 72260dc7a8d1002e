package dev.millrace.feed.format;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A read in a form that tests compare.
 *
 * @param kind value, end, the code of what is malformed, or that of a notice behind a tilde
 * @param value bytes as hex, a struct as a map, dates and decimals as texts, other numbers as Long or Double
 */
record SeenRead(String kind, @Nullable Object value, Position start, Position end, boolean recoverable, String state) {

    static List<SeenRead> all(RecordReader reader) throws IOException {
        List<SeenRead> reads = new ArrayList<>();
        do {
            reads.add(of(reader.next(), reader));
        } while (!reads.get(reads.size() - 1).isEnd());
        return reads;
    }

    boolean isEnd() {
        return kind.equals("end");
    }

    /** Whether it counts as a record. */
    boolean isRecord() {
        return !isEnd() && !kind.startsWith("~");
    }

    static SeenRead of(Read read, RecordReader reader) {
        String state = reader.state();
        if (read instanceof Read.Value value) {
            return new SeenRead("value", plain(value.value()), read.start(), read.end(), true, state);
        }
        if (read instanceof Read.Malformed malformed) {
            return new SeenRead(malformed.code(), null, read.start(), read.end(), malformed.recoverable(), state);
        }
        if (read instanceof Read.Notice notice) {
            return new SeenRead("~" + notice.code(), null, read.start(), read.end(), true, state);
        }
        if (read instanceof Read.Reply reply) {
            byte[] content = new byte[reply.content().remaining()];
            reply.content().duplicate().get(content);
            return new SeenRead("~" + reply.name(), plain(content), read.start(), read.end(), true, state);
        }
        return new SeenRead("end", null, read.start(), read.end(), true, state);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Struct struct) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Field field : struct.schema().fields()) {
                map.put(field.name(), plain(struct.get(field)));
            }
            return map;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(key, plain(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(inner -> copy.add(plain(inner)));
            return copy;
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value;
    }
}
