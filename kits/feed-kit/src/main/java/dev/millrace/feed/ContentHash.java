package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads a file for its SHA-256 alone. */
final class ContentHash {

    private ContentHash() {}

    static String of(FileStore store, FileIdentity file, Patience patience) {
        MessageDigest digest = sha256();
        byte[] block = new byte[1 << 15];
        try (InputStream bytes = new ResumableInput(store, file, 0, patience)) {
            for (int count = bytes.read(block); count >= 0; count = bytes.read(block)) {
                digest.update(block, 0, count);
            }
        } catch (IOException failed) {
            throw StoreFailure.unreachable(file.subject(), "reading it for its hash", failed);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java platform has SHA-256", never);
        }
    }
}
