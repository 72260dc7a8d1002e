package dev.millrace.transforms.protection;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a keyset: {@code {"primary": ID, "keys": [{"id": ID, "use": ["encrypt", "hmac"], "key": BASE64}]}}. What is wrong is said
 * without any of its secrets.
 */
final class KeysetDocument {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int SHORTEST = 32;
    private static final int LONGEST = 64;

    /** 32 random bytes have fewer different ones once in more than 10^30 keys. */
    private static final int LEAST_DIFFERENT = 8;

    private final Map<String, ProtectionKey> keys = new LinkedHashMap<>();
    private final List<byte[]> secrets = new ArrayList<>();

    private KeysetDocument() {}

    /**
     * Reads a keyset.
     *
     * @throws IllegalArgumentException when it is none; the message goes on behind the name of the option
     */
    static Keyset parse(String text) {
        return new KeysetDocument().read(SafeJson.read(text));
    }

    private Keyset read(@Nullable Object document) {
        Members set = new Members("", document);
        if (!(set.any("keys") instanceof List<?> list) || list.isEmpty()) {
            throw set.wrong("needs keys, a list of at least one {\"id\": ..., \"use\": ..., \"key\": ...}");
        }
        for (int number = 1; number <= list.size(); number++) {
            add(new Members("(key " + number + ")", list.get(number - 1)));
        }
        secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
        Map<KeyUse, ProtectionKey> primaries = primaries(set);
        set.done();
        return new Keyset(keys.values(), primaries);
    }

    private void add(Members key) {
        String id = key.text("id");
        if (!ID.matcher(id).matches()) {
            throw key.wrong("needs an id of up to 64 letters, digits, dots, dashes and underscores,"
                    + " for it is written in front of each value");
        }
        Set<KeyUse> uses = EnumSet.noneOf(KeyUse.class);
        key.texts("use").forEach(use -> uses.add(key.choice("use", KeyUse.class, use)));
        if (uses.isEmpty()) {
            throw key.wrong("needs use: encrypt, hmac, or a list of both");
        }
        byte[] secret = secret(key);
        key.done();
        if (keys.put(id, new ProtectionKey(id, uses, secret)) != null) {
            throw key.wrong("has the id of another; what was encrypted finds its key by the id alone");
        }
        if (secrets.stream().anyMatch(other -> MessageDigest.isEqual(other, secret))) {
            throw key.wrong("has the same bytes as another; a new id needs a new key");
        }
        secrets.add(secret);
    }

    private static byte[] secret(Members key) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(key.text("key").trim());
        } catch (IllegalArgumentException unreadable) {
            throw key.wrong("needs key to be base64 of 32 random bytes; make it with: openssl rand -base64 32");
        }
        if (secret.length < SHORTEST || secret.length > LONGEST) {
            throw key.wrong("has " + secret.length + " bytes and needs " + SHORTEST + " to " + LONGEST
                    + "; make it with: openssl rand -base64 32");
        }
        boolean[] seen = new boolean[256];
        int different = 0;
        for (byte one : secret) {
            if (!seen[one & 0xff]) {
                seen[one & 0xff] = true;
                different++;
            }
        }
        if (different < LEAST_DIFFERENT) {
            throw key.wrong("repeats few bytes, which random ones do not; make it with: openssl rand -base64 32");
        }
        return secret;
    }

    /** One id for all uses of its key, or an id for each use; a set of one key needs none. */
    private Map<KeyUse, ProtectionKey> primaries(Members set) {
        Map<KeyUse, ProtectionKey> primaries = new EnumMap<>(KeyUse.class);
        Object primary = set.any("primary");
        if (primary instanceof Map<?, ?>) {
            Members byUse = new Members("(primary)", primary);
            for (KeyUse use : KeyUse.values()) {
                byUse.optionalText(Members.nameOf(use)).ifPresent(id -> primaries.put(use, of(set, id, use)));
            }
            byUse.done();
            return primaries;
        }
        Optional<String> id = set.optionalText("primary");
        if (id.isEmpty() && keys.size() > 1) {
            throw set.wrong("needs primary: the id of the key for new values, or {\"encrypt\": ID, \"hmac\": ID}");
        }
        String named = id.orElseGet(() -> keys.keySet().iterator().next());
        for (KeyUse use : KeyUse.values()) {
            if (find(set, named).isFor(use)) {
                primaries.put(use, find(set, named));
            } else {
                only(keys.values(), use).ifPresent(key -> primaries.put(use, key));
            }
        }
        return primaries;
    }

    /** Where one key alone is for a use, there is nothing to choose. */
    private static Optional<ProtectionKey> only(Collection<ProtectionKey> keys, KeyUse use) {
        List<ProtectionKey> able = keys.stream().filter(key -> key.isFor(use)).toList();
        return able.size() == 1 ? Optional.of(able.get(0)) : Optional.empty();
    }

    private ProtectionKey of(Members set, String id, KeyUse use) {
        ProtectionKey key = find(set, id);
        if (!key.isFor(use)) {
            throw set.wrong("names as primary for " + Members.nameOf(use) + " a key without that use");
        }
        return key;
    }

    private ProtectionKey find(Members set, String id) {
        ProtectionKey key = keys.get(id);
        if (key == null) {
            throw set.wrong("names a primary that is none of its ids: " + String.join(", ", keys.keySet()));
        }
        return key;
    }
}
