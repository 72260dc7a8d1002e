package dev.millrace.database;

import dev.millrace.database.server.Dialect;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a key's values come from a row, go through the offset and back into a query: without the loss of a digit, and so that
 * the server compares them as it sorts them.
 */
enum KeyType {
    /** Integers of up to 64 bits, as longs. */
    INTEGER {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            long value = row.getLong(column);
            return value == 0 && row.wasNull() ? null : (Object) value;
        }

        @Override
        Object restore(Object stored) {
            return Long.valueOf(stored.toString());
        }

        @Override
        Object stored(Object value) {
            return value;
        }
    },
    /** Decimals, and MySQL's integers beyond 63 bits. */
    DECIMAL {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            return row.getBigDecimal(column);
        }

        @Override
        Object restore(Object stored) {
            return new BigDecimal(stored.toString());
        }

        @Override
        Object stored(Object value) {
            return ((BigDecimal) value).toPlainString();
        }
    },
    /** Texts; with MySQL, which reads them as what they stand beside, times too. */
    TEXT {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }

        @Override
        Object restore(Object stored) {
            return stored.toString();
        }
    },
    /** What PostgreSQL writes and reads as text, of whatever type: the type of the column is taken for it. */
    LITERAL {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }

        @Override
        void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setObject(index, value, Types.OTHER);
        }

        @Override
        Object restore(Object stored) {
            return stored.toString();
        }
    },
    /** Bytes, as hexadecimal digits. */
    BYTES {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            byte[] bytes = row.getBytes(column);
            return bytes == null ? null : HexFormat.of().formatHex(bytes);
        }

        @Override
        void bind(PreparedStatement statement, int index, Object value) throws SQLException {
            statement.setBytes(index, HexFormat.of().parseHex((String) value));
        }

        @Override
        Object restore(Object stored) {
            String text = stored.toString();
            byte[] unused = HexFormat.of().parseHex(text);
            return text;
        }
    },
    DATE {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalDate.class);
        }

        @Override
        Object restore(Object stored) {
            return LocalDate.parse(stored.toString());
        }
    },
    TIMESTAMP {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalDateTime.class);
        }

        @Override
        Object restore(Object stored) {
            return LocalDateTime.parse(stored.toString());
        }
    },
    TIMESTAMPTZ {
        @Override
        @Nullable
        Object read(ResultSet row, int column) throws SQLException {
            return row.getObject(column, OffsetDateTime.class);
        }

        @Override
        Object restore(Object stored) {
            return OffsetDateTime.parse(stored.toString());
        }
    };

    /** The value of the row that the result stands at; null where there is none. */
    abstract @Nullable Object read(ResultSet row, int column) throws SQLException;

    /** Makes a value a parameter. */
    void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        statement.setObject(index, value);
    }

    /** The value in an offset: a number or a text. */
    Object stored(Object value) {
        return value.toString();
    }

    /** The value out of an offset; throws an IllegalArgumentException or DateTimeException when it is none. */
    abstract Object restore(Object stored);

    /**
     * The value out of an offset.
     *
     * @throws IllegalArgumentException when it is none; without the value
     */
    Object parse(Object stored) {
        try {
            return restore(stored);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "it is no " + name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    /** The type of a column; empty for one that can't be compared without loss, or not in the order it is sorted by. */
    static Optional<KeyType> of(ResultSetMetaData result, int column, Dialect dialect) throws SQLException {
        int type = result.getColumnType(column);
        return switch (dialect) {
            case POSTGRESQL -> Optional.of(ofPostgres(type));
            case MYSQL -> ofMySql(type, result, column);
            case STANDARD -> ofStandard(type, result.getColumnTypeName(column));
        };
    }

    private static KeyType ofPostgres(int type) {
        return switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
            case Types.NUMERIC -> DECIMAL;
            case Types.BINARY -> BYTES;
            default -> LITERAL;
        };
    }

    /** Enumerations are sorted by their number but compared as texts; floating-point numbers differ from their texts. */
    private static Optional<KeyType> ofMySql(int type, ResultSetMetaData result, int column) throws SQLException {
        String name = result.getColumnTypeName(column).toUpperCase(Locale.ROOT);
        if (name.startsWith("ENUM") || name.startsWith("SET") || name.startsWith("YEAR") || name.startsWith("JSON")) {
            return Optional.empty();
        }
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Optional.of(INTEGER);
            case Types.BIGINT -> Optional.of(result.isSigned(column) ? INTEGER : DECIMAL);
            case Types.DECIMAL, Types.NUMERIC -> Optional.of(DECIMAL);
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> Optional.of(TEXT);
            case Types.DATE, Types.TIME, Types.TIMESTAMP -> Optional.of(TEXT);
            case Types.BINARY, Types.VARBINARY -> Optional.of(BYTES);
            // MariaDB's, which takes a text for one as soon as it stands beside one.
            case Types.OTHER -> name.equals("UUID") ? Optional.of(TEXT) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** SQL Server's datetime counts thirds of milliseconds, which no parameter has: a query may cast it to datetime2(3). */
    private static Optional<KeyType> ofStandard(int type, String name) {
        if (name.equalsIgnoreCase("datetime")) {
            return Optional.empty();
        }
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Optional.of(INTEGER);
            case Types.DECIMAL, Types.NUMERIC -> Optional.of(DECIMAL);
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR -> Optional.of(TEXT);
            case Types.BINARY, Types.VARBINARY -> Optional.of(BYTES);
            case Types.DATE -> Optional.of(DATE);
            case Types.TIMESTAMP -> Optional.of(TIMESTAMP);
            case Types.TIMESTAMP_WITH_TIMEZONE -> Optional.of(TIMESTAMPTZ);
            default -> Optional.empty();
        };
    }
}
