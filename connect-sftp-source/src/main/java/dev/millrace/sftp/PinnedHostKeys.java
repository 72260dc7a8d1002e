package dev.millrace.sftp;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accepts the host keys whose SHA-256 fingerprints are pinned, whatever the host is called. Remembers what it was shown. */
final class PinnedHostKeys implements HostKeyRepository {

    private final Set<String> fingerprints;
    private volatile String shown = "none";

    PinnedHostKeys(Iterable<String> fingerprints) {
        this.fingerprints = java.util.stream.StreamSupport.stream(fingerprints.spliterator(), false)
                .map(PinnedHostKeys::withoutPadding)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int check(String host, byte[] key) {
        shown = fingerprint(key);
        return fingerprints.contains(shown) ? OK : NOT_INCLUDED;
    }

    /** The fingerprint of the key that the server showed last. */
    String shown() {
        return shown;
    }

    /** As OpenSSH prints it: base64 of the SHA-256 of the key's wire form, without padding. */
    static String fingerprint(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        // The pinned set never grows.
    }

    @Override
    public void remove(String host, String type) {
        // The pinned set never shrinks.
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        // The pinned set never shrinks.
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return HostKeySettings.FINGERPRINTS;
    }

    @Override
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        return new HostKey[0];
    }

    private static String withoutPadding(String fingerprint) {
        return fingerprint.endsWith("=") ? fingerprint.substring(0, fingerprint.length() - 1) : fingerprint;
    }
}
