package dev.millrace.kit.change;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The offset of a bucket behind one of its records: the digests of its rows, written only when somebody looks, for a flush
 * looks at the last one of a bucket alone. Each row takes eight bytes for what tells it from others, eight for its content,
 * and two and those of its key. Immutable, for any thread.
 */
final class BucketOffset extends AbstractMap<String, Object> {

    static final String SEQUENCE = "sequence";
    static final String BUCKETS = "buckets";
    static final String ROWS = "rows";

    /** The worker's producer sends a megabyte unless it is told otherwise. */
    static final int MOST_BYTES = 900_000;

    private static final int FIXED = 2 * Long.BYTES + Short.BYTES;
    private static final int LONGEST_KEY = 65_535;

    private final long sequence;
    private final int buckets;
    private final BucketLog.View rows;

    BucketOffset(long sequence, int buckets, BucketLog.View rows) {
        this.sequence = sequence;
        this.buckets = buckets;
        this.rows = rows;
    }

    /**
     * What a stored one tells.
     *
     * @param sequence how many records the bucket handed over
     * @param buckets how many there were
     */
    record Stored(long sequence, int buckets, Map<Long, BucketRow> rows) {

        Stored {
            rows = Map.copyOf(rows);
        }
    }

    /**
     * Reads an offset.
     *
     * @throws IllegalArgumentException when it is none of a bucket; the message says why
     */
    static Stored parse(Map<String, ?> offset) {
        if (offset.get(SEQUENCE) instanceof Number sequence
                && offset.get(BUCKETS) instanceof Number buckets
                && offset.get(ROWS) instanceof String text
                && offset.size() == 3) {
            return new Stored(sequence.longValue(), buckets.intValue(), rows(text));
        }
        throw new IllegalArgumentException("a bucket's offset has the entries sequence, buckets and rows");
    }

    /** How many characters a row takes. */
    static int sizeOf(String key) {
        return (FIXED + key.getBytes(StandardCharsets.UTF_8).length) * 4 / 3 + 1;
    }

    /** Whether a key is short enough to be remembered. */
    static boolean isShort(String key) {
        return key.length() <= LONGEST_KEY / 3;
    }

    private static Map<Long, BucketRow> rows(String text) {
        Map<Long, BucketRow> rows = new LinkedHashMap<>();
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            while (in.available() > 0) {
                long id = in.readLong();
                long content = in.readLong();
                byte[] key = new byte[in.readUnsignedShort()];
                in.readFully(key);
                rows.put(id, new BucketRow(content, new String(key, StandardCharsets.UTF_8)));
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("the entry rows breaks off", broken);
        }
        return rows;
    }

    private String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<Long, BucketRow> row : rows.rows().entrySet()) {
                byte[] key = row.getValue().key().getBytes(StandardCharsets.UTF_8);
                out.writeLong(row.getKey());
                out.writeLong(row.getValue().content());
                out.writeShort(key.length);
                out.write(key);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(SEQUENCE, sequence);
        offset.put(BUCKETS, (long) buckets);
        offset.put(ROWS, text());
        return offset.entrySet();
    }

    /** Offsets of a bucket are told apart by their number: the worker compares records, and may have thousands. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BucketOffset offset ? sequence == offset.sequence : super.equals(other);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sequence);
    }
}
