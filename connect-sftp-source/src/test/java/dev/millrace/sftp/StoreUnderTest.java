package dev.millrace.sftp;

import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.FtpPartner.Protection;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Every store there is, each with a server of its own where it needs one. */
enum StoreUnderTest {
    SFTP,
    FTP,
    FTPS_EXPLICIT,
    FTPS_IMPLICIT,
    FILE;

    /**
     * A folder that one of them serves.
     *
     * @param login what reaches it
     * @param root how it calls the folder; empty when that is its root
     * @param connections tells how many connections are open
     */
    record Served(Map<String, String> login, String root, Connections connections, AutoCloseable server)
            implements AutoCloseable {

        /** Reads lines from {@code in} and archives to {@code archive} within the folder. */
        Map<String, String> configuration() {
            return Configurations.feed(login, root);
        }

        @Override
        public void close() throws IOException {
            try {
                server.close();
            } catch (IOException | RuntimeException failed) {
                throw failed;
            } catch (Exception failed) {
                throw new IOException(failed);
            }
        }
    }

    /** How many connections to a server are open. */
    @FunctionalInterface
    interface Connections {
        int open();
    }

    Served serve(Path folder) throws IOException {
        return switch (this) {
            case SFTP -> {
                SftpPartner partner = SftpPartner.start(folder);
                yield new Served(Configurations.login(partner), "", partner::openSessions, partner);
            }
            case FTP -> ftp(folder, Protection.PLAIN);
            case FTPS_EXPLICIT -> ftp(folder, Protection.EXPLICIT);
            case FTPS_IMPLICIT -> ftp(folder, Protection.IMPLICIT);
            case FILE ->
                new Served(new HashMap<>(Map.of(StoreSettings.STORE, "file")), folder.toString(), () -> 0, () -> {});
        };
    }

    private static Served ftp(Path folder, Protection protection) throws IOException {
        FtpPartner partner = FtpPartner.start(folder, protection);
        return new Served(Configurations.login(partner, protection), "", partner::openSessions, partner);
    }
}
