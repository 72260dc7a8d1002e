package dev.millrace.feed.framing;

/** Tells from a record's own bytes how long it is. Not thread-safe. */
public interface RecordMeasure {

    /** Where no record says how long it is. */
    RecordMeasure NONE = new RecordMeasure() {
        @Override
        public int needs() {
            return 0;
        }

        @Override
        public long measure(byte[] bytes, int from, int to) {
            return UNKNOWN;
        }
    };

    /** The answer where the bytes tell no length. */
    long UNKNOWN = -1;

    /** How many bytes it must see; it gets fewer only where the stream ends. */
    int needs();

    /** The bytes of the record that begins at {@code from}, or {@link #UNKNOWN}. */
    long measure(byte[] bytes, int from, int to);
}
