package dev.millrace.transforms.protection;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** One key of a keyset with all that is derived from it. For any thread; its text is its id alone. */
final class ProtectionKey {

    private final String id;
    private final Set<KeyUse> uses;
    private final Map<Purpose, KeyedHash> hashes = new EnumMap<>(Purpose.class);
    private final Map<Purpose, SecretKeySpec> ciphers = new EnumMap<>(Purpose.class);

    ProtectionKey(String id, Set<KeyUse> uses, byte[] secret) {
        this.id = id;
        this.uses = Set.copyOf(uses);
        for (Purpose purpose : Purpose.values()) {
            if (uses.contains(purpose.use())) {
                byte[] derived = Hkdf.derive(secret, new byte[0], purpose.label(), 32);
                hashes.put(purpose, new KeyedHash(derived));
                ciphers.put(purpose, new SecretKeySpec(derived, "AES"));
            }
        }
    }

    String id() {
        return id;
    }

    boolean isFor(KeyUse use) {
        return uses.contains(use);
    }

    KeyedHash hash(Purpose purpose) {
        return derived(hashes, purpose);
    }

    SecretKeySpec cipher(Purpose purpose) {
        return derived(ciphers, purpose);
    }

    private <T> T derived(Map<Purpose, T> keys, Purpose purpose) {
        T key = keys.get(purpose);
        if (key == null) {
            throw new IllegalStateException("the key " + id + " is not for " + purpose.use());
        }
        return key;
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
