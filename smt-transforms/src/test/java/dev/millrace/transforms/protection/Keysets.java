package dev.millrace.transforms.protection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keysets of tests: the key of an id is always the same. */
final class Keysets {

    private Keysets() {}

    /** A keyset whose keys are for everything; the first is the one for new values. */
    static String of(String... ids) {
        return Stream.of(ids)
                .map(id -> "{\"id\":\"" + id + "\",\"use\":[\"encrypt\",\"hmac\"],\"key\":\"" + base64(id) + "\"}")
                .collect(Collectors.joining(",", "{\"primary\":\"" + ids[0] + "\",\"keys\":[", "]}"));
    }

    static String base64(String id) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(("key " + id).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
