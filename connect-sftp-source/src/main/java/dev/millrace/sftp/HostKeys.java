package dev.millrace.sftp;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a session which host keys to accept. */
final class HostKeys {

    static final String UNREADABLE = "known-hosts-unreadable";

    private HostKeys() {}

    static void configure(Session session, JSch library, HostKeySettings settings, PinnedHostKeys pinned, String label)
            throws JSchException {
        boolean strict = settings.check() == HostKeySettings.Check.STRICT;
        session.setConfig("StrictHostKeyChecking", strict ? "yes" : "no");
        if (settings.knownHostsFile().isPresent()) {
            String file = settings.knownHostsFile().get();
            // The library takes a file that it can't read for an empty one.
            if (!Files.isReadable(Path.of(file))) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        UNREADABLE,
                        label + ": the known_hosts file " + file + " can't be read on this worker");
            }
            library.setKnownHosts(file);
            session.setHostKeyRepository(library.getHostKeyRepository());
        } else if (strict) {
            session.setHostKeyRepository(pinned);
        }
    }
}
