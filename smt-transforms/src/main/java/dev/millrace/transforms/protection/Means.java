package dev.millrace.transforms.protection;

import java.util.Optional;

/** What actions are made with: keys, and what ciphertexts are bound to. */
final class Means {

    private final Optional<Keyset> keys;
    private final BoundTo boundTo;
    private final Optional<String> topic;
    private final Optional<Sealer> sealer;
    private final TextForm anyText = new AnyText();

    /**
     * Means of one transform.
     *
     * @param topic bound to instead of the record's
     */
    Means(Optional<Keyset> keys, BoundTo boundTo, Optional<String> topic, SealCounts counts) {
        this.keys = keys;
        this.boundTo = boundTo;
        this.topic = topic;
        this.sealer = keys.map(set -> new Sealer(set, counts));
    }

    /**
     * The key of an id, else the one for new values.
     *
     * @throws IllegalArgumentException when there is none for that use
     */
    ProtectionKey key(Optional<String> id, KeyUse use) {
        return keys.orElseThrow(Means::keyless).key(id, use);
    }

    Sealer sealer() {
        return sealer.orElseThrow(Means::keyless);
    }

    /** What values are bound to, given the path that a rule tells instead of their own. */
    Binding binding(Optional<String> path) {
        return new Binding(boundTo, topic, path);
    }

    TextForm anyText() {
        return anyText;
    }

    private static IllegalArgumentException keyless() {
        return new IllegalArgumentException("there is no keyset");
    }
}
