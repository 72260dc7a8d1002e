package dev.millrace.containers;

import dev.millrace.partner.environment.SftpHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** An SFTP server in a container. Not thread-safe. */
record SftpContainer(LocalContainer container, SftpImage image, String hostKeyFingerprint) implements SftpHost {
    private static final String HOST_KEY = "/etc/ssh/ssh_host_ed25519_key.pub";

    static SftpContainer of(LocalContainer container, SftpImage image) {
        String line = container
                .container()
                .copyFileFromContainer(HOST_KEY, bytes -> new String(bytes.readAllBytes(), StandardCharsets.US_ASCII));
        return new SftpContainer(container, image, fingerprint(line));
    }

    @Override
    public String host() {
        return LocalContainer.HOST;
    }

    @Override
    public int port() {
        return container.port();
    }

    @Override
    public String username() {
        return image.user().username();
    }

    @Override
    public String password() {
        return image.user().password();
    }

    /** Gives the files back to whom the folder is in, so that they can be removed. */
    @Override
    public void close() {
        try {
            Object owner = Files.getAttribute(image.served().resolve(".."), "unix:uid");
            container.container().execInContainer("chown", "-R", owner.toString(), image.home());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            container.close();
        }
    }

    /**
     * What {@code ssh-keygen -l} prints.
     *
     * @param line kind, key in Base64, comment
     */
    static String fingerprint(String line) {
        byte[] key = Base64.getDecoder().decode(line.split(" ", 3)[1].strip());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
