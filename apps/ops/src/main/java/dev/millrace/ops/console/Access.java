package dev.millrace.ops.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who asks, by basic authentication (RFC 7617), and the token that a form of theirs must carry. Verified logins are
 * remembered by a keyed hash, for a password's hash is slow on purpose. Safe for use by several threads.
 */
final class Access {

    private static final int REMEMBERED = 1_000;

    private final Optional<UserFile> users;
    private final SecretKeySpec key;
    private final Map<String, User> known = new LinkedHashMap<>();

    Access(Optional<UserFile> users) {
        this.users = users;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** Whether users have to log in. */
    boolean asksForLogin() {
        return users.isPresent();
    }

    /** The user that an Authorization field names and proves; empty when it does not. */
    Optional<User> user(Optional<String> authorization) {
        if (users.isEmpty()) {
            return Optional.of(User.ANONYMOUS);
        }
        if (authorization.isEmpty() || !authorization.get().regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String proof = hash(authorization.get());
        synchronized (known) {
            User before = known.get(proof);
            if (before != null) {
                return Optional.of(before);
            }
        }
        Optional<User> verified = verified(authorization.get().substring(6).strip());
        verified.ifPresent(user -> {
            synchronized (known) {
                if (known.size() >= REMEMBERED) {
                    known.clear();
                }
                known.put(proof, user);
            }
        });
        return verified;
    }

    private Optional<User> verified(String encoded) {
        String login;
        try {
            login = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        int colon = login.indexOf(':');
        return colon < 0 || login.length() > 1_000
                ? Optional.empty()
                : users.flatMap(file -> file.verified(login.substring(0, colon), login.substring(colon + 1)));
    }

    /** What a form of this user carries while this process lives. */
    String token(User user) {
        return hash("csrf:" + user.name());
    }

    /** Whether the token is this user's; compared in constant time. */
    boolean isToken(User user, String token) {
        return MessageDigest.isEqual(
                token(user).getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }
}
