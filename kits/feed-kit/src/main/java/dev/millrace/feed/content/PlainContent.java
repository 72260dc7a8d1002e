package dev.millrace.feed.content;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file whose bytes are read as they are. Its hash follows the records that are read, where it is wanted. */
final class PlainContent implements Content {

    private final RawBytes raw;
    private boolean told;

    PlainContent(RawBytes raw) {
        this.raw = raw;
    }

    @Override
    public String packing() {
        return "";
    }

    @Override
    public boolean isUnproven() {
        return false;
    }

    @Override
    public @Nullable Document next() {
        if (told) {
            return null;
        }
        told = true;
        return new Document("", raw);
    }

    @Override
    public void finish() throws IOException {
        raw.drain();
    }

    @Override
    public Optional<String> sha256() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
