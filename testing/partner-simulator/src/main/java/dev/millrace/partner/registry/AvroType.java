package dev.millrace.partner.registry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of Avro that reads its values: what numbers, texts, {@code byte[]}, lists and maps are for; a record is a map in
 * the order of its fields, an enumeration its symbol, and a logical type the value of {@code java.time} or {@code
 * BigDecimal} that it stands for.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/">Apache Avro 1.12, Specification</a>
 */
sealed interface AvroType {

    @Nullable
    Object read(AvroInput in);

    enum Primitive implements AvroType {
        NULL {
            @Override
            public @Nullable Object read(AvroInput in) {
                return null;
            }
        },
        BOOLEAN {
            @Override
            public Object read(AvroInput in) {
                return in.next() != 0;
            }
        },
        INT {
            @Override
            public Object read(AvroInput in) {
                return in.variableInt();
            }
        },
        LONG {
            @Override
            public Object read(AvroInput in) {
                return in.variable();
            }
        },
        FLOAT {
            @Override
            public Object read(AvroInput in) {
                return Float.intBitsToFloat((int) in.littleEndian(Float.BYTES));
            }
        },
        DOUBLE {
            @Override
            public Object read(AvroInput in) {
                return Double.longBitsToDouble(in.littleEndian(Double.BYTES));
            }
        },
        BYTES {
            @Override
            public Object read(AvroInput in) {
                return in.prefixed();
            }
        },
        STRING {
            @Override
            public Object read(AvroInput in) {
                return new String(in.prefixed(), StandardCharsets.UTF_8);
            }
        };
    }

    record Fixed(int size) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            return in.take(size);
        }
    }

    record Enumeration(List<String> symbols) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            return symbols.get(in.variableInt());
        }
    }

    record Union(List<AvroType> branches) implements AvroType {
        @Override
        public @Nullable Object read(AvroInput in) {
            return branches.get(in.variableInt()).read(in);
        }
    }

    record Array(AvroType elements) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            List<@Nullable Object> read = new ArrayList<>();
            for (long left = block(in); left != 0; left = block(in)) {
                for (; left > 0; left--) {
                    read.add(elements.read(in));
                }
            }
            return read;
        }
    }

    record Mapping(AvroType values) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            for (long left = block(in); left != 0; left = block(in)) {
                for (; left > 0; left--) {
                    read.put(new String(in.prefixed(), StandardCharsets.UTF_8), values.read(in));
                }
            }
            return read;
        }
    }

    /** A record, whose fields are added when it is known, for it may hold itself. */
    record Fields(Map<String, AvroType> fields) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            fields.forEach((name, type) -> read.put(name, type.read(in)));
            return read;
        }
    }

    /** The whole number that bytes are, with so many of its digits behind the point. */
    record Decimal(AvroType bytes, int scale) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            Object unscaled = bytes.read(in);
            if (!(unscaled instanceof byte[] digits)) {
                throw new IllegalArgumentException("a decimal that is neither bytes nor fixed");
            }
            return new BigDecimal(new BigInteger(digits), scale);
        }
    }

    /** Days since 1970. */
    record Date() implements AvroType {
        @Override
        public Object read(AvroInput in) {
            return LocalDate.ofEpochDay(in.variableInt());
        }
    }

    /** A time of day, counted in units since midnight. */
    record Time(ChronoUnit unit) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            return LocalTime.MIDNIGHT.plus(in.variable(), unit);
        }
    }

    /** A moment, counted in units since 1970. */
    record Moment(ChronoUnit unit) implements AvroType {
        @Override
        public Object read(AvroInput in) {
            return Instant.EPOCH.plus(in.variable(), unit);
        }
    }

    /** How many elements follow; a negative count has the block's size behind it. */
    private static long block(AvroInput in) {
        long count = in.variable();
        if (count < 0) {
            in.variable();
        }
        return Math.abs(count);
    }
}
