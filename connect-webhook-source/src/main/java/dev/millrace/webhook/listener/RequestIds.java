package dev.millrace.webhook.listener;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Names requests: a beginning by chance, which no other listener has, and a number. Thread-safe. */
final class RequestIds implements Supplier<String> {

    private final String beginning = HexFormat.of().toHexDigits(new SecureRandom().nextLong()) + "-";
    private final AtomicLong number = new AtomicLong();

    @Override
    public String get() {
        return beginning + Long.toString(number.incrementAndGet(), Character.MAX_RADIX);
    }
}
