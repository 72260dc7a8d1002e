package dev.millrace.benchmarks;

import dev.millrace.partner.SftpPartner;
import java.util.Map;

/** The SFTP source as the benchmarks configure it: by its defaults as far as they go. */
final class Connector {

    private Connector() {}

    /** Reads a folder's CSV files where they are. */
    static Map<String, String> reading(SftpPartner server, String folder) {
        return Map.of(
                "connector.class",
                "dev.millrace.sftp.SftpSourceConnector",
                "sftp.host",
                server.host(),
                "sftp.port",
                Integer.toString(server.port()),
                "sftp.username",
                server.username(),
                "sftp.password",
                server.password(),
                "sftp.host.key.fingerprints",
                server.hostKeyFingerprint(),
                "input.folders",
                folder,
                "format",
                "csv",
                "after.read",
                "keep",
                "readiness.stable.scans",
                "1");
    }
}
