package dev.millrace.feed.content;

import dev.millrace.kit.ConnectorFailure;
import java.io.IOException;
import java.util.Optional;

/** A file of which not even the beginning can be read; its bytes can still be hashed. */
final class UnreadableContent implements Content {

    private final RawBytes raw;
    private final ConnectorFailure failure;

    UnreadableContent(RawBytes raw, ConnectorFailure failure) {
        this.raw = raw;
        this.failure = failure;
    }

    @Override
    public String packing() {
        return "unreadable";
    }

    @Override
    public boolean isUnproven() {
        return false;
    }

    @Override
    public Document next() {
        throw failure;
    }

    @Override
    public void finish() {
        throw failure;
    }

    @Override
    public Optional<String> sha256() throws IOException {
        raw.drain();
        return Optional.of(raw.sha256()).filter(hash -> !hash.isEmpty());
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
