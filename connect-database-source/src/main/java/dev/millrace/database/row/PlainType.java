package dev.millrace.database.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Numbers of a machine's width, and booleans. */
enum PlainType implements ColumnType {
    BOOLEAN {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.bool();
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            boolean value = result.getBoolean(index);
            return !value && result.wasNull() ? null : (Object) value;
        }

        @Override
        public Object parse(String text) {
            return switch (text) {
                case "true", "t", "1" -> true;
                case "false", "f", "0" -> false;
                default -> throw new UnreadableValue("it is neither true nor false");
            };
        }
    },
    /** MySQL's tinyint(1), where it is taken for a boolean. */
    TINY_BOOLEAN {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.bool();
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            int value = result.getInt(index);
            return value == 0 && result.wasNull() ? null : (Object) truth(value);
        }

        @Override
        public Object parse(String text) {
            return truth(Integer.parseInt(text));
        }

        private boolean truth(int value) {
            if ((value & ~1) != 0) {
                throw new UnreadableValue("it is neither 0 nor 1: set " + RowSettings.TINY_BOOLEAN + "=false");
            }
            return value == 1;
        }
    },
    INT16 {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.int16();
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            short value = result.getShort(index);
            return value == 0 && result.wasNull() ? null : (Object) value;
        }

        @Override
        public Object parse(String text) {
            return Short.valueOf(text);
        }
    },
    INT32 {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.int32();
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            int value = result.getInt(index);
            return value == 0 && result.wasNull() ? null : (Object) value;
        }

        @Override
        public Object parse(String text) {
            return Integer.valueOf(text);
        }
    },
    INT64 {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.int64();
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            long value = result.getLong(index);
            return value == 0 && result.wasNull() ? null : (Object) value;
        }

        @Override
        public Object parse(String text) {
            return Long.valueOf(text);
        }
    },
    /** A year of four digits, or 0. */
    YEAR {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.int32().name("io.debezium.time.Year").version(1);
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            return INT32.read(result, index);
        }

        @Override
        public Object parse(String text) {
            return INT32.parse(text);
        }
    },
    FLOAT32 {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.float32();
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            float value = result.getFloat(index);
            return value == 0 && result.wasNull() ? null : (Object) value;
        }

        @Override
        public Object parse(String text) {
            return Float.valueOf(text);
        }
    },
    FLOAT64 {
        @Override
        public SchemaBuilder schema() {
            return SchemaBuilder.float64();
        }

        @Override
        public @Nullable Object read(ResultSet result, int index) throws SQLException {
            double value = result.getDouble(index);
            return value == 0 && result.wasNull() ? null : (Object) value;
        }

        @Override
        public Object parse(String text) {
            return Double.valueOf(text);
        }
    }
}
