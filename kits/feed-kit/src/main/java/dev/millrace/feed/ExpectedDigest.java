package dev.millrace.feed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The digest that the sender told for a file's raw bytes, to be proven before the first record is handed over.
 *
 * @param algorithm as {@link MessageDigest} spells it: {@code MD5}, {@code SHA-1} or {@code SHA-256}
 * @param hex in lower case
 */
record ExpectedDigest(String algorithm, String hex) {

    ExpectedDigest {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]*") || hex.length() != 2 * bytesOf(algorithm)) {
            throw new IllegalArgumentException("no " + algorithm + " digest in hexadecimal digits");
        }
    }

    private static int bytesOf(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).getDigestLength();
        } catch (NoSuchAlgorithmException unknown) {
            throw new IllegalArgumentException("'" + algorithm + "' is no digest", unknown);
        }
    }
}
