package dev.millrace.partner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** An SFTP client for one test: it remembers the host keys it was shown and closes what it opened. */
final class SftpVisitor implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final List<PublicKey> hostKeys = new CopyOnWriteArrayList<>();

    SftpVisitor() {
        client.setServerKeyVerifier((session, address, key) -> hostKeys.add(key));
        client.start();
    }

    List<PublicKey> hostKeys() {
        return hostKeys;
    }

    ClientSession connect(SftpPartner partner) throws IOException {
        return client.connect(partner.username(), partner.host(), partner.port())
                .verify(PATIENCE)
                .getSession();
    }

    /** A session that is logged in by password. */
    ClientSession logIn(SftpPartner partner) throws IOException {
        ClientSession session = connect(partner);
        session.addPasswordIdentity(partner.password());
        session.auth().verify(PATIENCE);
        return session;
    }

    SftpClient open(SftpPartner partner) throws IOException {
        return sftp(logIn(partner));
    }

    SftpClient sftp(ClientSession session) throws IOException {
        return SftpClientFactory.instance().createSftpClient(session);
    }

    static byte[] read(SftpClient sftp, String path) throws IOException {
        try (InputStream in = sftp.read(path)) {
            return in.readAllBytes();
        }
    }

    static List<String> list(SftpClient sftp, String path) throws IOException {
        try {
            List<String> names = new ArrayList<>();
            sftp.readDir(path).forEach(entry -> names.add(entry.getFilename()));
            names.removeAll(List.of(".", ".."));
            return names;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
