package dev.millrace.transforms.protection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many values each key has encrypted with random nonces since the transform was configured. At 2^32 (NIST SP 800-38D, 8.3) no
 * more are: what other tasks and earlier runs did with the key is not known here and has to be added by who watches the figures.
 */
final class SealCounts {

    static final long MOST = 1L << 32;

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    /** Whether a key may encrypt one more value. */
    boolean takes(ProtectionKey key) {
        return counter(key.id()).incrementAndGet() <= MOST;
    }

    long of(String keyId) {
        return counter(keyId).get();
    }

    /** The counter of a key, for who reads figures and for who tests the limit. */
    AtomicLong counter(String keyId) {
        AtomicLong counter = counts.get(keyId);
        return counter == null ? counts.computeIfAbsent(keyId, id -> new AtomicLong()) : counter;
    }
}
