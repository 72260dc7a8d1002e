package dev.millrace.sftp;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FileStoreContract;
import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores on an SFTP server. */
abstract class SftpStoreContract extends FileStoreContract {

    private Path served;
    private SftpPartner partner;

    /** Makes the server what the class is about. */
    void prepare(SftpPartner started) {}

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        served = temporary;
        Files.createDirectory(served.resolve("in"));
        partner = SftpPartner.start(served);
        prepare(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Override
    protected FileStore newStore() {
        return new SftpFileStore(Configurations.settings(Configurations.login(partner)));
    }

    @Override
    protected String folder() {
        return "/in";
    }

    @Override
    protected Path root() {
        return served.resolve("in");
    }

    @Override
    protected List<String> credentials() {
        return List.of(partner.username(), partner.password());
    }

    @Override
    protected boolean denyReading(Path file) {
        partner.denyPath("/" + served.relativize(file));
        return true;
    }

    @Override
    protected boolean denyWriting(Path folder) {
        partner.readOnly(true);
        return true;
    }

    final SftpPartner partner() {
        return partner;
    }
}
