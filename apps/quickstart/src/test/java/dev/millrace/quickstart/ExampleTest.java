package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExampleTest {
    @Test
    void namesTheVariablesItRefersTo() throws IOException {
        Example example = Example.read("""
                {"name": "a", "http.url": "${env:RECEIVER_URL}/v1", "spool.dir": "${env:SPOOL}", "topic": "${file:/x:y}"}""");

        assertThat(example.variables()).containsExactlyInAnyOrder("RECEIVER_URL", "SPOOL");
    }

    @Test
    void namesTheFoldersThatItsSftpServerMustHave() throws IOException {
        Example example = Example.read("""
                {"name": "a", "sftp.host": "h", "input.folders": "/in", "quarantine.folder": "/bad", "topic": "t"}""");

        assertThat(example.sftpFolders()).containsExactly("/in", "/bad");
    }

    @Test
    void namesNoFoldersOnTheSftpServerForOtherStores() throws IOException {
        Example example = Example.read("""
                {"name": "a", "ftp.host": "h", "input.folders": "/in", "topic": "t"}""");

        assertThat(example.sftpFolders()).isEmpty();
    }
}
