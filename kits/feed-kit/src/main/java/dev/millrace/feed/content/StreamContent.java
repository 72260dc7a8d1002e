package dev.millrace.feed.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that holds one document. */
final class StreamContent implements Content {

    private final RawBytes raw;
    private final RawBytes packed;
    private final Compression packing;
    private final InputStream document;
    private final @Nullable PgpMessage message;
    private final GuardedInput.Meter meter;
    private boolean told;

    StreamContent(
            RawBytes raw,
            RawBytes packed,
            Compression packing,
            InputStream document,
            @Nullable PgpMessage message,
            GuardedInput.Meter meter) {
        this.raw = raw;
        this.packed = packed;
        this.packing = packing;
        this.document = document;
        this.message = message;
        this.meter = meter;
    }

    static String name(@Nullable PgpMessage message, Compression packing) {
        String name = packing.name().toLowerCase(Locale.ROOT);
        if (message == null) {
            return name;
        }
        return packing == Compression.NONE ? "pgp" : "pgp+" + name;
    }

    @Override
    public String packing() {
        return name(message, packing);
    }

    @Override
    public boolean isUnproven() {
        return message != null;
    }

    @Override
    public @Nullable Document next() throws IOException {
        if (told) {
            return null;
        }
        told = true;
        return new Document("", document);
    }

    @Override
    public void finish() {
        try {
            Skip.byReading(document, Long.MAX_VALUE);
            packed.drain();
            if (message != null) {
                message.verify();
            }
            raw.drain();
        } catch (IOException | RuntimeException thrown) {
            throw meter.failure(thrown);
        }
    }

    @Override
    public Optional<String> sha256() throws IOException {
        raw.drain();
        return Optional.of(raw.sha256());
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
