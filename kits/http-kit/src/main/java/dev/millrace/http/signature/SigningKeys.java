package dev.millrace.http.signature;

import java.util.List;

/** The keys that a {@link RequestSigner} signs with, in the order of their secrets. For any thread. */
public final class SigningKeys {

    record Entry(SignatureScheme scheme, SigningKey key) {}

    private final List<Entry> entries;

    SigningKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    /** Their number alone. */
    @Override
    public String toString() {
        return entries.size() + " keys";
    }
}
