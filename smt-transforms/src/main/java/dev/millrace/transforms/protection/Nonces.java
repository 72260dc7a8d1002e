package dev.millrace.transforms.protection;

import java.security.SecureRandom;

/** Random nonces of 96 bits (NIST SP 800-38D, 8.2.2). For any thread: each draws from a stock of its own. */
final class Nonces {

    static final int LENGTH = 12;
    private static final int STOCK = 64;

    private static final class Stock {

        private final SecureRandom random = new SecureRandom();
        private final byte[] bytes = new byte[LENGTH * STOCK];
        private int next = bytes.length;

        void take(byte[] to) {
            if (next == bytes.length) {
                random.nextBytes(bytes);
                next = 0;
            }
            System.arraycopy(bytes, next, to, 0, LENGTH);
            next += LENGTH;
        }
    }

    private final ThreadLocal<Stock> stock = ThreadLocal.withInitial(Stock::new);

    /** Writes a nonce that was never given before to the beginning of an array. */
    void draw(byte[] to) {
        stock.get().take(to);
    }
}
