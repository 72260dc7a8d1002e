package dev.millrace.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions of Digest authentication (RFC 7616 section 6.1). */
enum DigestAlgorithm {
    SHA_512_256("SHA-512-256", "SHA-512/256"),
    SHA_256("SHA-256", "SHA-256"),
    /** For old servers that have nothing else. */
    MD5("MD5", "MD5");

    private final String title;
    private final String standardName;

    DigestAlgorithm(String title, String standardName) {
        this.title = title;
        this.standardName = standardName;
    }

    /** As challenges have it. */
    String title() {
        return title;
    }

    /** The one of that name, with or without {@code -sess} behind it, in any case. */
    static Optional<DigestAlgorithm> of(String name) {
        String bare = isSession(name) ? name.substring(0, name.length() - SESSION.length()) : name;
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.title.equalsIgnoreCase(bare)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private static final String SESSION = "-sess";

    static boolean isSession(String name) {
        int length = SESSION.length();
        return name.regionMatches(true, name.length() - length, SESSION, 0, length);
    }

    /** In hexadecimal, of texts with a colon between them. */
    String hash(String... parts) {
        return hash(String.join(":", parts).getBytes(StandardCharsets.UTF_8));
    }

    String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(standardName).digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
