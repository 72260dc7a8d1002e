package dev.millrace.rest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;

/** The hashes of some rows, each as often as its row came, in their order. Immutable. */
final class Hashes {

    /** So many are kept of a kind at most: 80 kB in an offset. */
    static final int MOST = 10_000;

    static final Hashes NONE = new Hashes(new long[0], 0);

    private final long[] values;
    private final int size;

    /**
     * The beginning of an array.
     *
     * @param values not copied: what is before {@code size} must not change any more
     */
    Hashes(long[] values, int size) {
        this.values = values;
        this.size = size;
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Hashes parse(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("not a row of hashes: " + bytes.length + " bytes");
        }
        long[] values = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(values);
        return new Hashes(values, values.length);
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    HashCount count() {
        HashCount count = new HashCount();
        for (int at = 0; at < size; at++) {
            count.add(values[at]);
        }
        return count;
    }

    /** These without others, each taken away as often as it is there. */
    Hashes without(Hashes others) {
        if (others.isEmpty() || isEmpty()) {
            return this;
        }
        HashCount away = others.count();
        long[] left = IntStream.range(0, size)
                .mapToLong(at -> values[at])
                .filter(value -> !away.take(value))
                .toArray();
        return new Hashes(left, left.length);
    }

    /** These and others behind them; the first ones give way when they are too many. */
    Hashes and(Hashes others) {
        long[] all = Arrays.copyOf(values, size + others.size);
        System.arraycopy(others.values, 0, all, size, others.size);
        return all.length > MOST
                ? new Hashes(Arrays.copyOfRange(all, all.length - MOST, all.length), MOST)
                : new Hashes(all, all.length);
    }

    /** Eight bytes for each, as Base64. */
    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(size * Long.BYTES);
        bytes.asLongBuffer().put(values, 0, size);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
