package dev.millrace.transforms.audit;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes identifiers that sort by their time: UUID version 7 (RFC 9562 section 5.7). */
final class TimeOrderedId {

    private static final int RANDOM_A_BITS = 12;

    private TimeOrderedId() {}

    /**
     * A new one.
     *
     * @param millis since 1970
     */
    static UUID next(long millis, SecureRandom random) {
        long high = millis << 16 | 0x7000L | random.nextInt(1 << RANDOM_A_BITS);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
