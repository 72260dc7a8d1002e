package dev.millrace.database.row;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of bits as {@code io.debezium.data.Bits}: bytes, the least significant first.
 *
 * @param length in bits
 * @param digits whether the database writes them as text of zeros and ones, as PostgreSQL does; MySQL has bytes in results and
 *     numbers in images
 */
record BitsType(int length, boolean digits) implements ColumnType {

    @Override
    public SchemaBuilder schema() {
        return SchemaBuilder.bytes()
                .name("io.debezium.data.Bits")
                .version(1)
                .parameter("length", Integer.toString(length));
    }

    @Override
    public @Nullable Object read(ResultSet result, int index) throws SQLException {
        if (digits) {
            String text = result.getString(index);
            return text == null ? null : parse(text);
        }
        byte[] bytes = result.getBytes(index);
        return bytes == null ? null : littleEndian(new BigInteger(1, bytes));
    }

    @Override
    public Object parse(String text) {
        return littleEndian(new BigInteger(text, digits ? 2 : 10));
    }

    private byte[] littleEndian(BigInteger bits) {
        byte[] big = bits.toByteArray();
        byte[] little = new byte[(length + 7) / 8];
        for (int place = 0; place < little.length && place < big.length; place++) {
            little[place] = big[big.length - 1 - place];
        }
        return little;
    }
}
