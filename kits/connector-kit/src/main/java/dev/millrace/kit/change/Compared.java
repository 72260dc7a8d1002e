package dev.millrace.kit.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is compared round by round.
 *
 * @param name as messages call it, such as {@code endpoint items} or {@code table public.orders}
 * @param partition its source partition; those of its buckets have a field more
 * @param keyOption the option that says what tells its rows apart
 */
public record Compared(String name, Map<String, String> partition, String keyOption) {

    /** The field that the partition of a bucket has beyond the others: its number as a text. */
    public static final String BUCKET = "bucket";

    public Compared {
        partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    }

    /** The source partition of a bucket; its fields in their order, by which the worker finds it again. */
    Map<String, String> bucket(int number) {
        Map<String, String> ofBucket = new LinkedHashMap<>(partition);
        ofBucket.put(BUCKET, String.valueOf(number));
        return Collections.unmodifiableMap(ofBucket);
    }
}
