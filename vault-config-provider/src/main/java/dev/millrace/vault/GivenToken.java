package dev.millrace.vault;

import java.time.Instant;
import java.util.Optional;

/** A token of the settings. Whoever writes it into a file renews it; one that is given itself is renewed here. */
record GivenToken(SecretText token) implements Login {

    @Override
    public VaultToken enter(VaultApi api) {
        String value = token.read();
        Instant now = api.clock().instant();
        if (token.file().isPresent()) {
            return new VaultToken(value, now, Optional.empty(), false);
        }
        // Not every token may look itself up: then nothing is known of its end.
        VaultReply found = api.lookup(value);
        return new VaultToken(value, now, found.life("data", "ttl"), found.isTrue("data", "renewable"));
    }

    @Override
    public boolean isOutdated(VaultToken known) {
        return token.file().isPresent() && !token.read().equals(known.value());
    }

    @Override
    public String shown() {
        return token.file().isPresent() ? "the token of " + SecretText.fileKey(token.key()) : "the " + token.key();
    }
}
