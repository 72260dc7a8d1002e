package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FileStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plain FTP whose data connections the server opens. */
final class FtpActiveFileStoreTest extends FtpFileStoreTest {

    @Override
    protected FileStore newStore() {
        Map<String, String> login = Configurations.login(partner(), protection());
        login.put(FtpSettings.MODE, "active");
        return Configurations.store(login);
    }

    @Test
    void letsTheServerOpenTheDataConnections() {
        store().list(folder(), file -> {});

        assertThat(partner().commands("EPRT") + partner().commands("PORT")).isEqualTo(1);
        assertThat(partner().commands("EPSV") + partner().commands("PASV")).isZero();
    }
}
