package dev.millrace.benchmarks;

import dev.millrace.partner.OpenSshServer;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The SFTP server that is read from: OpenSSH's where this machine has it, for that costs the processors that are shared with
 * the connector about what a kernel's file system does; else the partner in this process.
 *
 * @param description what the report calls it
 * @param options of a connector that reads a folder's files from it
 */
record SftpHost(String description, Path folder, Map<String, String> options, AutoCloseable server)
        implements AutoCloseable {

    private static final String INBOUND = "inbound";

    /** Starts one with an empty folder of files. */
    static SftpHost start(Path home, SftpPartner partner) throws IOException {
        if (!Files.isExecutable(OpenSshServer.DAEMON)) {
            Path folder = Files.createDirectories(partner.root().resolve(INBOUND));
            return new SftpHost(
                    "an SFTP server in this process (install openssh-server to measure against that)",
                    folder,
                    Connector.reading(partner, "/" + INBOUND),
                    () -> {});
        }
        Path folder = Files.createDirectories(home.resolve(INBOUND));
        Path key = home.resolve("key");
        String unused = OpenSshServer.keygen("-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        OpenSshServer server = new OpenSshServer(Files.createDirectories(home.resolve("sshd")));
        server.accept(Files.readString(home.resolve("key.pub")).strip());
        Map<String, String> options = new HashMap<>(Connector.reading(partner, folder.toString()));
        options.remove("sftp.password");
        options.put("sftp.port", Integer.toString(server.port()));
        options.put("sftp.username", OpenSshServer.user());
        options.put("sftp.private.key.file", key.toString());
        options.put("sftp.host.key.fingerprints", server.hostKeyFingerprint());
        return new SftpHost("OpenSSH's server", folder, options, server);
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } catch (Exception notEnded) {
            throw new IOException("could not end the SFTP server", notEnded);
        }
    }
}
