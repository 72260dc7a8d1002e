package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.SftpPartner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways to finish a file, on a server. */
@Timeout(120)
class SftpFinishTest {

    private Path folder;
    private SftpPartner partner;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
        partner = SftpPartner.start(folder);
        configuration = Configurations.connector(partner);
        configuration.put("files.include", "*.txt");
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void movesIntoFoldersThatItMakes() throws IOException {
        configuration.put("archive.folder", "/archive/{connector}/{yyyy}-{MM}/{stem}.{task}.{extension}");

        runUntilFilesMatch("archive/feed/\\d{4}-\\d\\d/a\\.0\\.txt", "archive/feed/\\d{4}-\\d\\d/b\\.0\\.txt");
    }

    @Test
    void renamesInPlace() throws IOException {
        configuration.remove("archive.folder");
        configuration.put("after.read", "rename");

        runUntilFilesMatch("in/a\\.txt\\.done", "in/b\\.txt\\.done");
    }

    @Test
    void putsAMarkerBesideAFile() throws IOException {
        configuration.remove("archive.folder");
        configuration.put("after.read", "touch");

        runUntilFilesMatch("in/a\\.txt", "in/a\\.txt\\.read", "in/b\\.txt", "in/b\\.txt\\.read");
    }

    @Test
    void overwritesAnOlderFile() throws IOException {
        configuration.put("archive.conflict", "overwrite");
        Files.writeString(folder.resolve("archive/a.txt"), "older");

        runUntilFilesMatch("archive/a\\.txt", "archive/b\\.txt");

        assertThat(folder.resolve("archive/a.txt")).hasContent("row a");
    }

    @Test
    void setsAFileAsideAsAWholeForOneRecordThatBreaksItsContract(@TempDir Path spool) throws IOException {
        Path contract = Files.writeString(
                spool.resolve("rows.json"), "{\"$id\": \"rows\", \"version\": \"1\", \"pattern\": \"^row a\"}");
        configuration.put("file.contract", contract.toString());
        configuration.put("file.acceptance", "whole");
        configuration.put("spool.dir", spool.toString());
        configuration.put("malformed.mode", "quarantine");
        configuration.put("malformed.topic", "bad");
        configuration.put("quarantine.folder", "/archive/bad");

        runUntilFilesMatch("archive/a\\.txt", "archive/bad/b\\.txt", "archive/bad/b\\.txt\\.error\\.json");

        assertThat(folder.resolve("archive/bad/b.txt.error.json"))
                .content()
                .contains("contract-violation", "contract rows 1: pattern", "\"line\" : 1");
    }

    @Test
    void setsAFileAsideWithItsReport() throws IOException {
        configuration.put("format", "json");
        configuration.put("malformed.topic", "bad");
        configuration.put("quarantine.folder", "/archive/{yyyy}/bad");

        runUntilFilesMatch(
                "archive/\\d{4}/bad/a\\.txt",
                "archive/\\d{4}/bad/a\\.txt\\.error\\.json",
                "archive/\\d{4}/bad/b\\.txt",
                "archive/\\d{4}/bad/b\\.txt\\.error\\.json");
    }

    /** Two files, and nothing else but what is expected when they are done. */
    private void runUntilFilesMatch(String... expected) throws IOException {
        configuration.put("name", "feed");
        Files.writeString(folder.resolve("in/a.txt"), "row a\n");
        Files.writeString(folder.resolve("in/b.txt"), "row b\n");
        try (SourceHarness harness =
                ConnectorHarness.source(SftpSourceConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)) {
            harness.start();
            harness.runUntil(() -> matches(expected), "the files are finished");
        }
    }

    private boolean matches(String... expected) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
            return names.size() == expected.length
                    && Stream.of(expected).allMatch(name -> names.stream().anyMatch(there -> there.matches(name)));
        } catch (IOException | UncheckedIOException movedMeanwhile) {
            return false;
        }
    }
}
